using System.Diagnostics.CodeAnalysis;
using Ramure.Kernel.Time;

namespace Ramure.Network.Contracts;

/// <summary>The whole network at all dates, immutable: a few hundred rows, read once and shared until it changes.</summary>
public sealed class NetworkSnapshot
{
    private readonly Dictionary<string, UnitInfo> byCode;
    private readonly Dictionary<int, UnitInfo> byNumber;
    private readonly ILookup<int, MembershipInfo> membershipsOf;
    private readonly ILookup<int, MembershipInfo> membersOf;
    private readonly ILookup<int, SuccessionInfo> successorsOf;
    private readonly ILookup<int, SuccessionInfo> predecessorsOf;

    /// <param name="version">Grows with each change of the network.</param>
    public NetworkSnapshot(
        long version,
        IReadOnlyList<UnitInfo> units,
        IReadOnlyList<MembershipInfo> memberships,
        IReadOnlyList<SuccessionInfo> successions)
    {
        Version = version;
        Units = units;
        Memberships = memberships;
        Successions = successions;
        byCode = units.ToDictionary(u => u.Code, StringComparer.Ordinal);
        byNumber = units.ToDictionary(u => u.Number);
        membershipsOf = memberships.OrderBy(m => m.Days.From).ToLookup(m => m.Unit);
        membersOf = memberships.Where(m => m.Parent is not null).OrderBy(m => m.Days.From).ToLookup(m => m.Parent!.Value);
        successorsOf = successions.ToLookup(s => s.Predecessor);
        predecessorsOf = successions.ToLookup(s => s.Successor);
    }

    /// <summary>Grows with each change of the network.</summary>
    public long Version { get; }

    public IReadOnlyList<UnitInfo> Units { get; }

    public IReadOnlyList<MembershipInfo> Memberships { get; }

    public IReadOnlyList<SuccessionInfo> Successions { get; }

    /// <summary>Units without parent at any time, the head office first.</summary>
    public IEnumerable<UnitInfo> Roots => Units.Where(u => membershipsOf[u.Number].Any(m => m.Parent is null));

    /// <summary>The unit of a code, exact case.</summary>
    public bool TryFind(string code, [MaybeNullWhen(false)] out UnitInfo unit) => byCode.TryGetValue(code, out unit);

    /// <summary>The unit of a number.</summary>
    public UnitInfo this[int number] => byNumber[number];

    /// <summary>The unit's memberships in order of time.</summary>
    public IEnumerable<MembershipInfo> MembershipsOf(int unit) => membershipsOf[unit];

    /// <summary>Memberships, at any time, of units under this parent.</summary>
    public IEnumerable<MembershipInfo> MembersOf(int parent) => membersOf[parent];

    /// <summary>What continues this unit after it closes.</summary>
    public IEnumerable<SuccessionInfo> SuccessorsOf(int unit) => successorsOf[unit];

    /// <summary>What this unit continues.</summary>
    public IEnumerable<SuccessionInfo> PredecessorsOf(int unit) => predecessorsOf[unit];

    /// <summary>The parent on a day; null for a root or a unit that is not open that day.</summary>
    public UnitInfo? ParentAt(int unit, DateOnly day) =>
        membershipsOf[unit].FirstOrDefault(m => m.Days.Contains(day)) is { Parent: { } parent } ? byNumber[parent] : null;

    /// <summary>Units directly under a parent on a day.</summary>
    public IEnumerable<UnitInfo> ChildrenAt(int parent, DateOnly day) =>
        membersOf[parent].Where(m => m.Days.Contains(day)).Select(m => byNumber[m.Unit]);

    /// <summary>The unit and all below it on a day.</summary>
    public IEnumerable<UnitInfo> SubtreeAt(int unit, DateOnly day)
    {
        yield return byNumber[unit];
        foreach (var child in ChildrenAt(unit, day))
            foreach (var descendant in SubtreeAt(child.Number, day))
                yield return descendant;
    }

    /// <summary>From the parent up to the root on a day.</summary>
    public IEnumerable<UnitInfo> AncestorsAt(int unit, DateOnly day)
    {
        for (var parent = ParentAt(unit, day); parent is not null; parent = ParentAt(parent.Number, day))
            yield return parent;
    }
}
