using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OtpNet;
using Ramure.Accounts.FirstStart;
using Ramure.Accounts.Grants;
using Ramure.Accounts.Model;
using Ramure.Accounts.Passkeys;
using Ramure.Accounts.People;
using Ramure.Accounts.Sessions;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Time;
using Ramure.Tests.Accounts.Passkeys;
using Ramure.Tests.Journal;
using Ramure.Tests.Support;

namespace Ramure.Tests.Accounts.TwoFactor;

/// <summary>Who administers, or holds a role for the whole network, needs more than a password before anything else opens.</summary>
public sealed class SecondFactorTests
{
    private const string Asked = "/compte/second-facteur";
    private const string Accounts = "/administration/comptes";

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task An_administrator_is_led_to_set_up_a_code_before_anything_else_opens(string database)
    {
        await using var installation = await Person.InstallAsync(database);
        var id = await AdministratorAsync(installation);
        using var client = await installation.SignedInAsync();
        foreach (var kept in (string[])["/", Accounts, Accounts + ".csv", "/compte", "/compte/jetons", "/registre", "/formations"])
        {
            using var led = await client.GetAsync(kept, Cancel);
            Assert.Equal((HttpStatusCode.Redirect, $"{Asked}?retour={Uri.EscapeDataString(kept)}"), (led.StatusCode, led.Headers.Location?.PathAndQuery()));
        }

        using (var written = await client.PostAsync("/administration/invitations/nouvelle", new FormUrlEncodedContent([]), Cancel))
            Assert.Equal(HttpStatusCode.Forbidden, written.StatusCode);
        foreach (var open in (string[])["/guide", "/guide/comptes", "/deconnexion", "/compte/code", "/compte/cles", "/api/v1/openapi.json"])
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(open, Cancel)).StatusCode);

        var choice = await client.PageAsync(Asked + "?retour=%2Fadministration%2Fcomptes");
        Assert.Contains("Protéger votre compte", choice.Text("h1"), StringComparison.Ordinal);
        var totp = await SetUpAsync(client, choice.QuerySelector("#code-choix a")!.GetAttribute("href")!);
        await client.PageAsync(Accounts);
        Assert.Contains(await SessionsAsync(installation, id), s => s.StrongAt is not null);

        // From now on the code is asked at the door, and opens everything.
        using var again = await installation.StrangerAsync();
        using var half = await again.SignInAsync();
        Assert.Equal("/connexion/code?retour=%2F", half.Headers.Location!.PathAndQuery());
        using var code = await again.SendAsync("/connexion/code", await again.PageAsync("/connexion/code"), "code", new() { ["code"] = Next(totp) });
        Assert.Equal(HttpStatusCode.Redirect, code.StatusCode);
        await again.PageAsync(Accounts);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Who_knows_only_the_password_sets_up_no_other_factor_than_the_one_there_is(string database)
    {
        await using var installation = await Person.InstallAsync(database);
        await AdministratorAsync(installation);
        using var owner = await installation.SignedInAsync();
        using var key = await KeyHands.AddAsync(owner, "Clé");
        await owner.PageAsync(Accounts);

        using var thief = await installation.SignedInAsync();
        var page = await thief.PageAsync(Asked);
        Assert.Contains("Encore une preuve", page.Text("h1"), StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("form[data-passkey]"));
        using var begun = await thief.SendAsync("/compte/code", await thief.PageAsync("/compte/code"), "commencer", []);
        Assert.Equal($"{Asked}?retour=%2Fcompte%2Fcode", begun.Headers.Location!.PathAndQuery());
        using var options = await KeyHands.PostAsync(thief, PasskeyEndpoints.Creation, KeyHands.List);
        Assert.Equal(HttpStatusCode.Forbidden, options.StatusCode);
        using (var removed = await thief.GetAsync($"{KeyHands.List}/{key.Id}", Cancel))
            Assert.StartsWith(Asked, removed.Headers.Location?.PathAndQuery(), StringComparison.Ordinal);
        using (var still = await thief.GetAsync(Accounts, Cancel))
            Assert.StartsWith(Asked, still.Headers.Location?.PathAndQuery(), StringComparison.Ordinal);

        using var proved = await KeyHands.SignInAsync(thief, key, Asked + "?retour=%2Fadministration%2Fcomptes");
        Assert.Equal(Accounts, proved.Headers.Location!.PathAndQuery());
        await thief.PageAsync(Accounts);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_session_that_was_open_when_the_role_came_asks_for_the_code_that_the_account_has(string database)
    {
        await using var installation = await Person.InstallAsync(database);
        var id = await installation.AddAsync();
        Totp totp;
        using (var first = await installation.SignedInAsync())
            totp = await SetUpAsync(first, "/compte/code");
        // As by a provider that asks for nothing more: a session without second factor, of an account that has one.
        await installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<Account>().Where(a => a.Id == id).ExecuteUpdateAsync(set => set.SetProperty(a => a.TwoFactorEnabled, false)));
        using var client = await installation.SignedInAsync();
        await installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<Account>().Where(a => a.Id == id).ExecuteUpdateAsync(set => set.SetProperty(a => a.TwoFactorEnabled, true)));
        await client.PageAsync("/compte");
        Assert.Empty((await installation.GrantAsync(null, id, Role.OversightReader, "*")).Refusals);

        using (var wrong = await client.SendAsync(Asked, await client.PageAsync(Asked), "second-facteur", new() { ["code"] = "000000" }))
            Assert.Contains("Ce code n’est pas le bon", (await wrong.DocumentAsync()).Text(".error-summary"), StringComparison.Ordinal);
        using (var given = await client.SendAsync(Asked + "?retour=%2Fcompte", await client.PageAsync(Asked + "?retour=%2Fcompte"), "second-facteur", new() { ["code"] = Next(totp) }))
            Assert.Equal("/compte", given.Headers.Location!.PathAndQuery());
        await client.PageAsync("/compte");
        Assert.Equal(["wrong", "code"], (await installation.TrailAsync("accounts.prove-code")).Select(e => e.After!.Contains("wrong", StringComparison.Ordinal) ? "wrong" : "code"));
    }

    [Theory]
    [InlineData(Role.Administrator, "A", true), InlineData(Role.OversightReader, "*", true), InlineData(Role.HeadOfficeService, "RC", true), InlineData(Role.TerritorialDirector, "*", true)]
    [InlineData(Role.Teacher, "*", false), InlineData(Role.AtelierDirector, "A", false), InlineData(Role.TerritorialDirector, "DT1", false)]
    public async Task It_is_asked_of_who_administers_or_holds_a_role_for_the_whole_network(Role role, string unit, bool asked)
    {
        await using var installation = await Network.NetworkTesting.CreateAsync("sqlite", adjust: Person.CheapHashing);
        var id = await installation.AddAsync();
        await installation.RunAsync(async s =>
        {
            var db = s.GetRequiredService<RamureDb>();
            db.Add(new RoleGrant { Id = Guid.CreateVersion7(), AccountId = id, Role = role, Unit = unit, From = new DateOnly(2020, 1, 1), GrantedBy = "system", GrantedAt = s.GetRequiredService<IClock>().UtcNow });
            await db.SaveChangesAsync();
        });
        using var client = await installation.SignedInAsync();
        using var page = await client.GetAsync("/compte", Cancel);
        Assert.Equal(asked ? HttpStatusCode.Redirect : HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task An_installation_whose_provider_does_it_turns_it_off()
    {
        await using var installation = await Person.InstallAsync("sqlite", s => s.AddSingleton(new AccountSettings { SecondFactor = false }));
        await AdministratorAsync(installation);
        using var client = await installation.SignedInAsync();
        await client.PageAsync(Accounts);
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task Accounts_of_the_sample_are_asked_for_none_on_this_machine(bool sample)
    {
        await using var installation = await Person.InstallAsync("sqlite");
        var id = await AdministratorAsync(installation);
        await installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<Account>().Where(a => a.Id == id).ExecuteUpdateAsync(set => set.SetProperty(a => a.IsSample, sample)));
        using var client = await installation.SignedInAsync();
        using var page = await client.GetAsync(Accounts, Cancel);
        Assert.Equal(sample ? HttpStatusCode.OK : HttpStatusCode.Redirect, page.StatusCode);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_service_denies_what_the_page_would_not_show(string database)
    {
        await using var installation = await Person.InstallAsync(database);
        var id = await AdministratorAsync(installation);
        using var client = await installation.SignedInAsync();
        var session = Assert.Single(await SessionsAsync(installation, id));
        await Assert.ThrowsAsync<AccessDeniedException>(() => installation.InSessionAsync(id, session.Id, s => s.GetRequiredService<AccountService>().CloseAsync(id, "essai")));
    }

    [Fact]
    public async Task The_first_account_comes_from_its_link_to_its_second_factor()
    {
        await using var installation = await Person.InstallAsync("sqlite");
        var secret = (await installation.RunAsync(s => s.GetRequiredService<FirstAccount>().MakeLinkAsync())).Value;
        using var client = await installation.StrangerAsync();
        var address = "/premier-compte?jeton=" + secret;
        using (var opened = await client.SendAsync(address, await client.PageAsync(address), "compte", new() { ["nom"] = "Camille Martin", ["adresse"] = "camille@exemple.test", ["mot-de-passe"] = "Quatre-arbres-9-du-Nord" }))
            Assert.EndsWith("/connexion", opened.Headers.Location!.ToString(), StringComparison.Ordinal);
        using (var entered = await client.SignInAsync("Quatre-arbres-9-du-Nord", "camille@exemple.test"))
            Assert.Equal("/", entered.Headers.Location!.PathAndQuery());
        using (var home = await client.GetAsync("/", Cancel))
            Assert.StartsWith(Asked, home.Headers.Location!.PathAndQuery(), StringComparison.Ordinal);
        await SetUpAsync(client, "/compte/code?retour=%2F");
        await client.PageAsync("/");
        await client.PageAsync(Accounts);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Who_lost_the_telephone_is_helped_by_another_administrator_and_told_of_it(string database)
    {
        await using var installation = await Person.InstallAsync(database);
        var id = await AdministratorAsync(installation);
        using var lost = await installation.SignedInAsync();
        await SetUpAsync(lost, "/compte/code");
        using (await KeyHands.AddAsync(lost, "Clé"))
        {
            using var other = await installation.ClientAsync();
            var address = $"{Accounts}/{id}?moyens=retirer";
            Assert.Contains("code à la connexion et 1 clé d’accès", (await other.PageAsync($"{Accounts}/{id}")).Text("#compte"), StringComparison.Ordinal);
            using var helped = await other.SendAsync(address, await other.PageAsync(address), "moyens", []);
            Assert.Equal($"{Accounts}/{id}", helped.Headers.Location!.PathAndQuery());
        }

        using (var ended = await lost.GetAsync(Accounts, Cancel))
            Assert.StartsWith("/connexion", ended.Headers.Location!.PathAndQuery(), StringComparison.Ordinal);
        using var again = await installation.SignedInAsync();
        Assert.Contains("Protéger votre compte", (await again.PageAsync(Asked)).Text("h1"), StringComparison.Ordinal);
        Assert.Contains("\"EndedSessions\":1", Assert.Single(await installation.TrailAsync("accounts.reset-second-factor")).After, StringComparison.Ordinal);
        Assert.Contains(await installation.LettersAsync(), l => l.Subject == "second moyen retiré");
        Assert.Equal(["second-factor-none"], (await installation.AsAsync(null, s => s.GetRequiredService<AccountService>().ResetSecondFactorAsync(id))).Codes());
    }

    [Theory]
    [InlineData("RAMURE_SECOND_FACTOR", "peut-être"), InlineData("RAMURE_SESSION_IDLE_HOURS", "0"), InlineData("RAMURE_SESSION_IDLE_ADMIN_HOURS", "toujours")]
    public void A_wrong_setting_is_named_with_its_remedy(string name, string value) =>
        Assert.StartsWith(name, Assert.Throws<Ramure.Kernel.Secrets.SettingException>(() => AccountSettings.Read(n => n == name ? value : null)).Message, StringComparison.Ordinal);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<Guid> AdministratorAsync(TestInstallation installation)
    {
        var id = await installation.AddAsync();
        Assert.Empty((await installation.GrantAsync(null, id, Role.Administrator, RoleGrant.WholeNetwork, from: new DateOnly(2020, 1, 1))).Refusals);
        return id;
    }

    private static Task<List<SignedInSession>> SessionsAsync(TestInstallation installation, Guid account) =>
        installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<SignedInSession>().AsNoTracking().Where(x => x.AccountId == account).ToListAsync());

    /// <summary>Puts the shown key into an application and proves it.</summary>
    private static async Task<Totp> SetUpAsync(HttpClient client, string address)
    {
        using var begun = await client.SendAsync(address, await client.PageAsync(address), "commencer", []);
        var page = (IHtmlDocument)await begun.DocumentAsync();
        var totp = new Totp(Base32Encoding.ToBytes(page.QuerySelector("ol code")!.TextContent.Replace(" ", "", StringComparison.Ordinal)));
        using var confirmed = await client.SendAsync(address, page, "confirmer-code", new() { ["code"] = totp.ComputeTotp() });
        Assert.Equal(10, (await confirmed.DocumentAsync()).QuerySelectorAll(".recovery-codes code").Length);
        return totp;
    }

    /// <summary>The code of the half minute to come, which is taken too: that of this one was taken already.</summary>
    private static string Next(Totp totp) => totp.ComputeTotp(TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(30));
}
