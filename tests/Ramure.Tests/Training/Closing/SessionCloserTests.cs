using System.Globalization;
using CsCheck;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.PersonalData;
using Ramure.Kernel.Sources;
using Ramure.Kernel.Time;
using Ramure.Ledger.Contracts;
using Ramure.Ledger.Upkeep;
using Ramure.Steering.Contracts;
using Ramure.Tests.Support;
using Ramure.Tests.Training.Attendance;
using Ramure.Training.Attendance;
using Ramure.Training.Closing;
using Ramure.Training.Model;
using Ramure.Training.Programme;
using Ramure.Training.Sessions;

namespace Ramure.Tests.Training.Closing;

public sealed class SessionCloserTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_sheet_that_is_not_complete_is_not_closed_and_what_is_missing_is_named(string database)
    {
        await using var scene = await AttendanceScene.CreateAsync(database, "Alice", "Bob");
        scene.Scene.Clock.UtcNow = scene.Slots[1].StartsAt;
        await scene.NoteAsync(await scene.MarkAsync("Alice", 0, 180));
        await scene.NoteAsync(await scene.MarkAsync("Alice", 0, 90));
        var refused = (await CloseAsync(scene)).Refusals;
        Assert.Equal(["session-not-over", "mark-disputed", "mark-missing", "mark-missing", "mark-missing"], refused.Select(r => r.Code));
        Assert.Contains("Alice, mercredi 18 septembre 2024", refused[1].Message, StringComparison.Ordinal);
        Assert.Contains("Bob", refused[3].Message, StringComparison.Ordinal);

        var other = await AttendanceScene.OfAsync(scene.Scene);
        Assert.Equal("sheet-empty", Assert.Single((await CloseAsync(other)).Refusals).Code);
        Assert.Empty(await EntriesAsync(scene));
    }

    [Theory(DisplayName = "L5 L6 L8 Closing posts what the sheet says, each slot on its day, and unnamed people beside the named")]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Closing_posts_what_the_sheet_says(string database)
    {
        await using var scene = await FullAsync(database);
        await scene.Scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<Slot>().ExecuteUpdateAsync(set => set.SetProperty(x => x.PlaceKind, PlaceKind.Atelier)));
        Assert.True((await CloseAsync(scene)).Succeeded);
        Assert.Equal(
            [
                "offer.beneficiaries 2024-09-18 - 2", "offer.beneficiaries 2024-09-18 pupil 24", "offer.beneficiaries 2024-09-18 trainer NC",
                "training.actions 2024-09-18 - 1", "training.days 2024-09-18 - 2", "training.participations 2024-09-18 - 2",
                "training.persons 2024-09-18 - 1", "training.persons 2024-09-18 - 1",
                "training.trainee-minutes 2024-09-18 - 480", "training.trainee-minutes 2024-09-18 pupil 7920", "training.trainee-minutes 2024-09-18 trainer NC",
                "training.unnamed-attendees 2024-09-18 pupil 24", "training.unnamed-attendees 2024-09-18 trainer NC",
            ],
            (await EntriesAsync(scene)).Select(Text).Order(StringComparer.Ordinal));
        var context = (await EntriesAsync(scene))[0].Context;
        Assert.Equal("activity=training;frame=plan-academique;modality=on-site;place=atelier;theme=media-literacy", string.Join(';', context.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key}={c.Value}")));
        Assert.Equal("sheet-closed", Assert.Single((await scene.NoteAsync(await scene.MarkAsync("Alice", 0, 1))).Refusals).Code);
        var trail = await scene.Scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<AuditEvent>().Where(e => e.Operation == "training.close-session" && e.SubjectKind == AttendanceRecorder.SubjectKind).ToListAsync());
        Assert.Equal("A62", Assert.Single(trail).Unit);
        Assert.Empty((await scene.Scene.RunAsync(s => s.GetRequiredService<LedgerUpkeep>().VerifyAsync(CancellationToken.None))).Differences);
    }

    [Theory(DisplayName = "L13 The lines of the sheet under each figure add up to what the ledger holds of it")]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_lines_of_the_sheet_add_up(string database)
    {
        await using var scene = await FullAsync(database);
        await CloseAsync(scene);
        var figures = (await scene.Scene.RunAsync(s => s.GetRequiredService<PostedFiguresReader>().ReadAsync(scene.Session.Id)))!;
        Assert.Equal((await EntriesAsync(scene)).Select(Text).Order(StringComparer.Ordinal), figures.Posted.Select(f => Text(f.Line)).Order(StringComparer.Ordinal));
        Assert.All(figures.Posted, f => Assert.Equal(f.Line.State == EntryState.Value ? f.Line.Quantity : null, f.Parts.Aggregate((long?)0, (sum, p) => sum + p.Quantity)));
        var link = (await scene.Scene.RunAsync(s => s.GetServices<ISourceResolver>().Single(r => r.Kind == "training").ResolveAsync([scene.Session.Id.ToString()], CancellationToken.None)))[scene.Session.Id.ToString()];
        Assert.Equal($"/formations/sessions/{scene.Session.Id}/chiffres", link.Href);
    }

    [Theory(DisplayName = "L13 What a training says after a session was planned changes neither what it posts nor what explains it")]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_a_training_says_afterwards_changes_nothing(string database)
    {
        await using var scene = await FullAsync(database);
        await ChangeAsync(2, t => (t.Themes, t.Frame) = (["pupil-autonomy"], "atelier"));
        Assert.True((await CloseAsync(scene)).Succeeded);
        Assert.All(await EntriesAsync(scene), e => Assert.Equal(("media-literacy", "plan-academique"), (e.Context["theme"], e.Context["frame"])));
        var before = await PostedAsync();
        Assert.Equal((await EntriesAsync(scene)).Select(Whole).Order(StringComparer.Ordinal), before);
        await ChangeAsync(3, t => t.Modality = "distance");
        Assert.Equal(before, await PostedAsync());
        Assert.Equal(before, (await EntriesAsync(scene)).Select(Whole).Order(StringComparer.Ordinal));

        async Task ChangeAsync(int version, Action<CourseText> say)
        {
            var course = await scene.Scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<Course>().AsNoTracking().SingleAsync(c => c.Id == scene.Session.CourseId));
            var text = CourseText.Of(course);
            say(text);
            var changed = await scene.Scene.RunAsync(s => s.GetRequiredService<CourseEditor>().ChangeAsync(new CourseChange(course.Id, version), text));
            Assert.True(changed.Succeeded, string.Join(' ', changed.Refusals));
        }

        async Task<List<string>> PostedAsync() => [.. (await scene.Scene.RunAsync(s => s.GetRequiredService<PostedFiguresReader>().ReadAsync(scene.Session.Id)))!.Posted
            .Select(f => $"{Text(f.Line)} {string.Join(';', f.Line.Context!.OrderBy(c => c.Key, StringComparer.Ordinal))}").Order(StringComparer.Ordinal)];

        static string Whole(EntryView e) => $"{Text(e)} {string.Join(';', e.Context.OrderBy(c => c.Key, StringComparer.Ordinal))}";
    }

    [Theory(DisplayName = "L1 A sheet that is opened again and corrected posts the next version, which takes the first back")]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_corrected_sheet_posts_the_next_version(string database)
    {
        await using var scene = await FullAsync(database);
        await CloseAsync(scene);
        Assert.Equal("reason-missing", Assert.Single((await ReopenAsync(scene, " ")).Refusals).Code);
        Assert.True((await ReopenAsync(scene, "Alice est partie plus tôt")).Succeeded);
        Assert.Equal("sheet-open", Assert.Single((await ReopenAsync(scene, "encore")).Refusals).Code);
        scene.Scene.Clock.UtcNow += TimeSpan.FromDays(1);
        var seen = (await scene.SheetAsync()).People.Single(p => p.Registration.Name == "Alice").Marks[1].Seen;
        await scene.NoteAsync(await scene.MarkAsync("Alice", 1, 60, [.. seen]));
        // Until it is closed again the ledger, and the page of figures, say what was closed.
        Assert.Equal(480, await QuantityAsync(scene, "training.trainee-minutes", "-"));
        Assert.Contains((await scene.Scene.RunAsync(s => s.GetRequiredService<PostedFiguresReader>().ReadAsync(scene.Session.Id)))!.Posted, f => f.Line is { Measure: "training.trainee-minutes", Quantity: 480 });
        Assert.Equal(2, (await CloseAsync(scene)).Value.PostedVersion);
        Assert.Equal(360, await QuantityAsync(scene, "training.trainee-minutes", "-"));
        Assert.Equal([1, 2], (await EntriesAsync(scene)).Select(e => e.Source.Version).Distinct().Order());
        Assert.Empty((await scene.Scene.RunAsync(s => s.GetRequiredService<LedgerUpkeep>().VerifyAsync(CancellationToken.None))).Differences);
        var trail = await scene.Scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<AuditEvent>().SingleAsync(e => e.Operation == "training.reopen-session"));
        Assert.Equal("Alice est partie plus tôt", trail.Reason);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Of_many_who_close_at_once_one_does_and_the_figures_are_posted_once(string database)
    {
        await using var scene = await FullAsync(database);
        var together = new Rendezvous(4);
        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            await together.ArriveAsync();
            return await CloseAsync(scene);
        })));
        Assert.Single(results, r => r.Succeeded);
        Assert.All(results.Where(r => !r.Succeeded), r => Assert.Equal("sheet-closed", Assert.Single(r.Refusals).Code));
        Assert.Equal(1, await QuantityAsync(scene, "training.actions", "-"));
    }

    [Theory(DisplayName = "L5 The same person in two sessions is one person and two participations, and stays one when erased")]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_same_person_in_two_sessions_is_one_person(string database)
    {
        await using var first = await AttendanceScene.CreateAsync(database, "Alice", "Bob");
        var second = await AttendanceScene.OfAsync(first.Scene, "Alice");
        foreach (var scene in new[] { first, second })
        {
            foreach (var person in (await scene.SheetAsync()).People)
                await scene.NoteAsync(await scene.MarkAsync(person.Registration.Name, 0, 180), await scene.MarkAsync(person.Registration.Name, 1, 0));
            Assert.True((await CloseAsync(scene)).Succeeded);
        }

        Assert.Equal((2m, 3m), (await CellAsync(first, TrainingMeasures.Persons, "RC"), await CellAsync(first, TrainingMeasures.Participations, "RC")));
        var alice = new Person("account:" + Guid.CreateVersion7(), "Alice") { Email = "Alice@exemple.test" };
        // Both sessions were held that day: the ledger counts her once on it.
        Assert.Equal(1, await PresencesAsync(first, alice));
        await first.Scene.Installation.RunAsync(async s =>
        {
            foreach (var part in s.GetServices<IPersonalData>())
                Assert.True((await s.GetRequiredService<OperationRunner>().RunAsync(new Operation("test.erase", global::Ramure.Kernel.Access.Permission.System), scope => part.EraseAsync(scope, alice, CancellationToken.None))).Succeeded);
        });
        Assert.Equal(0, await PresencesAsync(first, alice));
        Assert.Equal((2m, 3m), (await CellAsync(first, TrainingMeasures.Persons, "RC"), await CellAsync(first, TrainingMeasures.Participations, "RC")));
        Assert.Equal("Personne effacée 180 0, Bob 180 0".Split(", ").Order(), (await first.SheetTextAsync()).Split(", ").Order());
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_indicators_of_the_contract_move_at_the_atelier_the_directorate_and_the_nation(string database)
    {
        await using var training = await TrainingScene.CreateAsync(database);
        await training.Installation.RunAsync(async s =>
        {
            var file = new FileInfo(Path.Combine(s.GetRequiredService<global::Ramure.Kernel.InstallationPaths>().Reference, "contracts", "cop-2017-2019.yaml"));
            await Steering.ContractImportTests.ImportAsync(training.Installation, await File.ReadAllTextAsync(file.FullName));
        });
        training.Clock.UtcNow = new DateTime(2018, 1, 10, 8, 0, 0, DateTimeKind.Utc);
        // In partnership with an Espé: two half-days on two days; then one without.
        foreach (var (partner, slots) in new[] { ("espe", "2018-05-16 9:00-12:00 Atelier\n2018-05-23 9:00-12:00 Atelier"), ("", "2018-06-06 9:00-12:00 Atelier\n2018-06-06 13:00-16:00 Atelier") })
        {
            var session = await training.SessionAsync(seats: 5, slots: slots);
            await training.Installation.RunAsync(async s =>
            {
                var course = await s.GetRequiredService<RamureDb>().Set<Course>().SingleAsync(c => c.Id == session.CourseId);
                course.Content = course.Content with { PartnerKind = partner };
                await s.GetRequiredService<RamureDb>().SaveChangesAsync();
            });
            await training.RegisterAsync(session, "Alice");
            var scene = new AttendanceScene(training, session);
            training.Clock.UtcNow = new DateTime(2018, 6, 30, 8, 0, 0, DateTimeKind.Utc);
            await scene.NoteAsync(await scene.MarkAsync("Alice", 0, 180), await scene.MarkAsync("Alice", 1, 180));
            Assert.True((await CloseAsync(scene)).Succeeded);
            training.Clock.UtcNow = new DateTime(2018, 1, 10, 8, 0, 0, DateTimeKind.Utc);
        }

        training.Clock.UtcNow = new DateTime(2019, 1, 10, 8, 0, 0, DateTimeKind.Utc);
        string[] units = ["A62", "DT-HDF", "RC"];
        var answer = (await Steering.BoardNetwork.ReadAsync(training.Installation, "1-1", units, [2018]))!;
        var share = (await Steering.BoardNetwork.ReadAsync(training.Installation, "1-5", units, [2018]))!;
        // 720 attended minutes are two journées stagiaires; one of two days was with the Espé.
        Assert.All(units, unit => Assert.Equal((2m, 50m), (answer["1-1", unit, 2018].Value, share["1-5", unit, 2018].Value)));
    }

    /// <summary>Whatever is noted by whom in which order, what the ledger holds is what the sheet says.</summary>
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_totals_of_the_ledger_are_those_of_the_sheet(string database)
    {
        await using var first = await TrainingScene.CreateAsync(database);
        await Gen.Select(Gen.Select(Gen.Int[0, 2], Gen.Int[0, 1], Gen.Int[0, 12]).List[0, 12], Gen.Int[0, 40]).SampleAsync(async (marks, heads) =>
        {
            string[] names = ["Alice", "Bob", "Chloé"];
            var scene = await AttendanceScene.OfAsync(first, names);
            foreach (var (person, slot, quarter) in marks)
                await scene.NoteAsync(await scene.MarkAsync(names[person], slot, quarter * 15));
            await scene.NoteAsync(new AttendanceBatch(scene.Session.Id, MarkSource.Trainer) { Headcounts = [new(Guid.CreateVersion7(), scene.Slots[1].Id, "pupil", null, heads, [], AttendanceScene.Evening)] });
            // Settle what is disputed, and say of the others that they were not there.
            foreach (var cell in (await scene.SheetAsync()).People.SelectMany(p => p.Marks.Where(m => m.Minutes is null).Select((m, i) => (p, m, i))))
                await scene.NoteAsync(new NotedMark(Guid.CreateVersion7(), cell.m.Slot.Id, cell.p.Registration.Id, cell.m.IsDisputed ? 45 : 0, cell.m.Seen, AttendanceScene.Evening));
            Assert.True((await CloseAsync(scene)).Succeeded);
            var sheet = await scene.SheetAsync();
            var entries = await EntriesAsync(scene);
            long Sum(string measure) => entries.Where(e => e.Measure == measure).Sum(e => e.Quantity);
            Assert.Equal(sheet.People.Sum(p => p.Minutes) + (heads * 180), Sum("training.trainee-minutes"));
            Assert.Equal(sheet.People.Count(p => p.Minutes > 0), Sum("training.participations"));
            Assert.Equal(sheet.People.Count(p => p.Minutes > 0), Sum("training.persons"));
            Assert.Equal(sheet.People.Count(p => p.Minutes > 0) + heads, Sum("offer.beneficiaries"));
        }, iter: 8, threads: 1);
    }

    /// <summary>Alice the whole day, Bob two hours, 20 then 24 pupils, trainers whom nobody counted.</summary>
    internal static async Task<AttendanceScene> FullAsync(string database)
    {
        var scene = await AttendanceScene.CreateAsync(database, "Alice", "Bob", "Chloé");
        var noted = await scene.NoteAsync(new AttendanceBatch(scene.Session.Id, MarkSource.Trainer)
        {
            Marks =
            [
                await scene.MarkAsync("Alice", 0, 180), await scene.MarkAsync("Alice", 1, 180), await scene.MarkAsync("Bob", 0, 120), await scene.MarkAsync("Bob", 1, 0),
                await scene.MarkAsync("Chloé", 0, 0), await scene.MarkAsync("Chloé", 1, 0),
            ],
            Headcounts =
            [
                new(Guid.CreateVersion7(), scene.Slots[0].Id, "pupil", null, 20, [], AttendanceScene.Evening), new(Guid.CreateVersion7(), scene.Slots[1].Id, "pupil", null, 24, [], AttendanceScene.Evening),
                new(Guid.CreateVersion7(), scene.Slots[0].Id, "trainer", null, null, [], AttendanceScene.Evening),
            ],
        });
        Assert.True(noted.Succeeded, string.Join(' ', noted.Refusals));
        return scene;
    }

    internal static Task<Result<Session>> CloseAsync(AttendanceScene scene) => scene.Scene.RunAsync(s => s.GetRequiredService<SessionCloser>().CloseAsync(scene.Session.Id));

    private static Task<Result<Session>> ReopenAsync(AttendanceScene scene, string reason) => scene.Scene.RunAsync(s => s.GetRequiredService<SessionCloser>().ReopenAsync(scene.Session.Id, reason));

    private static Task<IReadOnlyList<EntryView>> EntriesAsync(AttendanceScene scene) => scene.Scene.RunAsync(s => s.GetRequiredService<ILedgerReader>().OfSourceAsync("training", scene.Session.Id.ToString()));

    private static async Task<long> QuantityAsync(AttendanceScene scene, string measure, string audience) =>
        (await EntriesAsync(scene)).Where(e => e.Measure == measure && e.Context.GetValueOrDefault("audience", "-") == audience).Sum(e => e.Quantity);

    private static async Task<decimal?> CellAsync(AttendanceScene scene, string measure, string unit) => (await scene.Scene.RunAsync(s => s.GetRequiredService<ILedgerReader>().ReadAsync(
        new LedgerQuestion([new Term(measure)], [unit], true, [Period.Whole(new DayRange(new(2024, 9, 1), new(2025, 9, 1)))], HierarchyView.Current)))).Cell(0, 0, 0).Value;

    private static async Task<int> PresencesAsync(AttendanceScene scene, Person person) => (await scene.Scene.RunAsync(async s =>
    {
        var rows = 0;
        foreach (var part in s.GetServices<IPersonalData>())
            rows += (await part.HeldAsync(person, CancellationToken.None)).Where(h => h.Code == "presences").Sum(h => h.Rows.Count);
        return rows;
    }));

    private static string Text(EntryView e) => Text(e.Measure, e.Day, e.Context, e.State, e.Quantity);

    private static string Text(LedgerLine l) => Text(l.Measure, l.Day, l.Context!, l.State, l.Quantity);

    private static string Text(string measure, DateOnly day, IReadOnlyDictionary<string, string> context, EntryState state, long quantity) =>
        string.Create(CultureInfo.InvariantCulture, $"{measure} {day:yyyy-MM-dd} {context.GetValueOrDefault("audience", "-")} {(state == EntryState.Value ? quantity.ToString(CultureInfo.InvariantCulture) : "NC")}");
}
