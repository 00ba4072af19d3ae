using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Accounts.Grants;
using Ramure.Accounts.Invitations;
using Ramure.Accounts.Model;
using Ramure.Accounts.People;
using Ramure.Accounts.SignIn;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Mail;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Outbox;
using Ramure.Tests.Journal;
using Ramure.Tests.Kernel.Mail;
using Ramure.Tests.Network;
using Ramure.Tests.Support;

namespace Ramure.Tests.Accounts.Invitations;

public sealed class InvitationTests
{
    private const string Email = "nouvelle@exemple.test";
    private const string Password = "Quatre-arbres-9-du-Nord";

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Of_many_who_accept_at_once_one_opens_the_account_and_its_role(string database)
    {
        await using var installation = await NetworkTesting.CreateAsync(database);
        var director = await installation.OpenAsync((Role.AtelierDirector, "A"));
        var link = (await InviteAsync(installation, director)).Value;
        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => AcceptAsync(installation, link.Secret))));
        var account = Assert.Single(results, r => r.Succeeded).Value;
        Assert.All(results.Where(r => !r.Succeeded), r => Assert.Equal(["invitation-gone"], r.Codes()));
        var grant = Assert.Single(await installation.GrantsAsync(account));
        Assert.Equal((Role.AtelierStaff, "A", "account:" + director), (grant.Role, grant.Unit, grant.GrantedBy));
        var trail = await installation.TrailAsync("accounts.invite");
        Assert.DoesNotContain(Email, Assert.Single(trail).After, StringComparison.Ordinal);
        Assert.Equal(["account", "grant", "invitation"], (await installation.TrailAsync("accounts.accept-invitation")).Select(e => e.SubjectKind).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_invitation_is_worth_nothing_when_withdrawn_renewed_or_over_or_when_its_sender_lost_the_right()
    {
        await using var installation = await NetworkTesting.CreateAsync("sqlite");
        var director = await installation.OpenAsync((Role.AtelierDirector, "A"));
        var link = (await InviteAsync(installation, director)).Value;
        Assert.Equal(["invitation-exists"], (await InviteAsync(installation, director)).Codes());
        var renewed = (await installation.AsAsync(director, s => s.GetRequiredService<InvitationService>().RenewAsync(link.Id, false))).Value;
        Assert.Equal(["invitation-gone"], (await AcceptAsync(installation, link.Secret)).Codes());

        var grant = Assert.Single(await installation.GrantsAsync(director)).Id;
        Assert.True((await installation.RevokeAsync(null, grant)).Succeeded);
        Assert.Equal(["invitation-void"], (await AcceptAsync(installation, renewed.Secret)).Codes());
        Assert.Empty((await installation.GrantAsync(null, director, Role.AtelierDirector, "A")).Refusals);

        await installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<Invitation>().ExecuteUpdateAsync(set => set.SetProperty(i => i.ExpiresAt, i => i.InvitedAt)));
        Assert.Equal(["invitation-gone"], (await AcceptAsync(installation, renewed.Secret)).Codes());
        renewed = (await installation.AsAsync(director, s => s.GetRequiredService<InvitationService>().RenewAsync(link.Id, false))).Value;
        Assert.True((await installation.AsAsync(director, s => s.GetRequiredService<InvitationService>().WithdrawAsync(link.Id))).Succeeded);
        Assert.Equal(["invitation-gone"], (await AcceptAsync(installation, renewed.Secret)).Codes());
        Assert.Single(await installation.GrantsAsync(), g => g.RevokedAt is null);
    }

    [Fact]
    public async Task Nobody_invites_further_than_they_grant()
    {
        await using var installation = await NetworkTesting.CreateAsync("sqlite");
        var director = await installation.OpenAsync((Role.AtelierDirector, "A"));
        Assert.Equal(["email-invalid", "role-too-wide"], (await InviteAsync(installation, director, "pas une adresse", Role.Administrator)).Codes());
        await Assert.ThrowsAsync<AccessDeniedException>(() => InviteAsync(installation, director, unit: "B"));
        var other = (await InviteAsync(installation, null, role: Role.FunderReader)).Value;
        await Assert.ThrowsAsync<AccessDeniedException>(() => installation.AsAsync(director, s => s.GetRequiredService<InvitationService>().RenewAsync(other.Id, false)));
        await Assert.ThrowsAsync<AccessDeniedException>(() => installation.AsAsync(director, s => s.GetRequiredService<InvitationService>().WithdrawAsync(other.Id)));
    }

    [Fact]
    public async Task Only_the_account_of_the_invited_and_proved_address_takes_the_role_up()
    {
        await using var installation = await NetworkTesting.CreateAsync("sqlite");
        var another = await installation.OpenAsync();
        var link = (await InviteAsync(installation, null)).Value;
        var account = (await AcceptAsync(installation, link.Secret)).Value;
        var again = (await InviteAsync(installation, null, unit: "B")).Value;
        // The link was handed over, not sent: nothing proves the address yet.
        Assert.Equal(["invitation-for-another"], (await TakeAsync(installation, another, again.Secret)).Codes());
        Assert.Equal(["address-unproved"], (await TakeAsync(installation, account, again.Secret)).Codes());
        Assert.Equal(["email-taken"], (await AcceptAsync(installation, again.Secret)).Codes());
        await installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<Account>().Where(a => a.Id == account).ExecuteUpdateAsync(set => set.SetProperty(a => a.EmailConfirmed, true)));
        Assert.Equal(account, (await TakeAsync(installation, account, again.Secret)).Value);
        Assert.Equal(["A", "B"], (await installation.GrantsAsync(account)).Select(g => g.Unit));
    }

    [Fact]
    public async Task The_pages_invite_show_the_link_once_and_open_the_account()
    {
        await using var installation = await NetworkTesting.CreateAsync("sqlite");
        using var director = await installation.ClientAsync(Role.AtelierDirector, "A");
        var form = await director.PageAsync("/administration/invitations/nouvelle?unite=A");
        Assert.Equal(["trainer", "atelier-staff", "atelier-director"], form.QuerySelectorAll("input[name=role]").Select(i => i.GetAttribute("value")!));
        Assert.Equal("A", form.QuerySelector("#unite option[selected]")!.GetAttribute("value"));
        using (var wrong = await director.SendAsync("/administration/invitations/nouvelle", form, "invitation", new() { ["adresse"] = "", ["unite"] = "A" }))
            Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        using var made = await director.SendAsync("/administration/invitations/nouvelle", form, "invitation", new() { ["adresse"] = Email, ["role"] = "trainer", ["unite"] = "A", ["envoi"] = "copie" });
        var address = new Uri((await made.DocumentAsync()).QuerySelector(".notice code")!.TextContent).PathAndQuery;
        Assert.Contains(Email, (await director.PageAsync("/administration/invitations")).Text("table"), StringComparison.Ordinal);
        Assert.DoesNotContain("jeton=", (await director.PageAsync("/administration/invitations")).Source.Text, StringComparison.Ordinal);

        using var stranger = await installation.StrangerAsync();
        var page = await stranger.PageAsync(address);
        Assert.Contains("Formateur", page.Text(".lead"), StringComparison.Ordinal);
        using (var wrong = await stranger.SendAsync(address, page, "ouvrir", new() { ["nom"] = "Dominique", ["mot-de-passe"] = "court" }))
            Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        using (var opened = await stranger.SendAsync(address, page, "ouvrir", new() { ["nom"] = "Dominique Essai", ["mot-de-passe"] = Password }))
            Assert.EndsWith("/connexion", opened.Headers.Location?.ToString(), StringComparison.Ordinal);
        await stranger.PageAsync(address, HttpStatusCode.Gone);
        Assert.Contains("Dominique Essai", (await director.PageAsync("/reseau/unites/A/acces")).Text("table"), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_link_that_reached_the_mail_box_proves_the_address_and_the_account_comes_in(string database)
    {
        using var server = await SmtpServer.StartAsync();
        await using var installation = await TestInstallation.CreateAsync(database, Person.CheapHashing, o => o with
        {
            Mail = new MailSettings { Host = "127.0.0.1", Port = server.Port, Tls = "none", From = "ramure@reseau.test" },
            PublicUrl = new Uri("https://ramure.reseau.test/"),
        });
        Assert.Empty((await installation.ImportAsync(NetworkTesting.Small)).Refusals);
        var director = await installation.OpenAsync((Role.AtelierDirector, "A"));
        Assert.Null((await InviteAsync(installation, director, byMail: true)).Value.Secret);
        await installation.RunAsync(s => s.GetRequiredService<OutboxWorker>().RunAsync(TestContext.Current.CancellationToken));

        var (_, to, message) = await server.NextAsync();
        Assert.Equal(Email, to);
        Assert.Contains("Camille Essai vous invite à tenir un rôle : Équipe d’un atelier, Atelier A", message.TextBody, StringComparison.Ordinal);
        Assert.Contains("https://ramure.reseau.test/invitation?jeton=", message.TextBody, StringComparison.Ordinal);
        using var stranger = await installation.StrangerAsync();
        var address = await installation.LastLinkAsync();
        using (var opened = await stranger.SendAsync(address, await stranger.PageAsync(address), "ouvrir", new() { ["nom"] = "Dominique Essai", ["mot-de-passe"] = Password }))
            Assert.Equal(HttpStatusCode.Redirect, opened.StatusCode);
        Assert.IsType<SignInOutcome.In>(await installation.TryAsync(Password, Person.Home, Email));
    }

    [Fact]
    public async Task A_copied_link_proves_nothing_so_that_the_first_sign_in_sends_a_confirmation()
    {
        await using var installation = await NetworkTesting.CreateAsync("sqlite", adjust: Person.CheapHashing);
        var link = (await InviteAsync(installation, null)).Value;
        Assert.Empty(await installation.LettersAsync());
        Assert.True((await AcceptAsync(installation, link.Secret)).Succeeded);
        Assert.IsType<SignInOutcome.ConfirmFirst>(await installation.TryAsync(Password, Person.Home, Email));
        Assert.StartsWith("/connexion/adresse?jeton=", await installation.LastLinkAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invitation_by_mail_replaces_the_copied_link_and_proves_the_address_of_an_account_that_waits()
    {
        await using var installation = await NetworkTesting.CreateAsync("sqlite");
        var account = (await AcceptAsync(installation, (await InviteAsync(installation, null)).Value.Secret)).Value;
        var copied = (await InviteAsync(installation, null, unit: "B")).Value;
        Assert.Null((await installation.RunAsync(s => s.GetRequiredService<InvitationService>().RenewAsync(copied.Id, true))).Value.Secret);
        Assert.Equal(["invitation-gone"], (await TakeAsync(installation, account, copied.Secret)).Codes());
        var sent = (await installation.LastLinkAsync()).Split('=')[1];
        Assert.Equal(account, (await TakeAsync(installation, account, sent)).Value);
        Assert.True(await installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<Account>().Where(a => a.Id == account).Select(a => a.EmailConfirmed).SingleAsync()));
    }

    [Fact]
    public async Task The_page_sends_by_mail_without_showing_the_link()
    {
        await using var installation = await NetworkTesting.CreateAsync("sqlite");
        using var director = await installation.ClientAsync(Role.AtelierDirector, "A");
        var form = await director.PageAsync("/administration/invitations/nouvelle?unite=A");
        Assert.Equal("courriel", form.QuerySelector("input[name=envoi][checked]")!.GetAttribute("value"));
        using var made = await director.SendAsync("/administration/invitations/nouvelle", form, "invitation", new() { ["adresse"] = Email, ["role"] = "trainer", ["unite"] = "A", ["envoi"] = "courriel" });
        var said = await made.DocumentAsync();
        Assert.Contains("envoyé par courriel", said.Text(".notice"), StringComparison.Ordinal);
        var first = await installation.LastLinkAsync();
        Assert.DoesNotContain(first.Split('=')[1], said.Source.Text, StringComparison.Ordinal);

        var list = await director.PageAsync("/administration/invitations");
        using var again = await director.SendAsync("/administration/invitations", list, "invitations", new() { ["renvoyer"] = list.QuerySelector("button[name=renvoyer]")!.GetAttribute("value")! });
        Assert.Contains("envoyé par courriel", (await again.DocumentAsync()).Text(".notice"), StringComparison.Ordinal);
        Assert.NotEqual(first, await installation.LastLinkAsync());
    }

    private static Task<Result<InvitationLink>> InviteAsync(TestInstallation installation, Guid? by, string email = Email, Role role = Role.AtelierStaff, string unit = "A", bool byMail = false) =>
        installation.AsAsync(by, s => s.GetRequiredService<InvitationService>().InviteAsync(email, new GrantWish(role, unit), byMail));

    private static Task<Result<Guid>> AcceptAsync(TestInstallation installation, string? secret) =>
        installation.RunAsync(s => s.GetRequiredService<InvitationService>().AcceptAsync(secret, "Dominique Essai", Password));

    private static Task<Result<Guid>> TakeAsync(TestInstallation installation, Guid account, string? secret) =>
        installation.AsAsync(account, s => s.GetRequiredService<InvitationService>().AcceptSignedInAsync(secret, account));
}
