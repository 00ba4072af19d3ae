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
var count = new Option<int>("--count") { Description = "Registrations of each kind", DefaultValueFactory = _ => 4000 };
var clients = new Option<int>("--clients") { Description = "People at once", DefaultValueFactory = _ => 16 };
var registrations = new Command("registrations", "Registrations per second, beside the plain conditional update of the session's row in the same database.") { count, clients, database };
registrations.SetAction(async (parse, cancel) =>
{
    var databases = parse.GetValue(database) == "all" ? ["sqlite", "postgres"] : new[] { parse.GetValue(database)! };
    foreach (var name in databases)
        await new RegistrationBenchmark(name, parse.GetValue(count), parse.GetValue(clients)).RunAsync(cancel);
    return 0;
});
var courses = new Option<int>("--trainings") { Description = "Published trainings", DefaultValueFactory = _ => 2_000 };
var sessions = new Option<int>("--sessions") { Description = "Sessions to come", DefaultValueFactory = _ => 20_000 };
var readers = new Option<int>("--readers") { Description = "Readers at once", DefaultValueFactory = _ => 50 };
var catalogue = new Command("catalogue", "The public search through real HTTP, beside an empty page of the same host.") { courses, sessions, readers, database, rounds };
catalogue.SetAction(async (parse, cancel) =>
{
    var databases = parse.GetValue(database) == "all" ? ["sqlite", "postgres"] : new[] { parse.GetValue(database)! };
    foreach (var name in databases)
        await new CatalogueBenchmark(name, parse.GetValue(courses), parse.GetValue(sessions), parse.GetValue(readers), parse.GetValue(rounds)).RunAsync(cancel);
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
return await new RootCommand("Ramure's benchmarks: every figure beside a reference taken in the same run.") { ledger, registrations, catalogue, access }.Parse(args).InvokeAsync();
