using System.Net;
using System.Net.Http.Headers;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Accounts.Model;
using Ramure.Accounts.People;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;
using Ramure.Ledger.Contracts;
using Ramure.Tests.Journal;
using Ramure.Tests.Network;
using Ramure.Tests.Support;

namespace Ramure.Tests.Accounts.Tokens;

public sealed class TokenTests
{
    private const string Figures = "/api/v1/aggregates?measure=training.actions&unit=A&from=2025-01-01&to=2026-01-01";

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_token_opens_what_its_scopes_say_until_it_is_revoked(string database)
    {
        await using var installation = await NetworkTesting.CreateAsync(database);
        using var owner = await installation.ClientAsync(Role.AtelierDirector, "A");
        var token = await CreateAsync(owner, LedgerPermissions.FiguresCode);
        using var stranger = await installation.StrangerAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(stranger, null)).Status);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(stranger, token)).Status);

        var row = await RowAsync(installation);
        Assert.NotNull(row.LastUsedAt);
        Assert.Equal(LinkSecret.Hash(token), row.Hash);
        Assert.DoesNotContain(token, row.Prefix + row.Hash + row.Scopes, StringComparison.Ordinal);

        // A token is for the API only.
        Assert.Equal(HttpStatusCode.Redirect, (await AskAsync(stranger, token, "/compte/jetons")).Status);

        var page = await owner.PageAsync("/compte/jetons");
        using (var revoked = await owner.SendAsync("/compte/jetons", page, "revoquer", new() { ["jeton"] = row.Id.ToString() }))
            Assert.Equal(HttpStatusCode.Redirect, revoked.StatusCode);
        var (status, text) = await AskAsync(stranger, token);
        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Contains("Identification nécessaire", text, StringComparison.Ordinal);
        Assert.Single(await installation.TrailAsync("accounts.create-token"));
        Assert.Single(await installation.TrailAsync("accounts.revoke-token"));
    }

    [Fact]
    public async Task A_token_is_refused_when_wrong_expired_or_its_account_closed_even_where_strangers_are_answered_and_beside_a_good_cookie()
    {
        await using var installation = await NetworkTesting.CreateAsync("sqlite");
        using var owner = await installation.ClientAsync(Role.AtelierDirector, "A");
        await installation.OpenAsync((Role.Administrator, "*"));
        var token = await CreateAsync(owner, LedgerPermissions.FiguresCode);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(owner, token)).Status);
        foreach (var wrong in (string[])["ramure_", "x", token[..^1] + (token[^1] == '0' ? '1' : '0'), token + "0"])
            foreach (var address in (string[])[Figures, "/api/v1/units"])
                Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(owner, wrong, address)).Status);

        await ExpireAsync(installation);
        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(owner, token)).Status);
        var another = await CreateAsync(owner, LedgerPermissions.FiguresCode);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(owner, another)).Status);
        var account = (await RowAsync(installation)).AccountId;
        Assert.True((await installation.RunAsync(s => s.GetRequiredService<AccountService>().CloseAsync(account, "départ"))).Succeeded);
        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(owner, another)).Status);
    }

    [Fact]
    public async Task A_token_can_no_more_than_its_scopes_and_its_account()
    {
        await using var installation = await NetworkTesting.CreateAsync("sqlite");
        using var owner = await installation.ClientAsync(Role.FunderReader, "A");
        var token = await CreateAsync(owner, LedgerPermissions.EntriesCode);
        using var stranger = await installation.StrangerAsync();
        // Its account may read figures; the token may not.
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(owner, null)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await AskAsync(stranger, token)).Status);
        var full = await CreateAsync(owner, LedgerPermissions.FiguresCode);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(stranger, full)).Status);
    }

    [Theory]
    [InlineData("aggregates")]
    [InlineData("entries")]
    public async Task A_token_of_somebody_of_one_unit_opens_no_other(string list)
    {
        await using var installation = await NetworkTesting.CreateAsync("sqlite");
        using var owner = await installation.ClientAsync(Role.FunderReader, "A");
        var token = await CreateAsync(owner, LedgerPermissions.FiguresCode, LedgerPermissions.EntriesCode);
        using var stranger = await installation.StrangerAsync();
        string Address(string unit) => $"/api/v1/{list}?measure=training.actions&unit={unit}&from=2025-01-01&to=2026-01-01";
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(stranger, token, Address("A"))).Status);
        foreach (var foreign in (string[])["B", "DT1", "RC"])
            Assert.Equal(HttpStatusCode.Forbidden, (await AskAsync(stranger, token, Address(foreign))).Status);
    }

    [Fact]
    public async Task A_token_that_asks_too_much_names_each_field()
    {
        await using var installation = await NetworkTesting.CreateAsync("sqlite");
        using var owner = await installation.ClientAsync(Role.AtelierDirector, "A");
        var page = await owner.PageAsync("/compte/jetons");
        using var wrong = await owner.SendAsync("/compte/jetons", page, "creer", new() { ["nom"] = " ", ["droits"] = "accounts.manage", ["jusqu-au"] = "2199-01-01" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        var text = await wrong.Content.ReadAsStringAsync();
        foreach (var field in (string[])["nom-erreur", "droits-erreur", "jusqu-au-erreur"])
            Assert.Contains(field, text, StringComparison.Ordinal);
        using var stranger = await installation.StrangerAsync();
        using var refused = await stranger.GetAsync("/compte/jetons");
        Assert.Contains("/connexion", refused.Headers.Location?.ToString(), StringComparison.Ordinal);
    }

    private static async Task<string> CreateAsync(HttpClient owner, params string[] scopes)
    {
        var page = await owner.PageAsync("/compte/jetons");
        foreach (var box in page.QuerySelectorAll("input[name=droits]").OfType<IHtmlInputElement>())
            box.IsChecked = scopes.Contains(box.Value);
        using var answer = await owner.SendAsync("/compte/jetons", page, "creer", new() { ["nom"] = "Tableur" });
        return (await answer.DocumentAsync()).QuerySelector(".notice code")!.TextContent;
    }

    private static async Task<(HttpStatusCode Status, string Text)> AskAsync(HttpClient client, string? token, string address = Figures)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static Task<ApiToken> RowAsync(TestInstallation installation) =>
        installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<ApiToken>().AsNoTracking().OrderByDescending(t => t.CreatedAt).FirstAsync());

    private static Task ExpireAsync(TestInstallation installation) => installation.RunAsync(async s =>
    {
        var now = s.GetRequiredService<IClock>().UtcNow;
        await s.GetRequiredService<RamureDb>().Set<ApiToken>().ExecuteUpdateAsync(set => set.SetProperty(t => t.ExpiresAt, now));
    });
}
