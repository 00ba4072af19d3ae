namespace Ramure.Ledger.Reading;

/// <summary>One total as read: a month of a unit, in a context where the measure needs it (0 otherwise).</summary>
internal readonly record struct MonthTotal(
    int Unit, int Month, int Context, long Quantity, long Entries, long Known, long Nc, long So, long Coarse, int LastDay);

/// <summary>All totals of one term by unit, months in order. Immutable once published.</summary>
internal sealed class TermSeries(long position, Dictionary<int, MonthTotal[]> byUnit)
{
    public static readonly MonthTotal[] None = [];

    /// <summary>The ledger position these totals stand at.</summary>
    public long Position { get; } = position;

    public MonthTotal[] Of(int unit) => byUnit.GetValueOrDefault(unit) ?? None;

    public IEnumerable<int> Units => byUnit.Keys;

    /// <summary>These totals with the given units' rows replaced.</summary>
    public TermSeries With(long newPosition, Dictionary<int, MonthTotal[]> replaced)
    {
        var merged = new Dictionary<int, MonthTotal[]>(byUnit);
        foreach (var (unit, rows) in replaced)
            merged[unit] = rows;
        return new TermSeries(newPosition, merged);
    }

    public static TermSeries From(long position, IEnumerable<MonthTotal> rows) => new(position, Group(rows));

    public static Dictionary<int, MonthTotal[]> Group(IEnumerable<MonthTotal> rows) =>
        rows.GroupBy(r => r.Unit).ToDictionary(g => g.Key, g => g.OrderBy(r => r.Month).ToArray());
}
