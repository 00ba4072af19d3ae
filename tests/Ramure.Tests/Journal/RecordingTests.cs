using CsCheck;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Journal.Activities;
using Ramure.Journal.Contracts;
using Ramure.Journal.Model;
using Ramure.Journal.Recording;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Sources;
using Ramure.Tests.Support;

namespace Ramure.Tests.Journal;

public sealed class RecordingTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_recorded_activity_is_in_the_ledger_and_in_the_audit(string database)
    {
        await using var installation = await JournalInstallation.CreateAsync(database);
        var activity = await installation.RecordAsync(JournalInstallation.Training);

        Assert.Equal(JournalInstallation.Expected(activity.Content()), await installation.LedgerOfAsync(activity.Id));
        Assert.Equal(17 * 360, (await installation.LedgerOfAsync(activity.Id)).Where(e => e.Key.StartsWith("training.trainee-minutes", StringComparison.Ordinal)).Sum(e => e.Value));
        var audit = Assert.Single(await AuditsAsync(installation, activity.Id));
        Assert.Equal(("journal.record", "system"), (audit.Operation, audit.Actor));
        Assert.Null(audit.Before);
        Assert.Contains("Webradio au collège", audit.After, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_correction_reverses_what_was_said_and_keeps_why(string database)
    {
        await using var installation = await JournalInstallation.CreateAsync(database);
        var activity = await installation.RecordAsync(JournalInstallation.Training);
        var corrected = await installation.RunAsync(s => s.GetRequiredService<ActivityRecorder>().CorrectAsync(
            new(activity.Id, 1, "Mauvais jour"), JournalInstallation.Training with { Date = "2024-03-14", Unit = "A988" }));

        Assert.Equal(2, corrected.Value.Version);
        var ledger = await installation.LedgerOfAsync(activity.Id);
        Assert.All(ledger.Where(e => e.Key.Contains("A62")), e => Assert.Equal(0, e.Value));
        Assert.Equal(JournalInstallation.Expected(corrected.Value.Content()), new(ledger.Where(e => e.Value != 0).ToDictionary(), StringComparer.Ordinal));
        var audit = (await AuditsAsync(installation, activity.Id))[1];
        Assert.Equal(("journal.correct", "Mauvais jour"), (audit.Operation, audit.Reason));

        var (history, entries) = await installation.RunAsync(async s =>
        {
            var trail = s.GetRequiredService<ActivityTrail>();
            return (await trail.HistoryAsync(corrected.Value), await trail.EntriesAsync(corrected.Value));
        });
        Assert.Equal(["Noté", "Corrigé"], history.Select(h => h.What));
        Assert.Equal(["Unité : A62 → A988", "Début : 12/03/2024 → 14/03/2024"], history[1].Changes);
        Assert.Equal(entries.Count, entries.Count(e => e.Reversal) * 3);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_withdrawn_activity_stays_and_counts_for_nothing(string database)
    {
        await using var installation = await JournalInstallation.CreateAsync(database);
        var activity = await installation.RecordAsync(JournalInstallation.Training);
        var withdrawn = await installation.RunAsync(s => s.GetRequiredService<ActivityRecorder>().WithdrawAsync(new(activity.Id, 1, "Notée deux fois")));

        Assert.Equal((ActivityState.Withdrawn, 2), (withdrawn.Value.State, withdrawn.Value.Version));
        Assert.All(await installation.LedgerOfAsync(activity.Id), e => Assert.Equal(0, e.Value));
        Assert.Equal("journal.withdraw", (await AuditsAsync(installation, activity.Id))[1].Operation);
        var again = await installation.RunAsync(s => s.GetRequiredService<ActivityRecorder>().WithdrawAsync(new(activity.Id, 2, "Encore")));
        Assert.Equal("activity-withdrawn", Assert.Single(again.Refusals).Code);
    }

    [Fact]
    public async Task A_change_says_why_and_changes_something()
    {
        await using var installation = await JournalInstallation.CreateAsync("sqlite");
        var activity = await installation.RecordAsync(JournalInstallation.Training);
        await installation.RunAsync(async s =>
        {
            var recorder = s.GetRequiredService<ActivityRecorder>();
            Assert.Equal("nothing-changed", (await recorder.CorrectAsync(new(activity.Id, 1, "Pour voir"), JournalInstallation.Training)).Refusals[0].Code);
            Assert.Equal("reason-missing", (await recorder.WithdrawAsync(new(activity.Id, 1, " "))).Refusals[0].Code);
            Assert.Equal("activity-unknown", (await recorder.WithdrawAsync(new(Guid.CreateVersion7(), 1, "x"))).Refusals[0].Code);
            Assert.Equal("headcount-invalid", (await recorder.EditHeadcountAsync(new(activity.Id, 1, "x"), [new("pupil", "trois", "headcount-pupil")])).Refusals[0].Code);
        });
        Assert.Equal(JournalInstallation.Expected(activity.Content()), await installation.LedgerOfAsync(activity.Id));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Of_two_corrections_at_once_one_is_told_that_the_other_was_quicker(string database)
    {
        await using var installation = await JournalInstallation.CreateAsync(database);
        var activity = await installation.RecordAsync(JournalInstallation.Training);
        var results = await Task.WhenAll(Enumerable.Range(1, 4).Select(i => Task.Run(() => installation.RunAsync(s =>
            s.GetRequiredService<ActivityRecorder>().EditHeadcountAsync(
                new(activity.Id, 1, "Recompté"), [new("pupil", i.ToString(System.Globalization.CultureInfo.InvariantCulture), "headcount")])))));

        Assert.Single(results, r => r.Succeeded);
        Assert.All(results.Where(r => !r.Succeeded), r => Assert.Equal("activity-changed", Assert.Single(r.Refusals).Code));
        var kept = results.Single(r => r.Succeeded).Value;
        var ledger = await installation.LedgerOfAsync(activity.Id);
        Assert.Equal(JournalInstallation.Expected(kept.Content()), new(ledger.Where(e => e.Value != 0).ToDictionary(), StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_repeated_activity_is_noted_once_for_each_week()
    {
        await using var installation = await JournalInstallation.CreateAsync("sqlite");
        var activity = await installation.RecordAsync(JournalInstallation.Training);
        var repeated = await installation.RunAsync(s => s.GetRequiredService<ActivityRecorder>().RepeatAsync(new(activity.Id, "7", "2024-04-02", KeepHeadcount: false)));

        Assert.Equal([19, 26, 2], repeated.Value.Select(a => a.StartDay.Day));
        Assert.All(repeated.Value, a => Assert.All(a.Headcount, h => Assert.Null(h.Count)));
        Assert.Equal(JournalInstallation.Expected(repeated.Value[2].Content()), await installation.LedgerOfAsync(repeated.Value[2].Id));
    }

    [Theory]
    [InlineData("0", "2024-04-02", "every-days-invalid")]
    [InlineData("sept", "2024-04-02", "sessions-invalid")]
    [InlineData("7", "2024-03-13", "until-invalid")]
    [InlineData("7", "2024-12-31", "future")]
    [InlineData("7", "", "date-missing")]
    public async Task A_repetition_that_cannot_be_is_refused(string days, string until, string code)
    {
        await using var installation = await JournalInstallation.CreateAsync("sqlite");
        var activity = await installation.RecordAsync(JournalInstallation.Training);
        var repeated = await installation.RunAsync(s => s.GetRequiredService<ActivityRecorder>().RepeatAsync(new(activity.Id, days, until, true)));
        Assert.Contains(code, repeated.Refusals.Select(r => r.Code));
        Assert.Equal(1, await installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<Activity>().CountAsync()));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Many_activities_are_recorded_in_one_operation_or_not_at_all(string database)
    {
        await using var installation = await JournalInstallation.CreateAsync(database);
        var many = Enumerable.Range(0, 4500).Select(i => new NewActivity
        {
            Unit = "A62",
            Kind = "mediation",
            Title = $"Séance {i}",
            Start = new DateOnly(2018, 1, 1).AddDays(i % 700),
            Headcount = [new("pupil", i % 30)],
        }).ToList();
        Task<Result<int>> Record(IReadOnlyList<NewActivity> activities) => installation.RunAsync(s =>
            s.GetRequiredService<OperationRunner>().RunAsync(new Operation("sample.load", Permission.System), scope => s.GetRequiredService<IJournalBulk>().RecordAsync(scope, activities)));

        var refused = await Record([many[0], many[1] with { Unit = "A99" }]);
        Assert.Equal(("unit-unknown", 2), (refused.Refusals[0].Code, refused.Refusals[0].Line));
        Assert.Equal(4500, (await Record(many)).Value);
        await installation.RunAsync(async s =>
        {
            var db = s.GetRequiredService<RamureDb>();
            Assert.Equal(4500, await db.Set<Activity>().CountAsync());
            Assert.Single(await db.Set<AuditEvent>().Where(a => a.Operation == "sample.load").ToListAsync());
            var one = await db.Set<Activity>().FirstAsync();
            Assert.Equal("Noté", Assert.Single(await s.GetRequiredService<ActivityTrail>().HistoryAsync(one)).What);
            Assert.Equal(JournalInstallation.Expected(one.Content()), await installation.LedgerOfAsync(one.Id));
        });
    }

    [Fact]
    public async Task A_source_leads_back_to_the_activity()
    {
        await using var installation = await JournalInstallation.CreateAsync("sqlite");
        var activity = await installation.RecordAsync(JournalInstallation.Training);
        var links = await installation.RunAsync(s => s.GetServices<ISourceResolver>().Single(r => r.Kind == "journal")
            .ResolveAsync([activity.Id.ToString(), Guid.CreateVersion7().ToString(), "x"], CancellationToken.None));
        var link = Assert.Single(links).Value;
        Assert.Equal(("Formation sans inscription – Webradio au collège (12/03/2024)", $"/journal/activites/{activity.Id}"), (link.Label, link.Href));
    }

    [Fact(DisplayName = "L1 After any sequence of corrections the ledger says what the last version says")]
    public async Task After_any_sequence_of_corrections_the_ledger_says_what_the_last_version_says()
    {
        await using var installation = await JournalInstallation.CreateAsync("sqlite");
        var day = Gen.Int[1, 28];
        var text = Gen.Select(
            OneOf("training", "event", "codesign", "mediation", "advice", "support", "stand", "room", "visit"), day, Gen.Int[0, 3], Gen.Int[0, 8],
            OneOf("", "pupil:3", "pupil:NC;parent:0", "teacher-primary:17;manager:2;other:NC"), OneOf("", "45", "200"), OneOf("1", "3"),
            (kind, start, more, half, heads, minutes, sessions) => JournalInstallation.Training with
            {
                Kind = kind,
                Date = new DateOnly(2024, 2, start).ToString("yyyy-MM-dd", null),
                EndDate = new DateOnly(2024, 2, start).AddDays(more).ToString("yyyy-MM-dd", null),
                HalfDays = half == 0 ? "" : Math.Min(half, 2 * (more + 1)).ToString(System.Globalization.CultureInfo.InvariantCulture),
                Headcount = ActivityTextReader.SplitHeadcount(heads),
                Minutes = minutes,
                Sessions = sessions,
            });
        await Gen.Select(text, text.List[0, 5], Gen.Bool).SampleAsync(
            async (first, corrections, withdrawn) =>
            {
                var activity = await installation.RecordAsync(first);
                foreach (var correction in corrections)
                {
                    var result = await installation.RunAsync(s => s.GetRequiredService<ActivityRecorder>().CorrectAsync(new(activity.Id, activity.Version, "Corrigé"), correction));
                    activity = result.Succeeded ? result.Value : activity;
                    Assert.True(result.Succeeded || result.Refusals[0].Code == "nothing-changed", string.Join(" ", result.Refusals));
                }

                if (withdrawn)
                    await installation.RunAsync(s => s.GetRequiredService<ActivityRecorder>().WithdrawAsync(new(activity.Id, activity.Version, "Retiré")));
                var expected = withdrawn ? [] : JournalInstallation.Expected(activity.Content()).Where(e => e.Value != 0).ToDictionary();
                var said = (await installation.LedgerOfAsync(activity.Id)).Where(e => e.Value != 0).ToDictionary();
                Assert.Equal(expected.OrderBy(e => e.Key, StringComparer.Ordinal), said.OrderBy(e => e.Key, StringComparer.Ordinal));
            },
            iter: 25, threads: 1);
    }

    private static Gen<string> OneOf(params string[] words) => Gen.Int[0, words.Length - 1].Select(i => words[i]);

    private static Task<List<AuditEvent>> AuditsAsync(TestInstallation installation, Guid id) => installation.RunAsync(s =>
        s.GetRequiredService<RamureDb>().Set<AuditEvent>().AsNoTracking().Where(a => a.SubjectId == id.ToString()).OrderBy(a => a.At).ThenBy(a => a.Id).ToListAsync());
}
