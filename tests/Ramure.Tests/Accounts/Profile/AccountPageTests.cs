using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Ramure.Accounts.Model;
using Ramure.Accounts.SignIn;
using Ramure.Kernel.Data;
using Ramure.Kernel.Time;
using Ramure.Tests.Journal;
using Ramure.Tests.Support;

namespace Ramure.Tests.Accounts.Profile;

public sealed class AccountPageTests
{
    // Cookies are dated by the machine.
    private readonly FakeTimeProvider time = new(TimeProvider.System.GetUtcNow());

    [Theory]
    [InlineData("/compte")]
    [InlineData("/compte/mot-de-passe")]
    [InlineData("/compte/adresse")]
    [InlineData("/compte/confirmer")]
    public async Task A_stranger_is_led_to_the_door(string address)
    {
        await using var installation = await Person.InstallAsync("sqlite");
        using var client = await installation.StrangerAsync();
        using var answer = await client.GetAsync(address, TestContext.Current.CancellationToken);
        Assert.Equal("/connexion?retour=" + Uri.EscapeDataString(address), answer.Headers.Location!.PathAndQuery());
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_device_is_disconnected_from_afar_and_nobody_elses(string database)
    {
        await using var installation = await Person.InstallAsync(database);
        await installation.AddAsync();
        await installation.AddAsync("pierre@exemple.test");
        using var lost = await installation.SignedInAsync();
        using var foreign = await installation.SignedInAsync(email: "pierre@exemple.test");
        using var client = await installation.SignedInAsync();
        var page = await client.PageAsync("/compte");
        Assert.Equal(2, page.QuerySelectorAll("#appareils tbody tr").Length);
        Assert.Contains("cet appareil", page.Text("#appareils tbody"), StringComparison.Ordinal);
        var handler = ((IHtmlInputElement)page.QuerySelector("#appareils tbody input[name=_handler]")!).Value;

        using var ended = await client.SendAsync("/compte", page, handler, []);
        Assert.Equal("/compte", ended.Headers.Location!.PathAndQuery());
        Assert.Equal(HttpStatusCode.Redirect, (await lost.GetAsync("/compte", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await foreign.GetAsync("/compte", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Single(await installation.TrailAsync("accounts.end-session"));

        using var third = await installation.SignedInAsync();
        using var all = await client.SendAsync("/compte", await client.PageAsync("/compte"), "autres", []);
        Assert.Equal(HttpStatusCode.Redirect, (await third.GetAsync("/compte", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/compte", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task A_name_is_changed_and_an_empty_one_refused()
    {
        await using var installation = await Person.InstallAsync("sqlite");
        await installation.AddAsync();
        using var client = await installation.SignedInAsync();
        using var empty = await client.SendAsync("/compte", await client.PageAsync("/compte"), "profil", new() { ["nom"] = " " });
        Assert.Contains("#nom", (await empty.DocumentAsync()).QuerySelector(".error-summary a")!.GetAttribute("href"), StringComparison.Ordinal);
        using var done = await client.SendAsync("/compte", await client.PageAsync("/compte"), "profil", new() { ["nom"] = "Irène Curie" });
        Assert.Contains("Irène Curie", (await client.PageAsync("/")).Text(".site-account summary"), StringComparison.Ordinal);
        Assert.DoesNotContain("Irène", Assert.Single(await installation.TrailAsync("accounts.rename")).After, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task An_address_changes_when_the_link_sent_to_the_new_one_is_followed_and_the_old_one_is_told(string database)
    {
        await using var installation = await Person.InstallAsync(database, s => s.AddSingleton<IClock>(new SystemClock(time)));
        await installation.AddAsync();
        using var client = await installation.SignedInAsync();
        time.Advance(TimeSpan.FromMinutes(16));
        using var old = await client.GetAsync("/compte/adresse", TestContext.Current.CancellationToken);
        Assert.Equal("/compte/confirmer?retour=%2Fcompte%2Fadresse", old.Headers.Location!.PathAndQuery());
        const string confirm = "/compte/confirmer?retour=%2Fcompte%2Fadresse";
        using var wrong = await client.SendAsync(confirm, await client.PageAsync(confirm), "confirmer", new() { ["mot-de-passe"] = "faux" });
        Assert.Contains("pas votre mot de passe", (await wrong.DocumentAsync()).Text(".error-summary"), StringComparison.Ordinal);
        using var proved = await client.SendAsync(confirm, await client.PageAsync(confirm), "confirmer", new() { ["mot-de-passe"] = Person.Password });
        Assert.Equal("/compte/adresse", proved.Headers.Location!.PathAndQuery());

        using var bad = await client.SendAsync("/compte/adresse", await client.PageAsync("/compte/adresse"), "changer-adresse", new() { ["adresse"] = "pas une adresse" });
        Assert.Contains("pas une adresse électronique", (await bad.DocumentAsync()).Text(".error-summary"), StringComparison.Ordinal);
        using var asked = await client.SendAsync("/compte/adresse", await client.PageAsync("/compte/adresse"), "changer-adresse", new() { ["adresse"] = "nouvelle@exemple.test" });
        Assert.Equal("/compte", asked.Headers.Location!.PathAndQuery());
        Assert.Contains(Person.Email, (await client.PageAsync("/compte")).Text("main"), StringComparison.Ordinal);

        var link = await installation.LastLinkAsync();
        using var done = await client.SendAsync(link, await client.PageAsync(link), "adresse", []);
        Assert.Equal("/compte", done.Headers.Location!.PathAndQuery());
        Assert.Contains("nouvelle@exemple.test", (await client.PageAsync("/compte")).Text("main"), StringComparison.Ordinal);
        Assert.Equal(Person.Email, (await installation.LettersAsync())[^1].To);
        Assert.IsType<SignInOutcome.In>(await installation.TryAsync(Person.Password, Person.Home, "nouvelle@exemple.test"));
    }

    [Fact]
    public async Task An_unconfirmed_address_is_confirmed_by_the_link_before_anybody_comes_in()
    {
        await using var installation = await Person.InstallAsync("sqlite");
        await installation.AddAsync(adjust: a => a.EmailConfirmed = false);
        using var client = await installation.StrangerAsync();
        using var answer = await client.SignInAsync();
        Assert.Contains("pas encore confirmée", (await answer.DocumentAsync()).Text(".error-summary"), StringComparison.Ordinal);
        var link = await installation.LastLinkAsync();
        using var done = await client.SendAsync(link, await client.PageAsync(link), "adresse", []);
        Assert.Equal("/connexion", done.Headers.Location!.PathAndQuery());
        Assert.IsType<SignInOutcome.In>(await installation.TryAsync(Person.Password, Person.Home));
        Assert.Contains("plus valable", (await client.PageAsync(link)).Text("main"), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Above_the_ceiling_of_an_account_the_right_password_needs_the_mail_box_too(string database)
    {
        await using var installation = await Person.InstallAsync(database);
        await installation.AddAsync();
        for (var i = 0; i < AttemptLimits.Ceiling; i++)
            Assert.IsType<SignInOutcome.Wrong>(await installation.TryAsync("faux", new IPAddress([10, 0, (byte)(i / 4), 1])));
        // The answer does not say whether the password was right.
        Assert.IsType<SignInOutcome.ByMail>(await installation.TryAsync("faux", Person.Elsewhere));
        Assert.Empty(await installation.LettersAsync());
        Assert.IsType<SignInOutcome.ByMail>(await installation.TryAsync(Person.Password, Person.Home));
        var link = await installation.LastLinkAsync();
        using var client = await installation.StrangerAsync();

        using var done = await client.SendAsync(link, await client.PageAsync(link), "finir", []);

        Assert.Equal("/", done.Headers.Location!.PathAndQuery());
        Assert.Contains("Marie Curie", (await client.PageAsync("/")).Text(".site-account"), StringComparison.Ordinal);
        using var again = await installation.StrangerAsync();
        Assert.Contains("plus valable", (await again.PageAsync(link)).Text("main"), StringComparison.Ordinal);
        Assert.Equal("password+mail", await installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<SignedInSession>().Select(x => x.Method).SingleAsync()));
    }

    [Fact]
    public async Task A_device_that_was_never_seen_is_told_to_the_owner_and_one_that_was_is_not()
    {
        await using var installation = await Person.InstallAsync("sqlite");
        await installation.AddAsync();
        await installation.TryAsync(Person.Password, Person.Home);
        await installation.TryAsync(Person.Password, Person.Elsewhere);
        Assert.Empty(await installation.LettersAsync());
        using var client = await installation.StrangerAsync();
        client.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0");
        using var answer = await client.SignInAsync();
        Assert.Contains("Firefox sur Linux", Assert.Single(await installation.LettersAsync()).Paragraphs[0], StringComparison.Ordinal);
    }
}
