using System.Collections.Concurrent;
using Ramure.Kernel.Text;
using Ramure.Kernel.Time;
using Ramure.Network.Contracts;
using Ramure.Training.Catalogue.Indexing;

namespace Ramure.Training.Catalogue.Searching;

/// <summary>From where distances are counted.</summary>
/// <param name="Label">As pages name it: « Arras (62) », « Collège Adam de la Halle, Achicourt ».</param>
internal sealed record Origin(string Label, EarthPoint Where);

/// <summary>What was found lately, by what was asked: places do not move.</summary>
internal sealed class OriginMemory
{
    private const int Most = 2_000;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, (DateTime At, Origin? Origin)> found = new(StringComparer.Ordinal);

    public bool TryGet(string asked, DateTime now, out Origin? origin)
    {
        var known = found.TryGetValue(asked, out var held) && now - held.At < Kept;
        origin = known ? held.Origin : null;
        return known;
    }

    public void Keep(string asked, DateTime now, Origin? origin)
    {
        if (found.Count >= Most)
            found.Clear();
        found[asked] = (now, origin);
    }
}

/// <summary>Finds the town or the school that somebody names, in the directory of schools: nearly every commune has one.</summary>
internal sealed class OriginFinder(ISchools schools, OriginMemory memory, IClock clock)
{
    private const int Looked = 400;

    /// <summary>Null when nothing answers, or when nobody knows where it is.</summary>
    public async Task<Origin?> FindAsync(string text, CancellationToken cancel = default)
    {
        var asked = SearchText.Fold(text);
        if (asked.Length == 0)
            return null;
        if (memory.TryGet(asked, clock.UtcNow, out var known))
            return known;
        var found = Uai.HasForm(text.Trim().ToUpperInvariant()) ? School(await schools.FindAsync(text.Trim().ToUpperInvariant(), cancel)) : await NamedAsync(asked, cancel);
        memory.Keep(asked, clock.UtcNow, found);
        return found;
    }

    private async Task<Origin?> NamedAsync(string asked, CancellationToken cancel)
    {
        var all = (await schools.SearchAsync(asked, Looked, cancel)).Where(s => s is { Latitude: not null, Longitude: not null }).ToList();
        // « Saint-Denis 974 », « 62000 Arras »: figures say which of the towns of one name.
        var name = string.Join(' ', asked.Split(' ').Where(w => !char.IsDigit(w[0])));
        var town = all.Where(s => IsTown(SearchText.Fold(s.Town), name)).GroupBy(s => s.Departement).MaxBy(g => g.Count());
        return town is null
            ? School(all.FirstOrDefault())
            : new Origin($"{Town(town.First().Town!)} ({town.Key})", new EarthPoint(town.Average(s => s.Latitude!.Value), town.Average(s => s.Longitude!.Value)));
    }

    /// <summary>The town itself, or one of its arrondissements.</summary>
    private static bool IsTown(string town, string name) =>
        name.Length > 0 && (town == name || (town.StartsWith(name + " ", StringComparison.Ordinal) && char.IsDigit(town[name.Length + 1])));

    private static string Town(string town) => string.Join(' ', town.Split(' ').TakeWhile(w => !char.IsDigit(w[0])));

    private static Origin? School(SchoolInfo? school) => school is { Latitude: { } latitude, Longitude: { } longitude }
        ? new Origin(school.Town is null ? school.Name : $"{school.Name}, {school.Town}", new EarthPoint(latitude, longitude))
        : null;
}
