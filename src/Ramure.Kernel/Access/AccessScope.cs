namespace Ramure.Kernel.Access;

/// <summary>How far the present actor holds one permission: parts, each a set of units and of named items.</summary>
public sealed class AccessScope
{
    private readonly IReadOnlyList<AccessPart> parts;

    public AccessScope(IReadOnlyList<AccessPart> parts)
    {
        this.parts = parts;
        IsEverything = parts.Any(p => p.Units is null && p.Items is null);
        Units = parts.Any(p => p.Units is null) ? null : parts.SelectMany(p => p.Units!).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>All units, all items: the system, and who holds it for the network.</summary>
    public static AccessScope Everything { get; } = new([new AccessPart(null, null)]);

    /// <summary>The permission is not held at all.</summary>
    public static AccessScope Nothing { get; } = new([]);

    /// <summary>Whether the permission is not held anywhere.</summary>
    public bool IsNothing => parts.Count == 0;

    /// <summary>Whether it is held without limit.</summary>
    public bool IsEverything { get; }

    /// <summary>Codes of the units it is held for, for at least one item; null for all. For filtering lists.</summary>
    public IReadOnlySet<string>? Units { get; }

    /// <summary>Whether it is held for this unit, and for this item when one is named.</summary>
    /// <param name="unit">A unit's code.</param>
    /// <param name="item"><c>measure:CODE</c> or <c>indicator:CONTRACT/CODE</c>; null where items do not matter.</param>
    public bool Covers(string unit, string? item = null) =>
        parts.Any(p => p.Units?.Contains(unit) != false && (p.Items is null || (item is not null && p.Items.Contains(item))));
}

/// <summary>What one grant of a role brings.</summary>
/// <param name="Units">Codes; null for every unit.</param>
/// <param name="Items">Named items; null for every item.</param>
public sealed record AccessPart(IReadOnlySet<string>? Units, IReadOnlySet<string>? Items);
