using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MiniExcelLibs;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Tests.Accounts;
using Ramure.Tests.Journal;
using Ramure.Tests.Support;
using Ramure.Tests.Training.Mail;
using Ramure.Training.Evaluation.Results;
using Ramure.Training.Model;

namespace Ramure.Tests.Training.Evaluation;

/// <summary>What is read of the answers, and by whom.</summary>
public sealed class ResultTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Results_show_means_counts_and_comments_and_files_say_the_same(string database)
    {
        await using var scene = await MailScene.CreateAsync(database);
        var session = await AnsweredAsync(scene);
        using var staff = await scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        var page = await staff.PageAsync($"/formations/sessions/{session.Id}/avis");
        var text = page.Text("main");
        Assert.Contains("Réponses 6sur 6 personnes sollicitées", page.Text(".tile"), StringComparison.Ordinal);
        // 5, 4, 3, 3, 3, 3.
        Assert.Contains("Moyenne 3,50 sur 5, 6 personnes", text, StringComparison.Ordinal);
        Assert.Contains("Très bien", text, StringComparison.Ordinal);
        // Each drawing has its table.
        Assert.Equal(page.QuerySelectorAll("figure.chart").Length, page.QuerySelectorAll("figure.chart table").Length);
        var whole = await staff.PageAsync("/formations/evaluations?annee=2024&theme=media-literacy&formation=" + session.CourseId);
        Assert.Contains("Très bien", whole.Text("main"), StringComparison.Ordinal);
        Assert.Contains("Sélection", whole.Text("main"), StringComparison.Ordinal);
        Assert.Contains("Rien de demandé", (await staff.PageAsync("/formations/evaluations?annee=2021")).Text("main"), StringComparison.Ordinal);
        Assert.Contains("Satisfaction", (await staff.PageAsync($"/formations/{session.CourseId}/avis")).Text(".tile"), StringComparison.Ordinal);

        await using var book = await staff.GetStreamAsync("/formations/evaluations/export.xlsx?unite=A62&annee=2024");
        using var memory = new MemoryStream();
        await book.CopyToAsync(memory);
        memory.Position = 0;
        var rows = memory.Query(useHeaderRow: true).Cast<IDictionary<string, object>>().ToList();
        Assert.Equal(["1", "2", "3", "4", "5"], rows.Take(5).Select(r => $"{r["Réponse"]}"));
        Assert.Equal([0d, 0d, 4d, 1d, 1d], rows.Take(5).Select(r => Convert.ToDouble(r["Nombre"], System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Contains("Très bien", await staff.GetStringAsync("/formations/evaluations/commentaires/export.csv?unite=A62&annee=2024"), StringComparison.Ordinal);
        Assert.Contains(";3,5", await staff.GetStringAsync($"/formations/sessions/{session.Id}/avis/export.csv"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trainers_read_their_own_sessions_funders_figures_only_and_others_nothing()
    {
        await using var scene = await MailScene.CreateAsync("sqlite");
        var session = await AnsweredAsync(scene);
        var here = $"/formations/sessions/{session.Id}/avis";
        using var trainer = await new Attendance.AttendanceScene(scene, session).TrainerAsync();
        Assert.Contains("Très bien", (await trainer.PageAsync(here)).Text("main"), StringComparison.Ordinal);
        Assert.Contains("/avis", string.Join(' ', (await trainer.PageAsync($"/formations/sessions/{session.Id}")).QuerySelectorAll(".page-actions a").Select(a => a.GetAttribute("href"))), StringComparison.Ordinal);
        await trainer.PageAsync("/formations/evaluations?unite=A62", HttpStatusCode.Forbidden);
        using var funder = await scene.Installation.ClientAsync(Role.FunderReader, "A62");
        var figures = (await funder.PageAsync(here)).Text("main");
        Assert.Contains("Moyenne 3,50", figures, StringComparison.Ordinal);
        Assert.DoesNotContain("Très bien", figures, StringComparison.Ordinal);
        using var teacher = await scene.Installation.ClientAsync(Role.Teacher, "A62");
        foreach (var address in new[] { here, $"{here}/export.csv", $"{here}/reponses", $"/formations/{session.CourseId}/avis", "/formations/evaluations?unite=A62" })
            Assert.Equal(HttpStatusCode.Forbidden, (await teacher.GetAsync(address)).StatusCode);
        // Without a name anywhere.
        Assert.DoesNotContain("p0", figures, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_comment_is_hidden_with_a_reason_shown_again_and_never_taken_out(string database)
    {
        await using var scene = await MailScene.CreateAsync(database);
        var session = await AnsweredAsync(scene);
        using var staff = await scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        var here = $"/formations/sessions/{session.Id}/avis";
        var comment = (await staff.PageAsync(here)).QuerySelectorAll("#commentaires ~ * a, main a").Select(a => a.GetAttribute("href")!).First(h => h.StartsWith("/formations/evaluations/commentaires/", StringComparison.Ordinal));
        using var wrong = await staff.SendAsync(comment, await staff.PageAsync(comment), "suite", new() { ["Action"] = "masquer", ["Note"] = " " });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        using var hidden = await staff.SendAsync(comment, await staff.PageAsync(comment), "suite", new() { ["Action"] = "masquer", ["Note"] = "Nomme quelqu’un." });
        Assert.Equal(HttpStatusCode.Redirect, hidden.StatusCode);
        using var manager = await scene.Installation.ClientAsync(Role.HeadOfficeService, "A62");
        Assert.DoesNotContain("Très bien", (await manager.PageAsync(here)).Text("main"), StringComparison.Ordinal);
        Assert.DoesNotContain("Très bien", await staff.GetStringAsync("/formations/evaluations/commentaires/export.csv?unite=A62&annee=2024"), StringComparison.Ordinal);
        // Who keeps the sessions still sees it, and why it is hidden.
        Assert.Contains("Nomme quelqu’un.", (await staff.PageAsync(comment)).Text("main"), StringComparison.Ordinal);
        using var handled = await staff.SendAsync(comment, await staff.PageAsync(comment), "suite", new() { ["Action"] = "suite", ["Note"] = "Rappelé la salle." });
        using var shown = await staff.SendAsync(comment, await staff.PageAsync(comment), "suite", new() { ["Action"] = "montrer", ["Note"] = "Ne nomme personne." });
        Assert.Contains("Très bien", (await manager.PageAsync(here)).Text("main"), StringComparison.Ordinal);
        Assert.Contains("Rappelé la salle.", (await manager.PageAsync(here)).Text("main"), StringComparison.Ordinal);
        var trail = await scene.Installation.TrailAsync("training.note-comment");
        Assert.Equal(3, trail.Count);
        Assert.All(trail, e => Assert.Equal(("A62", false), (e.Unit, (e.Before + e.After).Contains("Très bien", StringComparison.Ordinal))));
        await manager.PageAsync(comment, HttpStatusCode.Forbidden);
        await staff.PageAsync($"/formations/evaluations/commentaires/{Guid.Empty}/mieux", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task At_once_and_later_stand_side_by_side_by_their_common_questions()
    {
        await using var scene = await MailScene.CreateAsync("sqlite");
        var session = await scene.HeldAsync(people: 5);
        await scene.PlanAsync(new(null, session.Id), t => (t.Questionnaire, t.Moment, t.Days) = (SurveyScene.Later.ToString(), "jours", "10"));
        await scene.AskAsync();
        foreach (var (_, link) in scene.Links())
            await scene.AnswerAsync(link, "usage=5");
        scene.Clock.UtcNow += TimeSpan.FromDays(11);
        await scene.AskAsync();
        foreach (var (_, link) in scene.Links().TakeLast(5))
            await scene.AnswerAsync(link, "usage=2");
        using var staff = await scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        var page = await staff.PageAsync($"/formations/evaluations?annee=2024&questionnaire={SurveyScene.AtOnce}&avec={SurveyScene.Later}");
        var row = page.QuerySelectorAll("#moyennes tbody tr").Select(r => r.Text("th, td")).First(r => r.StartsWith("8. Pensez-vous employer", StringComparison.Ordinal));
        Assert.EndsWith("| 5,00 | 2,00", row, StringComparison.Ordinal);
        Assert.Contains("Avec le recul", (await staff.PageAsync($"/formations/sessions/{session.Id}/avis?questionnaire={SurveyScene.Later}")).Text("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_are_on_one_page_only_for_who_may_see_people()
    {
        await using var scene = await MailScene.CreateAsync("sqlite");
        var session = await scene.HeldAsync(people: 1, say: SurveyScene.Named);
        await scene.AskAsync();
        await scene.AnswerAsync(scene.Links()[0].Link, "mieux=À refaire", "rythme=2");
        using var staff = await scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        var named = (await staff.PageAsync($"/formations/sessions/{session.Id}/avis/reponses")).Text("main");
        Assert.Contains("p0", named, StringComparison.Ordinal);
        Assert.Contains("adapté", named, StringComparison.Ordinal);
        Assert.DoesNotContain("p0", (await staff.PageAsync($"/formations/sessions/{session.Id}/avis")).Text("main"), StringComparison.Ordinal);
        using var service = await scene.Installation.ClientAsync(Role.HeadOfficeService, "A62");
        await service.PageAsync($"/formations/sessions/{session.Id}/avis/reponses", HttpStatusCode.Forbidden);
        await staff.PageAsync($"/formations/sessions/{Guid.Empty}/avis/reponses", HttpStatusCode.NotFound);
    }

    [Fact]
    public void Versions_add_up_by_key_and_choices_by_their_words()
    {
        var id = Guid.CreateVersion7();
        QuestionnaireVersion Version(int number, params string[] choices) => new()
        {
            QuestionnaireId = id,
            Number = number,
            At = default,
            By = "test",
            Content = new() { Title = "Essai", Questions = [new() { Key = "k", Kind = QuestionKind.One, Text = $"Version {number}", Choices = choices }] },
        };
        CountedSurvey Survey(int version, params int[] counts) => new(
            Guid.CreateVersion7(), id, version, SurveyMoment.AtClosing, false, counts.Sum(), new SurveyTally(counts.Sum(), new Dictionary<string, int[]> { ["k"] = counts }), null, default,
            Guid.Empty, "A62", default, "Europe/Paris", Guid.Empty, "", []);
        var set = ResultSet.Of([Survey(1, 2, 1), Survey(2, 4, 0, 5)], [Version(1, "bon", "lent"), Version(2, "lent", "rapide", "bon")]);
        var result = Assert.Single(set.Questions);
        Assert.Equal("Version 2", result.Question.Text);
        Assert.Equal(["lent 5", "rapide 0", "bon 7"], result.Labels.Zip(result.Counts, (l, n) => $"{l} {n}"));
        Assert.Equal(12, result.Answers);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_page_of_a_training_tells_everybody_how_it_was_received_once_it_is_over(string database)
    {
        await using var scene = await MailScene.CreateAsync(database);
        var session = await AnsweredAsync(scene);
        using var stranger = await scene.Installation.StrangerAsync();
        Assert.DoesNotContain("Satisfaction", (await stranger.PageAsync($"/formations/{session.CourseId}")).Text("main"), StringComparison.Ordinal);
        scene.Clock.UtcNow += TimeSpan.FromDays(22);
        await scene.AskAsync();
        Assert.Contains("Satisfaction : 3,5 sur 5.", (await stranger.PageAsync($"/formations/{session.CourseId}")).Text("#resultats-obtenus ~ p"), StringComparison.Ordinal);
    }

    /// <summary>Six people answered: 5, 4 and four 3.</summary>
    private static async Task<Session> AnsweredAsync(TrainingScene scene)
    {
        var session = await scene.HeldAsync(people: 6);
        await scene.AskAsync();
        var links = scene.Links();
        await scene.AnswerAsync(links[0].Link, "satisfaction=5", "mieux=Très bien");
        await scene.AnswerAsync(links[1].Link, "satisfaction=4");
        foreach (var (_, link) in links.Skip(2))
            Assert.True((await scene.AnswerAsync(link)).Succeeded);
        return session;
    }
}
