using Ramure.Kernel.Time;

namespace Ramure.Ledger.Contracts;

/// <summary>State of a cell (L6, L7, L8).</summary>
public enum CellState
{
    /// <summary><c>valeur</c>: known, perhaps partially (see coverage).</summary>
    Value,

    /// <summary><c>nc</c>: expected and not communicated.</summary>
    NotCommunicated,

    /// <summary><c>so</c>: sans objet.</summary>
    NotApplicable,

    /// <summary><c>non-attendu</c>: nobody was asked, or the unit was closed.</summary>
    NotExpected,

    /// <summary><c>anomalie</c>: n/0.</summary>
    Anomaly,

    /// <summary><c>non-calculable</c>: the data cannot answer for this period or perimeter; the reason is given.</summary>
    NotComputable,
}

/// <summary>The words of <see cref="CellState"/> in addresses, files and JSON.</summary>
public static class CellStates
{
    public static string Code(this CellState state) => state switch
    {
        CellState.Value => "valeur",
        CellState.NotCommunicated => "nc",
        CellState.NotApplicable => "so",
        CellState.NotExpected => "non-attendu",
        CellState.Anomaly => "anomalie",
        _ => "non-calculable",
    };
}

/// <summary>How entries are credited to the tree (L9). Written <c>courant</c> or <c>constant:2025-06-01</c>.</summary>
/// <param name="ConstantAt">The date whose hierarchy serves for every year; null for <em>périmètre courant</em>.</param>
public sealed record HierarchyView(DateOnly? ConstantAt)
{
    /// <summary>Each entry goes to the parent valid on its day.</summary>
    public static HierarchyView Current { get; } = new((DateOnly?)null);

    /// <summary>The parent valid on the date, for every year.</summary>
    public static HierarchyView Constant(DateOnly at) => new(at);

    /// <summary>Reads <c>courant</c> or <c>constant:yyyy-MM-dd</c>.</summary>
    public static bool TryParse(string? text, out HierarchyView view)
    {
        view = Current;
        if (string.IsNullOrEmpty(text) || text == "courant")
            return true;
        if (!text.StartsWith("constant:", StringComparison.Ordinal)
            || !WrittenDay.TryRead(text["constant:".Length..], out var at))
            return false;
        view = Constant(at);
        return true;
    }

    public override string ToString() => ConstantAt is { } at ? $"constant:{at:yyyy-MM-dd}" : "courant";
}

/// <summary>A measure, or the part of it whose context has one of these values for each key.</summary>
public sealed record Term(string Measure, IReadOnlyList<ContextFilter> Filters)
{
    public Term(string measure)
        : this(measure, [])
    {
    }

    /// <summary><c>code[key=a|b][key2=c]</c>: two terms of the same text are the same term.</summary>
    public override string ToString() => Measure + string.Concat(Filters.Select(f => $"[{f.Key}={string.Join('|', f.Values)}]"));

    public bool Equals(Term? other) => other is not null && ToString() == other.ToString();

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);
}

/// <summary>The context's value for <paramref name="Key"/> is one of <paramref name="Values"/>.</summary>
public sealed record ContextFilter(string Key, IReadOnlyList<string> Values);

/// <summary>Terms × units × periods in one reading, all at the same ledger position.</summary>
/// <param name="Units">Unit codes; every cell is asked for each.</param>
/// <param name="Subtree">Whether a unit's cell includes the units below it, in the view.</param>
/// <param name="AsKnownAt">UTC instant: the ledger as it was known then (L1); null for now.</param>
/// <param name="Within">
/// Code of a unit: each cell is then the part that its unit brings to that unit's subtree, on the days it is credited there, so that
/// the parts make the whole; null otherwise.
/// </param>
public sealed record LedgerQuestion(
    IReadOnlyList<Term> Terms,
    IReadOnlyList<string> Units,
    bool Subtree,
    IReadOnlyList<Period> Periods,
    HierarchyView View,
    DateTime? AsKnownAt = null,
    string? Within = null);

/// <summary>Known and expected units of a cell (L6); what is SO or not expected leaves both.</summary>
public readonly record struct Coverage(int Known, int Expected)
{
    /// <summary>Some expected unit is missing.</summary>
    public bool IsPartial => Known < Expected;
}

/// <summary>What one unit brings to a cell: so that ratios take only units with both terms (L6).</summary>
/// <param name="Unit">Number of the contributing unit.</param>
/// <param name="Sum">Exact, in smallest units (shared where a split has a key); 0 unless the state is a value.</param>
/// <param name="Count">The n of an average; 1 otherwise.</param>
/// <param name="Entries">Ledger entries behind it, reversals included.</param>
public readonly record struct CellPart(int Unit, CellState State, decimal Sum, decimal Count, long Entries);

/// <summary>The answer for one term, unit and period.</summary>
/// <param name="Value">In the display unit, exact (not rounded); null unless the state is a value.</param>
/// <param name="Parts">One per contributing unit that is expected or has entries; empty for distinct measures.</param>
/// <param name="Reason">French; why it is non calculable.</param>
public sealed record LedgerCell(
    CellState State,
    decimal? Value,
    long Entries,
    Coverage Coverage,
    IReadOnlyList<CellPart> Parts,
    string? Reason = null);

/// <summary>The cells of a <see cref="LedgerQuestion"/>.</summary>
public interface ILedgerAnswer
{
    /// <summary>The ledger position it was read at.</summary>
    long Position { get; }

    /// <summary>One cell, by index into the question's lists.</summary>
    LedgerCell Cell(int term, int unit, int period);
}

/// <summary>One ledger entry as drill-down lists it (L13).</summary>
/// <param name="Share">Part of the entry that counts in the cell: 1, or a split's sharing key.</param>
/// <param name="Quantity">In smallest units, signed (a reversal is negative).</param>
/// <param name="RecordedBy">Reference of who recorded it; null where that is not open to who asks.</param>
public sealed record EntryView(
    long Id,
    string Measure,
    string Unit,
    DateOnly Day,
    EntryState State,
    long Quantity,
    decimal Share,
    IReadOnlyDictionary<string, string> Context,
    bool HasSubject,
    SourceRef Source,
    DayBasis Basis,
    string? RecordedBy,
    DateTime RecordedAt,
    long? Reverses);

/// <summary>A page of entries with the sums over all pages, so that the list can be held against the cell.</summary>
public sealed record EntryPage(IReadOnlyList<EntryView> Entries, long Count, decimal Sum, long Distinct);

/// <summary>
/// Reads the ledger for who asks: figures need <see cref="LedgerPermissions.Figures"/> for each unit asked (for <c>Within</c> where it is
/// given), entries need <see cref="LedgerPermissions.Entries"/> for each unit that has some; denied otherwise.
/// </summary>
public interface ILedgerReader
{
    /// <summary>Grows with each posting; a page's ETag.</summary>
    Task<long> PositionAsync(CancellationToken cancel = default);

    /// <summary>Answers cells. Unknown measure or unit codes are a bug of the caller: check them before.</summary>
    Task<ILedgerAnswer> ReadAsync(LedgerQuestion question, CancellationToken cancel = default);

    /// <summary>The entries that make one cell, oldest first: they add up to it in every view (L13). <paramref name="within"/> as in a question.</summary>
    Task<EntryPage> EntriesAsync(
        Term term, string unit, bool subtree, DayRange days, HierarchyView view, DateTime? asKnownAt, int skip, int take,
        string? within = null, CancellationToken cancel = default);

    /// <summary>
    /// Every entry that a record posted for units open to who asks, whatever its version, reversals included, oldest first; each counts
    /// whole. Empty when it posted nothing.
    /// </summary>
    Task<IReadOnlyList<EntryView>> OfSourceAsync(string kind, string id, CancellationToken cancel = default);

    /// <summary>The values that a context key takes in a measure.</summary>
    Task<IReadOnlyList<string>> ContextValuesAsync(string measure, string key, CancellationToken cancel = default);
}
