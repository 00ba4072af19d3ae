using System.Globalization;
using Ramure.Kernel.Operations;
using Ramure.Ledger.Contracts;
using Ramure.Ledger.Sql;

namespace Ramure.Ledger.Posting;

/// <summary>Entries gathered in memory, then written with their totals in a few statements.</summary>
internal sealed class EntryBatch
{
    private static readonly string[] EntryColumns =
    [
        "id", "measure_id", "unit_number", "day", "month", "quantity", "context_id", "subject_id", "state", "basis", "source_id",
        "posting_id", "reverses",
    ];

    private readonly OperationScope scope;
    private readonly List<object?[]> sources = [];
    private readonly List<PendingEntry> pending = [];
    private readonly List<(long By, long Reversed)> reversals = [];
    private long nextSource;

    private EntryBatch(OperationScope scope) => this.scope = scope;

    /// <summary>Opens a batch; the ledger's lock is held.</summary>
    public static async Task<EntryBatch> OpenAsync(OperationScope scope, CancellationToken cancel) => new(scope)
    {
        nextSource = await NextAsync(scope, "ledger_sources", cancel),
    };

    public long AddSource(SourceRef source, string contentHash, bool withdrawn)
    {
        sources.Add([nextSource, source.Kind, source.Id, source.Version, contentHash, withdrawn]);
        return nextSource++;
    }

    public void Reverse(long by, KnownSource source) => reversals.Add((by, source.Id));

    public void Add(long sourceId, int measure, int unit, LedgerLine line, long? subject) => pending.Add(
        new PendingEntry(sourceId, measure, unit, line.Day.DayNumber, Months.Of(line.Day), line.Quantity, ContextText(line.Context), subject, (short)line.State, (short)line.Basis));

    /// <summary>The canonical text of a context: <c>key=value;key=value</c> in order of keys.</summary>
    public static string ContextText(IReadOnlyDictionary<string, string>? context) => context is null or { Count: 0 }
        ? ""
        : string.Join(';', context.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key}={c.Value}"));

    /// <summary>Writes everything; answers posted, reversed and the position.</summary>
    /// <param name="demand">Asked for the measure and unit of each entry that is reversed: taking back moves a figure too.</param>
    public async Task<(int Posted, int Reversed, long Position)> WriteAsync(
        HashSet<int> lasting, HashSet<int> distinct, Action<int, int> demand, CancellationToken cancel)
    {
        var next = await NextAsync(scope, "ledger_entries", cancel);
        if (sources.Count == 0)
            return (0, 0, next - 1);
        var (connection, transaction) = (scope.Connection, scope.Transaction);
        var contexts = await Interning.ContextsAsync(scope, pending.Select(p => p.Context), cancel);
        var postingId = await NextAsync(scope, "ledger_postings", cancel);
        var rows = new List<object?[]>(pending.Count);
        var totals = new TotalsWriter(scope, lasting, distinct);
        var written = new Dictionary<long, List<object?[]>>();

        void Write(int measure, int unit, int day, int month, long quantity, int context, long? subject, short state, short basis, long source, long? reverses)
        {
            object?[] row = [next++, measure, unit, day, month, quantity, context, subject, state, basis, source, postingId, reverses];
            rows.Add(row);
            if (reverses is null && reversals.Count > 0)
                Bucket(written, source).Add(row);
            totals.Add(measure, unit, month, context, subject, quantity, state, basis, reverses is not null);
        }

        var stored = await StoredAsync(reversals.Select(r => r.Reversed).ToHashSet(), cancel);
        foreach (var (measure, unit) in stored.Values.SelectMany(rows => rows).Select(r => ((int)r[1]!, (int)r[2]!)).Distinct())
            demand(measure, unit);
        var reversalOf = reversals.ToLookup(r => r.By, r => r.Reversed);
        var reversed = 0;
        foreach (var bySource in pending.GroupBy(p => p.Source).Concat(EmptySources()).OrderBy(g => g.Key))
        {
            foreach (var row in reversalOf[bySource.Key].SelectMany(old => stored.GetValueOrDefault(old) ?? written.GetValueOrDefault(old) ?? []))
            {
                Write((int)row[1]!, (int)row[2]!, (int)row[3]!, (int)row[4]!, -(long)row[5]!, (int)row[6]!, (long?)row[7], (short)row[8]!, (short)row[9]!, bySource.Key, (long)row[0]!);
                reversed++;
            }

            foreach (var p in bySource)
                Write(p.Measure, p.Unit, p.Day, p.Month, p.Quantity, contexts[p.Context], p.Subject, p.State, p.Basis, p.Source, null);
        }

        await scope.InsertAsync("ledger_sources", ["id", "kind", "reference", "version", "content_hash", "withdrawn"], sources, "", cancel);
        await scope.InsertAsync("ledger_entries", EntryColumns, rows, "", cancel);
        await scope.InsertAsync("ledger_postings", ["id", "at", "actor", "operation", "last_entry"],
            [[postingId, scope.At, scope.Actor, scope.Operation.Name, next - 1]], "", cancel);
        await totals.WriteAsync(cancel);
        return (rows.Count - reversed, reversed, next - 1);
    }

    /// <summary>Sources that only take back: they have no pending entry but may have reversals.</summary>
    private IEnumerable<IGrouping<long, PendingEntry>> EmptySources()
    {
        var withEntries = pending.Select(p => p.Source).ToHashSet();
        return reversals.Select(r => r.By).Distinct().Where(id => !withEntries.Contains(id)).Select(id => new NoEntries(id));
    }

    private async Task<Dictionary<long, List<object?[]>>> StoredAsync(HashSet<long> sourceIds, CancellationToken cancel)
    {
        var stored = new Dictionary<long, List<object?[]>>();
        foreach (var chunk in sourceIds.Chunk(500))
        {
            var ids = string.Join(',', chunk.Select(id => id.ToString(CultureInfo.InvariantCulture)));
            await using var command = LedgerSql.Command(
                scope.Connection, scope.Transaction,
                $"SELECT id, measure_id, unit_number, day, month, quantity, context_id, subject_id, state, basis, source_id FROM ledger_entries WHERE source_id IN ({ids}) AND reverses IS NULL ORDER BY id");
            await using var reader = await command.ExecuteReaderAsync(cancel);
            while (await reader.ReadAsync(cancel))
            {
                object?[] row =
                [
                    reader.GetInt64(0), reader.GetInt32(1), reader.GetInt32(2), reader.GetInt32(3), reader.GetInt32(4), reader.GetInt64(5),
                    reader.GetInt32(6), reader.IsDBNull(7) ? null : reader.GetInt64(7), reader.GetInt16(8), reader.GetInt16(9),
                ];
                Bucket(stored, reader.GetInt64(10)).Add(row);
            }
        }

        return stored;
    }

    private static List<object?[]> Bucket(Dictionary<long, List<object?[]>> buckets, long key)
    {
        if (!buckets.TryGetValue(key, out var bucket))
            buckets.Add(key, bucket = []);
        return bucket;
    }

    private static async Task<long> NextAsync(OperationScope scope, string table, CancellationToken cancel) =>
        1 + await LedgerSql.LongAsync(scope.Connection, scope.Transaction, $"SELECT MAX(id) FROM {table}", cancel);

    private sealed record PendingEntry(
        long Source, int Measure, int Unit, int Day, int Month, long Quantity, string Context, long? Subject, short State, short Basis);

    private sealed class NoEntries(long key) : IGrouping<long, PendingEntry>
    {
        public long Key => key;

        public IEnumerator<PendingEntry> GetEnumerator() => Enumerable.Empty<PendingEntry>().GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
