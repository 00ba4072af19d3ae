using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Journal.Import;
using Ramure.Journal.Model;
using Ramure.Journal.Recording;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Tests.Support;

namespace Ramure.Tests.Journal;

public sealed class ImportTests
{
    private const string Header = "unit,kind,title,date,half_days,headcount,uai,theme,source\n";

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Importing_a_file_twice_records_it_once(string database)
    {
        await using var installation = await JournalInstallation.CreateAsync(database);
        const string file = Header
            + "A62,training,Webradio,2024-03-12,2,teacher-primary:12;pupil:NC,0620130E,media-literacy,x/1\n"
            + "A62,event,\"Journée, à Arras\",2024-03-13,,,,,x/2\n";

        var first = (await ImportAsync(installation, file)).Value;
        var second = (await ImportAsync(installation, file)).Value;

        Assert.Equal((2, 0, 0), (first.New.Count, first.Corrections.Count, first.Unchanged.Count));
        Assert.Equal((0, 0, 2), (second.New.Count, second.Corrections.Count, second.Unchanged.Count));
        var all = await AllAsync(installation);
        Assert.Equal(["Webradio", "Journée, à Arras"], all.OrderBy(a => a.Source).Select(a => a.Title));
        Assert.All(all, a => Assert.Equal(1, a.Version));
        foreach (var activity in all)
            Assert.Equal(JournalInstallation.Expected(activity.Content()), await installation.LedgerOfAsync(activity.Id));
        Assert.Equal(2, await installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<AuditEvent>().CountAsync(e => e.Operation == "journal.import")));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_known_source_that_says_something_else_is_a_correction_only_when_asked(string database)
    {
        await using var installation = await JournalInstallation.CreateAsync(database);
        await ImportAsync(installation, Header + "A62,event,Forum,2024-03-12,,pupil:3,,,x/1\n");
        const string changed = Header + "A62,event,Forum,2024-03-12,,pupil:4,,,x/1\n";

        var refused = await ImportAsync(installation, changed);
        Assert.Equal(("source-differs", 2, 9), (refused.Refusals[0].Code, refused.Refusals[0].Line, refused.Refusals[0].Column));
        Assert.Single((await ImportAsync(installation, changed, correct: true)).Value.Corrections);
        var activity = Assert.Single(await AllAsync(installation));
        Assert.Equal(2, activity.Version);
        Assert.Equal(4, (await installation.LedgerOfAsync(activity.Id))["offer.beneficiaries A62 2024-03-12 pupil"]);
    }

    [Fact]
    public async Task Everything_wrong_is_named_by_line_and_column_and_nothing_is_imported()
    {
        await using var installation = await JournalInstallation.CreateAsync("sqlite");
        var result = await ImportAsync(installation, Header
            + "A62,event,Bonne ligne,2024-03-12,,,,,x/1\n"
            + "A99,event,\"Deux\nlignes\",2024-04-31,,,,,x/2\n"
            + "A62,fête,Titre,2024-03-12,trois,pupil:beaucoup,0620130F,cuisine,x/1\n"
            + "A62,event,Titre,2024-03-12,,,,,\n");

        Assert.Equal(
            [
                "activites.csv, ligne 3, colonne 1 (unit)", "activites.csv, ligne 3, colonne 4 (date)",
                "activites.csv, ligne 5, colonne 2 (kind)", "activites.csv, ligne 5, colonne 5 (half_days)", "activites.csv, ligne 5, colonne 6 (headcount)",
                "activites.csv, ligne 5, colonne 7 (uai)", "activites.csv, ligne 5, colonne 8 (theme)", "activites.csv, ligne 5, colonne 9 (source)",
                "activites.csv, ligne 6, colonne 9 (source)",
            ],
            result.Refusals.Select(r => r.ToString().Split(" : ")[0]).Order());
        Assert.Empty(await AllAsync(installation));
    }

    [Theory]
    [InlineData("unit,kind,title,date\nA62,event,x,2024-03-12\n", "column-missing", 1)]
    [InlineData("unit,kind,title,date,source,colour\n", "column-unknown", 1)]
    [InlineData(Header, "file-empty", null)]
    [InlineData("", "file-empty", 1)]
    [InlineData(Header + "A62,event,x\n", "fields-count", 2)]
    public void A_file_that_is_not_of_the_format_is_refused(string text, string code, int? line)
    {
        var refusal = Read(text).Refusals[0];
        Assert.Equal((code, line), (refusal.Code, refusal.Line));
    }

    [Fact]
    public async Task A_trial_changes_nothing()
    {
        await using var installation = await JournalInstallation.CreateAsync("sqlite");
        var plan = await installation.RunAsync(s => s.GetRequiredService<JournalImport>().PlanAsync(Read(Header + "A62,event,x,2024-03-12,,,,,x/1\n").Value, correct: false));
        Assert.Single(plan.Value.New);
        Assert.Empty(await AllAsync(installation));
    }

    [Fact]
    public async Task A_withdrawn_activity_does_not_come_back_by_import()
    {
        await using var installation = await JournalInstallation.CreateAsync("sqlite");
        await ImportAsync(installation, Header + "A62,event,x,2024-03-12,,,,,x/1\n");
        var activity = Assert.Single(await AllAsync(installation));
        await installation.RunAsync(s => s.GetRequiredService<ActivityRecorder>().WithdrawAsync(new(activity.Id, 1, "Pas nous")));

        Assert.Single((await ImportAsync(installation, Header + "A62,event,x,2024-03-12,,,,,x/1\n")).Value.Unchanged);
        Assert.Equal("source-withdrawn", (await ImportAsync(installation, Header + "A62,event,y,2024-03-12,,,,,x/1\n", correct: true)).Refusals[0].Code);
    }

    [Fact]
    public async Task The_same_file_imported_twice_at_once_is_recorded_once()
    {
        foreach (var database in Databases.All)
        {
            await using var installation = await JournalInstallation.CreateAsync(database);
            const string file = Header + "A62,event,x,2024-03-12,,,,,x/1\n";
            var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => ImportAsync(installation, file))));
            Assert.All(results.Where(r => !r.Succeeded), r => Assert.Equal("source-duplicated", r.Refusals[0].Code));
            Assert.Equal(1, results.Where(r => r.Succeeded).Sum(r => r.Value.New.Count));
            Assert.Single(await AllAsync(installation));
        }
    }

    private static Result<ActivityFile> Read(string text) => ActivityFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "activites.csv");

    private static Task<Result<ImportPlan>> ImportAsync(TestInstallation installation, string text, bool correct = false) =>
        installation.RunAsync(s => s.GetRequiredService<JournalImport>().RunAsync(Read(text).Value, correct));

    private static Task<List<Activity>> AllAsync(TestInstallation installation) =>
        installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<Activity>().AsNoTracking().ToListAsync());
}
