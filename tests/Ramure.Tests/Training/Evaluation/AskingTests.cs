using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Tests.Accounts;
using Ramure.Tests.Journal;
using Ramure.Tests.Kernel.Mail;
using Ramure.Tests.Support;
using Ramure.Tests.Training.Mail;
using Ramure.Tests.Training.Recognition;
using Ramure.Training.Evaluation.Asking;
using Ramure.Training.Model;

namespace Ramure.Tests.Training.Evaluation;

/// <summary>Who is asked, when, how often.</summary>
public sealed class AskingTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Who_was_there_is_asked_once_by_two_hosts_at_once(string database)
    {
        await using var scene = await MailScene.CreateAsync(database);
        var session = await scene.SessionAsync(seats: 5);
        await scene.PlanAsync(new SurveyTarget(null, session.Id));
        var (alice, bob) = (await scene.RegisterAsync(session, "Alice"), await scene.RegisterAsync(session, "Bob"));
        scene.Clock.UtcNow = RecognitionScene.Evening;
        await scene.AttendAsync(session, alice, 180, 0);
        await scene.AttendAsync(session, bob, 0, 0);
        await scene.AskAsync();
        // Nothing before the sheet is closed.
        Assert.Empty(scene.Links());
        await scene.CloseAsync(session);
        await using (var second = await scene.Installation.CreateSecondHostAsync(MailScene.Services(scene.Clock)))
            await Task.WhenAll(scene.Installation.RunAsync(), second.RunAsync(), scene.Installation.RunAsync());
        await scene.AskAsync();
        Assert.Equal("alice@exemple.test", Assert.Single(scene.Links()).To);
        Assert.Equal((1, 1), ((await scene.SurveyAsync(session)).Asked, (await scene.SurveyAsync(session)).Version));
        Assert.Single(await scene.Installation.TrailAsync("training.ask-survey"));
        // Only the digest of the secret is kept, and what the mail was asked for with is none.
        var kept = await scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<SurveyLink>().AsNoTracking().SingleAsync());
        Assert.DoesNotContain(kept.TokenHash, scene.Links()[0].Link, StringComparison.Ordinal);
        Assert.DoesNotContain(SurveyScene.Secret(scene.Links()[0].Link), (await scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<SessionMail>().AsNoTracking().SingleAsync(m => m.Kind == MailKind.Questionnaire))).Path, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Reminders_go_to_who_has_not_answered_and_no_more_often_than_said(string database)
    {
        await using var scene = await MailScene.CreateAsync(database);
        await scene.HeldAsync(people: 3);
        await scene.AskAsync();
        Assert.True((await scene.AnswerAsync(scene.Links()[0].Link)).Succeeded);
        var answered = scene.Links()[0].To;
        for (var day = 0; day < 20; day++)
        {
            scene.Clock.UtcNow += TimeSpan.FromDays(1);
            await scene.AskAsync();
        }

        // Two reminders, five days apart, for two people.
        Assert.Equal(3 + (2 * 2), scene.Links().Count);
        Assert.Equal(answered, scene.Links()[0].To);
        Assert.Single(scene.Links(), l => l.To == answered);
        // Each mail has a link of its own, and all are good.
        Assert.Equal(7, scene.Links().Select(l => l.Link).Distinct().Count());
        Assert.True((await scene.AnswerAsync(scene.Links()[^1].Link)).Succeeded);
        scene.Clock.UtcNow += TimeSpan.FromDays(2);
        await scene.AskAsync();
        Assert.Equal(["survey-over"], (await scene.AnswerAsync(scene.Links()[^2].Link)).Codes());
    }

    [Fact]
    public async Task A_later_one_waits_and_a_trainings_holds_for_sessions_to_come_unless_the_session_says_otherwise()
    {
        await using var scene = await MailScene.CreateAsync("sqlite");
        var before = await scene.HeldAsync(people: 1, plan: false);
        scene.Clock.UtcNow = JournalInstallation.Now;
        var course = await scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<Course>().AsNoTracking().SingleAsync(c => c.Id == before.CourseId));
        scene.Clock.UtcNow = RecognitionScene.Evening;
        await scene.PlanAsync(new SurveyTarget(course.Id, null), t => (t.Questionnaire, t.Moment, t.Days) = (SurveyScene.Later.ToString(), "jours", "30"));
        scene.Clock.UtcNow += TimeSpan.FromDays(40);
        await scene.AskAsync();
        Assert.Empty(scene.Links());

        var session = await scene.HeldAsync(people: 1, say: t => (t.Questionnaire, t.Moment, t.Days) = (SurveyScene.Later.ToString(), "jours", "30"));
        await scene.AskAsync();
        scene.Clock.UtcNow = RecognitionScene.Evening.AddDays(29);
        await scene.AskAsync();
        Assert.Empty(scene.Links());
        scene.Clock.UtcNow = RecognitionScene.Evening.AddDays(31);
        await scene.AskAsync();
        Assert.Single(scene.Links());
        Assert.Equal(SurveyMoment.Later, (await scene.SurveyAsync(session, SurveyScene.Later)).Moment);
        // A stopped plan asks nobody.
        var third = await scene.HeldAsync(people: 1, plan: false);
        var plan = await scene.PlanAsync(new SurveyTarget(null, third.Id));
        Assert.True((await scene.RunAsync(s => s.GetRequiredService<SurveyPlans>().StopAsync(plan.Id))).Succeeded);
        Assert.Equal(["plan-stopped"], (await scene.RunAsync(s => s.GetRequiredService<SurveyPlans>().StopAsync(plan.Id))).Codes());
        await scene.AskAsync();
        Assert.Single(scene.Links());
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_mail_through_a_real_server_leads_to_a_page_that_answers(string database)
    {
        using var server = await SmtpServer.StartAsync();
        await using var scene = await MailScene.CreateAsync(database, server);
        await scene.HeldAsync(people: 1);
        await scene.AskAsync();
        string? link = null;
        for (var i = 0; i < 5 && link is null; i++)
        {
            var (_, to, message) = await server.NextAsync();
            Assert.Equal("p0@exemple.test", to);
            if (message.Subject!.Contains("votre avis", StringComparison.Ordinal))
                link = message.Body().Split("https://ramure.reseau.test")[1].Split([' ', '\n'])[0];
        }

        using var stranger = await scene.Installation.StrangerAsync();
        var page = await stranger.PageAsync(link!);
        Assert.Contains("Réponses anonymes", page.Text("main .notice"), StringComparison.Ordinal);
        using var sent = await stranger.SendAsync(link!, page, "avis", new() { ["avis-satisfaction"] = "5", ["avis-objectifs"] = "4", ["avis-contenu"] = "4", ["avis-usage"] = "5", ["avis-mieux"] = "Bravo." });
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        Assert.Contains("Merci", (await stranger.PageAsync(sent.Headers.Location!.PathAndQuery())).Text("main"), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_page_plans_stops_and_names_what_is_wrong(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var session = await scene.SessionAsync(seats: 3);
        using var staff = await scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        var (here, ask) = ($"/formations/sessions/{session.Id}/avis", $"/formations/sessions/{session.Id}/avis/demander");
        Assert.Contains("Rien n’est encore prévu", (await staff.PageAsync(here)).Text("main"), StringComparison.Ordinal);
        using var wrong = await staff.SendAsync(ask, await staff.PageAsync(ask), "avis", new() { ["Text.Moment"] = "jours", ["Text.Days"] = "0", ["Text.OpenDays"] = "mille", ["Text.Reminders"] = "-1" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        var text = WebUtility.HtmlDecode(await wrong.Content.ReadAsStringAsync());
        foreach (var message in new[] { "Choisissez le questionnaire", "après combien de jours il part : de 1 à 400", "combien de jours on peut répondre : de 1 à 120", "combien de relances au plus : de 0 à 5" })
            Assert.Contains(message, text, StringComparison.Ordinal);
        using var planned = await staff.SendAsync(ask, await staff.PageAsync(ask), "avis", new() { ["Text.Questionnaire"] = SurveyScene.AtOnce.ToString() });
        Assert.Equal(here, planned.Headers.Location!.PathAndQuery());
        using var twice = await staff.SendAsync(ask, await staff.PageAsync(ask), "avis", new() { ["Text.Questionnaire"] = SurveyScene.AtOnce.ToString() });
        Assert.Contains("est déjà demandé ici", WebUtility.HtmlDecode(await twice.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        var page = await staff.PageAsync(here);
        var handler = page.QuerySelector("main form input[name=_handler]")!.GetAttribute("value")!;
        using var stopped = await staff.SendAsync(here, page, handler, []);
        Assert.Equal(HttpStatusCode.Redirect, stopped.StatusCode);
        Assert.Contains("Rien n’est encore prévu", (await staff.PageAsync(here)).Text("main"), StringComparison.Ordinal);
        Assert.All((await scene.Installation.TrailAsync("training.plan-survey")).Concat(await scene.Installation.TrailAsync("training.stop-survey")), e => Assert.Equal("A62", e.Unit));

        using var elsewhere = await scene.Installation.ClientAsync(Role.AtelierStaff, "A988");
        await elsewhere.PageAsync(ask, HttpStatusCode.Forbidden);
        await elsewhere.PageAsync(here, HttpStatusCode.Forbidden);
        await elsewhere.PageAsync($"/formations/{session.CourseId}/avis", HttpStatusCode.Forbidden);
        await staff.PageAsync($"/formations/sessions/{Guid.Empty}/avis/demander", HttpStatusCode.NotFound);
        await staff.PageAsync($"/formations/sessions/{Guid.Empty}/avis", HttpStatusCode.NotFound);
        await staff.PageAsync($"/formations/{Guid.Empty}/avis", HttpStatusCode.NotFound);
        await staff.PageAsync($"/formations/{Guid.Empty}/avis/demander", HttpStatusCode.NotFound);
        Assert.Contains("toutes les sessions de cette formation", (await staff.PageAsync($"/formations/{session.CourseId}/avis/demander")).Text("main"), StringComparison.Ordinal);
    }
}
