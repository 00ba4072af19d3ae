using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Ramure.Accounts.SignIn;
using Ramure.Kernel.Time;
using Ramure.Tests.Journal;
using Ramure.Tests.Support;

namespace Ramure.Tests.Accounts.Passwords;

public sealed class PasswordPageTests
{
    private const string New = "une autre suite de mots";

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_forgotten_password_is_replaced_by_the_link_once_and_every_session_ends(string database)
    {
        await using var installation = await Person.InstallAsync(database);
        await installation.AddAsync();
        using var thief = await installation.SignedInAsync();
        using var client = await installation.StrangerAsync();
        using (var asked = await AskAsync(client, Person.Email.ToUpperInvariant()))
            Assert.Equal("/connexion/oubli?envoi=1", asked.Headers.Location!.PathAndQuery());
        var link = await installation.LastLinkAsync();

        using var weak = await client.SendAsync(link, await client.PageAsync(link), "nouveau", new() { ["mot-de-passe"] = "motdepasse2026" });
        Assert.Contains("parmi les plus utilisés", (await weak.DocumentAsync()).Text(".error-summary"), StringComparison.Ordinal);
        using var done = await client.SendAsync(link, await client.PageAsync(link), "nouveau", new() { ["mot-de-passe"] = New });
        Assert.Equal("/connexion", done.Headers.Location!.PathAndQuery());

        using var turned = await thief.GetAsync("/compte", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Redirect, turned.StatusCode);
        Assert.Contains("plus valable", (await client.PageAsync(link)).Text("main"), StringComparison.Ordinal);
        Assert.IsType<SignInOutcome.Wrong>(await installation.TryAsync(Person.Password, Person.Home));
        Assert.IsType<SignInOutcome.In>(await installation.TryAsync(New, Person.Home));
        Assert.Contains(await installation.LettersAsync(), l => l.Subject == "mot de passe changé");
        Assert.Contains("\"EndedSessions\":1", Assert.Single(await installation.TrailAsync("accounts.reset-password")).After, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asking_for_an_address_without_account_is_answered_alike_and_sends_nothing()
    {
        await using var installation = await Person.InstallAsync("sqlite");
        using var client = await installation.StrangerAsync();
        using var asked = await AskAsync(client, "personne@exemple.test");
        Assert.Equal("/connexion/oubli?envoi=1", asked.Headers.Location!.PathAndQuery());
        Assert.Empty(await installation.LettersAsync());
        Assert.Equal("unknown", Assert.Single(await installation.TrailAsync("accounts.forgot-password")).SubjectId);
    }

    [Fact]
    public async Task Only_the_last_link_works_for_an_hour_and_a_box_is_not_filled()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero));
        await using var installation = await Person.InstallAsync("sqlite", s => s.AddSingleton<IClock>(new SystemClock(time)));
        await installation.AddAsync();
        using var client = await installation.StrangerAsync();
        for (var i = 0; i < 5; i++)
            (await AskAsync(client, Person.Email)).Dispose();
        var letters = await installation.LettersAsync();
        Assert.Equal(3, letters.Count);
        Assert.Contains("plus valable", (await client.PageAsync(letters[0].LinkPath!)).Text("main"), StringComparison.Ordinal);
        Assert.DoesNotContain("plus valable", (await client.PageAsync(letters[2].LinkPath!)).Text("main"), StringComparison.Ordinal);
        var open = await client.PageAsync(letters[2].LinkPath!);
        time.Advance(TimeSpan.FromMinutes(61));
        using var late = await client.SendAsync(letters[2].LinkPath!, open, "nouveau", new() { ["mot-de-passe"] = New });
        Assert.Contains("plus valable", (await late.DocumentAsync()).Text("main"), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Changing_it_asks_the_present_one_and_leaves_the_other_devices(string database)
    {
        await using var installation = await Person.InstallAsync(database);
        await installation.AddAsync();
        using var other = await installation.SignedInAsync();
        using var client = await installation.SignedInAsync();
        Assert.Contains("pas votre mot de passe actuel", (await ChangeAsync("faux", New)).Errors, StringComparison.Ordinal);
        Assert.Contains("déjà le vôtre", (await ChangeAsync(Person.Password, Person.Password)).Errors, StringComparison.Ordinal);
        Assert.Contains("trop court", (await ChangeAsync(Person.Password, "court")).Errors, StringComparison.Ordinal);
        Assert.Equal("/compte", (await ChangeAsync(Person.Password, New)).Location);

        Assert.Contains("Mon compte", (await client.PageAsync("/compte")).Text("h1"), StringComparison.Ordinal);
        using var turned = await other.GetAsync("/compte", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Redirect, turned.StatusCode);
        Assert.Equal(2, (await installation.TrailAsync("accounts.change-password")).Count);

        async Task<(string Errors, string? Location)> ChangeAsync(string old, string password)
        {
            using var answer = await client.SendAsync("/compte/mot-de-passe", await client.PageAsync("/compte/mot-de-passe"), "changer", new() { ["ancien"] = old, ["mot-de-passe"] = password });
            return answer.StatusCode == HttpStatusCode.Redirect ? ("", answer.Headers.Location!.PathAndQuery()) : ((await answer.DocumentAsync()).Text(".error-summary"), null);
        }
    }

    private static async Task<HttpResponseMessage> AskAsync(HttpClient client, string email) =>
        await client.SendAsync("/connexion/oubli", await client.PageAsync("/connexion/oubli"), "oubli", new() { ["courriel"] = email });
}
