namespace Ramure.Ledger.Model;

/// <summary>Entity of <c>ledger_measures</c>; see <see cref="Contracts.MeasureDefinition"/>.</summary>
internal sealed class Measure
{
    public required int Id { get; init; }
    public required string Code { get; init; }
    public required string Label { get; set; }
    public required string Unit { get; set; }
    public required string SmallestUnit { get; set; }
    public required long PerUnit { get; set; }
    public required int Decimals { get; set; }
    public required Contracts.MeasureKind Kind { get; set; }
    public required Contracts.TimeOperator TimeOperator { get; set; }
    public required Contracts.UnitOperator UnitOperator { get; set; }

    /// <summary>Unit kinds, separated by semicolons.</summary>
    public required string Asked { get; set; }
    public string? Service { get; set; }
    public string? Source { get; set; }
    public string? CollectionTool { get; set; }
    public string? Owner { get; set; }
}

/// <summary>An interned context: <c>key=value;key=value</c> in order of keys; number 1 is the empty one.</summary>
internal sealed class Context
{
    public required int Id { get; init; }
    public required string Text { get; init; }
}

/// <summary>One key of an interned context, to select by it.</summary>
internal sealed class ContextFacet
{
    public required int ContextId { get; init; }
    public required string Key { get; init; }
    public required string Value { get; init; }
}

/// <summary>A subject of distinct measures, known only by a keyed hash.</summary>
internal sealed class Subject
{
    public required long Id { get; init; }
    public required string Hash { get; init; }
}

/// <summary>One version of a source record.</summary>
internal sealed class Source
{
    public required long Id { get; init; }
    public required string Kind { get; init; }
    public required string Reference { get; init; }
    public required int Version { get; init; }

    /// <summary>Hash of what this version said: saying it again is idempotent, saying something else is refused (L1).</summary>
    public required string ContentHash { get; init; }

    /// <summary>This version only takes back what the one before said.</summary>
    public required bool Withdrawn { get; init; }
}

/// <summary>One act of posting: when, by whom, up to which entry. The ledger as known at an instant ends at one of these (L1).</summary>
internal sealed class Posting
{
    public required long Id { get; init; }
    public required DateTime At { get; init; }
    public required string Actor { get; init; }
    public required string Operation { get; init; }
    public required long LastEntry { get; init; }
}

/// <summary>An entry. Never updated, never deleted (L1).</summary>
internal sealed class Entry
{
    public required long Id { get; init; }
    public required int MeasureId { get; init; }
    public required int UnitNumber { get; init; }

    /// <summary><see cref="DateOnly.DayNumber"/>: the same compact integer on both databases.</summary>
    public required int Day { get; init; }

    /// <summary>Year × 12 + month − 1.</summary>
    public required int Month { get; init; }
    public required long Quantity { get; init; }
    public required int ContextId { get; init; }
    public required long? SubjectId { get; init; }

    /// <summary>0 value, 1 NC, 2 SO.</summary>
    public required short State { get; init; }

    /// <summary>0 day, 1 month, 2 civil year, 3 school year.</summary>
    public required short Basis { get; init; }
    public required long SourceId { get; init; }
    public required long PostingId { get; init; }
    public required long? Reverses { get; init; }
}

/// <summary>What a total holds, for a key. Kept in the transaction that posts (L2).</summary>
internal abstract class TotalColumns
{
    public required int MeasureId { get; init; }
    public required int UnitNumber { get; init; }
    public required int Month { get; init; }

    /// <summary>Sum of quantities; for a measure whose time operator is « last », the sum on <see cref="LastDay"/>.</summary>
    public required long Quantity { get; init; }

    /// <summary>Entries, reversals included: as many as drill-down lists.</summary>
    public required long Entries { get; init; }

    /// <summary>Values not reversed.</summary>
    public required long Known { get; init; }

    /// <summary>NC not reversed.</summary>
    public required long Nc { get; init; }

    /// <summary>SO not reversed.</summary>
    public required long So { get; init; }

    /// <summary>Entries not reversed whose day stands for more than a day (L8).</summary>
    public required long Coarse { get; init; }

    /// <summary>Last day of the month with a value not reversed; 0 when the time operator is not « last ».</summary>
    public required int LastDay { get; init; }
}

/// <summary>Measure × unit × month × context.</summary>
internal sealed class Total : TotalColumns
{
    public required int ContextId { get; init; }
}

/// <summary>Measure × unit × month over all contexts: what boards read. Not kept for « last », which is taken per context.</summary>
internal sealed class Rollup : TotalColumns;

/// <summary>Measure × unit × month × subject: presences not reversed, so that persons are counted once per cell (L5).</summary>
internal sealed class Presence
{
    public required int MeasureId { get; init; }
    public required int UnitNumber { get; init; }
    public required int Month { get; init; }
    public required long SubjectId { get; init; }
    public required long Live { get; init; }
}

/// <summary>One row. The generation grows when totals were rebuilt, so that hosts drop what they hold in memory.</summary>
internal sealed class LedgerState
{
    public required int Id { get; init; }
    public required long Generation { get; init; }

    /// <summary>How many keys lie over the hashes of subjects.</summary>
    public required int SubjectLayers { get; init; }

    /// <summary>Hash of a text that is no subject, under the keys in use: tells them from others.</summary>
    public string? SubjectProof { get; init; }
}
