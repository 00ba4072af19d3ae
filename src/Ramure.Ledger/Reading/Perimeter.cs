using Ramure.Kernel.Time;
using Ramure.Ledger.Contracts;
using Ramure.Network.Contracts;

namespace Ramure.Ledger.Reading;

/// <summary>
/// What a unit's entries on some days bring to a cell. A <paramref name="Rupture"/> brings nothing: it says that entries of that
/// unit could not be shared out (L9).
/// </summary>
internal sealed record Contribution(UnitInfo Unit, DayRange Days, decimal Share, string? Rupture = null);

/// <summary>Which units' entries, on which days and in what share, make the cell of a unit (L9).</summary>
internal abstract class Perimeter
{
    public static Perimeter Of(NetworkSnapshot network, HierarchyView view) =>
        view.ConstantAt is { } at ? new ConstantPerimeter(network, at) : new CurrentPerimeter(network);

    /// <summary>The contributions to a unit's cell over some days.</summary>
    public abstract IReadOnlyList<Contribution> Resolve(UnitInfo unit, bool subtree, DayRange days);
}

/// <summary>Périmètre courant: each entry goes to the parent valid on its day.</summary>
internal sealed class CurrentPerimeter(NetworkSnapshot network) : Perimeter
{
    public override IReadOnlyList<Contribution> Resolve(UnitInfo unit, bool subtree, DayRange days)
    {
        if (!subtree)
            return unit.Open.Intersect(days) is { } open ? [new Contribution(unit, open, 1)] : [];
        var ranges = new SortedDictionary<int, List<DayRange>>();
        Collect(unit.Number, days, ranges);
        return [.. ranges.SelectMany(r => Merge(r.Value).Select(d => new Contribution(network[r.Key], d, 1)))];
    }

    private void Collect(int unit, DayRange days, SortedDictionary<int, List<DayRange>> ranges)
    {
        if (network[unit].Open.Intersect(days) is { } open)
        {
            if (!ranges.TryGetValue(unit, out var list))
                ranges.Add(unit, list = []);
            list.Add(open);
        }

        foreach (var membership in network.MembersOf(unit))
        {
            if (membership.Days.Intersect(days) is { } common)
                Collect(membership.Unit, common, ranges);
        }
    }

    /// <summary>A unit that moves inside the subtree stays in it: its pieces are one again.</summary>
    private static IEnumerable<DayRange> Merge(List<DayRange> ranges)
    {
        ranges.Sort((a, b) => a.From.CompareTo(b.From));
        var current = ranges[0];
        foreach (var next in ranges.Skip(1))
        {
            if (next.From <= current.To)
            {
                current = new DayRange(current.From, next.To > current.To ? next.To : current.To);
                continue;
            }

            yield return current;
            current = next;
        }

        yield return current;
    }
}

/// <summary>
/// Périmètre constant: every entry is credited as the hierarchy of one date would have it. A unit that does not exist then
/// follows its successor, or what it came from; what cannot be shared out is credited where the shares meet again.
/// </summary>
internal sealed class ConstantPerimeter : Perimeter
{
    private readonly NetworkSnapshot network;
    private readonly DateOnly at;
    private readonly Dictionary<int, HashSet<int>> chains = [];
    private readonly List<(UnitInfo Unit, List<Credit> Credits)> credits = [];

    public ConstantPerimeter(NetworkSnapshot network, DateOnly at)
    {
        (this.network, this.at) = (network, at);
        foreach (var unit in network.Units)
            credits.Add((unit, Credits(unit.Number, [])));
    }

    public override IReadOnlyList<Contribution> Resolve(UnitInfo unit, bool subtree, DayRange days)
    {
        var contributions = new List<Contribution>();
        foreach (var (source, creditsOfSource) in credits)
        {
            if (source.Open.Intersect(days) is not { } open)
                continue;
            decimal share = 0;
            string? rupture = null;
            foreach (var credit in creditsOfSource)
            {
                if (credit.Rupture is null && (subtree ? Chain(credit.Target).Contains(unit.Number) : credit.Target == unit.Number && !credit.Below))
                    share += credit.Share;
                else if (credit.Rupture is not null && (credit.Target == unit.Number || (subtree && Chain(credit.Target).Contains(unit.Number))))
                    rupture = credit.Rupture;
            }

            if (share > 0)
                contributions.Add(new Contribution(source, open, share));
            else if (rupture is not null)
                contributions.Add(new Contribution(source, open, 0, rupture));
        }

        return contributions;
    }

    /// <summary>Where a unit's entries go. <see cref="Credit.Below"/>: under the target, but not the target's own.</summary>
    private List<Credit> Credits(int unit, HashSet<int> seen)
    {
        var info = network[unit];
        if (info.Open.Contains(at))
            return [new Credit(unit, 1, false)];
        if (!seen.Add(unit))
            return [Root()];
        return info.Open.To <= at ? Closed(info, seen) : NotYetOpen(info, seen);
    }

    private List<Credit> Closed(UnitInfo unit, HashSet<int> seen)
    {
        var successors = network.SuccessorsOf(unit.Number).ToList();
        if (successors.Count == 0)
            return Under(network.MembershipsOf(unit.Number).Last().Parent, seen);
        var resolved = successors.Select(s => (s.Share, Credits: Credits(s.Successor, [.. seen]))).ToList();
        if (successors.Count == 1 || successors.All(s => s.Share is not null))
            return [.. resolved.SelectMany(r => r.Credits.Select(c => c with { Share = c.Share * (successors.Count == 1 ? 1 : r.Share!.Value) }))];
        return Apart(resolved.SelectMany(r => r.Credits), $"rupture de série : {unit.Name} a été scindé le {successors[0].Day:dd/MM/yyyy} sans clé de partage");
    }

    private List<Credit> NotYetOpen(UnitInfo unit, HashSet<int> seen)
    {
        var predecessors = network.PredecessorsOf(unit.Number).ToList();
        return predecessors.Count switch
        {
            0 => Under(network.MembershipsOf(unit.Number).First().Parent, seen),
            1 => Credits(predecessors[0].Predecessor, seen),
            _ => Apart(
                predecessors.SelectMany(p => Credits(p.Predecessor, [.. seen])),
                $"rupture de série : {unit.Name} réunit plusieurs unités depuis le {predecessors[0].Day:dd/MM/yyyy}"),
        };
    }

    /// <summary>No one continues it: it stays below the unit it was under.</summary>
    private List<Credit> Under(int? parent, HashSet<int> seen) =>
        parent is { } number ? [.. Credits(number, seen).Select(c => c with { Below = true })] : [Root()];

    /// <summary>Credited to the lowest unit that all candidates share; each candidate and what lies between shows the break.</summary>
    private List<Credit> Apart(IEnumerable<Credit> candidates, string why)
    {
        var targets = candidates.Select(c => c.Target).Distinct().ToList();
        if (targets.Count == 1)
            return [new Credit(targets[0], 1, true)];
        var meeting = Path(targets[0]).FirstOrDefault(u => targets.All(t => Chain(t).Contains(u)), network.Roots.First().Number);
        return [new Credit(meeting, 1, true), .. targets.Where(t => t != meeting).Select(t => new Credit(t, 0, false, why))];
    }

    private Credit Root() => new(network.Roots.First().Number, 1, true);

    /// <summary>The unit and its ancestors on the date.</summary>
    private HashSet<int> Chain(int unit)
    {
        if (!chains.TryGetValue(unit, out var chain))
            chains.Add(unit, chain = [.. Path(unit)]);
        return chain;
    }

    private IEnumerable<int> Path(int unit) => network.AncestorsAt(unit, at).Select(a => a.Number).Prepend(unit);

    private sealed record Credit(int Target, decimal Share, bool Below, string? Rupture = null);
}
