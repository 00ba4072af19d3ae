using Ramure.Kernel.Time;
using Ramure.Ledger.Contracts;
using Ramure.Ledger.Sql;
using Ramure.Network.Contracts;

namespace Ramure.Ledger.Reading;

/// <summary>Everything an answer needs, gathered; cells are computed when they are asked for.</summary>
internal sealed class LedgerAnswer : ILedgerAnswer
{
    private readonly LedgerQuestion question;
    private readonly NetworkSnapshot network;
    private readonly IReadOnlyList<Contribution>[] byUnit;
    private readonly Dictionary<string, TermSeries> series = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Key, DayRange Days), TermSeries> partial = [];
    private readonly Dictionary<string, ILookup<int, DayRange>> coarse = new(StringComparer.Ordinal);
    private readonly Dictionary<(int Term, int Unit, int Period), long> distinct = [];

    public LedgerAnswer(LedgerQuestion question, IReadOnlyList<ReadTerm> terms, NetworkSnapshot network, long position)
    {
        (this.question, Terms, this.network, Position) = (question, terms, network, position);
        Span = new DayRange(question.Periods.Min(p => p.Days.From), question.Periods.Max(p => p.Days.To));
        var perimeter = Perimeter.Of(network, question.View);
        byUnit = [.. question.Units.Select(code => network.TryFind(code, out var unit)
            ? perimeter.Resolve(unit, question.Subtree, Span)
            : throw new ArgumentException($"Unknown unit {code}: callers check before they ask.", nameof(question)))];
        PartialMonths = FindPartialMonths();
    }

    public long Position { get; }

    public IReadOnlyList<ReadTerm> Terms { get; }

    /// <summary>From the first day asked to the last.</summary>
    public DayRange Span { get; }

    /// <summary>Parts of months that totals cannot answer, with the units concerned.</summary>
    public IReadOnlyDictionary<DayRange, HashSet<int>> PartialMonths { get; }

    public void Put(string key, TermSeries totals) => series[key] = totals;

    public void Put(string key, DayRange days, TermSeries totals) => partial[(key, days)] = totals;

    public void Put(string key, ILookup<int, DayRange> intervals) => coarse[key] = intervals;

    public void PutDistinct(int term, int unit, int period, long count) => distinct[(term, unit, period)] = count;

    public bool HasCoarse(string key) => series[key].Units.Any(u => series[key].Of(u).Any(m => m.Coarse > 0));

    public int Units => question.Units.Count;

    public int Periods => question.Periods.Count;

    public LedgerCell Cell(int term, int unit, int period)
    {
        var builder = new CellBuilder(Terms[term].Measure);
        foreach (var contribution in Clipped(unit, period))
            builder.Add(contribution, Evaluate(Terms[term], contribution));
        return builder.Build(Terms[term].IsDistinct ? distinct.GetValueOrDefault((term, unit, period)) : null);
    }

    /// <summary>The contributions that count in a cell: what drill-down lists (L13).</summary>
    public IReadOnlyList<Contribution> Counting(int term, int unit, int period) =>
        [.. Clipped(unit, period).Where(c => c.Rupture is null && Evaluate(Terms[term], c)?.State != CellState.NotComputable)];

    private IEnumerable<Contribution> Clipped(int unit, int period)
    {
        var days = question.Periods[period].Days;
        foreach (var contribution in byUnit[unit])
        {
            if (contribution.Days.From >= days.From && contribution.Days.To <= days.To)
                yield return contribution;
            else if (contribution.Days.Intersect(days) is { } common)
                yield return contribution with { Days = common };
        }
    }

    /// <summary>What one unit says on some days; null when it says nothing and nothing is expected of it.</summary>
    private PartValue? Evaluate(ReadTerm term, Contribution contribution)
    {
        var unit = contribution.Unit;
        var slice = Slice.Of(unit, contribution.Days);
        var value = Sum(term, unit.Number, slice);
        var said = term.IsFiltered ? Sum(term.Whole, unit.Number, slice) : value;
        if (CoarseOutside(term, unit, contribution.Days) is { } interval)
            return new PartValue(CellState.NotComputable, 0, 1, 0, $"{unit.Name} : données connues seulement pour la période du {interval.From:dd/MM/yyyy} au {interval.To.AddDays(-1):dd/MM/yyyy}");
        if (said.Known > 0)
            return new PartValue(CellState.Value, value.Quantity, term.Measure.TimeOperator == TimeOperator.Average ? value.Known : 1, value.Entries, null);
        if (said.So > 0)
            return new PartValue(CellState.NotApplicable, 0, 1, value.Entries, null);
        return said.Nc > 0 || IsExpected(term.Measure, unit)
            ? new PartValue(CellState.NotCommunicated, 0, 1, value.Entries, null)
            : null;
    }

    private Sums Sum(ReadTerm term, int unit, Slice slice)
    {
        var sums = new Sums(term.IsLasting);
        if (slice.Head is { } head)
            sums.Add(partial[(term.Key, head)].Of(unit));
        if (slice.EndMonth > slice.FirstMonth)
            sums.Add(series[term.Key].Of(unit), slice.FirstMonth, slice.EndMonth);
        if (slice.Tail is { } tail)
            sums.Add(partial[(term.Key, tail)].Of(unit));
        return sums;
    }

    private DayRange? CoarseOutside(ReadTerm term, UnitInfo unit, DayRange days)
    {
        if (!coarse.TryGetValue(term.IsFiltered ? term.Whole.Key : term.Key, out var intervals))
            return null;
        var inside = new DayRange(
            days.From == unit.Open.From ? DateOnly.MinValue : days.From, days.To == unit.Open.To ? DateOnly.MaxValue : days.To);
        foreach (var interval in intervals[unit.Number])
        {
            if (interval.Overlaps(days) && !inside.Contains(interval))
                return interval;
        }

        return null;
    }

    private bool IsExpected(MeasureDefinition measure, UnitInfo unit) => measure.Asked.Count == 0
        ? !network.MembersOf(unit.Number).Any()
        : measure.Asked.Contains(unit.Kind);

    private Dictionary<DayRange, HashSet<int>> FindPartialMonths()
    {
        var found = new Dictionary<DayRange, HashSet<int>>();
        for (var u = 0; u < byUnit.Length; u++)
        {
            for (var p = 0; p < question.Periods.Count; p++)
            {
                foreach (var contribution in Clipped(u, p))
                {
                    var slice = Slice.Of(contribution.Unit, contribution.Days);
                    Note(found, slice.Head, contribution.Unit.Number);
                    Note(found, slice.Tail, contribution.Unit.Number);
                }
            }
        }

        return found;
    }

    private static void Note(Dictionary<DayRange, HashSet<int>> found, DayRange? days, int unit)
    {
        if (days is not { } range)
            return;
        if (!found.TryGetValue(range, out var units))
            found.Add(range, units = []);
        units.Add(unit);
    }
}
