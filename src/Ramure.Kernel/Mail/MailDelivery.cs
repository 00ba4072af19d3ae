using System.Text.Json;
using MailKit.Net.Smtp;
using Microsoft.Extensions.Logging;
using MimeKit;
using Ramure.Kernel.Outbox;
using Ramure.Kernel.Time;
using Ramure.Kernel.Web;

namespace Ramure.Kernel.Mail;

/// <summary>
/// Hands mails to the server, or writes them to the data folder when there is none. A mail that is sent twice, because its host died
/// in between, bears the same identifier: the reader's programme shows it once.
/// </summary>
internal sealed class MailDelivery(MailQueue queue, MailSettings settings, InstallationPaths paths, SiteAddress site, IClock clock, ILogger<MailDelivery> log) : IOutboxHandler
{
    public const string KindOfMessage = "kernel.mail";

    private const int TimeoutMilliseconds = 30_000;

    public string Kind => KindOfMessage;

    public async Task HandleAsync(JsonElement payload, OutboxDelivery delivery, CancellationToken cancel)
    {
        using var message = Message(queue.Open(payload), delivery);
        if (settings.Host is null)
            await WriteAsync(message, delivery, cancel);
        else
            await SendAsync(message, cancel);
    }

    private MimeMessage Message(Letter letter, OutboxDelivery delivery)
    {
        var message = new MimeMessage
        {
            MessageId = $"{delivery.MessageId:n}@{site.Address.Host}",
            Date = new DateTimeOffset(clock.UtcNow, TimeSpan.Zero),
            Subject = $"Ramure : {letter.Subject}",
            Body = LetterBody.Of(letter, site.Address),
        };
        message.From.Add(new MailboxAddress("Ramure", MailboxAddress.Parse(settings.From).Address));
        message.To.Add(new MailboxAddress(letter.Name, letter.To));
        if (letter.ReplyTo is not null && MailboxAddress.TryParse(letter.ReplyTo, out var answers))
            message.ReplyTo.Add(answers);
        // No answers by machine: « absent jusqu'au… ».
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }

    private async Task SendAsync(MimeMessage message, CancellationToken cancel)
    {
        using var client = new SmtpClient { Timeout = TimeoutMilliseconds };
        await client.ConnectAsync(settings.Host!, settings.Port, settings.Security, cancel);
        if (settings.User is not null)
            await client.AuthenticateAsync(settings.User, settings.Password!, cancel);
        try
        {
            await client.SendAsync(message, cancel);
        }
        catch (SmtpCommandException refused) when (IsFinal(refused))
        {
            throw new UndeliverableException($"Le serveur de courriel refuse pour de bon ({(int)refused.StatusCode}) : {refused.Message}", refused);
        }

        await client.DisconnectAsync(true, cancel);
    }

    /// <summary>5xx about the recipient or the message (RFC 5321, 4.2.1). About the sender it is ours to mend: it is tried again.</summary>
    private static bool IsFinal(SmtpCommandException refused) =>
        refused.ErrorCode is SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted && (int)refused.StatusCode is >= 500 and < 600;

    private async Task WriteAsync(MimeMessage message, OutboxDelivery delivery, CancellationToken cancel)
    {
        var folder = Directory.CreateDirectory(Path.Combine(paths.Data, "mail")).FullName;
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var file = Path.Combine(folder, $"{delivery.MessageId:n}.eml");
        await message.WriteToAsync(file, cancel);
        log.LogWarning("Aucun serveur de courriel (RAMURE_SMTP_HOST) : un message est écrit dans {File}", file);
    }
}
