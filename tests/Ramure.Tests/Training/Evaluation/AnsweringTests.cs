using System.Net;
using CsCheck;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Data;
using Ramure.Tests.Accounts;
using Ramure.Tests.Journal;
using Ramure.Tests.Support;
using Ramure.Tests.Training.Mail;
using Ramure.Training.Evaluation.Answering;
using Ramure.Training.Model;

namespace Ramure.Tests.Training.Evaluation;

/// <summary>The page by which somebody answers, and what is kept.</summary>
public sealed class AnsweringTests
{
    private static readonly QuestionnaireContent Everything = new()
    {
        Title = "Essai",
        Questions =
        [
            new() { Key = "note", Kind = QuestionKind.Scale, Text = "Note", Required = true },
            new() { Key = "choix", Kind = QuestionKind.One, Text = "Choix", Choices = ["a", "b", "c"] },
            new() { Key = "plusieurs", Kind = QuestionKind.Several, Text = "Plusieurs", Choices = ["a", "b"] },
            new() { Key = "oui", Kind = QuestionKind.YesNo, Text = "Oui" },
            new() { Key = "texte", Kind = QuestionKind.Text, Text = "Texte" },
        ],
    };

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task An_answer_under_ones_name_is_corrected_until_the_end(string database)
    {
        await using var scene = await MailScene.CreateAsync(database);
        var session = await scene.HeldAsync(people: 2, say: SurveyScene.Named);
        await scene.AskAsync();
        var link = scene.Links()[0].Link;
        using var stranger = await scene.Installation.StrangerAsync();
        var page = await stranger.PageAsync(link);
        Assert.Contains("Vous répondez en tant que p", page.Text("main .notice"), StringComparison.Ordinal);
        using var wrong = await stranger.SendAsync(link, page, "avis", new() { ["avis-satisfaction"] = "6", ["avis-objectifs"] = "4", ["avis-mieux"] = "Gardé." });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        var refused = WebUtility.HtmlDecode(await wrong.Content.ReadAsStringAsync());
        Assert.Contains("« Dans l’ensemble, êtes-vous satisfait de cette formation ? » : choisissez parmi", refused, StringComparison.Ordinal);
        Assert.Contains("« Le contenu répond-il à vos besoins ? » : il faut y répondre", refused, StringComparison.Ordinal);
        Assert.Contains("Gardé.", refused, StringComparison.Ordinal);

        using var sent = await stranger.SendAsync(link, page, "avis", Filled("2"));
        Assert.Contains("Vous pouvez le changer", (await stranger.PageAsync(sent.Headers.Location!.PathAndQuery())).Text("main"), StringComparison.Ordinal);
        page = await stranger.PageAsync(link);
        Assert.Equal("2", page.QuerySelector("input[name=avis-satisfaction]:checked")!.GetAttribute("value"));
        using var again = await stranger.SendAsync(link, page, "avis", Filled("5"));
        Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
        var survey = await scene.SurveyAsync(session);
        Assert.Equal((1, "0,0,0,0,1"), (survey.Tally.Answers, string.Join(',', survey.Tally.Counts["satisfaction"])));

        scene.Clock.UtcNow += TimeSpan.FromDays(22);
        Assert.Contains("Le temps pour répondre est passé", (await stranger.PageAsync(link, HttpStatusCode.Gone)).Text("main"), StringComparison.Ordinal);
        Assert.Equal(["survey-over"], (await scene.AnswerAsync(link)).Codes());
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task An_anonymous_answer_is_given_once_however_many_try_at_once(string database)
    {
        await using var scene = await MailScene.CreateAsync(database);
        var session = await scene.HeldAsync(people: 2);
        await scene.AskAsync();
        var link = scene.Links()[0].Link;
        using var stranger = await scene.Installation.StrangerAsync();
        Assert.Contains("votre réponse ne peut donc plus être changée", (await stranger.PageAsync(link)).Text("main .notice"), StringComparison.Ordinal);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => scene.AnswerAsync(link)));
        Assert.Single(answers, a => a.Succeeded);
        Assert.All(answers.Where(a => !a.Succeeded), a => Assert.Equal(["survey-answered"], a.Codes()));
        Assert.Equal(1, (await scene.SurveyAsync(session)).Tally.Answers);
        Assert.Contains("Vous avez déjà répondu", (await stranger.PageAsync(link)).Text("main"), StringComparison.Ordinal);
        Assert.Empty((await stranger.PageAsync(link)).QuerySelectorAll("main form"));
    }

    [Fact]
    public async Task A_link_that_is_none_of_ours_leads_to_a_page_that_says_so()
    {
        await using var scene = await MailScene.CreateAsync("sqlite");
        await scene.HeldAsync(people: 1);
        await scene.AskAsync();
        using var stranger = await scene.Installation.StrangerAsync();
        foreach (var made in new[] { new string('a', 64), "1", scene.Links()[0].Link[6..^1], new string('b', 300) })
            Assert.Contains("Ce lien ne mène à aucun questionnaire", (await stranger.PageAsync("/avis/" + made, HttpStatusCode.Gone)).Text("h1"), StringComparison.Ordinal);
        Assert.Equal(["link-dead"], (await scene.AnswerAsync("/avis/" + new string('a', 64))).Codes());
        // The page of the session leads nobody to an answer.
        Assert.Empty(await scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<SurveyAnswer>().ToListAsync()));
    }

    [Fact]
    public void Whatever_is_sent_is_kept_within_the_questions_or_refused() => Gen.Select(
        Gen.OneOf(Gen.Const(""), Gen.Int[-1, 9].Select(i => $"{i}"), Gen.String).List[0, 3], Gen.OneOf(Gen.Const(""), Gen.Int[0, 4].Select(i => $"{i}"), Gen.String).List[0, 3], Gen.String).Sample((numbers, choices, text) =>
        {
            var read = AnswerForm.Read(Everything, field => field switch
            {
                "avis-note" or "avis-oui" => numbers,
                "avis-choix" or "avis-plusieurs" => choices,
                "avis-texte" => [text],
                _ => [],
            });
            if (!read.TryGet(out var given, out var refusals))
            {
                Assert.All(refusals, r => Assert.StartsWith("avis-", r.Field, StringComparison.Ordinal));
                return;
            }

            // What is kept comes back as it was, and counts without a fault.
            var row = new SurveyAnswer { Id = Guid.Empty, SurveyId = Guid.Empty, Numbers = given.WriteNumbers(), Texts = given.WriteTexts() };
            var back = GivenAnswer.Of(row);
            Assert.Equal(given.Numbers.Keys.Order(), back.Numbers.Keys.Order());
            Assert.DoesNotContain(back.Texts.GetValueOrDefault("texte") ?? "", c => c != '\n' && char.IsControl(c));
            var tally = AnswerForm.Tally(Everything, [back]);
            Assert.Equal(1, tally.Counts["note"].Sum());
            Assert.True(tally.Counts["plusieurs"].Sum() <= 2);
        });

    private static Dictionary<string, string> Filled(string mark) => new() { ["avis-satisfaction"] = mark, ["avis-objectifs"] = "4", ["avis-contenu"] = "4", ["avis-usage"] = "4" };
}
