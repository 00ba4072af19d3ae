using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Tests.Accounts;
using Ramure.Tests.Journal;
using Ramure.Tests.Support;
using Ramure.Tests.Training.Mail;
using Ramure.Training.Evaluation.Questionnaires;
using Ramure.Training.Model;

namespace Ramure.Tests.Training.Evaluation;

/// <summary>Questionnaires, their versions and the units that may ask them.</summary>
public sealed class QuestionnaireTests
{
    private static readonly QuestionnaireText Short = new()
    {
        Title = "Après l’atelier",
        Questions = [new() { Kind = "scale", Text = "Utile ?", Required = "oui", Satisfaction = "oui" }, new() { Kind = "one", Text = "Le rythme", Choices = "lent\nbon\nrapide" }],
    };

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Two_come_with_the_product_and_stay_as_they_are(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var offered = await scene.RunAsync(s => s.GetRequiredService<QuestionnaireReader>().OfferedAsync("A62"));
        Assert.Equal(["À chaud", "À froid"], offered.Select(q => q.Questionnaire.Title));
        Assert.All(offered, q => Assert.Equal((QuestionnaireReader.Product, 1), (q.From, q.Questionnaire.Version)));
        Assert.Equal(["questionnaire-shipped"], (await scene.RunAsync(s => s.GetRequiredService<QuestionnaireEditor>().ChangeAsync(SurveyScene.AtOnce, 1, Short))).Codes());
        // Starting again brings nothing twice.
        await using var second = await scene.Installation.CreateSecondHostAsync();
        Assert.Equal(2, await second.RunAsync(s => s.GetRequiredService<RamureDb>().Set<QuestionnaireVersion>().CountAsync()));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_change_is_a_version_and_what_was_asked_keeps_its_own(string database)
    {
        await using var scene = await MailScene.CreateAsync(database);
        var own = (await scene.RunAsync(s => s.GetRequiredService<QuestionnaireEditor>().CreateAsync("A62", Short))).Value;
        await scene.HeldAsync(people: 1, say: t => (t.Questionnaire, t.Anonymous) = (own.Id.ToString(), "nominatif"));
        await scene.AskAsync();
        var first = await VersionAsync(scene, own.Id, 1);
        var changed = QuestionnaireText.Of(first);
        changed.Questions![0].Text = "Cela vous sert-il ?";
        changed.Questions[1].Kind = "text";
        changed.Questions.Add(new() { Kind = "yes-no", Text = "Utile ?" });
        Assert.Equal(2, (await scene.RunAsync(s => s.GetRequiredService<QuestionnaireEditor>().ChangeAsync(own.Id, 1, changed))).Value.Version);
        Assert.Equal(["utile", "le-rythme"], first.Questions.Select(q => q.Key));
        // The key follows the question, not its words; another way to answer is another question.
        Assert.Equal(["utile", "le-rythme-2", "utile-2"], (await VersionAsync(scene, own.Id, 2)).Questions.Select(q => q.Key));
        using var stranger = await scene.Installation.StrangerAsync();
        Assert.Contains("Utile ?", (await stranger.PageAsync(scene.Links()[0].Link)).Text("main form"), StringComparison.Ordinal);
        Assert.Equal(["questionnaire-changed"], (await scene.RunAsync(s => s.GetRequiredService<QuestionnaireEditor>().ChangeAsync(own.Id, 1, changed))).Codes());
        Assert.Equal(["training.write-questionnaire", "training.change-questionnaire"],
            (await scene.Installation.TrailAsync("training.write-questionnaire")).Concat(await scene.Installation.TrailAsync("training.change-questionnaire")).Select(e => e.Operation));
    }

    [Fact]
    public async Task A_unit_asks_its_own_those_above_it_and_no_others()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        foreach (var (unit, title) in new[] { ("RC", "Du réseau"), ("A62", "D’Arras"), ("A988", "De Nouméa") })
            await scene.RunAsync(s => s.GetRequiredService<QuestionnaireEditor>().CreateAsync(unit, new QuestionnaireText { Title = title, Questions = Short.Questions }));
        Task<IReadOnlyList<QuestionnaireRow>> OfAsync(string unit) => scene.RunAsync(s => s.GetRequiredService<QuestionnaireReader>().OfferedAsync(unit));
        Assert.Equal(["D’Arras", "Du réseau", "À chaud", "À froid"], (await OfAsync("A62")).Select(q => q.Questionnaire.Title));
        Assert.Equal(["De Nouméa", "Du réseau", "À chaud", "À froid"], (await OfAsync("A988")).Select(q => q.Questionnaire.Title));
        var own = (await OfAsync("A62"))[0].Questionnaire.Id;
        Assert.True((await scene.RunAsync(s => s.GetRequiredService<QuestionnaireEditor>().OfferAsync(own, false))).Succeeded);
        Assert.Equal(["Du réseau", "À chaud", "À froid"], (await OfAsync("A62")).Select(q => q.Questionnaire.Title));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_editor_works_without_script_and_names_what_is_wrong(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        using var staff = await scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        const string address = "/formations/questionnaires/nouveau?unite=A62";
        var page = await staff.PageAsync(address);
        using var added = await staff.SendAsync(address, page, "questionnaire", new() { ["Text.Title"] = "Essai", ["Text.Questions[0].Text"] = "Première ?", ["Action"] = "ajouter" });
        page = await added.DocumentAsync();
        Assert.Equal("Question 1 | Question 2", page.Text("main form > fieldset > legend"));
        Assert.Equal("Première ?", page.QuerySelector("#q1-texte")!.GetAttribute("value"));
        using var moved = await staff.SendAsync(address, page, "questionnaire", new() { ["Text.Questions[1].Text"] = "Seconde ?", ["Action"] = "monter-2" });
        page = await moved.DocumentAsync();
        Assert.Equal("Seconde ?", page.QuerySelector("#q1-texte")!.GetAttribute("value"));

        using var wrong = await staff.SendAsync(address, page, "questionnaire", new()
        {
            ["Text.Title"] = " ",
            ["Text.Questions[0].Text"] = "",
            ["Text.Questions[1].Kind"] = "one",
            ["Text.Questions[1].Choices"] = "seul",
            ["Text.Questions[1].Satisfaction"] = "oui",
            ["Action"] = "enregistrer",
        });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        var text = WebUtility.HtmlDecode(await wrong.Content.ReadAsStringAsync());
        foreach (var message in new[] { "Donnez un titre", "Question 1 : écrivez la question", "Question 2 : donnez de 2 à 20 choix", "Question 2 : seule une échelle" })
            Assert.Contains(message, text, StringComparison.Ordinal);

        using var preview = await staff.SendAsync(address, page, "questionnaire", new() { ["Action"] = "apercu" });
        Assert.Contains("Seconde ?", (await preview.DocumentAsync()).Text("#apercu"), StringComparison.Ordinal);
        using var saved = await staff.SendAsync(address, page, "questionnaire", new() { ["Action"] = "enregistrer" });
        var own = saved.Headers.Location!.PathAndQuery();
        Assert.Contains("Seconde ?", (await staff.PageAsync(own)).Text("main"), StringComparison.Ordinal);
        Assert.Contains("Essai", (await staff.PageAsync("/formations/questionnaires")).Text("main table"), StringComparison.Ordinal);

        // Others read nothing of it, and nobody finds what is not.
        using var elsewhere = await scene.Installation.ClientAsync(Role.AtelierStaff, "A988");
        await elsewhere.PageAsync(own, HttpStatusCode.Forbidden);
        await elsewhere.PageAsync(own + "/modifier", HttpStatusCode.Forbidden);
        await elsewhere.PageAsync("/formations/questionnaires?unite=A62", HttpStatusCode.Forbidden);
        using var teacher = await scene.Installation.ClientAsync(Role.Teacher, "A62");
        await teacher.PageAsync(own, HttpStatusCode.Forbidden);
        await staff.PageAsync($"/formations/questionnaires/{Guid.Empty}", HttpStatusCode.NotFound);
        await staff.PageAsync(own + "?version=9", HttpStatusCode.NotFound);
        await staff.PageAsync("/formations/questionnaires?unite=A00", HttpStatusCode.NotFound);
    }

    private static Task<QuestionnaireContent> VersionAsync(TrainingScene scene, Guid id, int number) => scene.RunAsync(async s =>
        (await s.GetRequiredService<RamureDb>().Set<QuestionnaireVersion>().AsNoTracking().SingleAsync(v => v.QuestionnaireId == id && v.Number == number)).Content);
}
