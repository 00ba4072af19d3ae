using System.Net;
using AngleSharp;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Accounts.Model;
using Ramure.Accounts.SingleSignOn;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Tests.Support;

namespace Ramure.Tests.Accounts.SingleSignOn;

/// <summary>Sign-in by a real provider, the whole way round by HTTP as a browser goes it.</summary>
public sealed class SingleSignOnTests : IAsyncDisposable
{
    private readonly OidcServer server = new();

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_person_whom_the_provider_names_gets_an_account_with_the_roles_that_it_says_and_loses_them_when_it_stops(string database)
    {
        await using var installation = await InstallAsync(database);
        var roles = new { sophie = Person("sophie@ministere.test", "Sophie Durand", groups: ["tutelle"]) };
        using (var browser = await StartAsync(installation, roles))
        {
            using var arrived = await SignInAsync(browser, "sophie");
            Assert.Equal("/guide", arrived.RequestMessage!.RequestUri!.AbsolutePath);
            using var board = await browser.GetAsync("/registre", Cancel);
            Assert.Equal("/registre", board.RequestMessage!.RequestUri!.AbsolutePath);
            Assert.Equal(HttpStatusCode.OK, board.StatusCode);
        }

        var account = Assert.Single(await AccountsAsync(installation));
        Assert.Equal(("Sophie Durand", "sophie@ministere.test", true), (account.DisplayName, account.Email, account.EmailConfirmed));
        var grant = Assert.Single(await GrantsAsync(installation));
        Assert.Equal((Role.OversightReader, "*", "oidc:ministere"), (grant.Role, grant.Unit, grant.GrantedBy));
        var trail = await installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<AuditEvent>().Where(e => e.Operation == "accounts.sign-in").ToListAsync());
        Assert.NotEmpty(trail);
        Assert.All(trail, e => Assert.Equal(Actor.Account(account.Id).Reference, e.Actor));
        Assert.DoesNotContain(trail, e => (e.After ?? "").Contains("sophie@", StringComparison.Ordinal));

        // The provider no longer says it: the role ends with the next sign-in, the account stays the same.
        using (var browser = await StartAsync(installation, new { sophie = Person("sophie@ministere.test", "Sophie Durand") }))
            (await SignInAsync(browser, "sophie")).Dispose();
        Assert.Single(await AccountsAsync(installation));
        Assert.NotNull(Assert.Single(await GrantsAsync(installation)).RevokedAt);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_last_administrator_of_the_network_stays_though_the_provider_no_longer_says_it(string database)
    {
        await using var installation = await InstallAsync(database);
        using (var browser = await StartAsync(installation, new { sophie = Person("sophie@ministere.test", "Sophie Durand", groups: ["administration", "tutelle"]) }))
            (await SignInAsync(browser, "sophie")).Dispose();
        await AgainAsync();
        Assert.Null((await GrantsAsync(installation)).Single(g => g.Role == Role.Administrator).RevokedAt);
        // Only that one: the rest goes as the provider says.
        Assert.NotNull((await GrantsAsync(installation)).Single(g => g.Role == Role.OversightReader).RevokedAt);
        Assert.Contains(await installation.TrailAsync("accounts.sign-in"), e => e.SubjectKind == "grant" && e.After?.Contains("last-administrator", StringComparison.Ordinal) == true);

        await installation.OpenAsync((Role.Administrator, "*"));
        await AgainAsync();
        Assert.NotNull((await GrantsAsync(installation)).Single(g => g.GrantedBy == "oidc:ministere" && g.Role == Role.Administrator).RevokedAt);

        async Task AgainAsync()
        {
            using var browser = await StartAsync(installation, new { sophie = Person("sophie@ministere.test", "Sophie Durand") });
            (await SignInAsync(browser, "sophie")).Dispose();
        }
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task An_account_is_found_again_by_an_address_that_both_sides_have_verified(string database)
    {
        await using var installation = await InstallAsync(database);
        var id = await AccountAsync(installation, "karim@ministere.test", confirmed: true);
        using var browser = await StartAsync(installation, new { k1 = Person("Karim@ministere.test", "Karim B.") });
        (await SignInAsync(browser, "k1")).Dispose();
        Assert.Equal(id, Assert.Single(await AccountsAsync(installation)).Id);
        var login = Assert.Single(await installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<IdentityUserLogin<Guid>>().ToListAsync()));
        Assert.Equal((id, "k1"), (login.UserId, login.ProviderKey));
    }

    [Theory]
    [InlineData("karim@ministere.test", false, true)]
    [InlineData("karim@ailleurs.test", true, true)]
    [InlineData("karim@ministere.test", true, false)]
    public async Task Nobody_takes_an_account_by_an_address_that_is_not_proved_on_both_sides(string email, bool verifiedThere, bool confirmedHere)
    {
        await using var installation = await InstallAsync("sqlite");
        await AccountAsync(installation, email, confirmedHere);
        using var browser = await StartAsync(installation, new { mallory = Person(email, "Karim B.", verifiedThere) });
        using var answer = await SignInAsync(browser, "mallory", follow: false);
        Assert.StartsWith("/connexion?fournisseur=ministere&echec=", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Empty(await installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<IdentityUserLogin<Guid>>().ToListAsync()));
        Assert.Empty(await installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<SignedInSession>().ToListAsync()));
    }

    [Fact]
    public async Task A_closed_account_stays_closed_whatever_the_provider_says()
    {
        await using var installation = await InstallAsync("sqlite");
        var id = await AccountAsync(installation, "karim@ministere.test", confirmed: true);
        await installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<Account>().Where(a => a.Id == id).ExecuteUpdateAsync(a => a.SetProperty(x => x.DisabledAt, new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc))));
        using var browser = await StartAsync(installation, new { k1 = Person("karim@ministere.test", "Karim B.") });
        using var answer = await SignInAsync(browser, "k1", follow: false);
        Assert.Contains("echec=account-closed", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_nobody_asked_for_signs_nobody_in()
    {
        await using var installation = await InstallAsync("sqlite");
        using var browser = await StartAsync(installation, new { k1 = Person("karim@ministere.test", "Karim B.") });
        using var forged = await browser.Client.GetAsync("/connexion/ministere/retour?code=abc&state=abc", Cancel);
        Assert.Equal("/connexion?fournisseur=ministere&echec=refus", forged.Headers.Location?.ToString());
        using var skipped = await browser.Client.GetAsync("/connexion/ministere/suite?retour=/guide", Cancel);
        Assert.Equal("/connexion?fournisseur=ministere&echec=refus", skipped.Headers.Location?.ToString());
        using var unknown = await browser.Client.GetAsync("/connexion/inconnu", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Theory]
    [InlineData("amr", "mfa", true), InlineData("amr", "pwd", false), InlineData("acr", "urn:fort", true), InlineData("acr", "urn:autre", false)]
    public async Task A_second_factor_counts_when_the_provider_says_it_asked_for_one(string claim, string value, bool counts)
    {
        await using var installation = await InstallAsync("sqlite", always: false, (claim, claim == "amr" ? "mfa" : "urn:fort"));
        using var browser = await StartAsync(installation, new { sophie = new { email = "sophie@ministere.test", email_verified = true, name = "Sophie Durand", groups = new[] { "tutelle" }, amr = claim == "amr" ? new[] { "x", value } : [], acr = claim == "acr" ? value : "0" } });
        using var arrived = await SignInAsync(browser, "sophie", back: "/registre");
        Assert.Equal(counts ? "/registre" : "/compte/second-facteur", arrived.RequestMessage!.RequestUri!.AbsolutePath);
    }

    [Fact]
    public async Task The_way_back_stays_on_this_site()
    {
        await using var installation = await InstallAsync("sqlite");
        using var browser = await StartAsync(installation, new { k1 = Person("karim@ministere.test", "Karim B.") });
        using var arrived = await SignInAsync(browser, "k1", back: "https://ailleurs.test/");
        Assert.Equal(browser.Client.BaseAddress, arrived.RequestMessage!.RequestUri);
    }

    public async ValueTask DisposeAsync() => await server.DisposeAsync();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static object Person(string email, string name, bool verified = true, params string[] groups) => new { email, email_verified = verified, name, groups };

    private Task<TestInstallation> InstallAsync(string database, bool always = true, params (string, string)[] strong) => TestInstallation.CreateAsync(database, services => OidcServices.Add(services,
    [
        new OidcProvider(
            "ministere", "le ministère", server.Address, "ramure", "un secret des tests, assez long", ["ministere.test"],
            [new ClaimRole("groups", "tutelle", Role.OversightReader, "*"), new ClaimRole("groups", "administration", Role.Administrator, "*")]) { AlwaysStrong = always, Strong = strong },
    ]));

    private async Task<TestBrowser> StartAsync(TestInstallation installation, object people)
    {
        var client = await installation.StrangerAsync();
        await server.StartAsync(client.BaseAddress!, "ministere", people);
        return new TestBrowser(client);
    }

    /// <summary>Goes to the provider, says who one is, agrees, and comes back.</summary>
    private static async Task<HttpResponseMessage> SignInAsync(TestBrowser browser, string person, bool follow = true, string back = "/guide")
    {
        var page = await browser.GetAsync("/connexion/ministere?retour=" + Uri.EscapeDataString(back), Cancel);
        while (page.RequestMessage!.RequestUri!.AbsolutePath.StartsWith("/interaction/", StringComparison.Ordinal))
            page = await browser.SubmitAsync(page, new() { ["login"] = person, ["password"] = "peu importe" }, stopAt: follow ? null : "/connexion", Cancel);
        return page;
    }

    private static Task<Guid> AccountAsync(TestInstallation installation, string email, bool confirmed) => installation.RunAsync(async s =>
    {
        var created = await s.GetRequiredService<OperationRunner>().RunAsync<Guid>(new Operation("test.account", Permission.System), async scope =>
        {
            var account = new Account { Id = Guid.CreateVersion7(), DisplayName = "Karim", UserName = email, Email = email, EmailConfirmed = confirmed, CreatedAt = scope.At };
            Assert.True((await s.GetRequiredService<UserManager<Account>>().CreateAsync(account)).Succeeded);
            scope.Audit("account", account.Id.ToString("D"), null, null);
            return account.Id;
        });
        return created.Value;
    });

    private static Task<List<Account>> AccountsAsync(TestInstallation installation) =>
        installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<Account>().AsNoTracking().ToListAsync());

    private static Task<List<RoleGrant>> GrantsAsync(TestInstallation installation) =>
        installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<RoleGrant>().AsNoTracking().ToListAsync());
}
