using Ramure.Ledger.Sql;

namespace Ramure.Ledger.Reading;

/// <summary>L5: persons are counted per cell from their keys, never added up.</summary>
internal static class DistinctCounts
{
    public static async Task FillAsync(ReadSession session, LedgerAnswer answer, int term, long position, bool knownThen, CancellationToken cancel)
    {
        for (var unit = 0; unit < answer.Units; unit++)
        {
            for (var period = 0; period < answer.Periods; period++)
            {
                var persons = new HashSet<long>();
                var pieces = answer.Counting(term, unit, period).GroupBy(c => Slice.Of(c.Unit, c.Days), c => c.Unit.Number);
                foreach (var piece in pieces)
                    await CollectAsync(session, answer.Terms[term], piece.Key, [.. piece], position, knownThen, persons, cancel);
                answer.PutDistinct(term, unit, period, persons.Count);
            }
        }
    }

    private static async Task CollectAsync(
        ReadSession session, ReadTerm term, Slice slice, HashSet<int> units, long position, bool knownThen, HashSet<long> persons, CancellationToken cancel)
    {
        if (slice.EndMonth > slice.FirstMonth)
        {
            if (knownThen || term.IsFiltered)
                await FromEntriesAsync(session, term, "month >= @from AND month < @to", slice.FirstMonth, slice.EndMonth, units, position, persons, cancel);
            else
                await FromPresencesAsync(session, term, slice, units, persons, cancel);
        }

        foreach (var days in new[] { slice.Head, slice.Tail }.OfType<Kernel.Time.DayRange>())
            await FromEntriesAsync(session, term, "day >= @from AND day < @to", days.From.DayNumber, days.To.DayNumber, units, position, persons, cancel);
    }

    private static async Task FromPresencesAsync(ReadSession session, ReadTerm term, Slice slice, HashSet<int> units, HashSet<long> persons, CancellationToken cancel) =>
        persons.UnionWith(await session.ListAsync(
            $"SELECT DISTINCT subject_id FROM ledger_presences WHERE measure_id = @m AND month >= @from AND month < @to AND live > 0 AND unit_number IN ({LedgerSql.In(units)})",
            r => r.GetInt64(0), cancel, ("@m", term.MeasureId), ("@from", slice.FirstMonth), ("@to", slice.EndMonth)));

    private static async Task FromEntriesAsync(
        ReadSession session, ReadTerm term, string when, int from, int to, HashSet<int> units, long position, HashSet<long> persons, CancellationToken cancel) =>
        persons.UnionWith(await session.ListAsync(
            $"SELECT subject_id FROM ledger_entries WHERE measure_id = @m AND {when} AND id <= @position AND state = 0 AND subject_id IS NOT NULL AND unit_number IN ({LedgerSql.In(units)}){term.ContextClause} GROUP BY subject_id HAVING SUM({LedgerSql.Sign}) > 0",
            r => r.GetInt64(0), cancel, ("@m", term.MeasureId), ("@from", from), ("@to", to), ("@position", position)));
}
