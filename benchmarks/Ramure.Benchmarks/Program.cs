using System.CommandLine;
using Ramure.Benchmarks;

var entries = new Option<long>("--entries") { Description = "Entries in the ledger", DefaultValueFactory = _ => 1_000_000 };
var database = new Option<string>("--database") { Description = "sqlite, postgres (needs RAMURE_TEST_POSTGRES) or all", DefaultValueFactory = _ => "all" };
var rounds = new Option<int>("--rounds") { Description = "Counted readings of each kind", DefaultValueFactory = _ => 30 };
var ledger = new Command("ledger", "Posting, board, drill-down and rebuild, beside plain SQL over the same entries and DuckDB over the same rows.") { entries, database, rounds };
ledger.SetAction(async (parse, cancel) =>
{
    var databases = parse.GetValue(database) == "all" ? ["sqlite", "postgres"] : new[] { parse.GetValue(database)! };
    foreach (var name in databases)
        await new LedgerBenchmark(name, parse.GetValue(entries), parse.GetValue(rounds)).RunAsync(cancel);
    return 0;
});
var readings = new Option<int>("--readings") { Description = "Counted readings of each page", DefaultValueFactory = _ => 200 };
var access = new Command("access", "Pages with their checks of access, beside the same pages of a host to which everything is open.") { database, readings };
access.SetAction(async (parse, cancel) =>
{
    var databases = parse.GetValue(database) == "all" ? ["sqlite", "postgres"] : new[] { parse.GetValue(database)! };
    foreach (var name in databases)
        await new AccessBenchmark(name, parse.GetValue(readings)).RunAsync(cancel);
    return 0;
});
return await new RootCommand("Ramure's benchmarks: every figure beside a reference taken in the same run.") { ledger, access }.Parse(args).InvokeAsync();
