using Ramure.Accounts.Model;
using Ramure.Network.Contracts;

namespace Ramure.Accounts.Access;

/// <summary>
/// The units that a role held for a unit reaches on a day: the unit, all below it, and what closed units left to them. A closed
/// unit stands where it last stood, and under what continues it.
/// </summary>
internal static class Coverage
{
    /// <summary>Whether it is the whole network: held for it by name, or for its one root.</summary>
    public static bool IsWhole(NetworkSnapshot network, string unit, DateOnly day) =>
        unit == RoleGrant.WholeNetwork
        || (network.TryFind(unit, out var top) && network.Roots.Contains(top) && top.Open.Contains(day) && network.Roots.Count(r => r.Open.Contains(day)) == 1);

    /// <summary>Codes of the units; null for all.</summary>
    public static IReadOnlySet<string>? Of(NetworkSnapshot network, string unit, DateOnly day)
    {
        if (IsWhole(network, unit, day))
            return null;
        if (!network.TryFind(unit, out var top))
            return new HashSet<string>(StringComparer.Ordinal) { unit };
        var known = new Dictionary<int, bool> { [top.Number] = true };
        return network.Units.Where(u => IsBelow(network, u, day, known)).Select(u => u.Code).ToHashSet(StringComparer.Ordinal);
    }

    private static bool IsBelow(NetworkSnapshot network, UnitInfo unit, DateOnly day, Dictionary<int, bool> known)
    {
        if (known.TryGetValue(unit.Number, out var answer))
            return answer;
        // Against circles, which the rules of the network refuse anyway.
        known[unit.Number] = false;
        var closed = unit.Open.To <= day;
        var standing = closed ? unit.Open.To.AddDays(-1) : unit.Open.From > day ? unit.Open.From : day;
        var below = (network.ParentAt(unit.Number, standing) is { } parent && IsBelow(network, parent, day, known))
            || (closed && network.SuccessorsOf(unit.Number).Any(s => IsBelow(network, network[s.Successor], day, known)));
        return known[unit.Number] = below;
    }
}
