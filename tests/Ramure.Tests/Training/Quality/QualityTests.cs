using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Network.Contracts;
using Ramure.Tests.Accounts;
using Ramure.Tests.Journal;
using Ramure.Tests.Support;
using Ramure.Tests.Training.Evaluation;
using Ramure.Tests.Training.Mail;
using Ramure.Training.Quality;

namespace Ramure.Tests.Training.Quality;

/// <summary>The evidence of the 32 indicators.</summary>
public sealed class QualityTests
{
    private const string Here = "/formations/qualite?unite=A62&annee=2024";

    [Fact]
    public async Task The_file_states_the_32_indicators_by_criterion_and_which_concern_training()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        var all = await scene.RunAsync(s => Task.FromResult(s.GetRequiredService<QualityIndicators>().All));
        Assert.Equal(Enumerable.Range(1, 32), all.Select(i => i.Number));
        Assert.Equal([3, 5, 8, 4, 2, 7, 3], all.GroupBy(i => i.Criterion).OrderBy(g => g.Key).Select(g => g.Count()));
        Assert.Equal([3, 7, 13, 14, 15, 16, 20, 28, 29], all.Where(i => !i.Applies).Select(i => i.Number));
        Assert.All(all, i => Assert.Equal(i.Applies, i.WhyNot.Length == 0));
        Assert.All(all, i => Assert.NotEmpty(i.Text));
        // What applies has a proof somewhere.
        Assert.All(all.Where(i => i.Applies), i => Assert.NotEmpty(i.Evidence + i.Outside));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Evidence_is_found_where_it_is_and_what_lacks_is_said(string database)
    {
        await using var scene = await MailScene.CreateAsync(database);
        await scene.HeldAsync(people: 5);
        await scene.AskAsync();
        foreach (var (_, link) in scene.Links())
            await scene.AnswerAsync(link, "difficulte=La salle était froide");
        var lines = await LinesAsync(scene);
        Assert.Equal(EvidenceState.NotConcerned, lines[3].State);
        // Every published training says all it must: publishing asks for it.
        Assert.Equal((EvidenceState.Found, "1 sur 1 formation publiée : tout ce qui doit être dit l’est"), (lines[1].State, lines[1].Found[0].Text.Replace('\u00a0', ' ')));
        Assert.Equal("1 feuille de présence close sur 1 session tenue", lines[10].Found[0].Text.Replace('\u00a0', ' '));
        Assert.StartsWith("5 réponses aux questionnaires sur 5 personnes sollicitées", lines[30].Found[0].Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Contains("5 réponses avec un commentaire, 0 suite notée", lines[31].Found[0].Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
        // There is more to show than Ramure holds: incomplete until the unit says where that is.
        Assert.Equal(EvidenceState.Incomplete, lines[30].State);
        Assert.Equal(EvidenceState.Elsewhere, lines[23].State);
        Assert.True((await scene.RunAsync(s => s.GetRequiredService<QualityNotes>().AddAsync("RC", 23, new QualityNoteText { Note = "Veille du réseau", Link = "https://exemple.test/veille" }))).Succeeded);
        Assert.Equal(EvidenceState.Found, (await LinesAsync(scene))[23].State);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_page_shows_adds_and_withdraws_and_says_that_it_is_no_conformity(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        using var staff = await scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        var page = await staff.PageAsync(Here);
        Assert.Contains("Ce sont des preuves trouvées, pas une conformité", page.Text("main .notice"), StringComparison.Ordinal);
        Assert.Equal(32, page.QuerySelectorAll("main tbody tr").Length);
        const string one = "/formations/qualite/23?unite=A62&annee=2024";
        using var wrong = await staff.SendAsync(one, await staff.PageAsync(one), "note", new() { ["Text.Note"] = " ", ["Text.Link"] = "javascript:alert(1)", ["Text.Day"] = "2099-01-01" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        var text = WebUtility.HtmlDecode(await wrong.Content.ReadAsStringAsync());
        foreach (var message in new[] { "Dites quelle est la preuve", "commence par https://", "aujourd’hui au plus tard" })
            Assert.Contains(message, text, StringComparison.Ordinal);
        using var added = await staff.SendAsync(one, await staff.PageAsync(one), "note", new() { ["Text.Note"] = "Revue de presse", ["Text.Link"] = "https://exemple.test/v", ["Text.Day"] = "2024-06-01" });
        Assert.Equal(HttpStatusCode.Redirect, added.StatusCode);
        page = await staff.PageAsync(one);
        Assert.Contains("preuve du 1er juin 2024", page.Text("main"), StringComparison.Ordinal);
        Assert.Contains("noreferrer", page.QuerySelector("main a[href='https://exemple.test/v']")!.GetAttribute("rel"), StringComparison.Ordinal);
        Assert.Contains("Revue de presse (https://exemple.test/v)", await staff.GetStringAsync("/formations/qualite/export.csv?unite=A62&annee=2024"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await staff.GetAsync("/formations/qualite/export.xlsx?unite=A62&annee=2024")).StatusCode);
        var handler = page.QuerySelectorAll("main form input[name=_handler]").Select(i => i.GetAttribute("value")!).First(h => h.StartsWith("retirer-", StringComparison.Ordinal));
        using var withdrawn = await staff.SendAsync(one, page, handler, []);
        Assert.Equal(HttpStatusCode.Redirect, withdrawn.StatusCode);
        Assert.DoesNotContain("Revue de presse", (await staff.PageAsync(one)).Text("main"), StringComparison.Ordinal);
        Assert.All((await scene.Installation.TrailAsync("training.add-quality-note")).Concat(await scene.Installation.TrailAsync("training.withdraw-quality-note")), e => Assert.Equal("A62", e.Unit));

        // A service of the head office reads, and writes nothing.
        using var service = await scene.Installation.ClientAsync(Role.HeadOfficeService, "A62");
        Assert.Empty((await service.PageAsync(one)).QuerySelectorAll("main form"));
        using var teacher = await scene.Installation.ClientAsync(Role.Teacher, "A62");
        await teacher.PageAsync(Here, HttpStatusCode.Forbidden);
        using var elsewhere = await scene.Installation.ClientAsync(Role.AtelierStaff, "A988");
        await elsewhere.PageAsync(Here, HttpStatusCode.Forbidden);
        await elsewhere.PageAsync(one, HttpStatusCode.Forbidden);
        await staff.PageAsync("/formations/qualite/33?unite=A62", HttpStatusCode.NotFound);
        await staff.PageAsync("/formations/qualite?unite=A00", HttpStatusCode.NotFound);
    }

    private static Task<Dictionary<int, QualityLine>> LinesAsync(TrainingScene scene) => scene.RunAsync(async s =>
    {
        (await s.GetRequiredService<INetwork>().SnapshotAsync()).TryFind("A62", out var unit);
        return (await s.GetRequiredService<EvidenceReader>().ReadAsync(unit!, 2024)).ToDictionary(l => l.Indicator.Number);
    });
}
