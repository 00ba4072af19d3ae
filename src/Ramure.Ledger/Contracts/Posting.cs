using Ramure.Kernel.Operations;

namespace Ramure.Ledger.Contracts;

/// <summary>Whether an entry brings a number, or says that there is none (L6).</summary>
public enum EntryState
{
    /// <summary>A value; 0 is one.</summary>
    Value,

    /// <summary>Non communiqué.</summary>
    NotCommunicated,

    /// <summary>Sans objet.</summary>
    NotApplicable,
}

/// <summary>What the entry's day stands for: data known only for a year cannot answer a shorter or a crossing period (L8).</summary>
public enum DayBasis
{
    /// <summary>It happened that day.</summary>
    Day,

    /// <summary>It happened in that day's month.</summary>
    Month,

    /// <summary>It happened in that day's civil year.</summary>
    CivilYear,

    /// <summary>It happened in that day's school year.</summary>
    SchoolYear,
}

/// <summary>The record that posts: its kind (one per module's record type), its identifier, its version from 1.</summary>
public sealed record SourceRef(string Kind, string Id, int Version);

/// <summary>One line of a posting.</summary>
/// <param name="Measure">Code of a declared measure.</param>
/// <param name="Unit">Code of the unit, open on <paramref name="Day"/>.</param>
/// <param name="Day">Day in the unit's time zone.</param>
/// <param name="Quantity">In the measure's smallest unit; 0 unless <paramref name="State"/> is a value; 1 for distinct measures.</param>
/// <param name="Context">Keys and values: lower-case words with hyphens, for example <c>partner-kind=espe</c>.</param>
/// <param name="Subject">Subject key of a distinct measure (any stable text; stored as a keyed hash), null otherwise.</param>
public sealed record LedgerLine(
    string Measure,
    string Unit,
    DateOnly Day,
    long Quantity,
    IReadOnlyDictionary<string, string>? Context = null,
    string? Subject = null,
    EntryState State = EntryState.Value,
    DayBasis Basis = DayBasis.Day);

/// <summary>All that one version of a source says. Posting version n+1 reverses what version n said.</summary>
public sealed record LedgerPosting(SourceRef Source, IReadOnlyList<LedgerLine> Lines);

/// <summary>What a posting did.</summary>
/// <param name="Posted">Entries written.</param>
/// <param name="Reversed">Entries written to reverse earlier ones.</param>
/// <param name="AlreadyKnown">Source versions that were known: nothing written for them (L1).</param>
/// <param name="Position">The ledger's position afterwards.</param>
public sealed record PostingOutcome(int Posted, int Reversed, int AlreadyKnown, long Position);

/// <summary>
/// Where modules post, inside the transaction of their own record. Nothing is written when anything is refused: codes
/// <c>measure-unknown</c>, <c>unit-unknown</c>, <c>unit-closed</c>, <c>subject-missing</c>, <c>subject-unexpected</c>,
/// <c>quantity-invalid</c>, <c>context-invalid</c>, <c>source-version-differs</c> (a known version says something else).
/// </summary>
public interface ILedger
{
    /// <summary>Posts. Each refusal's Line is the 1-based index of the posting among <paramref name="postings"/>.</summary>
    Task<Result<PostingOutcome>> PostAsync(
        OperationScope scope, IReadOnlyList<LedgerPosting> postings, CancellationToken cancel = default);

    /// <summary>Reverses all that a source says now, with nothing in its place; nothing to reverse is not an error.</summary>
    Task<PostingOutcome> WithdrawAsync(OperationScope scope, string sourceKind, string sourceId, CancellationToken cancel = default);
}
