using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Ramure.Accounts.Model;
using Ramure.Accounts.Passkeys;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;
using Ramure.Tests.Journal;
using Ramure.Tests.Support;
using static Ramure.Tests.Accounts.Passkeys.KeyHands;

namespace Ramure.Tests.Accounts.Passkeys;

public sealed class PasskeyTests
{
    private readonly FakeTimeProvider time = new(TimeProvider.System.GetUtcNow());

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_passkey_is_added_renamed_opens_the_account_and_is_removed(string database)
    {
        await using var installation = await Person.InstallAsync(database);
        var account = await installation.AddAsync();
        using var client = await installation.SignedInAsync();
        using var key = await AddAsync(client, "Ordinateur du bureau");
        Assert.Contains("Ordinateur du bureau", (await client.PageAsync(List)).Text("#cles"), StringComparison.Ordinal);
        // An account that asks for a code after the password asks for none after a passkey.
        await installation.SetAsync(account, a => a.TwoFactorEnabled = true);

        using var visitor = await installation.StrangerAsync();
        using var opened = await SignInAsync(visitor, key, Door + "?retour=%2Fcompte");
        Assert.Equal("/compte", opened.Headers.Location!.PathAndQuery());
        Assert.Contains("Marie Curie", (await visitor.PageAsync("/")).Text(".site-account"), StringComparison.Ordinal);
        Assert.Contains("passkey", await installation.MethodsAsync());
        Assert.Contains("\"Method\":\"passkey\"", (await installation.TrailAsync("accounts.sign-in"))[^1].After, StringComparison.Ordinal);
        Assert.Equal(Actor.Account(account).Reference, (await installation.TrailAsync("accounts.sign-in"))[^1].Actor);

        var one = $"{List}/{key.Id}";
        using var renamed = await client.SendAsync(one, await client.PageAsync(one), "renommer", new() { ["nom"] = " Trousseau " });
        Assert.Equal(List, renamed.Headers.Location!.PathAndQuery());
        Assert.Equal("Trousseau", (await client.PageAsync(one)).Text("h1"));
        using var removed = await client.SendAsync(one, await client.PageAsync(one), "retirer", []);
        Assert.Equal(List, removed.Headers.Location!.PathAndQuery());
        Assert.Contains("Vous n’avez pas de clé d’accès", (await client.PageAsync(List)).Text("#cles"), StringComparison.Ordinal);
        await client.PageAsync(one, HttpStatusCode.NotFound);
        using var late = await installation.StrangerAsync();
        using var refused = await SignInAsync(late, key);
        await RefusedAsync(refused, "n’ouvre pas de compte ici");

        foreach (var operation in (string[])["accounts.add-passkey", "accounts.rename-passkey", "accounts.remove-passkey"])
        {
            var happened = Assert.Single(await installation.TrailAsync(operation));
            Assert.Equal(account.ToString("D"), happened.SubjectId);
            Assert.DoesNotContain("Trousseau", happened.After, StringComparison.Ordinal);
        }

        Assert.Equal(["clé d’accès ajoutée", "clé d’accès retirée"], (await installation.LettersAsync()).Select(l => l.Subject).Where(s => s.StartsWith("clé", StringComparison.Ordinal)));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_closed_account_a_copied_key_and_an_unverified_owner_do_not_come_in(string database)
    {
        await using var installation = await Person.InstallAsync(database);
        var account = await installation.AddAsync();
        using var client = await installation.SignedInAsync();
        using var key = await AddAsync(client, "Clé");
        using var visitor = await installation.StrangerAsync();
        key.Counter = 10;
        using (var right = await SignInAsync(visitor, key))
            Assert.Equal(HttpStatusCode.Redirect, right.StatusCode);

        using var thief = await installation.StrangerAsync();
        key.Counter = 5;
        using (var copied = await SignInAsync(thief, key))
            await RefusedAsync(copied, "n’ouvre pas de compte ici");
        (key.Counter, key.VerifiesOwner) = (20, false);
        using (var unverified = await SignInAsync(thief, key))
            await RefusedAsync(unverified, "n’ouvre pas de compte ici");
        key.VerifiesOwner = true;
        await installation.SetAsync(account, a => a.DisabledAt = a.CreatedAt);
        using (var closed = await SignInAsync(thief, key))
            await RefusedAsync(closed, "son compte est fermé");

        Assert.Equal(["in", "wrong", "wrong", "wrong"], (await installation.TrailAsync("accounts.sign-in")).Where(e => e.After!.Contains("passkey", StringComparison.Ordinal)).Select(e => (string)JsonNode.Parse(e.After!)!["SignIn"]!));
        using var home = await thief.GetAsync("/compte", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Redirect, home.StatusCode);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_key_of_somebody_else_is_not_found_and_not_touched(string database)
    {
        await using var installation = await Person.InstallAsync(database);
        await installation.AddAsync();
        var other = await installation.AddAsync("pierre@exemple.test");
        using var marie = await installation.SignedInAsync();
        using var pierre = await installation.SignedInAsync(email: "pierre@exemple.test");
        using var hers = await AddAsync(marie, "De Marie");
        using var his = await AddAsync(pierre, "De Pierre");
        await pierre.PageAsync($"{List}/{hers.Id}", HttpStatusCode.NotFound);
        await pierre.PageAsync($"{List}/pas+une+clé", HttpStatusCode.NotFound);
        foreach (var handler in (string[])["renommer", "retirer"])
        {
            var page = await pierre.PageAsync($"{List}/{his.Id}");
            foreach (var form in page.QuerySelectorAll("main form"))
                form.SetAttribute("action", $"{List}/{hers.Id}");
            using var forged = await pierre.SendAsync($"{List}/{his.Id}", page, handler, new() { ["nom"] = "À moi" });
            // A page that is not found has no form to take.
            Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        }

        var named = await installation.AsAsync(other, s => s.GetRequiredService<PasskeyService>().RenameAsync(hers.Id, "À moi"));
        Assert.Equal(["passkey-unknown"], named.Codes());

        Assert.Contains("De Marie", (await marie.PageAsync(List)).Text("#cles"), StringComparison.Ordinal);
        // What one's browser was asked is not an answer for another account.
        using var made = new SoftwareKey(Origin(marie));
        var credential = made.Make(await OptionsAsync(marie, PasskeyEndpoints.Creation, List));
        using var taken = await SendAsync(pierre, List, "ajouter", new() { ["cle"] = credential, ["nom"] = "Prise" });
        await RefusedAsync(taken, "n’a pas été ajoutée");
        // A key that is known is not given to a second account.
        using var again = await SendAsync(pierre, List, "ajouter", new() { ["cle"] = hers.Make(await OptionsAsync(pierre, PasskeyEndpoints.Creation, List)), ["nom"] = "Prise" });
        await RefusedAsync(again, "n’a pas été ajoutée");
        Assert.Equal(2, await installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<Microsoft.AspNetCore.Identity.IdentityUserPasskey<Guid>>().CountAsync()));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Adding_and_removing_ask_for_a_proof_of_late(string database)
    {
        await using var installation = await Person.InstallAsync(database, s => s.AddSingleton<IClock>(new SystemClock(time)));
        await installation.AddAsync();
        using var client = await installation.SignedInAsync();
        using var key = await AddAsync(client, "Clé");
        time.Advance(TimeSpan.FromMinutes(16));
        using var asked = await PostAsync(client, PasskeyEndpoints.Creation, List);
        Assert.Equal(HttpStatusCode.Forbidden, asked.StatusCode);
        var why = JsonNode.Parse(await asked.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        Assert.Equal("/compte/confirmer?retour=%2Fcompte%2Fcles", (string)why["address"]!);
        Assert.Contains("Confirmez d’abord", (string)why["message"]!, StringComparison.Ordinal);
        using var added = await SendAsync(client, List, "ajouter", new() { ["cle"] = "{}", ["nom"] = "Clé" });
        Assert.Equal("/compte/confirmer?retour=%2Fcompte%2Fcles", added.Headers.Location!.PathAndQuery());
        using var removed = await SendAsync(client, $"{List}/{key.Id}", "retirer", []);
        Assert.StartsWith("/compte/confirmer?retour=", removed.Headers.Location!.PathAndQuery(), StringComparison.Ordinal);
        Assert.Empty(await installation.TrailAsync("accounts.remove-passkey"));

        // The passkey is such a proof.
        using var proved = await SignInAsync(client, key, "/compte/confirmer?retour=%2Fcompte%2Fcles");
        Assert.Equal(List, proved.Headers.Location!.PathAndQuery());
        using var now = await SendAsync(client, $"{List}/{key.Id}", "retirer", []);
        Assert.Equal(List, now.Headers.Location!.PathAndQuery());
    }

    [Theory]
    [InlineData("")]
    [InlineData("pas du JSON")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("""{"id":"AA","rawId":"AA","type":"public-key","clientExtensionResults":{},"response":{"clientDataJSON":"e30","attestationObject":"oA","authenticatorData":"AA","signature":"AA","userHandle":"AA"}}""")]
    public async Task A_wrong_answer_of_the_device_is_refused_in_words(string credential)
    {
        await using var installation = await Person.InstallAsync("sqlite");
        await installation.AddAsync();
        using var client = await installation.SignedInAsync();
        using var visitor = await installation.StrangerAsync();
        // Before anything was asked, and after.
        for (var i = 0; i < 2; i++)
        {
            using var added = await SendAsync(client, List, "ajouter", new() { ["cle"] = credential, ["nom"] = "Clé" });
            await RefusedAsync(added, "n’a pas été ajoutée");
            using var entered = await SendAsync(visitor, Door, "cle", new() { ["cle"] = credential });
            await RefusedAsync(entered, "n’ouvre pas de compte ici");
            await OptionsAsync(client, PasskeyEndpoints.Creation, List);
            await OptionsAsync(visitor, PasskeyEndpoints.Request, Door);
        }
    }

    [Theory]
    [InlineData("", "Donnez un nom")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890", "trop long")]
    public async Task A_name_is_asked_and_bounded(string name, string said)
    {
        await using var installation = await Person.InstallAsync("sqlite");
        await installation.AddAsync();
        using var client = await installation.SignedInAsync();
        using var key = await AddAsync(client, "Clé");
        using var added = await SendAsync(client, List, "ajouter", new() { ["cle"] = "{}", ["nom"] = name });
        await RefusedAsync(added, said);
        using var renamed = await SendAsync(client, $"{List}/{key.Id}", "renommer", new() { ["nom"] = name });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, renamed.StatusCode);
        Assert.Equal("Clé", (await client.PageAsync($"{List}/{key.Id}")).Text("h1"));
    }

    [Fact]
    public async Task An_account_keeps_twenty_at_most()
    {
        await using var installation = await Person.InstallAsync("sqlite");
        await installation.AddAsync();
        using var client = await installation.SignedInAsync();
        for (var i = 0; i < 20; i++)
            (await AddAsync(client, $"Clé {i}")).Dispose();
        using var key = new SoftwareKey(Origin(client));
        using var more = await SendAsync(client, List, "ajouter", new() { ["cle"] = key.Make(await OptionsAsync(client, PasskeyEndpoints.Creation, List)), ["nom"] = "De trop" });
        await RefusedAsync(more, "déjà 20 clés");
    }

    [Fact]
    public async Task A_stranger_and_a_request_without_its_token_are_refused()
    {
        await using var installation = await Person.InstallAsync("sqlite");
        await installation.AddAsync();
        using var visitor = await installation.StrangerAsync();
        using var client = await installation.SignedInAsync();
        using var list = await visitor.GetAsync(List, TestContext.Current.CancellationToken);
        Assert.Equal("/connexion?retour=%2Fcompte%2Fcles", list.Headers.Location!.PathAndQuery());
        using var creation = await PostAsync(visitor, PasskeyEndpoints.Creation, Door);
        Assert.Equal(HttpStatusCode.Unauthorized, creation.StatusCode);
        foreach (var address in (string[])[PasskeyEndpoints.Creation, PasskeyEndpoints.Request])
        {
            using var bare = await client.PostAsync(address, null, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.BadRequest, bare.StatusCode);
        }
    }

    [Fact]
    public async Task A_key_is_bound_to_the_address_that_the_installation_was_told()
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite", Person.CheapHashing, o => o with { PublicUrl = new Uri("https://ramure.exemple.test/") });
        await installation.AddAsync();
        using var client = await installation.SignedInAsync();
        Assert.Equal("ramure.exemple.test", (string)JsonNode.Parse(await OptionsAsync(client, PasskeyEndpoints.Creation, List))!["rp"]!["id"]!);
        var asked = JsonNode.Parse(await OptionsAsync(client, PasskeyEndpoints.Request, List))!;
        Assert.Equal(("ramure.exemple.test", "required"), ((string)asked["rpId"]!, (string)asked["userVerification"]!));
    }

    [Fact]
    public async Task Without_script_the_door_shows_no_button_and_the_list_says_why_none_is_added()
    {
        await using var installation = await Person.InstallAsync("sqlite");
        await installation.AddAsync();
        using var client = await installation.SignedInAsync();
        var page = await client.PageAsync(List);
        Assert.False(page.QuerySelector("[data-passkey-without]")!.HasAttribute("hidden"));
        Assert.True(page.QuerySelector("[data-passkey-with]")!.HasAttribute("hidden"));
        using var visitor = await installation.StrangerAsync();
        Assert.True((await visitor.PageAsync(Door)).QuerySelector("form[data-passkey]")!.HasAttribute("hidden"));
    }

    private static async Task RefusedAsync(HttpResponseMessage answer, string said)
    {
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{answer.StatusCode} {answer.Headers.Location}\n{text}");
        Assert.Contains(said, WebUtility.HtmlDecode(text), StringComparison.Ordinal);
    }
}

file static class Rows
{
    public static Task SetAsync(this TestInstallation installation, Guid account, Action<Account> change) => installation.RunAsync(s =>
        s.GetRequiredService<OperationRunner>().RunAsync<Done>(new Operation("test.change", Permission.System), async scope =>
        {
            change(await scope.Db.Set<Account>().SingleAsync(a => a.Id == account));
            scope.Audit("account", account.ToString("D"), null, null);
            return default(Done);
        }));

    public static Task<List<string>> MethodsAsync(this TestInstallation installation) =>
        installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<SignedInSession>().Select(x => x.Method).ToListAsync());
}
