using Ramure.Kernel.Time;
using Ramure.Network.Contracts;

namespace Ramure.Sample.Making;

/// <summary>An atelier with its size and the schools around it.</summary>
internal sealed record SampleAtelier(UnitInfo Unit, double Weight, IReadOnlyList<SchoolInfo> Schools);

/// <summary>The network as the sample needs it.</summary>
internal sealed record SampleNetwork(UnitInfo Root, IReadOnlyList<SampleAtelier> Ateliers, NetworkSnapshot Snapshot)
{
    private const int SchoolsKept = 12;

    /// <summary>Null when the network has no root or no atelier that was open during the contract.</summary>
    public static async Task<SampleNetwork?> ReadAsync(INetwork network, ISchools schools, int seed, CancellationToken cancel)
    {
        var snapshot = await network.SnapshotAsync(cancel);
        var first = new DateOnly(SampleOptions.Years[0], 1, 1);
        var end = new DateOnly(SampleOptions.Years[^1] + 1, 1, 1);
        var root = snapshot.Roots.FirstOrDefault(r => r.Open.Contains(new DayRange(first, end)));
        var open = snapshot.Units.Where(u => u.Kind == UnitKinds.Atelier && u.Open.Contains(new DayRange(first, end)))
            .OrderBy(u => u.Code, StringComparer.Ordinal).ToList();
        if (root is null || open.Count == 0)
            return null;
        var byDepartement = (await schools.OfTypeAsync("Collège", cancel)).ToLookup(s => s.Departement);
        return new SampleNetwork(root, open.ConvertAll(u => Atelier(u, [.. byDepartement[u.Departement]], seed)), snapshot);
    }

    /// <summary>Directorates, territorial and academic, open during a whole year.</summary>
    public IReadOnlyList<UnitInfo> Directorates(int year) =>
    [
        .. Snapshot.Units.Where(u => u.Kind is UnitKinds.Directorate or UnitKinds.AcademicDirectorate && u.Open.Contains(Period.CivilYear(year).Days))
            .OrderBy(u => u.Code, StringComparer.Ordinal),
    ];

    // A département with four times the schools has about twice the activity: an atelier's team grows more slowly than its territory.
    private static SampleAtelier Atelier(UnitInfo unit, List<SchoolInfo> schools, int seed)
    {
        var chance = new Chance(seed, "atelier " + unit.Code);
        var weight = Math.Sqrt(20 + schools.Count) * (0.8 + 0.4 * chance.Next());
        var kept = Enumerable.Range(0, Math.Min(SchoolsKept, schools.Count)).Select(_ => chance.Pick(schools)).Distinct().ToList();
        return new SampleAtelier(unit, weight, kept);
    }
}
