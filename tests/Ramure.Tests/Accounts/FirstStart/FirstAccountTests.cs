using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Accounts.FirstStart;
using Ramure.Accounts.Model;
using Ramure.Accounts.People;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Modules;
using Ramure.Kernel.Operations;
using Ramure.Tests.Journal;
using Ramure.Tests.Support;

namespace Ramure.Tests.Accounts.FirstStart;

public sealed class FirstAccountTests
{
    private const string Password = "Quatre-arbres-9-du-Nord";

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Of_many_who_use_the_link_of_the_first_account_at_once_one_wins(string database)
    {
        await using var installation = await TestInstallation.CreateAsync(database);
        var links = new[] { await LinkAsync(installation), await LinkAsync(installation) };
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => installation.RunAsync(s =>
            s.GetRequiredService<FirstAccount>().OpenAsync(links[i % 2], "Camille Martin", $"camille{i}@exemple.test", Password)))));
        Assert.Single(results, r => r.Succeeded);
        Assert.All(results.Where(r => !r.Succeeded), r => Assert.Equal(["link-spent"], r.Codes()));
        var grant = Assert.Single(await installation.GrantsAsync());
        Assert.Equal((Role.Administrator, "*"), (grant.Role, grant.Unit));
        Assert.Single(await installation.TrailAsync("accounts.first-account"), e => e.SubjectKind == "account");
    }

    [Fact]
    public async Task The_page_opens_the_first_account_and_then_answers_that_the_link_is_spent()
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite");
        var address = "/premier-compte?jeton=" + await LinkAsync(installation);
        using var client = await installation.StrangerAsync();
        var page = await client.PageAsync(address);
        using (var wrong = await client.SendAsync(address, page, "compte", new() { ["nom"] = "", ["adresse"] = "pas une adresse", ["mot-de-passe"] = "x" }))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
            Assert.Contains("n’est pas une adresse", WebUtility.HtmlDecode(await wrong.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        }

        using (var opened = await client.SendAsync(address, page, "compte", new() { ["nom"] = "Camille Martin", ["adresse"] = "camille@exemple.test", ["mot-de-passe"] = Password }))
            Assert.EndsWith("/connexion", opened.Headers.Location?.ToString(), StringComparison.Ordinal);
        await client.PageAsync(address, HttpStatusCode.Gone);
        await client.PageAsync("/premier-compte", HttpStatusCode.Gone);
        await client.PageAsync("/premier-compte?jeton=" + new string('0', 64), HttpStatusCode.Gone);
        Assert.Equal(["administrator-exists"], (await installation.RunAsync(s => s.GetRequiredService<FirstAccount>().MakeLinkAsync())).Codes());
    }

    [Fact]
    public async Task The_console_gives_the_link_as_long_as_nobody_administers()
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite", null, o => o with { PublicUrl = new Uri("https://ramure.exemple/") });
        var place = new ServingPlace(["http://0.0.0.0:5080"], false);
        var said = await WordsAsync(installation, place);
        Assert.Contains(said, l => l.Contains("https://ramure.exemple/premier-compte?jeton=", StringComparison.Ordinal));
        await installation.OpenAsync((Role.Administrator, "*"));
        Assert.Empty(await WordsAsync(installation, place));
    }

    [Fact]
    public async Task A_link_lets_an_account_choose_its_password_once_and_ends_its_sessions()
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite");
        using var client = await installation.ClientAsync();
        var account = Assert.Single(await installation.GrantsAsync()).AccountId;
        var old = await ResetAsync(installation, account);
        var address = "/premier-compte?jeton=" + await ResetAsync(installation, account);
        using var stranger = await installation.StrangerAsync();
        await stranger.PageAsync("/premier-compte?jeton=" + old, HttpStatusCode.Gone);
        var page = await stranger.PageAsync(address);
        using (var wrong = await stranger.SendAsync(address, page, "compte", new() { ["mot-de-passe"] = "court" }))
            Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        await client.PageAsync("/administration/comptes");
        using (var chosen = await stranger.SendAsync(address, page, "compte", new() { ["mot-de-passe"] = Password }))
            Assert.EndsWith("/connexion", chosen.Headers.Location?.ToString(), StringComparison.Ordinal);
        await stranger.PageAsync(address, HttpStatusCode.Gone);
        using (var refused = await client.GetAsync("/administration/comptes"))
            Assert.Contains("/connexion", refused.Headers.Location?.ToString(), StringComparison.Ordinal);
        var trace = Assert.Single(await installation.TrailAsync("accounts.choose-password"));
        Assert.Equal("account:" + account, trace.Actor);
    }

    [Fact]
    public async Task A_link_is_worth_nothing_after_its_day_and_its_secret_is_not_kept()
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite");
        var secret = await LinkAsync(installation);
        await installation.RunAsync(async s =>
        {
            var db = s.GetRequiredService<RamureDb>();
            var link = await db.Set<FirstLink>().AsNoTracking().SingleAsync();
            Assert.Equal(LinkSecret.Hash(secret), link.TokenHash);
            await db.Set<FirstLink>().ExecuteUpdateAsync(set => set.SetProperty(l => l.ExpiresAt, link.CreatedAt));
            Assert.Null(await s.GetRequiredService<FirstAccount>().FindAsync(secret));
        });
        var late = await installation.RunAsync(s => s.GetRequiredService<FirstAccount>().OpenAsync(secret, "Camille", "c@exemple.test", Password));
        Assert.Equal(["link-spent"], late.Codes());
    }

    private static async Task<string> LinkAsync(TestInstallation installation) => (await installation.RunAsync(s => s.GetRequiredService<FirstAccount>().MakeLinkAsync())).Value;

    private static async Task<string> ResetAsync(TestInstallation installation, Guid account) =>
        (await installation.RunAsync(s => s.GetRequiredService<AccountService>().ResetLinkAsync(account))).Value;

    private static Task<List<string>> WordsAsync(TestInstallation installation, ServingPlace place) => installation.RunAsync(async s =>
    {
        var words = new List<string>();
        foreach (var serving in s.GetServices<IServing>())
            words.AddRange(await serving.SayAsync(place, CancellationToken.None));
        return words;
    });
}
