using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Jobs;
using Ramure.Kernel.Operations;
using Ramure.Tests.Journal;
using Ramure.Tests.Support;
using Ramure.Training.Exchange;
using Ramure.Training.Exchange.Mapping;

namespace Ramure.Tests.Training.Exchange;

/// <summary>The page on which staff exchange files.</summary>
public sealed class ExchangePageTests
{
    private const string Address = "/formations/echanges";

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_file_is_checked_first_and_taken_in_after(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        await scene.PublishedAsync();
        using var staff = await scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        Assert.Contains("GAIA, académies (proposition)", (await staff.PageAsync(Address)).Text("#lecture"), StringComparison.Ordinal);
        using var nothing = await staff.SendAsync(Address, await staff.PageAsync(Address), "fichier", new() { ["lecture"] = "x" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nothing.StatusCode);
        var said = WebUtility.HtmlDecode(await nothing.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.All(["quoi-erreur", "lecture-erreur", "file-erreur"], field => Assert.Contains(field, said, StringComparison.Ordinal));

        var plan = await SendAsync(staff, "sessions", ExchangeScene.TwoHalves);
        using (var colleague = await scene.Installation.ClientAsync(Role.AtelierStaff, "A62"))
            await colleague.PageAsync(plan, HttpStatusCode.Forbidden);
        var page = await staff.PageAsync(plan);
        Assert.Contains("2 | Premiers pas en webradio | nouveau", page.Text("tbody tr > *"), StringComparison.Ordinal);
        Assert.Empty(await scene.AllSessionsAsync());
        using var done = await staff.SendAsync(plan, page, "confirmation", []);
        Assert.Equal(Address, done.Headers.Location!.PathAndQuery());
        Assert.Single(await scene.AllSessionsAsync());
        await staff.PageAsync(plan, HttpStatusCode.NotFound);

        var wrong = await staff.PageAsync(await SendAsync(staff, "inscriptions", ExchangeScene.People + "S1;;;;lise;;;inscrit;\n"));
        Assert.Contains("fichier.csv, ligne 2, colonne 4 (nom)", wrong.Text(".error-summary"), StringComparison.Ordinal);
        Assert.Null(wrong.QuerySelector("input[name=_handler][value=confirmation]"));
        Assert.Contains("2 | courriel", wrong.Text("#corrections tbody tr > *"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_confirmed_is_what_was_shown()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        await scene.PublishedAsync();
        using var staff = await scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        var plan = await SendAsync(staff, "sessions", ExchangeScene.TwoHalves);
        var seen = await staff.PageAsync(plan);
        await scene.TakenAsync(ExchangeKind.Sessions, ExchangeScene.TwoHalves);
        using var moved = await staff.SendAsync(plan, seen, "confirmation", []);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, moved.StatusCode);
        Assert.Contains("n’est plus le même", WebUtility.HtmlDecode(await moved.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)), StringComparison.Ordinal);
        using var again = await staff.SendAsync(plan, await staff.PageAsync(plan), "confirmation", []);
        Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
        Assert.Single(await scene.AllSessionsAsync());
    }

    [Fact]
    public async Task A_file_that_is_never_taken_in_is_gone_after_a_day()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        using var staff = await scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        var plan = await SendAsync(staff, "inscriptions", ExchangeScene.People + "S1;;06E9912345XYZ;Lise;lise@exemple.test;;;inscrit;\n");
        async Task SweepAsync() => await scene.Installation.RunAsync(s => s.GetServices<IJob>().OfType<ForgetUploads>().Single().RunAsync(CancellationToken.None));
        await SweepAsync();
        await staff.PageAsync(plan);
        scene.Clock.UtcNow += ExchangeUploads.Kept + TimeSpan.FromMinutes(1);
        await SweepAsync();
        await staff.PageAsync(plan, HttpStatusCode.NotFound);
        Assert.Empty(await scene.KeysAsync());
    }

    [Fact]
    public async Task Who_may_not_is_refused_and_what_does_not_exist_is_not_found()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        await scene.PublishedAsync();
        await scene.TakenAsync(ExchangeKind.Sessions, ExchangeScene.TwoHalves);
        using var stranger = await scene.Installation.StrangerAsync();
        Assert.Contains("/connexion", (await stranger.GetAsync(Address, TestContext.Current.CancellationToken)).Headers.Location!.ToString(), StringComparison.Ordinal);
        foreach (var role in new[] { Role.Teacher, Role.OversightReader })
        {
            using var other = await scene.Installation.ClientAsync(role, "A62");
            await other.PageAsync(Address, HttpStatusCode.Forbidden);
        }

        using var staff = await scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        await staff.PageAsync($"{Address}/verification", HttpStatusCode.NotFound);
        await staff.PageAsync($"{Address}/verification?fichier={Guid.Empty}&quoi=sessions&correspondance=ramure", HttpStatusCode.NotFound);
        // A trainer exchanges persons, not sessions.
        using var trainer = await scene.Installation.ClientAsync(Role.Trainer, "A62");
        Assert.DoesNotContain("Sessions", (await trainer.PageAsync(Address)).Text(".choices"), StringComparison.Ordinal);
        await trainer.PageAsync((await SendAsync(trainer, "inscriptions", ExchangeScene.People + "S1;;;Lise;lise@exemple.test;;;inscrit;\n")).Replace("quoi=inscriptions", "quoi=sessions", StringComparison.Ordinal), HttpStatusCode.Forbidden);
        Assert.Equal(HttpStatusCode.Forbidden, (await trainer.GetAsync(Files("sessions"), TestContext.Current.CancellationToken)).StatusCode);
        // Another unit's lines are refused one by one.
        using var elsewhere = await scene.Installation.ClientAsync(Role.AtelierStaff, "A988");
        Assert.Contains("Votre compte ne gère pas les inscrits des sessions de A62", (await elsewhere.PageAsync(await SendAsync(elsewhere, "inscriptions", ExchangeScene.People + "S1;;;Lise;lise@exemple.test;;;inscrit;\n"))).Text(".error-summary"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await elsewhere.GetAsync(Files("inscriptions"), TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task Files_are_given_with_their_trace_and_a_wrong_question_is_answered()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        await scene.PublishedAsync();
        await scene.TakenAsync(ExchangeKind.Sessions, ExchangeScene.TwoHalves);
        await scene.TakenAsync(ExchangeKind.Registrations, ExchangeScene.People + "S1;C1;;Lise;lise@exemple.test;;;inscrit;\n");
        using var staff = await scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        using var asked = await staff.GetAsync($"{Address}?donner=1&unite=Z&du=hier&au=2024-01-01&correspondance=x", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, asked.StatusCode);
        var page = await staff.PageAsync($"{Address}?donner=1&unite=A62&du=2024-09-01&au=2024-12-31&correspondance=ramure");
        var links = page.QuerySelectorAll("#fichiers a").Select(a => a.GetAttribute("href")!).ToList();
        Assert.Equal(3, links.Count);
        Assert.StartsWith("\uFEFFsession;formation;titre;", Encoding.UTF8.GetString(await staff.GetByteArrayAsync(links[0], TestContext.Current.CancellationToken)), StringComparison.Ordinal);
        Assert.Contains("S1;C1;;Lise;lise@exemple.test;", await staff.GetStringAsync(links[1], TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await staff.GetStringAsync(links[2], TestContext.Current.CancellationToken);
        var read = await scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<AuditEvent>().Where(e => e.Operation == "audit.read-persons").OrderBy(e => e.Sequence).Select(e => e.SubjectId).ToListAsync());
        Assert.Equal([$"{Address}/inscriptions.csv", $"{Address}/presences.csv"], read);
        Assert.Equal(HttpStatusCode.BadRequest, (await staff.GetAsync($"{Address}/sessions.csv?unite=A62&du=2024-09-01&au=x&correspondance=ramure", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await staff.GetAsync(Files("sessions").Replace("ramure", "gaia", StringComparison.Ordinal), TestContext.Current.CancellationToken)).StatusCode);
    }

    private static string Files(string kind) => $"{Address}/{kind}.csv?unite=A62&du=2024-09-01&au=2024-12-31&correspondance=ramure";

    private static async Task<string> SendAsync(HttpClient client, string what, string text)
    {
        using var sent = await client.SendAsync(Address, await client.PageAsync(Address), "fichier", new() { ["quoi"] = what, ["lecture"] = "ramure" }, ("file", "fichier.csv", Encoding.UTF8.GetBytes(text)));
        Assert.True(sent.StatusCode == HttpStatusCode.Redirect, await sent.Content.ReadAsStringAsync());
        return sent.Headers.Location!.PathAndQuery();
    }
}
