using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;
using Ramure.Ledger.Contracts;
using Ramure.Ledger.Sql;
using Ramure.Ledger.Upkeep;
using Ramure.Network.Contracts;

namespace Ramure.Benchmarks;

/// <summary>
/// The ledger at a size: 30 terms (those of 23 indicators, seven of them ratios) × 101 ateliers × 36 months. The first million
/// entries are posted by the ledger itself; beyond, the same entries are multiplied by SQL and the totals rebuilt, which is timed.
/// </summary>
internal sealed class LedgerBenchmark(string database, long size, int rounds)
{
    private const int Posted = 1_000_000;
    private const int TermCount = 30;
    private static readonly DateOnly First = new(2017, 1, 1);
    private static readonly string[] Partners = ["espe", "company", "association", "local-authority"];

    public async Task RunAsync(CancellationToken cancel)
    {
        await using var installation = await BenchInstallation.CreateAsync(database, cancel);
        await installation.RunAsync(services => RunAsync(services, cancel));
    }

    private async Task RunAsync(IServiceProvider services, CancellationToken cancel)
    {
        var report = new Report($"{database}, {size:N0} entries");
        var terms = await DeclareAsync(services);
        await PostAsync(services, report, terms, cancel);
        await MultiplyAsync(services, cancel);
        await RebuildAsync(services, report, cancel);
        await using var duck = await DuckReference.LoadAsync(services, cancel);
        await BoardAsync(services, duck, report, terms, cancel);
        await DrillDownAsync(services, duck, report, terms, cancel);
    }

    private static async Task<List<Term>> DeclareAsync(IServiceProvider services)
    {
        var measures = Enumerable.Range(1, TermCount - 1).Select(i => new MeasureDefinition(
            $"bench.m{i}", $"Mesure {i}", "actes", "acte", 1, 0, MeasureKind.Flow, TimeOperator.Sum, UnitOperator.Sum, [UnitKinds.Atelier])).ToList();
        await services.GetRequiredService<OperationRunner>().RunAsync(
            new Operation("bench.declare", Permission.System), scope => services.GetRequiredService<IMeasures>().DeclareAsync(scope, measures));
        return [.. measures.Select(m => new Term(m.Code)), new Term("bench.m1", [new ContextFilter("partner-kind", ["espe"])])];
    }

    /// <summary>Posting in batches of 5,000, as an import does, beside plain inserts of the same rows into a table with the same indexes.</summary>
    private async Task PostAsync(IServiceProvider services, Report report, List<Term> terms, CancellationToken cancel)
    {
        var random = new Random(2017);
        var watch = new Stopwatch();
        var count = (int)Math.Min(size, Posted);
        for (var start = 0; start < count; start += 5_000)
        {
            var postings = Enumerable.Range(start, Math.Min(5_000, count - start)).Select(i => new LedgerPosting(
                new SourceRef("bench", i.ToString(CultureInfo.InvariantCulture), 1), [Line(random, terms)])).ToList();
            watch.Start();
            await PostAsync(services, postings, cancel);
            watch.Stop();
        }

        var plain = await PlainInsertsAsync(services, Math.Min(count, 200_000), cancel);
        report.Rate("posting, entries per second", count / watch.Elapsed.TotalSeconds, plain, "plain inserts, no totals, no checks");
    }

    private static Task PostAsync(IServiceProvider services, IReadOnlyList<LedgerPosting> postings, CancellationToken cancel) =>
        services.GetRequiredService<OperationRunner>().RunAsync(
            new Operation("bench.post", Permission.System),
            async scope =>
            {
                var result = await services.GetRequiredService<ILedger>().PostAsync(scope, postings, cancel);
                scope.Audit("bench", "post", null, null);
                return result.Succeeded ? result : throw new InvalidOperationException(string.Join("; ", result.Refusals));
            },
            cancel);

    private static LedgerLine Line(Random random, List<Term> terms) => new(
        terms[random.Next(TermCount - 1)].Measure, $"A{random.Next(1, 102)}", First.AddDays(random.Next(1095)), random.Next(0, 100),
        new Dictionary<string, string> { ["partner-kind"] = Partners[random.Next(4)], ["theme"] = $"t{random.Next(5)}" });

    private static async Task<double> PlainInsertsAsync(IServiceProvider services, int count, CancellationToken cancel)
    {
        var db = services.GetRequiredService<RamureDb>();
        const string columns = "id, measure_id, unit_number, day, month, quantity, context_id, subject_id, state, basis, source_id, posting_id, reverses";
        await ExecuteAsync(db, "CREATE TABLE bench_plain AS SELECT * FROM ledger_entries WHERE 1 = 0", cancel);
        await ExecuteAsync(db, "CREATE INDEX bench_plain_key ON bench_plain (measure_id, unit_number, day)", cancel);
        await ExecuteAsync(db, "CREATE INDEX bench_plain_source ON bench_plain (source_id)", cancel);
        var rows = new List<object?[]>(count);
        await ReadAsync(db, $"SELECT {columns} FROM ledger_entries LIMIT {count}", r =>
        {
            var row = new object?[13];
            r.GetValues(row!);
            rows.Add(row);
        }, cancel);
        var watch = Stopwatch.StartNew();
        foreach (var chunk in rows.Chunk(5_000))
        {
            await services.GetRequiredService<OperationRunner>().RunAsync<Done>(new Operation("bench.plain", Permission.System), async scope =>
            {
                await scope.InsertAsync("bench_plain", columns.Split(", "), chunk, "", cancel);
                scope.Audit("bench", "plain", null, null);
                return default(Done);
            }, cancel);
        }

        watch.Stop();
        await ExecuteAsync(db, "DROP TABLE bench_plain", cancel);
        return count / watch.Elapsed.TotalSeconds;
    }

    private async Task MultiplyAsync(IServiceProvider services, CancellationToken cancel)
    {
        var db = services.GetRequiredService<RamureDb>();
        for (var copy = 1; copy < size / Posted; copy++)
        {
            await ExecuteAsync(
                db,
                "INSERT INTO ledger_entries (id, measure_id, unit_number, day, month, quantity, context_id, subject_id, state, basis, source_id, posting_id, reverses) "
                + $"SELECT id + {(long)copy * Posted}, measure_id, unit_number, day, month, quantity, context_id, subject_id, state, basis, source_id, posting_id, NULL FROM ledger_entries WHERE id <= {Posted}",
                cancel);
        }

        await ExecuteAsync(db, "ANALYZE", cancel);
    }

    private static async Task RebuildAsync(IServiceProvider services, Report report, CancellationToken cancel)
    {
        var db = services.GetRequiredService<RamureDb>();
        const string table = "CREATE TABLE bench_by_hand (measure_id INTEGER, unit_number INTEGER, month INTEGER, context_id INTEGER, quantity BIGINT, entries BIGINT, known BIGINT, nc BIGINT, so BIGINT, coarse BIGINT, PRIMARY KEY (measure_id, unit_number, month, context_id))";
        const string byHand = $"INSERT INTO bench_by_hand SELECT measure_id, unit_number, month, context_id, {LedgerSql.Aggregates} FROM ledger_entries GROUP BY measure_id, unit_number, month, context_id";
        var (ours, theirs) = (new Timing(), new Timing());
        for (var i = 0; i < 3; i++)
        {
            await ExecuteAsync(db, table, cancel);
            await theirs.MeasureAsync(() => ExecuteAsync(db, byHand, cancel));
            await ExecuteAsync(db, "DROP TABLE bench_by_hand", cancel);
            await ours.MeasureAsync(() => services.GetRequiredService<OperationRunner>().RunAsync<Done>(new Operation("bench.rebuild", Permission.System), async scope =>
            {
                await services.GetRequiredService<LedgerUpkeep>().RebuildAsync(scope, cancel);
                scope.Audit("bench", "rebuild", null, null);
                return default(Done);
            }, cancel));
        }

        report.Ratio("rebuild, median", ours.Median, theirs.Median, "the same totals by hand in SQL, into a table with the same key");
    }

    /// <summary>23 indicators × 115 units × 36 months, every cell computed, with the units below each.</summary>
    private async Task BoardAsync(IServiceProvider services, DuckReference duck, Report report, List<Term> terms, CancellationToken cancel)
    {
        var network = await services.GetRequiredService<INetwork>().SnapshotAsync(cancel);
        var question = new LedgerQuestion(
            terms, [.. network.Units.Select(u => u.Code)], true,
            [.. Period.Months(new DayRange(First, First.AddYears(3)))], HierarchyView.Current);
        var reader = services.GetRequiredService<ILedgerReader>();
        var check = 0m;
        async Task Read()
        {
            var answer = await reader.ReadAsync(question, cancel);
            check = 0;
            for (var t = 0; t < terms.Count; t++)
            {
                for (var u = 0; u < question.Units.Count; u++)
                {
                    for (var p = 0; p < question.Periods.Count; p++)
                    {
                        var value = answer.Cell(t, u, p).Value ?? 0;
                        if (u == 0 && t < TermCount - 1)
                            check += value;
                    }
                }
            }
        }

        var still = await Timing.OfAsync(rounds, _ => Read());
        var sum = await SumAsync(services, cancel);
        if (check != sum)
            throw new InvalidOperationException($"The board says {check}, the entries {sum}.");
        var random = new Random(7);
        var posted = new Timing();
        for (var i = 0; i <= rounds; i++)
        {
            await PostAsync(services, [new LedgerPosting(new SourceRef("bench", $"live{i}", 1), [Line(random, terms)])], cancel);
            if (i > 0)
                await posted.MeasureAsync(Read);
            else
                await Read();
        }

        if (check != await SumAsync(services, cancel))
            throw new InvalidOperationException("A posted entry is not in the next reading.");
        const string plainSql = "SELECT measure_id, unit_number, month, SUM(quantity), COUNT(*) FROM ledger_entries GROUP BY measure_id, unit_number, month";
        var db = services.GetRequiredService<RamureDb>();
        var plain = await Timing.OfAsync(Math.Max(3, rounds / 10), _ => ReadAsync(db, plainSql, _ => { }, cancel));
        var ducks = await Timing.OfAsync(Math.Max(3, rounds / 10), _ => duck.ReadAsync(plainSql.Replace("ledger_entries", "entries", StringComparison.Ordinal), cancel));
        report.Ratio("board, p95, nothing posted since", still.P95, plain.P95, "plain SQL over entries, leaves only");
        report.Ratio("board, p95, nothing posted since", still.P95, ducks.P95, "DuckDB over the same rows, leaves only");
        report.Ratio("board, p95, right after a posting", posted.P95, plain.P95, "plain SQL over entries, leaves only");
        report.Ratio("board, p95, right after a posting", posted.P95, ducks.P95, "DuckDB over the same rows, leaves only");
    }

    private async Task DrillDownAsync(IServiceProvider services, DuckReference duck, Report report, List<Term> terms, CancellationToken cancel)
    {
        var reader = services.GetRequiredService<ILedgerReader>();
        var days = Period.CivilYear(2018).Days;
        var ours = await Timing.OfAsync(rounds, i => reader.EntriesAsync(terms[(i + 1) % (TermCount - 1)], $"A{1 + ((i + 1) % 101)}", false, days, HierarchyView.Current, null, 0, 50, cancel: cancel));
        var db = services.GetRequiredService<RamureDb>();
        var numbers = new List<int>();
        await ReadAsync(db, "SELECT id FROM ledger_measures WHERE code LIKE 'bench.%' ORDER BY id", r => numbers.Add(r.GetInt32(0)), cancel);
        string Sql(int i, string table) =>
            $"SELECT * FROM {table} WHERE measure_id = {numbers[(i + 1) % numbers.Count]} AND unit_number = {14 + ((i + 1) % 101)} AND day >= {days.From.DayNumber} AND day < {days.To.DayNumber} ORDER BY day, id LIMIT 50";
        var plain = await Timing.OfAsync(rounds, i => ReadAsync(db, Sql(i, "ledger_entries"), _ => { }, cancel));
        var ducks = await Timing.OfAsync(rounds, i => duck.ReadAsync(Sql(i, "entries"), cancel));
        report.Ratio("drill-down of an atelier's year, p95", ours.P95, plain.P95, "the same page by plain SQL, without sums and links");
        report.Ratio("drill-down of an atelier's year, p95", ours.P95, ducks.P95, "the same page by DuckDB, without sums and links");
    }

    private static async Task<decimal> SumAsync(IServiceProvider services, CancellationToken cancel)
    {
        decimal sum = 0;
        await ReadAsync(
            services.GetRequiredService<RamureDb>(),
            "SELECT CAST(SUM(quantity) AS bigint) FROM ledger_entries", r => sum = r.GetInt64(0), cancel);
        return sum;
    }

    private static async Task ExecuteAsync(RamureDb db, string sql, CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancel);
        await db.Database.CloseConnectionAsync();
    }

    internal static async Task ReadAsync(RamureDb db, string sql, Action<DbDataReader> row, CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        await using (var reader = await command.ExecuteReaderAsync(cancel))
        {
            while (await reader.ReadAsync(cancel))
                row(reader);
        }

        await db.Database.CloseConnectionAsync();
    }
}
