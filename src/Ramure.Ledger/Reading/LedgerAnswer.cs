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
    private readonly Piece[][] pieces;
    private readonly Dictionary<string, TermSeries> series = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Key, DayRange Days), TermSeries> partial = [];
    private readonly Dictionary<string, ILookup<int, DayRange>> coarse = new(StringComparer.Ordinal);
    private readonly Dictionary<(int Term, int Unit, int Period), long> distinct = [];

    public LedgerAnswer(LedgerQuestion question, IReadOnlyList<ReadTerm> terms, NetworkSnapshot network, long position)
    {
        (this.question, Terms, this.network, Position) = (question, terms, network, position);
        Span = new DayRange(question.Periods.Min(p => p.Days.From), question.Periods.Max(p => p.Days.To));
        var perimeter = Perimeter.Of(network, question.View);
        var whole = question.Within is not { } within ? null : network.TryFind(within, out var root)
            ? perimeter.Resolve(root, true, Span).Where(c => c.Rupture is null).ToLookup(c => c.Unit.Number)
            : throw new ArgumentException($"Unknown unit {within}: callers check before they ask.", nameof(question));
        pieces = new Piece[question.Units.Count * question.Periods.Count][];
        for (var u = 0; u < question.Units.Count; u++)
        {
            if (!network.TryFind(question.Units[u], out var unit))
                throw new ArgumentException($"Unknown unit {question.Units[u]}: callers check before they ask.", nameof(question));
            var contributions = whole is null ? perimeter.Resolve(unit, question.Subtree, Span) : [.. whole[unit.Number]];
            for (var p = 0; p < question.Periods.Count; p++)
                pieces[(u * question.Periods.Count) + p] = Clip(contributions, question.Periods[p].Days);
        }

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
        var of = Pieces(unit, period);
        var builder = new CellBuilder(Terms[term].Measure, of.Length);
        foreach (ref readonly var piece in of.AsSpan())
        {
            if (Evaluate(Terms[term], in piece, out var value))
                builder.Add(piece.Contribution, in value);
        }

        return builder.Build(Terms[term].IsDistinct ? distinct.GetValueOrDefault((term, unit, period)) : null);
    }

    /// <summary>The contributions that count in a cell: what drill-down lists (L13).</summary>
    public IReadOnlyList<Contribution> Counting(int term, int unit, int period) =>
        [.. Pieces(unit, period)
            .Where(p => p.Contribution.Rupture is null && !(Evaluate(Terms[term], in p, out var value) && value.State == CellState.NotComputable))
            .Select(p => p.Contribution)];

    private Piece[] Pieces(int unit, int period) => pieces[(unit * question.Periods.Count) + period];

    private static Piece[] Clip(IReadOnlyList<Contribution> contributions, DayRange days)
    {
        var clipped = new List<Piece>(contributions.Count);
        foreach (var contribution in contributions)
        {
            if (contribution.Days.Intersect(days) is not { } common)
                continue;
            var inside = common == contribution.Days ? contribution : contribution with { Days = common };
            clipped.Add(new Piece(inside, Slice.Of(inside.Unit, common)));
        }

        return [.. clipped];
    }

    /// <summary>What one unit says on some days; false when it says nothing and nothing is expected of it.</summary>
    private bool Evaluate(ReadTerm term, in Piece piece, out PartValue part)
    {
        var unit = piece.Contribution.Unit;
        var value = Sum(term, unit.Number, in piece.Slice);
        var said = term.IsFiltered ? Sum(term.Whole, unit.Number, in piece.Slice) : value;
        if (coarse.Count > 0 && CoarseOutside(term, unit, piece.Contribution.Days) is { } interval)
        {
            part = new PartValue(CellState.NotComputable, 0, 1, 0, $"{unit.Name} : données connues seulement pour la période du {interval.From:dd/MM/yyyy} au {interval.To.AddDays(-1):dd/MM/yyyy}");
            return true;
        }

        // What was said of this very context comes before what the measure says as a whole.
        var silent = term.IsFiltered && value is { Known: <= 0, Nc: > 0 };
        var state = said.Known > 0 && !silent ? CellState.Value : said.So > 0 && !silent ? CellState.NotApplicable : CellState.NotCommunicated;
        part = state == CellState.Value
            ? new PartValue(
                state, value.Quantity, term.Measure.TimeOperator == TimeOperator.Average ? value.Known : 1, value.Entries,
                value.Nc > 0 ? $"{unit.Name} : des données non communiquées s'ajoutent aux valeurs connues" : null)
            : new PartValue(state, 0, 1, value.Entries, null);
        return state != CellState.NotCommunicated || said.Nc > 0 || IsExpected(term.Measure, unit);
    }

    private Sums Sum(ReadTerm term, int unit, in Slice slice)
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
        foreach (var piece in pieces.SelectMany(p => p))
        {
            Note(found, piece.Slice.Head, piece.Contribution.Unit.Number);
            Note(found, piece.Slice.Tail, piece.Contribution.Unit.Number);
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

    /// <summary>A contribution inside one period, with the months it covers.</summary>
    private readonly record struct Piece(Contribution Contribution, Slice Slice)
    {
        public readonly Contribution Contribution = Contribution;
        public readonly Slice Slice = Slice;
    }
}
