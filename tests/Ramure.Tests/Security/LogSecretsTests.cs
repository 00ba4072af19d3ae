using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using OtpNet;
using Ramure.Accounts.Grants;
using Ramure.Accounts.Invitations;
using Ramure.Accounts.Model;
using Ramure.Accounts.People;
using Ramure.Kernel.Access;
using Ramure.Kernel.Mail;
using Ramure.Kernel.Outbox;
using Ramure.Tests.Accounts;
using Ramure.Tests.Journal;
using Ramure.Tests.Support;
using Serilog.Core;
using Serilog.Events;

namespace Ramure.Tests.Security;

/// <summary>What the program writes to its log, at the levels it is served with, holds none of the secrets that pass through it.</summary>
public sealed class LogSecretsTests
{
    private const string NewPassword = "cinq mots neufs sans suite";

    private readonly Lines lines = new();

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task No_line_of_the_log_holds_a_secret(string database)
    {
        await using var installation = await Person.InstallAsync(database, s => s.AddSingleton<ILogEventSink>(lines));
        var id = await installation.AddAsync();
        var secrets = new List<string> { Person.Password, NewPassword, "un mot de passe faux" };

        using var client = await installation.StrangerAsync();
        (await client.SignInAsync("un mot de passe faux")).Dispose();
        using (var forgot = await client.SendAsync("/connexion/oubli", await client.PageAsync("/connexion/oubli"), "oubli", new() { ["courriel"] = Person.Email }))
            Assert.True(forgot.IsSuccessStatusCode || forgot.StatusCode == HttpStatusCode.Redirect);
        var reset = await installation.LastLinkAsync();
        secrets.Add(Secret(reset));
        using (var chosen = await client.SendAsync(reset, await client.PageAsync(reset), "nouveau", new() { ["mot-de-passe"] = NewPassword }))
            Assert.Equal(HttpStatusCode.Redirect, chosen.StatusCode);
        using var entered = await client.SignInAsync(NewPassword);
        secrets.AddRange(entered.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0].Split('=', 2)[1]).Where(v => v.Length > 20));

        using var begun = await client.SendAsync("/compte/code", await client.PageAsync("/compte/code"), "commencer", []);
        var page = (IHtmlDocument)await begun.DocumentAsync();
        var key = page.QuerySelector("ol code")!.TextContent.Replace(" ", "", StringComparison.Ordinal);
        using var confirmed = await client.SendAsync("/compte/code", page, "confirmer-code", new() { ["code"] = new Totp(Base32Encoding.ToBytes(key)).ComputeTotp() });
        secrets.AddRange((await confirmed.DocumentAsync()).QuerySelectorAll(".recovery-codes code").Select(c => c.TextContent).Append(key));

        Assert.Empty((await installation.GrantAsync(null, id, Role.OversightReader, RoleGrant.WholeNetwork, from: new DateOnly(2020, 1, 1))).Refusals);
        var made = await client.PageAsync("/compte/jetons");
        foreach (var box in made.QuerySelectorAll("input[name=droits]").OfType<IHtmlInputElement>())
            box.IsChecked = true;
        using (var answer = await client.SendAsync("/compte/jetons", made, "creer", new() { ["nom"] = "Tableur" }))
            secrets.Add((await answer.DocumentAsync()).QuerySelector(".notice code")!.TextContent);
        secrets.Add("ramure_0123456789_" + new string('a', 64));
        foreach (var sent in secrets[^2..])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/units");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", sent);
            (await client.SendAsync(request, TestContext.Current.CancellationToken)).Dispose();
        }

        secrets.Add((await installation.RunAsync(s => s.GetRequiredService<AccountService>().ResetLinkAsync(id))).Value);
        await installation.RunAsync(s => s.GetRequiredService<InvitationService>().InviteAsync("sacha@exemple.test", new GrantWish(Role.Administrator, RoleGrant.WholeNetwork), byMail: true));
        secrets.Add(Secret(await installation.LastLinkAsync()));
        foreach (var address in (string[])["/premier-compte?jeton=" + secrets[^2], "/invitation?jeton=" + secrets[^1], "/connexion/lien?jeton=" + secrets[^1], "/connexion/adresse?jeton=" + secrets[^1]])
            (await client.GetAsync(address, TestContext.Current.CancellationToken)).Dispose();

        // The mails go out: to files, and that is a line of the log.
        await installation.HostingAsync(s => s.GetRequiredService<OutboxWorker>().RunAsync(TestContext.Current.CancellationToken)).Unwrap();
        Assert.Contains(lines.All, l => l.Contains("RAMURE_SMTP_HOST", StringComparison.Ordinal));
        Holds(secrets);
    }

    [Fact]
    public async Task Not_even_when_mails_cannot_be_sent_and_a_page_fails()
    {
        await using var installation = await TestInstallation.CreateAsync(
            "sqlite",
            s =>
            {
                Person.CheapHashing(s);
                s.AddSingleton<ILogEventSink>(lines);
                s.AddScoped<AccountService>(_ => throw new InvalidOperationException("Une panne voulue."));
            },
            o => o with { Mail = new MailSettings { Host = "127.0.0.1", Port = 9, Tls = "none", User = "ramure", Password = "le secret du serveur" } });
        await installation.AddAsync();
        using var client = await installation.StrangerAsync();
        (await client.SendAsync("/connexion/oubli", await client.PageAsync("/connexion/oubli"), "oubli", new() { ["courriel"] = Person.Email })).Dispose();
        var secret = Secret(await installation.LastLinkAsync());
        await installation.HostingAsync(s => s.GetRequiredService<OutboxWorker>().RunAsync(TestContext.Current.CancellationToken)).Unwrap();
        using var administrator = await installation.ClientAsync();
        using (var failed = await administrator.GetAsync($"/administration/comptes/{Guid.CreateVersion7()}?jeton={secret}", TestContext.Current.CancellationToken))
            Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
        Assert.Contains(lines.All, l => l.Contains("Une panne voulue.", StringComparison.Ordinal));
        Holds([secret, "le secret du serveur", Person.Password]);
    }

    private static string Secret(string link) => link.Split("jeton=")[1].Split('&')[0];

    private void Holds(IReadOnlyList<string> secrets)
    {
        Assert.All(secrets, s => Assert.True(s.Length >= 8, s));
        Assert.NotEmpty(lines.All);
        Assert.DoesNotContain(lines.All, l => secrets.Any(s => l.Contains(s, StringComparison.Ordinal) || l.Contains(Uri.EscapeDataString(s), StringComparison.Ordinal)));
    }

    /// <summary>Every line with its values and its fault.</summary>
    private sealed class Lines : ILogEventSink
    {
        private readonly ConcurrentQueue<string> all = new();

        public IReadOnlyCollection<string> All => all;

        public void Emit(LogEvent logEvent) =>
            all.Enqueue($"{logEvent.RenderMessage(CultureInfo.InvariantCulture)} {string.Join(' ', logEvent.Properties.Select(p => $"{p.Key}={p.Value}"))} {logEvent.Exception}");
    }
}
