using System.Text;
using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Journal.Import;
using Ramure.Journal.Recording;
using Ramure.Journal.Stated;
using Ramure.Kernel.Csv;
using Ramure.Kernel.Operations;
using Ramure.Ledger.Import;
using Ramure.Network.Import;
using Ramure.Network.Schools;
using Ramure.Network.Sites;
using Ramure.Tests.Support;

namespace Ramure.Tests.Security;

/// <summary>Whatever stands in a file, it is imported or refused with reasons; nothing throws, and a refusal leaves nothing.</summary>
public sealed class FileFuzzTests(WholeInstallation whole) : IClassFixture<WholeInstallation>
{
    [Fact]
    public Task No_units_or_successions_file_makes_a_fault() => FuzzAsync(
        Hostile.Tries(60),
        [
            ("code", ["A62", "X1", "X2"]), ("name", ["Atelier X", ""]), ("kind", ["atelier", "directorate"]), ("parent", ["RC", "DT-HDF", "X1", ""]), ("from", ["2015-01-01", "2030-01-01"]),
            ("to", ["", "2031-01-01"]), ("time_zone", ["Europe/Paris", "Indian/Reunion", "UTC", "CET"]), ("short_name", ["X"]), ("departement", ["62", "2A"]), ("town", ["Arras"]), ("lat", ["50.3"]), ("lon", ["2.8"]),
        ],
        async (file, services) =>
        {
            var successions = file + ".successions";
            await File.WriteAllTextAsync(successions, "predecessor,successor,date,share\nX1,X2," + Line(file) + ",1\n");
            return (await services.GetRequiredService<NetworkImport>().RunAsync(new(new(file), new(successions), DryRun: true))).Refusals;
        });

    [Fact]
    public Task No_sites_file_makes_a_fault() => FuzzAsync(
        Hostile.Tries(60),
        [
            ("unit", ["A62", "A22"]), ("name", ["Lieu"]), ("occupancy", ["owned", "rented"]), ("from", ["2015-01-01"]), ("to", ["", "2030-01-01"]), ("address", ["1 rue"]), ("postcode", ["62000"]),
            ("town", ["Arras"]), ("lat", ["50.3"]), ("lon", ["2.8"]),
        ],
        async (file, services) => (await services.GetRequiredService<PlacesImport>().SitesAsync(new(file))).Refusals);

    [Fact]
    public Task No_contacts_file_makes_a_fault() => FuzzAsync(
        Hostile.Tries(60),
        [("unit", ["A62", "A22"]), ("email", ["a@b.fr", ""]), ("phone", ["0321000000"]), ("web", ["https://a.fr", ""]), ("source", ["x"])],
        async (file, services) => (await services.GetRequiredService<PlacesImport>().ContactsAsync(new(file))).Refusals);

    [Fact]
    public Task No_schools_file_makes_a_fault() => FuzzAsync(
        Hostile.Tries(60),
        [
            ("uai", ["0010002X", "0010005A"]), ("nom", ["Collège"]), ("commune", ["Arras"]), ("code_departement", ["62"]), ("type", ["Collège"]), ("adresse", ["1 rue"]), ("academie", ["Lille"]),
            ("lat", ["50.3"]), ("lon", ["2.8"]), ("eleves", ["100"]), ("precision", ["centroide_commune"]), ("ep", ["REP"]),
        ],
        async (file, services) => (await services.GetRequiredService<SchoolsImport>().RunAsync(new(file))).Refusals);

    [Fact]
    public Task No_measures_file_makes_a_fault() => FuzzAsync(
        Hostile.Tries(60),
        [
            ("code", ["fuzz.one", "fuzz.two"]), ("label", ["Une mesure"]), ("unit", ["jour"]), ("scale", ["0", "2"]), ("kind", ["flow", "stock", "distinct"]), ("time_operator", ["sum", "last"]),
            ("unit_operator", ["sum", "union"]),
        ],
        (file, services) => TableAsync(file, MeasuresImport.Header, async table =>
            (await services.GetRequiredService<MeasuresImport>().RunAsync(table, dryRun: true, default)).Refusals));

    [Fact]
    public Task No_ledger_file_makes_a_fault() => FuzzAsync(
        Hostile.Tries(100),
        [
            ("measure", ["training.actions", "web.visits"]), ("unit", ["A62", "A22"]), ("day", ["2024-03-04", "2024-03", "2024", "2023-2024"]), ("quantity", ["1", "12.5", "NC", "SO", "-3"]),
            ("context", ["theme=x", "theme=x;audience=y", ""]), ("subject", ["", "clé"]), ("source", ["test:1@2", "", "x"]),
        ],
        (file, services) => TableAsync(file, LedgerImport.Header, async table =>
            (await services.GetRequiredService<LedgerImport>().RunAsync(table, dryRun: true, default)).Refusals));

    [Fact]
    public Task No_journal_file_makes_a_fault() => FuzzAsync(
        Hostile.Tries(100),
        [
            ("unit", ["A62"]), ("kind", ["training", "visit"]), ("title", ["Un atelier"]), ("date", ["2024-03-12", "12/03/2024"]), ("end_date", ["", "2024-03-13"]), ("precision", ["", "day", "month", "school-year"]),
            ("half_days", ["", "2"]), ("days", ["", "2024-03-04:2;2024-03-11:1"]), ("minutes", ["", "90"]), ("sessions", ["", "2"]), ("place", ["atelier"]), ("uai", ["", "0622863A"]), ("place_name", [""]),
            ("modality", ["on-site"]), ("headcount", ["teacher-primary:12", ""]), ("theme", ["media-literacy"]), ("partner", [""]), ("partner_kind", ["", "espe"]), ("note", [""]), ("stated_in", [""]), ("source", ["fuzz-1"]),
        ],
        async (file, services) =>
        {
            await using var content = File.OpenRead(file);
            return ActivityFile.Read(content, "essai.csv").TryGet(out var read, out var unreadable)
                ? (await services.GetRequiredService<JournalImport>().RunAsync(read, correct: true)).Refusals
                : unreadable;
        });

    [Fact]
    public Task No_stated_totals_file_makes_a_fault() => FuzzAsync(
        Hostile.Tries(60),
        [
            ("code", ["total"]), ("label", ["Un total"]), ("stated", ["12"]), ("unit", ["jour"]), ("filter", ["kind=training", "kind=training;sum=headcount", "count", ""]), ("stated_in", ["page 2"]), ("note", [""]),
        ],
        async (file, services) =>
        {
            await using var content = File.OpenRead(file);
            var totals = services.GetRequiredService<StatedTotals>();
            var refusals = (await totals.ImportAsync("essai", content, "essai.csv")).Refusals;
            await totals.CompareAsync("essai");
            return refusals;
        });

    [Fact]
    public void No_bytes_make_the_reader_of_tables_fail() => Gen.Byte.Array[0, 400].Select(Gen.Bool, (bytes, header) => header ? [.. "a,b\n"u8.ToArray(), .. bytes] : bytes).Sample(
        bytes =>
        {
            using var stream = new MemoryStream(bytes);
            CsvTable.Read(stream, "essai.csv", ["a"], ["b"]);
        },
        iter: Hostile.Tries(3000));

    private static string Line(string file) => File.ReadLines(file).Skip(1).FirstOrDefault()?.Split(',')[0] ?? "";

    private static async Task<IReadOnlyList<Refusal>> TableAsync(string file, string[] header, Func<CsvTable, Task<IReadOnlyList<Refusal>>> body) =>
        CsvTable.Read(new FileInfo(file), header).TryGet(out var table, out var unreadable) ? await body(table) : unreadable;

    private Task FuzzAsync(int tries, (string Name, string[] Fitting)[] columns, Func<string, IServiceProvider, Task<IReadOnlyList<Refusal>>> import)
    {
        // Most cells fit, so that most files get past the first check.
        var cell = columns.Select(c => Gen.Frequency((8, Hostile.OneOf(c.Fitting)), (1, Hostile.Text(c.Fitting)))).ToArray();
        var row = Gen.Int[0, int.MaxValue].SelectMany(_ => cell.Aggregate(Gen.Const(new List<string>()), (all, one) => Gen.Select(all, one, (list, text) => new List<string>(list) { text })));
        var file = Gen.Select(Gen.Frequency((6, Gen.Const(',')), (1, Gen.Const(';'))), row.Array[1, 4], Gen.Frequency((9, Gen.Const("")), (1, Hostile.Text("\"", ",", "\n"))), (separator, rows, tail) =>
            string.Join(separator, columns.Select(c => c.Name)) + "\n" + string.Concat(rows.Select(r => string.Join(separator, r.Select(Quoted)) + "\n")) + tail);
        return file.SampleAsync(
            async text =>
            {
                var path = Path.Combine(whole.Installation.DataDirectory, Guid.CreateVersion7().ToString("n") + ".csv");
                await File.WriteAllBytesAsync(path, Encoding.UTF8.GetBytes(text));
                var refusals = await whole.Installation.RunAsync(services => import(path, services));
                Assert.All(refusals, r => Assert.False(string.IsNullOrWhiteSpace(r.Message)));
            },
            iter: tries,
            threads: 1);
    }

    private static string Quoted(string text) => text.AsSpan().IndexOfAny(",;\"\r\n") >= 0 ? "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : text;
}
