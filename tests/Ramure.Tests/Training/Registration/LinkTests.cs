using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Mail;
using Ramure.Kernel.Operations;
using Ramure.Kernel.PersonalData;
using Ramure.Tests.Accounts;
using Ramure.Tests.Journal;
using Ramure.Tests.Support;
using Ramure.Training.Model;
using Ramure.Training.Registration;
using Ramure.Training.Registration.Links;

namespace Ramure.Tests.Training.Registration;

/// <summary>Registering without an account, by a link.</summary>
public sealed class LinkTests
{
    private static readonly Dictionary<string, string> Lise = new()
    {
        ["Person"] = "Lise Martin",
        ["Email"] = "Lise.Martin@exemple.test",
        ["Text.Audience"] = "teacher-primary",
        ["Text.School"] = "Achicourt",
    };

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_link_registers_shows_takes_an_offer_and_gives_back(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var session = await scene.SessionAsync(seats: 1);
        var alice = await scene.RegisterAsync(session, "Alice");
        using var stranger = await scene.Installation.StrangerAsync();
        await AskAsync(stranger, session, new(Lise));
        Assert.Equal("Alice Confirmed", await scene.PeopleAsync(session));
        var link = (await AskedAsync(scene))[^1].LinkPath!;
        // Only the digest is kept.
        var kept = Assert.Single(await LinksAsync(scene));
        Assert.DoesNotContain(kept.TokenHash, link, StringComparison.Ordinal);
        Assert.Equal(ManageLinks.Hash(link.Split('=')[1]), kept.TokenHash);

        // Reading the page, as a mail filter does, registers nobody.
        Assert.Contains("Collège Adam de la Halle, Achicourt", (await stranger.PageAsync(link)).Text("dl"), StringComparison.Ordinal);
        Assert.Equal("Alice Confirmed", await scene.PeopleAsync(session));
        using var confirmed = await stranger.SendAsync(link, await stranger.PageAsync(link), "confirmer", []);
        var own = confirmed.Headers.Location!.PathAndQuery();
        Assert.Equal("Alice Confirmed, Lise Martin Waiting", await scene.PeopleAsync(session));
        Assert.Contains("au rang 1", (await stranger.PageAsync(own)).Text("main p"), StringComparison.Ordinal);
        var row = await RowAsync(scene, "lise.martin@exemple.test");
        Assert.Equal((RegistrationOrigin.Link, "teacher-primary", "0622863A"), (row.Origin, row.Audience, row.Uai));
        // It was good once.
        await stranger.PageAsync(link, HttpStatusCode.Gone);

        await scene.RunAsync(s => s.GetRequiredService<Registrar>().WithdrawAsync(alice.Id));
        using var taken = await stranger.SendAsync(own, await stranger.PageAsync(own), "accepter", []);
        Assert.Equal(HttpStatusCode.Redirect, taken.StatusCode);
        Assert.Equal("Alice Withdrawn, Lise Martin Confirmed", await scene.PeopleAsync(session));
        using var left = await stranger.SendAsync(own + "&desister=1", await stranger.PageAsync(own + "&desister=1"), "desister", []);
        Assert.Equal(HttpStatusCode.Redirect, left.StatusCode);
        Assert.Equal("Alice Withdrawn, Lise Martin Withdrawn", await scene.PeopleAsync(session));
        foreach (var operation in new[] { "training.ask-link", "training.register-by-link", "training.accept-by-link", "training.withdraw-by-link" })
            Assert.All(await scene.Installation.TrailAsync(operation), e => Assert.Equal(("A62", false), (e.Unit, (e.After ?? "").Contains('@', StringComparison.Ordinal))));
        Assert.NotEmpty(await scene.Installation.TrailAsync("training.withdraw-by-link"));
    }

    [Fact]
    public async Task A_link_lasts_a_day_and_what_it_said_is_forgotten_with_it()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        var session = await scene.SessionAsync(seats: 1);
        using var stranger = await scene.Installation.StrangerAsync();
        await AskAsync(stranger, session, new(Lise));
        var link = (await AskedAsync(scene))[^1].LinkPath!;
        scene.Clock.UtcNow += LinkRegistrar.Good + TimeSpan.FromMinutes(1);
        await stranger.PageAsync(link, HttpStatusCode.Gone);
        Assert.Equal("link-dead", Assert.Single((await scene.RunAsync(s => s.GetRequiredService<LinkRegistrar>().ConfirmAsync(link.Split('=')[1]))).Refusals).Code);
        Assert.Equal("Lise Martin", Assert.Single(await LinksAsync(scene)).Name);
        await scene.RunAsync(s => s.GetRequiredService<OperationRunner>().RunAsync<int>(
            new Operation("test.forget", Permission.System), async scope => await s.GetServices<IPersonalData>().OfType<LinkPersonalData>().Single().ForgetAsync(scope, CancellationToken.None)));
        Assert.Empty(await LinksAsync(scene));
    }

    [Fact]
    public async Task Who_asks_for_somebody_who_is_registered_is_answered_the_same_and_only_the_mail_box_learns_it()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        var session = await scene.SessionAsync(seats: 3);
        await scene.RunAsync(s => s.GetRequiredService<Registrar>().RegisterAsync(new RegisterPerson(session.Id, "Lise Martin", Lise["Email"])));
        using var stranger = await scene.Installation.StrangerAsync();
        var known = await AskAsync(stranger, session, new(Lise));
        var unknown = await AskAsync(stranger, session, new(Lise) { ["Email"] = "jean@exemple.test" });
        Assert.Equal(Page(known), Page(unknown));
        var letters = await AskedAsync(scene);
        Assert.Equal(2, letters.Count);
        Assert.Equal(letters[0].Subject, letters[1].Subject);
        // The owner of the box comes to the registration that there is.
        using var confirmed = await stranger.SendAsync(letters[0].LinkPath!, await stranger.PageAsync(letters[0].LinkPath!), "confirmer", []);
        Assert.Contains("inscrit", (await stranger.PageAsync(confirmed.Headers.Location!.PathAndQuery())).Text("main p"), StringComparison.Ordinal);
        Assert.Equal("Lise Martin Confirmed", await scene.PeopleAsync(session));

        static string Page((Uri? Location, string Text) answer) => $"{answer.Location} {answer.Text}";
    }

    [Fact]
    public async Task No_more_than_three_mails_an_hour_go_to_one_address()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        var session = await scene.SessionAsync(seats: 3);
        using var stranger = await scene.Installation.StrangerAsync();
        for (var i = 0; i < LinkRegistrar.PerHour + 2; i++)
            await AskAsync(stranger, session, new(Lise) { ["Email"] = i % 2 == 0 ? "lise.martin@exemple.test" : "LISE.MARTIN@exemple.test" });
        Assert.Equal(LinkRegistrar.PerHour, (await AskedAsync(scene)).Count);
        await AskAsync(stranger, session, new(Lise) { ["Email"] = "jean@exemple.test" });
        scene.Clock.UtcNow += TimeSpan.FromHours(1.1);
        await AskAsync(stranger, session, new(Lise));
        Assert.Equal(LinkRegistrar.PerHour + 2, (await AskedAsync(scene)).Count);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Of_many_who_follow_one_link_at_once_one_registers(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var session = await scene.SessionAsync(seats: 3);
        using var stranger = await scene.Installation.StrangerAsync();
        await AskAsync(stranger, session, new(Lise));
        var secret = ((await AskedAsync(scene))[^1].LinkPath!).Split('=')[1];
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => scene.RunAsync(s => s.GetRequiredService<LinkRegistrar>().ConfirmAsync(secret))));
        Assert.Single(answers, a => a.Succeeded);
        Assert.Equal("Lise Martin Confirmed", await scene.PeopleAsync(session));
    }

    [Fact]
    public async Task What_is_wrong_is_said_and_no_mail_goes_out()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        var session = await scene.SessionAsync(seats: 3);
        var address = $"/formations/sessions/{session.Id}/courriel";
        using var stranger = await scene.Installation.StrangerAsync();
        await stranger.PageAsync($"/formations/sessions/{Guid.Empty}/courriel", HttpStatusCode.NotFound);
        using var wrong = await stranger.SendAsync(address, await stranger.PageAsync(address), "courriel", new() { ["Person"] = " ", ["Email"] = "lise", ["Text.School"] = "collège" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        var text = WebUtility.HtmlDecode(await wrong.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        foreach (var message in new[] { "Donnez le nom et le prénom", "n’est pas valable", "Dites de quel public", "Plusieurs établissements répondent à « collège »", "Collège Marguerite Berger, Pas-en-Artois" })
            Assert.Contains(message, text, StringComparison.Ordinal);
        Assert.Empty(await AskedAsync(scene));

        var closed = await scene.SessionAsync(seats: 3, mode: "designation");
        Assert.Contains("ses participants sont désignés", (await stranger.PageAsync($"/formations/sessions/{closed.Id}/courriel")).Text("main"), StringComparison.Ordinal);
        Assert.Equal("session-by-nomination", Assert.Single((await scene.RunAsync(s => s.GetRequiredService<LinkRegistrar>()
            .AskAsync(new AskLink(closed.Id, "Lise", "lise@exemple.test", Belonging.Unsaid)))).Refusals).Code);
        await stranger.PageAsync("/inscription?jeton=" + new string('a', 64), HttpStatusCode.Gone);
        await stranger.PageAsync("/inscription", HttpStatusCode.Gone);
    }

    [Fact]
    public async Task Who_opens_an_account_later_finds_the_registration_there()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        var session = await scene.SessionAsync(seats: 3);
        var account = await scene.Installation.OpenAsync();
        var row = (await scene.RunAsync(s => s.GetRequiredService<Registrar>().RegisterAsync(new RegisterPerson(session.Id, "Camille Essai", "ailleurs@exemple.test")))).Value;
        await scene.RunAsync(async s => await s.GetRequiredService<RamureDb>().Set<global::Ramure.Accounts.Model.Account>().Where(a => a.Id == account)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.Email, "Ailleurs@exemple.test").SetProperty(a => a.NormalizedEmail, "AILLEURS@EXEMPLE.TEST")));
        Assert.Equal(row.Id, Assert.Single(await scene.Installation.AsAsync(account, s => s.GetRequiredService<RegistrationReader>().OwnAsync())).Registration.Id);
        Assert.True((await scene.Installation.AsAsync(account, s => s.GetRequiredService<Registrar>().WithdrawSelfAsync(row.Id))).Succeeded);
        var other = await scene.Installation.OpenAsync();
        Assert.Empty(await scene.Installation.AsAsync(other, s => s.GetRequiredService<RegistrationReader>().OwnAsync()));
        Assert.Equal("registration-unknown", Assert.Single((await scene.Installation.AsAsync(other, s => s.GetRequiredService<Registrar>().WithdrawSelfAsync(row.Id))).Refusals).Code);
    }

    private static async Task<(Uri? Location, string Text)> AskAsync(HttpClient client, Session session, Dictionary<string, string> said)
    {
        var address = $"/formations/sessions/{session.Id}/courriel";
        using var sent = await client.SendAsync(address, await client.PageAsync(address), "courriel", said);
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        return (sent.Headers.Location, (await client.PageAsync(sent.Headers.Location!.PathAndQuery())).Text("main"));
    }

    /// <summary>The mails that ask for a confirmation; others tell what became of a registration, some time after it.</summary>
    private static async Task<List<Letter>> AskedAsync(TrainingScene scene) => (await scene.Installation.LettersAsync()).FindAll(l => l.Subject == "confirmer votre inscription");

    private static Task<List<RegistrationLink>> LinksAsync(TrainingScene scene) =>
        scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<RegistrationLink>().AsNoTracking().Where(l => l.Purpose == RegistrationLinkPurpose.Register).OrderBy(l => l.SentAt).ToListAsync());

    private static Task<SessionRegistration> RowAsync(TrainingScene scene, string key) =>
        scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<SessionRegistration>().SingleAsync(r => r.PersonKey == key));
}
