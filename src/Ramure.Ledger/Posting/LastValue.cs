using System.Data.Common;
using Ramure.Ledger.Sql;

namespace Ramure.Ledger.Posting;

/// <summary>
/// A measure of « last » (L4): its total holds the sum of the values of the last day that still has one, found again from the
/// entries, because a reversal may uncover an earlier day.
/// </summary>
internal static class LastValue
{
    public static async Task UpdateAsync(
        DbConnection connection, DbTransaction transaction, (int Measure, int Unit, int Month, int Context) key, CancellationToken cancel)
    {
        await LedgerSql.ExecuteAsync(
            connection, transaction,
            $"""
             UPDATE ledger_totals SET
               last_day = COALESCE((SELECT MAX(day) FROM (
                 SELECT day FROM ledger_entries
                 WHERE measure_id = @m AND unit_number = @u AND month = @t AND context_id = @c AND state = 0
                 GROUP BY day HAVING SUM({LedgerSql.Sign}) > 0) AS days), 0)
             WHERE measure_id = @m AND unit_number = @u AND month = @t AND context_id = @c
             """,
            cancel, ("@m", key.Measure), ("@u", key.Unit), ("@t", key.Month), ("@c", key.Context));
        await LedgerSql.ExecuteAsync(
            connection, transaction,
            """
            UPDATE ledger_totals SET
              quantity = COALESCE((SELECT CAST(SUM(e.quantity) AS bigint) FROM ledger_entries e
                WHERE e.measure_id = @m AND e.unit_number = @u AND e.month = @t AND e.context_id = @c AND e.day = ledger_totals.last_day), 0)
            WHERE measure_id = @m AND unit_number = @u AND month = @t AND context_id = @c
            """,
            cancel, ("@m", key.Measure), ("@u", key.Unit), ("@t", key.Month), ("@c", key.Context));
    }
}
