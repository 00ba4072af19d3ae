using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Hosting;
using Ramure.Journal.Recording;
using Ramure.Kernel.Access;
using Ramure.Kernel.Audit;
using Ramure.Kernel.Operations;
using Ramure.Tests.Journal;
using Ramure.Tests.Kernel.Audit;
using Ramure.Tests.Support;
using Ramure.Trust.Trail;

namespace Ramure.Tests.Trust;

public sealed partial class AuditPageTests
{
    private const string Address = "/administration/audit";

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_corrected_activity_is_told_in_words_before_and_after(string database)
    {
        await using var installation = await JournalInstallation.CreateAsync(database);
        var activity = await installation.RecordAsync(JournalInstallation.Training);
        Assert.True((await installation.RunAsync(s => s.GetRequiredService<ActivityRecorder>().CorrectAsync(
            new ActivityChange(activity.Id, 1, "Erreur de date"), JournalInstallation.Training with { Date = "2024-03-13", Theme = "assessment" }))).Succeeded);
        using var client = await installation.ClientAsync();

        var page = await client.PageAsync($"{Address}?sujet=journal-activity:{activity.Id}");
        var rows = page.QuerySelectorAll("#tableau tbody tr");
        Assert.Equal(2, rows.Length);
        Assert.Equal(["Corriger une activité", "Noter une activité"], rows.Select(r => r.Children[3].TextContent.Trim()));
        Assert.All(rows, r => Assert.Equal("A62", r.Children[5].TextContent.Trim()));
        Assert.Contains("Début\u00a0: 12/03/2024 → 13/03/2024", rows[0].TextContent);
        Assert.Contains("12/06/2024 22:30:00", rows[0].TextContent);
        Assert.Contains("Erreur de date", rows[0].TextContent);

        var detail = await client.PageAsync(rows[0].QuerySelector("a")!.GetAttribute("href")!);
        var changes = detail.QuerySelectorAll("#changements tbody tr").ToDictionary(r => r.Children[0].TextContent, r => (r.Children[1].TextContent, r.Children[2].TextContent));
        Assert.Equal(("12/03/2024", "13/03/2024"), changes["Début"]);
        Assert.Equal(("Éducation aux médias et à l’information", "Évaluation"), (Starts(changes["Thème"].Item1, 22, "Éducation aux médias et à l’information"), Starts(changes["Thème"].Item2, 4, "Évaluation")));
        Assert.NotNull(detail.QuerySelector($"a[href='/journal/activites/{activity.Id}']"));
        Assert.DoesNotContain(changes.Keys, k => k.Contains("Content", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Filters_narrow_the_trail_and_stay_in_the_address(string database)
    {
        await using var installation = await JournalInstallation.CreateAsync(database);
        await installation.RecordAsync(JournalInstallation.Training);
        await installation.WriteAsync("autre", events: 30);
        using var client = await installation.ClientAsync();

        Assert.Equal(1, await CountAsync(client, "?unite=A62"));
        Assert.Equal(1, await CountAsync(client, "?operation=journal.record&qui=system"));
        Assert.Equal(25, await CountAsync(client, "?genre=test"));
        Assert.Equal(5, await CountAsync(client, "?genre=test&page=2"));
        Assert.Equal(0, await CountAsync(client, "?genre=test&qui=personne"));
        // The day of the reader: 2024-06-12 20:30 UTC is the same day in Paris, and not the one after.
        Assert.Equal(25, await CountAsync(client, "?du=2024-06-12&au=2024-06-12&genre=test"));
        Assert.Equal(0, await CountAsync(client, "?du=2024-06-13&genre=test"));
        Assert.Equal(0, await CountAsync(client, "?au=2024-06-11&genre=test"));
        var page = await client.PageAsync(Address + "?genre=test&qui=system");
        Assert.Equal("test", page.QuerySelector("#genre option[selected]")!.GetAttribute("value"));
        Assert.Contains("genre=test", page.QuerySelector("a[href*='export.csv']")!.GetAttribute("href"));
    }

    [Fact]
    public async Task A_day_or_a_record_that_cannot_be_read_is_named_at_its_field()
    {
        await using var installation = await JournalInstallation.CreateAsync("sqlite");
        using var client = await installation.ClientAsync();
        var page = await client.PageAsync(Address + "?du=hier&sujet=x", HttpStatusCode.BadRequest);

        Assert.Contains("« hier » n’est pas un jour", page.QuerySelector("#du-erreur")!.TextContent);
        Assert.Contains("genre:identifiant", page.QuerySelector("#sujet-erreur")!.TextContent);
    }

    [Fact]
    public async Task An_event_that_does_not_exist_is_not_found()
    {
        await using var installation = await JournalInstallation.CreateAsync("sqlite");
        using var client = await installation.ClientAsync();
        await client.PageAsync(Address + "/999999", HttpStatusCode.NotFound);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_director_reads_the_trail_of_the_records_of_their_units_and_no_other(string database)
    {
        await using var installation = await JournalInstallation.CreateAsync(database);
        var own = await installation.RecordAsync(JournalInstallation.Training);
        var foreign = await installation.RecordAsync(JournalInstallation.Training with { Unit = "A988" });
        var trail = await installation.TrailAsync();
        var (ownNumber, foreignNumber) = (trail.Single(e => e.SubjectId == own.Id.ToString()).Sequence, trail.Single(e => e.SubjectId == foreign.Id.ToString()).Sequence);
        using var director = await installation.ClientAsync(Role.AtelierDirector, "A62");

        var rows = (await director.PageAsync(Address)).QuerySelectorAll("#tableau tbody tr");
        Assert.Equal([own.Id.ToString()], rows.Select(r => r.Children[4].QuerySelector("a")!.GetAttribute("href")!.Split("%3A")[1]));
        Assert.DoesNotContain("A988", (await director.PageAsync(Address)).QuerySelector("#unite")!.TextContent);
        await director.PageAsync($"{Address}/{ownNumber}");
        await director.PageAsync($"{Address}/{foreignNumber}", HttpStatusCode.NotFound);
        Assert.Empty((await director.PageAsync($"{Address}?sujet=journal-activity:{foreign.Id}")).QuerySelectorAll("#tableau tbody tr"));
        Assert.Equal(2, (await director.GetStringAsync(Address + "/export.csv")).Trim().Split('\n').Length);
        Assert.Single((await director.GetStringAsync(Address + "/export.csv?unite=A988")).Trim().Split('\n'));
        Assert.NotNull((await director.PageAsync($"/journal/activites/{own.Id}")).QuerySelector("a[href^='/administration/audit']"));

        using var staff = await installation.ClientAsync(Role.AtelierStaff, "A62");
        await staff.PageAsync(Address, HttpStatusCode.Forbidden);
        await staff.PageAsync($"{Address}/{ownNumber}", HttpStatusCode.Forbidden);
        await staff.PageAsync(Address + "/export.csv", HttpStatusCode.Forbidden);
        Assert.Null((await staff.PageAsync($"/journal/activites/{own.Id}")).QuerySelector("#histoire a[href^='/administration/audit']"));
    }

    [Fact]
    public async Task The_export_holds_every_event_of_the_filter()
    {
        await using var installation = await JournalInstallation.CreateAsync("sqlite");
        await installation.WriteAsync("autre", events: 30, reason: "=1+1");
        using var client = await installation.ClientAsync();
        var csv = await client.GetStringAsync(Address + "/export.csv?genre=test&page=2");

        var lines = csv.Trim().Split('\n');
        Assert.Equal(31, lines.Length);
        Assert.Contains("Title : avant → après", lines[1]);
        Assert.Contains("'=1+1", lines[1]);
        using var xlsx = await client.GetAsync(Address + "/export.xlsx?genre=test");
        Assert.Equal(HttpStatusCode.OK, xlsx.StatusCode);
    }

    [Fact]
    public async Task A_payload_taken_out_is_said_to_be_so()
    {
        await using var installation = await JournalInstallation.CreateAsync("sqlite");
        var activity = await installation.RecordAsync(JournalInstallation.Training);
        var subject = activity.Id.ToString();
        await installation.RunAsync(s => s.GetRequiredService<OperationRunner>().RunAsync<int>(
            new Operation("test.redact", Permission.System), async scope => await AuditRedaction.RedactAsync(scope, e => e.SubjectId == subject)));
        using var client = await installation.ClientAsync();

        Assert.Contains("Contenu effacé", (await client.PageAsync($"{Address}?sujet=journal-activity:{subject}")).QuerySelector("#tableau")!.TextContent);
        Assert.Contains("Contenu effacé", (await client.PageAsync($"/journal/activites/{subject}")).QuerySelector("#histoire")!.TextContent);
    }

    [Fact]
    public async Task Every_operation_and_kind_of_record_has_its_French_words()
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite");
        var words = await installation.RunAsync(s => Task.FromResult(s.GetRequiredService<TrailWords>()));
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root!.FullName, "Ramure.slnx")))
            root = root.Parent;
        var sources = Directory.EnumerateFiles(Path.Combine(root.FullName, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).Select(File.ReadAllText).ToList();
        var operations = sources.SelectMany(s => OperationName().Matches(s)).Select(m => m.Groups[1].Value).Distinct().Order().ToList();
        var kinds = sources.SelectMany(s => AuditedKind().Matches(s)).Select(m => m.Groups[1].Value).Distinct().Order().ToList();

        Assert.True(operations.Count > 15 && kinds.Count > 10, $"{operations.Count} {kinds.Count}");
        Assert.DoesNotContain(operations, o => words.Operation(o) == o);
        Assert.DoesNotContain(kinds, k => words.Kind(k) == k);
    }

    [Fact]
    public async Task The_command_verifies_and_exits_with_1_when_the_chain_is_broken()
    {
        var folder = Directory.CreateTempSubdirectory("ramure_audit_").FullName;
        try
        {
            Assert.Equal(0, await RamureCommandLine.InvokeAsync(["audit", "verify", "--data", folder]));
            Assert.Equal(0, await RamureCommandLine.InvokeAsync(["audit", "export", "--data", folder, "--from", "2020-01-01", "--actor", "personne"]));
            Assert.Equal(1, await RamureCommandLine.InvokeAsync(["audit", "export", "--data", folder, "--from", "hier"]));
            Assert.Equal(1, await RamureCommandLine.InvokeAsync(["audit", "verify", "--data", folder, "--anchor", "x"]));
            SqliteConnection.ClearAllPools();
            await using (var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "ramure.db")};Pooling=false"))
            {
                await connection.OpenAsync(TestContext.Current.CancellationToken);
                await using var command = connection.CreateCommand();
                command.CommandText = "DROP TRIGGER kernel_audit_events_no_delete; DELETE FROM kernel_audit_events WHERE Sequence = 2";
                Assert.Equal(1, await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
            }

            Assert.Equal(1, await RamureCommandLine.InvokeAsync(["audit", "verify", "--data", folder, "--json"]));
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<int> CountAsync(HttpClient client, string query) =>
        (await client.PageAsync(Address + query)).QuerySelectorAll("#tableau tbody tr").Length;

    /// <summary>The whole expectation when the text starts as it does: themes are data.</summary>
    private static string Starts(string text, int length, string expected) => text.StartsWith(expected[..length], StringComparison.Ordinal) ? expected : text;

    [GeneratedRegex("""(?:new(?: Operation)?|(?:Run|Change)Async(?:<[^>]*>)?)\(\s*"([a-z]+(?:-[a-z]+)*\.[a-z]+(?:-[a-z]+)*)""")]
    private static partial Regex OperationName();

    [GeneratedRegex("""\.Audit\(\s*"([a-z]+(?:-[a-z]+)*)""")]
    private static partial Regex AuditedKind();
}
