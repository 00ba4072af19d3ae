using Ramure.Kernel.PersonalData;

namespace Ramure.Trust.Persons;

/// <summary>Finds whom a reference speaks of: an account, or a key under which somebody is counted.</summary>
internal sealed class PersonFinder(IEnumerable<IPersons> sources)
{
    public async Task<Person?> FindAsync(string? reference, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(reference))
            return null;
        if (reference.StartsWith("subject:", StringComparison.Ordinal))
            return reference.Length > "subject:".Length ? Person.OfSubject(reference["subject:".Length..]) : null;
        foreach (var source in sources)
        {
            if (await source.FindAsync(reference, cancel) is { } person)
                return person;
        }

        return null;
    }

    public async Task<IReadOnlyList<Person>> SearchAsync(string words, int take, CancellationToken cancel)
    {
        var found = new List<Person>();
        foreach (var source in sources)
            found.AddRange(await source.SearchAsync(words, take, cancel));
        return found;
    }

    public async Task<IReadOnlyList<Person>> DueAsync(DateTime now, CancellationToken cancel)
    {
        var due = new List<Person>();
        foreach (var source in sources)
            due.AddRange(await source.DueAsync(now, cancel));
        return due;
    }
}
