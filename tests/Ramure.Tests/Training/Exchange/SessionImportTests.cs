using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Data;
using Ramure.Tests.Accounts;
using Ramure.Tests.Support;
using Ramure.Tests.Training.Sessions;
using Ramure.Training.Exchange;
using Ramure.Training.Exchange.Mapping;
using Ramure.Training.Model;

namespace Ramure.Tests.Training.Exchange;

/// <summary>Sessions of another system.</summary>
public sealed class SessionImportTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_file_plans_its_sessions_once_and_a_corrected_one_changes_what_differs(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        await scene.PublishedAsync();
        var plan = await scene.TakeAsync(ExchangeKind.Sessions, ExchangeScene.TwoHalves, rehearse: true);
        Assert.Equal(("2/0/0", 0), (plan.Counts(), (await scene.AllSessionsAsync()).Count));
        Assert.Empty(await scene.KeysAsync());

        Assert.Equal("2/0/0", (await scene.TakenAsync(ExchangeKind.Sessions, ExchangeScene.TwoHalves)).Counts());
        var session = Assert.Single(await scene.AllSessionsAsync());
        Assert.Equal((12, RegistrationMode.Nomination, 2, "Jeanne Martin"), (session.Capacity, session.Mode, session.Slots.Count, Assert.Single(session.Trainers).Trainer!.Name));
        var trail = await scene.Installation.TrailAsync("training.import-sessions");
        Assert.All(trail, e => Assert.Equal("Import du fichier fichier.csv", e.Reason));

        Assert.Equal("0/0/2", (await scene.TakenAsync(ExchangeKind.Sessions, ExchangeScene.TwoHalves)).Counts());
        Assert.Equal(trail.Count, (await scene.Installation.TrailAsync("training.import-sessions")).Count);

        var slot = session.Slots.Single(s => s.Start == new TimeOnly(9, 0)).Id;
        var report = await scene.TakenAsync(ExchangeKind.Sessions, ExchangeScene.TwoHalves.Replace("12:00", "12:30", StringComparison.Ordinal).Replace(";12;", ";14;", StringComparison.Ordinal));
        Assert.Equal(("0/2/0", "créneaux, places"), (report.Counts(), report.Lines[0].Said));
        var after = Assert.Single(await scene.AllSessionsAsync());
        Assert.Equal((14, new TimeOnly(12, 30), session.Version + 1), (after.Capacity, after.Slots.Single(s => s.Id == slot).End, after.Version));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Of_the_same_file_taken_in_twice_at_once_one_creates(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        await scene.PublishedAsync();
        var together = new Rendezvous(3);
        var reports = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            await together.ArriveAsync();
            return await scene.TakenAsync(ExchangeKind.Sessions, ExchangeScene.TwoHalves);
        })));
        Assert.Equal(["0/0/2", "0/0/2", "2/0/0"], reports.Select(r => r.Counts()).Order());
        Assert.Single(await scene.AllSessionsAsync());
    }

    [Fact]
    public async Task What_is_wrong_is_named_by_line_and_column_and_nothing_is_planned()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        await scene.PublishedAsync();
        var report = await scene.TakeAsync(ExchangeKind.Sessions, ExchangeScene.Sessions
            + "S1;Premiers pas en webradio;A62;2024-09-18;09:00;12:00;atelier;;;;12;;;\n"
            + "S2;Poterie;A62;2024-09-18;09:00;12:00;atelier;;;;12;;;\n"
            + "S3;Premiers pas en webradio;A62;2024-09-18;12:00;09:00;atelier;;Inconnue;;zéro;;;\n"
            + "S4;Premiers pas en webradio;A62;2024-09-19;09:00;12:00;atelier;;;;12;;;\n"
            + "S4;Premiers pas en webradio;A62;2024-09-19;11:00;12:00;atelier;;;;13;;;\n"
            + "S5;Premiers pas en webradio;A62;2024-09-20;09:00;12:00;atelier;;;;12;;;\n"
            + "S5;Premiers pas en webradio;A62;2024-09-20;11:00;13:00;atelier;;;;12;;;\n");
        Assert.Equal(
            ["3: course-unknown titre", "4: hour-invalid fin", "4: number-invalid places", "4: room-unknown salle", "6: lines-disagree places", "8: slots-overlap debut"], report.Said().Order(StringComparer.Ordinal));
        Assert.All(report.Refusals, r => Assert.Equal("fichier.csv", r.File));
        Assert.Empty(await scene.AllSessionsAsync());

        Assert.Equal(
            ["2: cell-missing places", "2: cell-missing session", "2: day-invalid jour", "2: hour-invalid debut", "2: value-unknown etat"],
            (await scene.TakeAsync(ExchangeKind.Sessions, ExchangeScene.Sessions + ";Premiers pas en webradio;A62;18/09/2024;9h;12:00;atelier;;;;;;perdue;\n")).Said().Order(StringComparer.Ordinal));
        Assert.Equal("file-size", Assert.Single((await scene.TakeAsync(ExchangeKind.Sessions, ExchangeScene.Sessions)).Refusals).Code);
        Assert.Contains((await scene.TakeAsync(ExchangeKind.Sessions, "session;couleur\nS1;bleu\n")).Refusals, r => r.Code == "column-unknown" && r.Field == "couleur");
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_room_or_a_trainer_who_is_taken_is_named_as_elsewhere(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var course = await scene.PublishedAsync();
        var room = await scene.RoomAsync("Pégase", capacity: 10);
        Assert.True((await scene.PlanAsync(course, [Planning.At("2024-09-18", "10:00", "11:00", room)], say: t => t.Capacity = "8")).Succeeded);
        string Line(string day, string capacity) => $"S1;Premiers pas en webradio;A62;{day};09:00;12:00;atelier;;Pégase;;{capacity};;;\n";
        Assert.Equal(["2: room-taken salle"], (await scene.TakeAsync(ExchangeKind.Sessions, ExchangeScene.Sessions + Line("2024-09-18", "8"))).Said());
        Assert.Equal(["2: capacity-above-room places"], (await scene.TakeAsync(ExchangeKind.Sessions, ExchangeScene.Sessions + Line("2024-09-19", "12"))).Said());
        Assert.Equal("1/0/0", (await scene.TakenAsync(ExchangeKind.Sessions, ExchangeScene.Sessions + Line("2024-09-19", "8"))).Counts());
        // Two sessions of one file take the room from each other, too.
        var both = ExchangeScene.Sessions + Line("2024-09-20", "8").Replace("S1", "S8", StringComparison.Ordinal) + Line("2024-09-20", "8").Replace("S1", "S9", StringComparison.Ordinal);
        Assert.Equal(["3: room-taken salle"], (await scene.TakeAsync(ExchangeKind.Sessions, both)).Said());
        Assert.Equal(2, (await scene.AllSessionsAsync()).Count);
    }

    [Fact]
    public async Task A_session_is_cancelled_by_the_file_and_never_below_its_seats_nor_brought_back()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        await scene.PublishedAsync();
        await scene.TakenAsync(ExchangeKind.Sessions, ExchangeScene.TwoHalves);
        var session = Assert.Single(await scene.AllSessionsAsync());
        await scene.RegisterAsync(session, "Alice");
        await scene.RegisterAsync(session, "Bob");
        var mails = await scene.MailsAsync();
        Assert.Equal(["2: capacity-below-taken places"], (await scene.TakeAsync(ExchangeKind.Sessions, ExchangeScene.TwoHalves.Replace(";12;", ";1;", StringComparison.Ordinal))).Said());
        var cancelled = ExchangeScene.TwoHalves.Replace("planifiee;", "annulee;Faute d’inscrits", StringComparison.Ordinal);
        Assert.Equal("0/2/0", (await scene.TakenAsync(ExchangeKind.Sessions, cancelled)).Counts());
        Assert.Equal((SessionState.Cancelled, "Faute d’inscrits"), Assert.Single(await scene.AllSessionsAsync()) is var gone ? (gone.State, gone.CancelReason) : default);
        Assert.Equal(mails, await scene.MailsAsync());
        Assert.Equal("0/0/2", (await scene.TakenAsync(ExchangeKind.Sessions, cancelled)).Counts());
        Assert.Equal(["2: session-cancelled"], (await scene.TakeAsync(ExchangeKind.Sessions, ExchangeScene.TwoHalves)).Said());
        // Elsewhere it was never planned: there is nothing to do.
        Assert.Equal("0/0/2", (await scene.TakenAsync(ExchangeKind.Sessions, cancelled.Replace("S1", "S7", StringComparison.Ordinal))).Counts());
        Assert.Single(await scene.AllSessionsAsync());
    }

    [Fact]
    public async Task Who_is_registered_is_told_of_a_change_only_when_that_is_asked()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        await scene.PublishedAsync();
        await scene.TakenAsync(ExchangeKind.Sessions, ExchangeScene.TwoHalves);
        await scene.RegisterAsync(Assert.Single(await scene.AllSessionsAsync()), "Alice");
        var before = await scene.MailsAsync();
        await scene.TakenAsync(ExchangeKind.Sessions, ExchangeScene.TwoHalves.Replace("16:30", "17:00", StringComparison.Ordinal));
        Assert.Equal(before, await scene.MailsAsync());
        await scene.TakenAsync(ExchangeKind.Sessions, ExchangeScene.TwoHalves, notify: true);
        Assert.Equal(before + 1, await scene.MailsAsync());
    }

    [Fact]
    public async Task A_plan_that_is_no_longer_the_one_that_was_seen_is_not_carried_out()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        await scene.PublishedAsync();
        var seen = await scene.TakeAsync(ExchangeKind.Sessions, ExchangeScene.TwoHalves, rehearse: true);
        await scene.TakenAsync(ExchangeKind.Sessions, ExchangeScene.TwoHalves);
        var moved = await scene.TakeAsync(ExchangeKind.Sessions, ExchangeScene.TwoHalves, expected: seen.Fingerprint);
        Assert.Equal("import-moved", Assert.Single(moved.Refusals).Code);
        Assert.Equal("0/0/2", (await scene.TakeAsync(ExchangeKind.Sessions, ExchangeScene.TwoHalves, expected: moved.Fingerprint)).Counts());
    }

    [Fact]
    public async Task A_training_is_found_by_its_identifier_its_title_or_the_other_system_s()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        var course = await scene.PublishedAsync();
        string File(string session, string training, string title) => $"session;formation;titre;unite;jour;debut;fin;places\n{session};{training};{title};;2024-09-18;09:00;12:00;12\n";
        await scene.TakenAsync(ExchangeKind.Sessions, File("S1", course.Id.ToString(), ""));
        await scene.TakenAsync(ExchangeKind.Sessions, File("S2", "25A0062", "PREMIERS PAS EN WEBRADIO"));
        await scene.TakenAsync(ExchangeKind.Sessions, File("S3", "25A0062", ""));
        Assert.All(await scene.AllSessionsAsync(), s => Assert.Equal(course.Id, s.CourseId));
        Assert.Equal(["Course 25A0062", "Session S1", "Session S2", "Session S3"], (await scene.KeysAsync()).Select(k => $"{k.Kind} {k.Key}"));
        Assert.Equal(["2: course-unknown formation"], (await scene.TakeAsync(ExchangeKind.Sessions, File("S4", "25A9999", ""))).Said());
        Assert.Equal(["2: course-unknown formation"], (await scene.TakeAsync(ExchangeKind.Sessions, File("S4", Guid.Empty.ToString(), ""))).Said());
        await scene.PublishedAsync();
        Assert.Equal(["2: course-several unite"], (await scene.TakeAsync(ExchangeKind.Sessions, File("S4", "", "Premiers pas en webradio"))).Said());
        var other = await scene.PublishedAsync(new() { Unit = "A62", Title = "Autre", Objectives = "o", Programme = "p", Audiences = ["trainer"], Prerequisites = "Aucun.", Hours = "6", Modality = "presence", Frame = "atelier", Methods = "m", Evaluation = "e", Accessibility = "a", Contact = "c" });
        Assert.Equal(["2: course-differs formation"], (await scene.TakeAsync(ExchangeKind.Sessions, File("S1", other.Id.ToString(), ""))).Said());
    }
}
