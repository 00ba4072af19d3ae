using Ramure.Kernel.Access;

namespace Ramure.Network.Contracts;

/// <summary>What a permission's scope is in the tree: where its holder is at home.</summary>
public static class OwnUnits
{
    /// <summary>The topmost units, open on the day, for which the permission is held; the roots for who holds it everywhere.</summary>
    public static IReadOnlyList<UnitInfo> Tops(this NetworkSnapshot network, AccessScope scope, DateOnly day)
    {
        if (scope.Units is not { } own)
            return [.. network.Roots];
        return [.. network.Units.Where(u => own.Contains(u.Code) && u.Open.Contains(day) && !(network.ParentAt(u.Number, day) is { } parent && own.Contains(parent.Code)))];
    }
}
