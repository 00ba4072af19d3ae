using System.Data.Common;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Ledger.Measures;
using Ramure.Ledger.Posting;
using Ramure.Ledger.Reading;
using Ramure.Ledger.Sql;

namespace Ramure.Ledger.Upkeep;

/// <summary>A total that does not equal its entries (L2).</summary>
internal sealed record TotalDifference(string Table, string Measure, int UnitNumber, int Month, long Part, string Kept, string FromEntries);

/// <summary>What a verification found.</summary>
internal sealed record VerificationReport(long Entries, long Totals, IReadOnlyList<TotalDifference> Differences);

/// <summary>Proves that totals equal entries, and makes them again from entries when asked (L2).</summary>
internal sealed class LedgerUpkeep(RamureDb db, IStorageProvider storage, MeasureCatalogue catalogue)
{
    private const string TotalKey = "measure_id, unit_number, month, context_id";

    /// <summary>Days of « last » measures that still have a value, with their sums.</summary>
    private static string LastDays(string lasting) =>
        $"SELECT {TotalKey}, day, CAST(SUM(quantity) AS bigint) AS quantity FROM ledger_entries WHERE measure_id IN ({lasting}) AND state = 0 GROUP BY {TotalKey}, day HAVING SUM({LedgerSql.Sign}) > 0";

    public async Task<VerificationReport> VerifyAsync(CancellationToken cancel)
    {
        var measures = (await catalogue.NumberedAsync(cancel)).ToDictionary(m => m.Value.Id, m => m.Key);
        var lasting = await LastingAsync(cancel);
        await using var session = await ReadSession.OpenAsync(db, storage, cancel);
        var differences = new List<TotalDifference>();
        var last = await LastValuesAsync(session, lasting, cancel);

        string Counts(DbDataReader r, int at, (int Day, long Quantity)? fromLast = null)
        {
            var quantity = fromLast?.Quantity ?? r.GetInt64(at);
            return $"{quantity} en {r.GetInt64(at + 1)} écritures, {r.GetInt64(at + 2)}/{r.GetInt64(at + 3)}/{r.GetInt64(at + 4)}/{r.GetInt64(at + 5)}, {fromLast?.Day ?? r.GetInt32(at + 6)}";
        }

        var kept = 0L;
        kept += await CompareAsync(
            session, "ledger_totals", $"SELECT {TotalKey}, quantity, entries, known, nc, so, coarse, last_day FROM ledger_totals ORDER BY {TotalKey}",
            $"SELECT {TotalKey}, {LedgerSql.Aggregates}, 0 FROM ledger_entries GROUP BY {TotalKey} ORDER BY {TotalKey}",
            r => Counts(r, 4), r => last is null ? Counts(r, 4) : Counts(r, 4, lasting.Contains(r.GetInt32(0)) ? last.GetValueOrDefault((r.GetInt32(0), r.GetInt32(1), r.GetInt32(2), r.GetInt32(3))) : null),
            measures, differences, cancel);
        var notLasting = lasting.Count == 0 ? "" : $" WHERE measure_id NOT IN ({LedgerSql.In(lasting)})";
        kept += await CompareAsync(
            session, "ledger_rollups", "SELECT measure_id, unit_number, month, 0, quantity, entries, known, nc, so, coarse, last_day FROM ledger_rollups ORDER BY 1, 2, 3",
            $"SELECT measure_id, unit_number, month, 0, {LedgerSql.Aggregates}, 0 FROM ledger_entries{notLasting} GROUP BY measure_id, unit_number, month ORDER BY 1, 2, 3",
            r => Counts(r, 4), r => Counts(r, 4), measures, differences, cancel);
        kept += await CompareAsync(
            session, "ledger_presences", "SELECT measure_id, unit_number, month, subject_id, live FROM ledger_presences ORDER BY 1, 2, 3, 4",
            $"SELECT measure_id, unit_number, month, subject_id, CAST(SUM({LedgerSql.Sign}) AS bigint) FROM ledger_entries WHERE subject_id IS NOT NULL AND state = 0 GROUP BY measure_id, unit_number, month, subject_id ORDER BY 1, 2, 3, 4",
            r => $"{r.GetInt64(4)} présences", r => $"{r.GetInt64(4)} présences", measures, differences, cancel);
        var entries = (await session.ListAsync("SELECT COUNT(*) FROM ledger_entries", r => r.GetInt64(0), cancel))[0];
        return new VerificationReport(entries, kept, differences);
    }

    /// <summary>Makes every total again from the entries, by set-based SQL.</summary>
    public async Task RebuildAsync(OperationScope scope, CancellationToken cancel)
    {
        var (connection, transaction) = (scope.Connection, scope.Transaction);
        await storage.LockAsync(connection, transaction, LedgerWriter.LockKey, cancel);
        await storage.GiveRoomAsync(connection, transaction, cancel);
        var lasting = await LastingAsync(cancel);
        Task Run(string sql) => LedgerSql.ExecuteAsync(connection, transaction, sql, cancel);

        foreach (var table in new[] { "ledger_totals", "ledger_rollups", "ledger_presences" })
            await Run($"DELETE FROM {table}");
        await Run($"INSERT INTO ledger_totals ({TotalKey}, {LedgerSql.TotalColumns}, last_day) SELECT {TotalKey}, {LedgerSql.Aggregates}, 0 FROM ledger_entries GROUP BY {TotalKey}");
        await Run(
            $"INSERT INTO ledger_rollups (measure_id, unit_number, month, {LedgerSql.TotalColumns}, last_day) SELECT measure_id, unit_number, month, "
            + "CAST(SUM(quantity) AS bigint), CAST(SUM(entries) AS bigint), CAST(SUM(known) AS bigint), CAST(SUM(nc) AS bigint), CAST(SUM(so) AS bigint), CAST(SUM(coarse) AS bigint), 0 "
            + $"FROM ledger_totals{(lasting.Count == 0 ? "" : $" WHERE measure_id NOT IN ({LedgerSql.In(lasting)})")} GROUP BY measure_id, unit_number, month");
        var distinct = LedgerWriter.Distinct(await catalogue.NumberedAsync(cancel));
        if (distinct.Count > 0)
        {
            await Run(
                $"INSERT INTO ledger_presences (measure_id, unit_number, month, subject_id, live) SELECT measure_id, unit_number, month, subject_id, CAST(SUM({LedgerSql.Sign}) AS bigint) "
                + $"FROM ledger_entries WHERE measure_id IN ({LedgerSql.In(distinct)}) AND subject_id IS NOT NULL AND state = 0 GROUP BY measure_id, unit_number, month, subject_id");
        }

        if (lasting.Count > 0)
        {
            var keys = new List<(int, int, int, int)>();
            await using (var command = LedgerSql.Command(connection, transaction, $"SELECT {TotalKey} FROM ledger_totals WHERE measure_id IN ({LedgerSql.In(lasting)})"))
            await using (var reader = await command.ExecuteReaderAsync(cancel))
            {
                while (await reader.ReadAsync(cancel))
                    keys.Add((reader.GetInt32(0), reader.GetInt32(1), reader.GetInt32(2), reader.GetInt32(3)));
            }

            foreach (var key in keys)
                await LastValue.UpdateAsync(connection, transaction, key, cancel);
        }

        await Run("UPDATE ledger_state SET generation = generation + 1 WHERE id = 1");
    }

    private async Task<HashSet<int>> LastingAsync(CancellationToken cancel) => LedgerWriter.Lasting(await catalogue.NumberedAsync(cancel));

    private static async Task<Dictionary<(int, int, int, int), (int Day, long Quantity)>?> LastValuesAsync(ReadSession session, HashSet<int> lasting, CancellationToken cancel)
    {
        if (lasting.Count == 0)
            return null;
        var days = await session.ListAsync(
            LastDays(LedgerSql.In(lasting)), r => (Key: (r.GetInt32(0), r.GetInt32(1), r.GetInt32(2), r.GetInt32(3)), Day: r.GetInt32(4), Quantity: r.GetInt64(5)), cancel);
        return days.GroupBy(d => d.Key).ToDictionary(g => g.Key, g => g.MaxBy(d => d.Day) is var top ? (top.Day, top.Quantity) : default);
    }

    /// <summary>Walks two ordered queries side by side; answers how many kept rows there are.</summary>
    private static async Task<long> CompareAsync(
        ReadSession session, string table, string keptSql, string entriesSql, Func<DbDataReader, string> readKept, Func<DbDataReader, string> readEntries,
        Dictionary<int, string> measures, List<TotalDifference> differences, CancellationToken cancel)
    {
        static (int, int, int, long) Key(DbDataReader r) => (r.GetInt32(0), r.GetInt32(1), r.GetInt32(2), Convert.ToInt64(r.GetValue(3), System.Globalization.CultureInfo.InvariantCulture));
        var fromEntries = await session.ListAsync(entriesSql, r => (Key: Key(r), Text: readEntries(r)), cancel);
        var kept = await session.ListAsync(keptSql, r => (Key: Key(r), Text: readKept(r)), cancel);
        var (i, j) = (0, 0);
        while (i < kept.Count || j < fromEntries.Count)
        {
            var order = i == kept.Count ? 1 : j == fromEntries.Count ? -1 : kept[i].Key.CompareTo(fromEntries[j].Key);
            var key = order <= 0 ? kept[i].Key : fromEntries[j].Key;
            var left = order <= 0 ? kept[i++].Text : "absent";
            var right = order >= 0 ? fromEntries[j++].Text : "absent";
            if (left != right && differences.Count < 1000)
                differences.Add(new TotalDifference(table, measures.GetValueOrDefault(key.Item1, "?"), key.Item2, key.Item3, key.Item4, left, right));
        }

        return kept.Count;
    }
}
