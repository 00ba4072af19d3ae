using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Journal.Contracts;
using Ramure.Journal.Model;
using Ramure.Journal.Recording;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;
using Ramure.Ledger.Contracts;
using Ramure.Ledger.Upkeep;
using Ramure.Tests.Journal;
using Ramure.Tests.Support;
using Ramure.Training.Closing;
using Ramure.Training.HandOver;
using Ramure.Training.Model;

namespace Ramure.Tests.Training.HandOver;

/// <summary>The real trainings of Atelier 62 become sessions, and no figure moves.</summary>
public sealed class ReferenceSessionsTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Every_cell_of_every_measure_is_the_same_before_and_after(string database)
    {
        await using var scene = await ArrasAsync(database);
        var before = await CellsAsync(scene);
        var stated = await StatedAsync(scene);
        Assert.True(before.Count(c => c.Contains("Value", StringComparison.Ordinal)) > 200, $"{before.Count} cells.");

        Assert.Equal(22, await scene.RunAsync(s => s.GetRequiredService<ReferenceSessions>().LoadAsync(null, CancellationToken.None)));
        Assert.Equal(0, await scene.RunAsync(s => s.GetRequiredService<ReferenceSessions>().LoadAsync(null, CancellationToken.None)));

        Assert.Equal(before, await CellsAsync(scene));
        Assert.Equal(stated, await StatedAsync(scene));
        Assert.Empty((await scene.RunAsync(s => s.GetRequiredService<LedgerUpkeep>().VerifyAsync(CancellationToken.None))).Differences);
        await scene.Installation.RunAsync(async s =>
        {
            var db = s.GetRequiredService<RamureDb>();
            Assert.Equal(22, await db.Set<Activity>().CountAsync(a => a.State == ActivityState.TakenOver));
            Assert.Equal(22, await db.Set<Session>().CountAsync(x => x.State == SessionState.Closed && x.PostedVersion == 1));
            // What the report says and nothing more: the same training on several days is one.
            var courses = await db.Set<Course>().OrderBy(c => c.Content.Title).Select(c => new { c.Content.Title, c.Content.Frame, c.State }).ToListAsync();
            Assert.All(courses, c => Assert.Equal(CourseState.Withdrawn, c.State));
            Assert.Equal(14, courses.Count);
            Assert.Contains(courses, c => c is { Title: "CNR-Éducation / NEFLE – devenir facilitateur", Frame: CourseFrame.Institutional });
            Assert.Contains(courses, c => c is { Title: "Atelier de pratique sur la CNV", Frame: CourseFrame.OwnInitiative });
            Assert.Contains(courses, c => c is { Title: "Pédagogies actives, pratiques flexibles et aménagement des espaces scolaires", Frame: CourseFrame.OnDemand });
            Assert.Contains(courses, c => c is { Title: "Point du Net – Twitch", Frame: CourseFrame.LocalPolicy });
        });
    }

    [Fact]
    public async Task An_activity_that_became_a_session_stays_readable_leads_there_and_is_corrected_there()
    {
        await using var scene = await ArrasAsync("sqlite");
        await scene.RunAsync(s => s.GetRequiredService<ReferenceSessions>().LoadAsync(null, CancellationToken.None));
        var taken = await scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<Activity>().FirstAsync(a => a.State == ActivityState.TakenOver));
        using var staff = await scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        var page = await staff.PageAsync($"/journal/activites/{taken.Id}");
        Assert.Contains("Reprise en session de formation", page.Text("main"), StringComparison.Ordinal);
        var href = page.QuerySelector(".notice a")!.GetAttribute("href")!;
        var figures = await staff.PageAsync(href);
        Assert.Contains("heures non dites", figures.Text("main"), StringComparison.Ordinal);
        Assert.Contains("Reprise du journal", figures.Text("main"), StringComparison.Ordinal);
        Assert.Contains("NC", figures.Text("tbody"), StringComparison.Ordinal);
        var refused = await scene.RunAsync(s => s.GetRequiredService<ActivityRecorder>().WithdrawAsync(new ActivityChange(taken.Id, taken.Version, "erreur")));
        Assert.Equal("activity-taken-over", Assert.Single(refused.Refusals).Code);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task By_hand_an_activity_becomes_a_session_and_its_sheet_can_be_made_more_exact(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var activity = await scene.Installation.RecordAsync(JournalInstallation.Training with { Date = "2024-03-12" });
        var before = await CellsAsync(scene);
        using var staff = await scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        var link = (await staff.PageAsync($"/journal/activites/{activity.Id}")).QuerySelectorAll("a").Single(a => a.TextContent == "En faire une session").GetAttribute("href")!;
        var page = await staff.PageAsync(link);
        using var refused = await staff.SendAsync(link, page, "reprise", []);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        using var done = await staff.SendAsync(link, page, "reprise", new() { ["Frame"] = "proximite" });
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        Assert.Equal(before, await CellsAsync(scene));
        await staff.PageAsync(link, HttpStatusCode.NotFound);
        var trail = await scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<AuditEvent>().Where(e => e.Operation == "training.take-over").ToListAsync());
        Assert.Contains(trail, e => e.SubjectKind == ActivityVersion.SubjectKind && e.SubjectId == activity.Id.ToString());

        using var foreign = await scene.Installation.ClientAsync(Role.AtelierStaff, "A988");
        var other = await scene.Installation.RecordAsync(JournalInstallation.Training with { Title = "Une autre" });
        await foreign.PageAsync($"/formations/reprises/{other.Id}", HttpStatusCode.Forbidden);
        using var teacher = await scene.Installation.ClientAsync(Role.Teacher, "A62");
        await teacher.PageAsync($"/formations/reprises/{other.Id}", HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task What_a_session_needs_and_an_activity_does_not_say_is_named()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        var said = JournalInstallation.Training;
        foreach (var (text, code) in new[]
        {
            (said with { Kind = "event" }, "not-training"), (said with { EndDate = "2024-03-13" }, "day-missing"), (said with { Precision = "month", Date = "2024-03-01" }, "day-missing"),
            (said with { Sessions = "3" }, "day-missing"), (said with { HalfDays = "" }, "duration-missing"), (said with { Headcount = [] }, "headcount-missing"),
        })
        {
            var activity = await scene.Installation.RecordAsync(text);
            var result = await scene.RunAsync(s => s.GetRequiredService<ActivityTakeOver>().RunAsync(new TakeOverRequest(activity.Id, activity.Version, CourseFrame.OnDemand)));
            Assert.Contains(code, result.Refusals.Select(r => r.Code));
            Assert.Equal(ActivityState.Recorded, await scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<Activity>().Where(a => a.Id == activity.Id).Select(a => a.State).SingleAsync()));
        }

        Assert.Equal(0, await scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<Session>().CountAsync()));
    }

    /// <summary>The small network with the real year of the atelier, two years later.</summary>
    private static async Task<TrainingScene> ArrasAsync(string database)
    {
        var clock = new MovedClock { UtcNow = new DateTime(2026, 6, 1, 8, 0, 0, DateTimeKind.Utc) };
        var installation = await TestInstallation.CreateAsync(database, services =>
        {
            services.AddSingleton<IClock>(clock);
            services.AddSingleton<global::Ramure.Network.Contracts.INetwork, SmallNetwork>();
            services.AddSingleton<global::Ramure.Network.Contracts.ISchools, PageTests.AnySchool>();
        });
        Assert.Equal(102, (await installation.RunAsync(s => s.GetRequiredService<IJournalReference>().LoadAsync())).Value.Activities);
        return new TrainingScene(installation, clock);
    }

    /// <summary>All measures, whole and by each value of each context, at each level, for school years, civil years and months.</summary>
    private static Task<List<string>> CellsAsync(TrainingScene scene) => scene.RunAsync(async s =>
    {
        var (reader, measures) = (s.GetRequiredService<ILedgerReader>(), await s.GetRequiredService<IMeasures>().AllAsync());
        string[] keys = ["activity", "audience", "theme", "partner-kind", "modality", "place"];
        var terms = new List<Term>();
        foreach (var measure in measures.Keys.Order(StringComparer.Ordinal))
        {
            terms.Add(new Term(measure));
            foreach (var key in keys)
                foreach (var value in await reader.ContextValuesAsync(measure, key))
                    terms.Add(new Term(measure, [new ContextFilter(key, [value])]));
        }

        string[] units = ["A62", "DT-HDF", "RC"];
        Period[] periods =
        [
            Period.SchoolYear(2023), Period.SchoolYear(2024), Period.Year(YearCalendar.Civil, 2023), Period.Year(YearCalendar.Civil, 2024),
            .. Enumerable.Range(0, 16).Select(m => new DateOnly(2023, 9, 1).AddMonths(m)).Select(m => Period.Whole(new DayRange(m, m.AddMonths(1)))),
        ];
        var answer = await reader.ReadAsync(new LedgerQuestion(terms, units, true, periods, HierarchyView.Current));
        var cells = new List<string>();
        for (var t = 0; t < terms.Count; t++)
            for (var u = 0; u < units.Length; u++)
                for (var p = 0; p < periods.Length; p++)
                {
                    var cell = answer.Cell(t, u, p);
                    var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{terms[t]} {units[u]} {periods[p].Days.From:yyyy-MM-dd} {periods[p].Days.To:yyyy-MM-dd} {cell.State} {cell.Value} {cell.Coverage}");
                    cells.Add(text.ToString());
                }

        return cells;
    });

    private static Task<string> StatedAsync(TrainingScene scene) => scene.RunAsync(async s => string.Join('\n', (await s.GetRequiredService<global::Ramure.Journal.Stated.StatedTotals>()
        .CompareAsync("atelier-62-2023-2024"))!.Select(t => $"{t.Total.Code} {t.Total.Stated} {t.Computed} {t.Rows.Count}")));
}
