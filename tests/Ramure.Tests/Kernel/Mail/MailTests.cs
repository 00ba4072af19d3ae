using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Mail;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Outbox;
using Ramure.Kernel.Secrets;
using Ramure.Tests.Support;

namespace Ramure.Tests.Kernel.Mail;

public sealed class MailTests
{
    private static readonly Letter Hello = new("marie@exemple.test", "Élodie <b>", "l’été & l’hiver", ["Première phrase."])
    {
        LinkLabel = "Suivre",
        LinkPath = "/connexion/adresse?jeton=abc",
        Afterwards = ["Dernière phrase."],
    };

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_mail_reaches_a_real_server_as_text_and_as_html_with_the_address_of_the_installation(string database)
    {
        using var server = await SmtpServer.StartAsync("ramure", "secret");
        await using var installation = await TestInstallation.CreateAsync(database, null, o => o with
        {
            Mail = new MailSettings { Host = "127.0.0.1", Port = server.Port, Tls = "none", User = "ramure", Password = "secret", From = "ramure@reseau.test" },
            PublicUrl = new Uri("https://ramure.reseau.test/"),
        });
        var id = await QueueAsync(installation, Hello);

        await DeliverAsync(installation);

        var (from, to, message) = await server.NextAsync();
        Assert.Equal(("ramure@reseau.test", "marie@exemple.test"), (from, to));
        Assert.Equal("Ramure : l’été & l’hiver", message.Subject);
        Assert.Contains("Bonjour Élodie <b>,", message.TextBody, StringComparison.Ordinal);
        Assert.Contains("https://ramure.reseau.test/connexion/adresse?jeton=abc", message.TextBody, StringComparison.Ordinal);
        Assert.Contains("lodie &lt;b&gt;", message.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("href=\"https://ramure.reseau.test/connexion/adresse?jeton=abc\"", message.HtmlBody, StringComparison.Ordinal);
        Assert.Equal($"{id:n}@ramure.reseau.test", message.MessageId);
    }

    [Theory]
    [InlineData("refuse@exemple.test", "No such user", 550)]
    [InlineData("contenu@exemple.test", "Content rejected", 554)]
    public async Task What_the_server_refuses_for_good_is_given_up_at_once_and_says_why(string to, string reason, int code)
    {
        using var server = await SmtpServer.StartAsync();
        await using var installation = await TestInstallation.CreateAsync("sqlite", null, o => o with { Mail = new MailSettings { Host = "127.0.0.1", Port = server.Port, Tls = "none" } });
        await QueueAsync(installation, Hello with { To = to });

        await DeliverAsync(installation);

        var message = await MessageAsync(installation);
        Assert.Equal((OutboxState.Failed, 1), (message.State, message.Attempts));
        Assert.StartsWith($"Le serveur de courriel refuse pour de bon ({code}) : ", message.Error, StringComparison.Ordinal);
        Assert.Contains(reason, message.Error, StringComparison.Ordinal);
    }

    /// <summary>A refusal for now, and one that is about us and not about the person.</summary>
    [Theory]
    [InlineData("plus-tard@exemple.test", "ramure@reseau.test", "Greylisted")]
    [InlineData("marie@exemple.test", "interdit@reseau.test", "Sender not allowed")]
    public async Task What_may_be_taken_later_is_tried_again_and_what_waits_is_not_readable(string to, string from, string reason)
    {
        using var server = await SmtpServer.StartAsync();
        await using var installation = await TestInstallation.CreateAsync("sqlite", null, o => o with { Mail = new MailSettings { Host = "127.0.0.1", Port = server.Port, Tls = "none", From = from } });
        await QueueAsync(installation, Hello with { To = to });

        await DeliverAsync(installation);

        var message = await MessageAsync(installation);
        Assert.Equal((OutboxState.Waiting, 1), (message.State, message.Attempts));
        Assert.Contains(reason, message.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("exemple.test", message.Payload, StringComparison.Ordinal);
        Assert.DoesNotContain("jeton", message.Payload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_server_a_mail_is_a_file_of_the_installation()
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite");
        await QueueAsync(installation, Hello);
        await DeliverAsync(installation);
        var file = Assert.Single(Directory.EnumerateFiles(Path.Combine(installation.DataDirectory, "mail"), "*.eml"));
        using var message = await MimeMessage.LoadAsync(file, TestContext.Current.CancellationToken);
        Assert.Equal("marie@exemple.test", Assert.IsType<MailboxAddress>(Assert.Single(message.To)).Address);
        Assert.Contains("http://127.0.0.1", message.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operation_that_fails_sends_nothing()
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite");
        var queue = await installation.RunAsync(s => Task.FromResult(s.GetRequiredService<MailQueue>()));
        await Assert.ThrowsAsync<InvalidOperationException>(() => installation.RunAsync(s => s.GetRequiredService<OperationRunner>().RunAsync<Done>(new Operation("test.mail", Permission.System), scope =>
        {
            queue.Send(scope, Hello);
            scope.Audit("test", "1", null, null);
            throw new InvalidOperationException();
        })));
        await DeliverAsync(installation);
        Assert.False(Directory.Exists(Path.Combine(installation.DataDirectory, "mail")));
    }

    [Theory]
    [InlineData("RAMURE_SMTP_TLS", "ssl")]
    [InlineData("RAMURE_SMTP_PORT", "99999")]
    [InlineData("RAMURE_SMTP_FROM", "personne")]
    [InlineData("RAMURE_SMTP_USER", "seul")]
    public void A_setting_that_cannot_be_right_is_named(string name, string value)
    {
        var environment = new Dictionary<string, string> { ["RAMURE_SMTP_HOST"] = "mail.test", ["RAMURE_SMTP_FROM"] = "a@b.test" };
        Assert.Equal(587, MailSettings.Read(environment.GetValueOrDefault, _ => null).Port);
        environment[name] = value;
        Assert.Contains(name, Assert.Throws<SettingException>(() => MailSettings.Read(environment.GetValueOrDefault, _ => null)).Message, StringComparison.Ordinal);
    }

    private static Task<Guid> QueueAsync(TestInstallation installation, Letter letter) => installation.RunAsync(async s =>
    {
        var queue = s.GetRequiredService<MailQueue>();
        await s.GetRequiredService<OperationRunner>().RunAsync<Done>(new Operation("test.mail", Permission.System), scope =>
        {
            queue.Send(scope, letter);
            scope.Audit("test", "1", null, null);
            return Task.FromResult<Result<Done>>(default(Done));
        });
        return (await s.GetRequiredService<RamureDb>().Set<OutboxMessage>().AsNoTracking().SingleAsync()).Id;
    });

    private static Task<OutboxMessage> MessageAsync(TestInstallation installation) =>
        installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<OutboxMessage>().AsNoTracking().SingleAsync());

    private static Task DeliverAsync(TestInstallation installation) =>
        installation.RunAsync(s => s.GetRequiredService<OutboxWorker>().RunAsync(TestContext.Current.CancellationToken));
}
