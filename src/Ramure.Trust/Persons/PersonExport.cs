using System.Text.Encodings.Web;
using System.Text.Json;
using Ramure.Kernel.Access;
using Ramure.Kernel.PersonalData;
using Ramure.Kernel.Time;

namespace Ramure.Trust.Persons;

/// <summary>All that is held about a person, for the page, the file and the command line.</summary>
internal sealed class PersonExport(PersonFinder persons, IEnumerable<IPersonalData> parts, IAccess access, IClock clock)
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The person and what is held; null when there is no such person. Oneself, or with the permission for the whole network.</summary>
    public async Task<(Person Person, IReadOnlyList<HeldData> Held)?> ReadAsync(string? reference, CancellationToken cancel)
    {
        if (reference != access.Actor.Reference)
            await DemandAsync(cancel);
        if (await persons.FindAsync(reference, cancel) is not { } person)
            return null;
        var held = new List<HeldData>();
        foreach (var part in parts)
            held.AddRange(await part.HeldAsync(person, cancel));
        return (person, held);
    }

    /// <summary>People by words; for who may see all of them.</summary>
    public async Task<IReadOnlyList<Person>> SearchAsync(string words, CancellationToken cancel)
    {
        await DemandAsync(cancel);
        return await persons.SearchAsync(words, 50, cancel);
    }

    /// <summary>The same as one JSON document.</summary>
    public string Write(Person person, IReadOnlyList<HeldData> held) => JsonSerializer.Serialize(
        new
        {
            person = new { reference = person.Reference, name = person.Name, email = person.Email },
            at = clock.UtcNow,
            data = held.ToDictionary(h => h.Code, h => new { title = h.Title, records = h.Rows.Select(r => h.Columns.Zip(r).ToDictionary(c => c.First, c => c.Second)) }),
        },
        Json);

    /// <summary>Personal data of others: only for who administers the whole network.</summary>
    public async Task DemandAsync(CancellationToken cancel)
    {
        if (!(await access.ScopeAsync(TrustPermissions.Persons, cancel)).IsEverything)
            throw new AccessDeniedException(TrustPermissions.Persons);
    }
}
