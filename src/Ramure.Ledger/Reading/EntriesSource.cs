using System.Data.Common;
using Ramure.Kernel.Time;
using Ramure.Ledger.Sql;

namespace Ramure.Ledger.Reading;

/// <summary>
/// The same rows as totals, but added up from entries: for parts of months, and for the ledger as it was known at a position (L1).
/// </summary>
internal static class EntriesSource
{
    /// <summary>Months of a term in a span, as known at a position.</summary>
    public static async Task<TermSeries> SeriesAsync(ReadSession session, ReadTerm term, DayRange span, long position, CancellationToken cancel) =>
        TermSeries.From(position, await RowsAsync(session, term, "month >= @from AND month <= @to", null, position, cancel, ("@from", Months.Of(span.From)), ("@to", Months.Of(span.To.AddDays(-1)))));

    /// <summary>Some days of some units.</summary>
    public static async Task<TermSeries> DaysAsync(ReadSession session, ReadTerm term, DayRange days, IReadOnlyCollection<int> units, long position, CancellationToken cancel) =>
        TermSeries.From(position, await RowsAsync(session, term, "day >= @from AND day < @to", units, position, cancel, ("@from", days.From.DayNumber), ("@to", days.To.DayNumber)));

    /// <summary>Intervals that entries of less than daily precision stand for, by unit (L8).</summary>
    public static async Task<ILookup<int, DayRange>> CoarseAsync(ReadSession session, ReadTerm term, long position, CancellationToken cancel)
    {
        var rows = await session.ListAsync(
            $"SELECT unit_number, month, basis FROM ledger_entries WHERE measure_id = @m AND basis > 0 AND id <= @position{term.ContextClause} GROUP BY unit_number, month, basis HAVING SUM({LedgerSql.Sign}) > 0",
            r => (Unit: r.GetInt32(0), Days: Interval(r.GetInt32(1), r.GetInt16(2))), cancel, ("@m", term.MeasureId), ("@position", position));
        return rows.ToLookup(r => r.Unit, r => r.Days);
    }

    private static DayRange Interval(int month, short basis)
    {
        var first = Months.First(month);
        return (Contracts.DayBasis)basis switch
        {
            Contracts.DayBasis.Month => Period.Month(first.Year, first.Month).Days,
            Contracts.DayBasis.CivilYear => Period.CivilYear(first.Year).Days,
            _ => Period.SchoolYear(Period.SchoolYearOf(first)).Days,
        };
    }

    private static async Task<List<MonthTotal>> RowsAsync(
        ReadSession session, ReadTerm term, string when, IReadOnlyCollection<int>? units, long position, CancellationToken cancel,
        params (string Name, object Value)[] parameters)
    {
        var which = units is null ? "" : $" AND unit_number IN ({LedgerSql.In(units)})";
        var where = $"FROM ledger_entries WHERE measure_id = @m AND {when} AND id <= @position{which}{term.ContextClause}";
        (string, object)[] all = [.. parameters, ("@m", term.MeasureId), ("@position", position)];
        if (!term.IsLasting)
        {
            return await session.ListAsync(
                $"SELECT unit_number, month, 0, {LedgerSql.Aggregates} {where} GROUP BY unit_number, month", r => Read(r, 0), cancel, all);
        }

        var days = await session.ListAsync(
            $"SELECT unit_number, month, context_id, {LedgerSql.Aggregates}, day {where} GROUP BY unit_number, month, context_id, day", r => Read(r, r.GetInt32(9)), cancel, all);
        return [.. days.GroupBy(d => (d.Unit, d.Month, d.Context)).Select(Last)];
    }

    /// <summary>Days of a month make its total: counts add up, the value is that of the last day that still has one.</summary>
    private static MonthTotal Last(IEnumerable<MonthTotal> days)
    {
        var list = days.ToList();
        var last = list.Where(d => d.Known > 0).OrderBy(d => d.LastDay).LastOrDefault();
        return list[0] with
        {
            Quantity = last.Quantity,
            LastDay = last.LastDay,
            Entries = list.Sum(d => d.Entries),
            Known = list.Sum(d => d.Known),
            Nc = list.Sum(d => d.Nc),
            So = list.Sum(d => d.So),
            Coarse = list.Sum(d => d.Coarse),
        };
    }

    private static MonthTotal Read(DbDataReader r, int day) => new(
        r.GetInt32(0), r.GetInt32(1), r.GetInt32(2), r.GetInt64(3), r.GetInt64(4), r.GetInt64(5), r.GetInt64(6), r.GetInt64(7), r.GetInt64(8), day);
}
