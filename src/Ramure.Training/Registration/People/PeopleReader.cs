using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Lists;
using Ramure.Network.Contracts;
using Ramure.Training.Contracts;
using Ramure.Training.Model;
using Ramure.Training.Words;
using Ramure.Ui.Components;

namespace Ramure.Training.Registration.People;

/// <summary>A line of the list of who is registered.</summary>
/// <param name="By">Who registered the person, by name; empty when they did it themselves.</param>
internal sealed record PersonRow(SessionRegistration Registration, string Audience, string School, int? Rank, string By, DateTime LocalAt, DateTime? LocalUntil)
{
    private SessionRegistration R => Registration;

    /// <summary>The same for the page and its export.</summary>
    public static IReadOnlyList<Column<PersonRow>> Columns { get; } =
    [
        new("Numéro", p => p.R.Number) { Numeric = true, Searchable = false },
        new("Nom", p => p.R.Name) { RowHeader = true, Href = p => $"/formations/sessions/{p.R.SessionId}/inscrits/{p.R.Id}" },
        new("Courriel", p => p.R.Email),
        new("État", p => TrainingWords.Label(p.R.State)),
        new("Rang", p => p.Rank) { Numeric = true, Searchable = false },
        new("Priorité", p => p.R.Priority) { Numeric = true, Searchable = false },
        new("Public", p => p.Audience),
        new("Établissement", p => p.School),
        new("UAI", p => p.R.Uai) { ExportOnly = true },
        new("Inscrit", p => RegistrationWords.Label(p.R.Origin) + (p.By.Length > 0 ? $" : {p.By}" : "")),
        new("Depuis", p => p.LocalAt) { Format = "dd/MM/yyyy HH:mm", Searchable = false },
        new("Place gardée jusqu’au", p => p.LocalUntil) { ExportOnly = true, Searchable = false },
    ];
}

/// <summary>Who is registered to a session, by name: for who may know.</summary>
internal sealed class PeopleReader(RamureDb db, IAccess access, IActorNames names, ISchools schools, ReferenceLists lists)
{
    /// <summary>Everybody, in the order of their numbers; denied unless the names of the unit's sessions are open to who asks.</summary>
    public async Task<IReadOnlyList<PersonRow>> OfAsync(Session session, CancellationToken cancel = default)
    {
        await access.DemandAsync(TrainingPermissions.People, session.Unit, cancel);
        var rows = await db.Set<SessionRegistration>().AsNoTracking().Where(r => r.SessionId == session.Id).OrderBy(r => r.Number).ToListAsync(cancel);
        return await DressAsync(session, rows, cancel);
    }

    /// <summary>One of them; null when there is none.</summary>
    public async Task<PersonRow?> OneAsync(Session session, Guid id, CancellationToken cancel = default) =>
        (await OfAsync(session, cancel)).FirstOrDefault(p => p.Registration.Id == id);

    private async Task<IReadOnlyList<PersonRow>> DressAsync(Session session, List<SessionRegistration> rows, CancellationToken cancel)
    {
        var who = await names.NamesAsync(rows.Where(Others).Select(r => r.By!), cancel);
        var known = new Dictionary<string, string>();
        foreach (var uai in rows.Select(r => r.Uai).OfType<string>().Distinct())
            known[uai] = await schools.FindAsync(uai, cancel) is { } school ? BelongingReader.NameOf(school) : uai;
        var ranks = rows.Where(r => r.State == RegistrationState.Waiting).OrderByDescending(r => r.Priority).ThenBy(r => r.Number).Select((r, i) => (r.Id, Rank: i + 1)).ToDictionary(r => r.Id, r => r.Rank);
        return [.. rows.Select(r => new PersonRow(
            r, r.Audience is null ? "" : lists.Audience(r.Audience), r.Uai is null ? "" : known[r.Uai], ranks.TryGetValue(r.Id, out var rank) ? rank : null,
            Others(r) ? who[r.By!] : "", Sessions.LocalTime.At(r.At, session.TimeZone), r.OfferUntil is { } until ? Sessions.LocalTime.At(until, session.TimeZone) : null))];
    }

    private static bool Others(SessionRegistration r) => r is { By: not null, Origin: RegistrationOrigin.Colleague or RegistrationOrigin.Staff or RegistrationOrigin.Import };
}
