using Ramure.Kernel.Time;
using Ramure.Ledger.Contracts;

namespace Ramure.Steering.Contracts;

/// <summary>Values of a contract's indicators, computed from the ledger.</summary>
public interface IIndicators
{
    /// <summary>All values of a question from one reading of the ledger; null when the contract is unknown.</summary>
    Task<IndicatorAnswer?> ReadAsync(IndicatorQuestion question, CancellationToken cancel = default);
}

/// <summary>Indicators × units × years.</summary>
/// <param name="Contract">Code of the contract.</param>
/// <param name="Indicators">Codes; null for all of them.</param>
/// <param name="Units">Codes of known units; each with the units below it.</param>
/// <param name="Years">Civil years, or the first year of school years.</param>
/// <param name="Calendar">Another calendar than the indicators' own: then no target holds, since targets follow theirs (L8).</param>
/// <param name="AsOf">Situation at the end of that day: later days are left out, and the day is the present for L11.</param>
public sealed record IndicatorQuestion(
    string Contract,
    IReadOnlyList<string>? Indicators,
    IReadOnlyList<string> Units,
    IReadOnlyList<int> Years,
    HierarchyView View,
    YearCalendar? Calendar = null,
    DateOnly? AsOf = null);

/// <summary>The values, with what they were computed from.</summary>
/// <param name="Revision">Grows with each load and settlement of the contract.</param>
/// <param name="Position">Of the ledger.</param>
public sealed record IndicatorAnswer(
    string Contract, int DefinitionVersion, long Revision, long Position, long NetworkVersion, IReadOnlyList<IndicatorValue> Values)
{
    private readonly Dictionary<(string Indicator, string Unit, int Year), IndicatorValue> byKey =
        Values.ToDictionary(v => (v.Indicator, v.Unit, v.Year));

    /// <summary>One of the values asked.</summary>
    public IndicatorValue this[string indicator, string unit, int year] => byKey[(indicator, unit, year)];
}

/// <summary>One indicator, unit and year.</summary>
/// <param name="Days">The days counted: the whole year, or up to the day of the situation.</param>
/// <param name="Exact">Not rounded, in the indicator's unit (a rate in per cent); a milestone is 1 (done) or 0.</param>
/// <param name="Value">Rounded half away from zero with the indicator's decimals (L10): what is published and judged.</param>
/// <param name="Numerator">Where the formula is a ratio: over the units that count (L6).</param>
/// <param name="IsPublishable">Whether the coverage reaches the indicator's threshold (L6).</param>
/// <param name="Target">What the value is held against; null when there is none.</param>
/// <param name="TargetNote">French: why there is no target, or whose it is.</param>
/// <param name="Expected">On the linear path (L11), where the year is not over or has no target of its own.</param>
/// <param name="ReachedEarly">The target was already met before its year (L11).</param>
/// <param name="Reason">French: why it is an anomaly or cannot be computed.</param>
public sealed record IndicatorValue(
    string Indicator,
    string Unit,
    int Year,
    DayRange Days,
    CellState State,
    decimal? Exact,
    decimal? Value,
    decimal? Numerator,
    decimal? Denominator,
    IReadOnlyList<TermValue> Terms,
    Coverage Coverage,
    bool IsPublishable,
    TargetValue? Target,
    string? TargetNote,
    Attainment Attainment,
    decimal? Expected,
    bool ReachedEarly,
    Trend? Trend,
    string? Reason);

/// <summary>A term of the formula.</summary>
/// <param name="LedgerValue">Of the whole cell: the entries of the drill-down add up to it (L13).</param>
/// <param name="Retained">What counts in the formula (L6).</param>
/// <param name="SetAside">Units left out because they lack another term.</param>
public sealed record TermValue(
    Term Term, CellState State, decimal? LedgerValue, decimal? Retained, int SetAside, long Entries, Coverage Coverage);

/// <summary>A target: a number, an interval, or a milestone to be done.</summary>
public sealed record TargetValue(decimal? Number, decimal? Low = null, decimal? High = null);

/// <summary>Change from the previous year: in points for rates, in per cent otherwise (L10).</summary>
/// <param name="PreviousIsStated">The previous value is the contract's stated baseline, not a computed one.</param>
public sealed record Trend(decimal Previous, bool PreviousIsStated, decimal Change, bool InPoints);
