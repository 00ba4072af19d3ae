using Ramure.Kernel.Time;
using Ramure.Network.Contracts;
using Ramure.Network.Model;

namespace Ramure.Network.Reorganisations;

/// <summary>What an administrator asks for, from a day on.</summary>
/// <param name="Units">The units that move, merge, split (one) or close.</param>
/// <param name="Parent">Move: the new parent. Close: where the units below go.</param>
/// <param name="Successors">Merge: one; split: two or more.</param>
internal sealed record ReorganisationPlan(
    ReorganisationKind Kind, DateOnly Day, IReadOnlyList<string> Units, string? Parent, IReadOnlyList<PlannedSuccessor> Successors);

/// <summary>What continues a unit that merges or splits.</summary>
/// <param name="Code">An existing unit, or the one that opens.</param>
/// <param name="NewName">Name of the unit that opens; null for an existing one. It takes kind, time zone and parent of its first predecessor.</param>
/// <param name="Share">Sharing key of a split; null at all successors when there is none.</param>
/// <param name="Children">Split: units below the predecessor that go here.</param>
internal sealed record PlannedSuccessor(string Code, string? NewName, decimal? Share, IReadOnlyList<string> Children);

/// <summary>A membership that ends earlier than it did; withdrawing gives it its end back.</summary>
internal sealed record ShortenedRow(string Unit, DateOnly From, DateOnly To);

/// <summary>A membership that begins with the reorganisation.</summary>
internal sealed record AddedRow(string Unit, string? Parent, DayRange Days);

/// <summary>A succession that begins with the reorganisation.</summary>
internal sealed record AddedSuccession(string Predecessor, string Successor, decimal? Share);

/// <summary>A plan worked out on a network: the rows to write, and the network they make.</summary>
internal sealed record AppliedPlan(
    ReorganisationPlan Plan,
    NetworkSnapshot After,
    IReadOnlyList<ShortenedRow> Shortened,
    IReadOnlyList<AddedRow> Added,
    IReadOnlyList<UnitInfo> Opened,
    IReadOnlyList<AddedSuccession> Successions,
    IReadOnlyList<string> Touched);
