using Ramure.Kernel.Operations;
using Ramure.Ledger.Sql;

namespace Ramure.Ledger.Posting;

/// <summary>Brings the totals along in the transaction that posts (L2).</summary>
internal sealed class TotalsWriter(OperationScope scope, HashSet<int> lasting, HashSet<int> distinct)
{
    private static readonly string[] Sums = ["quantity", "entries", "known", "nc", "so", "coarse"];

    private static readonly string[] TotalColumns = ["measure_id", "unit_number", "month", "context_id", .. Sums, "last_day"];

    private static readonly string[] RollupColumns = [.. TotalColumns.Where(c => c != "context_id")];

    private readonly Dictionary<(int Measure, int Unit, int Month, int Context), Delta> totals = [];
    private readonly Dictionary<(int Measure, int Unit, int Month), Delta> rollups = [];
    private readonly Dictionary<(int Measure, int Unit, int Month, long Subject), long> presences = [];

    public void Add(int measure, int unit, int month, int context, long? subject, long quantity, short state, short basis, bool reversal)
    {
        Of(totals, (measure, unit, month, context)).Add(quantity, state, basis, reversal);
        if (!lasting.Contains(measure))
            Of(rollups, (measure, unit, month)).Add(quantity, state, basis, reversal);
        if (subject is { } person && state == 0 && distinct.Contains(measure))
        {
            var key = (measure, unit, month, person);
            presences[key] = presences.GetValueOrDefault(key) + (reversal ? -1 : 1);
        }
    }

    /// <summary>Writes in order of keys, so that two hosts never wait for each other crosswise.</summary>
    public async Task WriteAsync(CancellationToken cancel)
    {
        var (connection, transaction) = (scope.Connection, scope.Transaction);
        await scope.InsertAsync("ledger_totals", TotalColumns,
            [.. totals.OrderBy(t => t.Key).Select(t => Row([t.Key.Measure, t.Key.Unit, t.Key.Month, t.Key.Context], t.Value))],
            "ON CONFLICT (measure_id, unit_number, month, context_id) DO UPDATE SET " + AddUp("ledger_totals"), cancel);
        await scope.InsertAsync("ledger_rollups", RollupColumns,
            [.. rollups.OrderBy(t => t.Key).Select(t => Row([t.Key.Measure, t.Key.Unit, t.Key.Month], t.Value))],
            "ON CONFLICT (measure_id, unit_number, month) DO UPDATE SET " + AddUp("ledger_rollups"), cancel);
        await scope.InsertAsync("ledger_presences", ["measure_id", "unit_number", "month", "subject_id", "live"],
            [.. presences.OrderBy(p => p.Key).Select(p => new object?[] { p.Key.Measure, p.Key.Unit, p.Key.Month, p.Key.Subject, p.Value })],
            "ON CONFLICT (measure_id, unit_number, month, subject_id) DO UPDATE SET live = ledger_presences.live + excluded.live", cancel);
        foreach (var key in totals.Keys.Where(k => lasting.Contains(k.Measure)).Order())
            await LastValue.UpdateAsync(connection, transaction, key, cancel);
    }

    private static string AddUp(string table) => string.Join(", ", Sums.Select(c => $"{c} = {table}.{c} + excluded.{c}"));

    private static object?[] Row(object?[] key, Delta d) => [.. key, d.Quantity, d.Entries, d.Known, d.Nc, d.So, d.Coarse, 0];

    private static Delta Of<TKey>(Dictionary<TKey, Delta> deltas, TKey key)
        where TKey : notnull
    {
        if (!deltas.TryGetValue(key, out var delta))
            deltas.Add(key, delta = new Delta());
        return delta;
    }
}
