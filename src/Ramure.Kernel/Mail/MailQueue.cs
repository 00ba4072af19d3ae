using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Ramure.Kernel.Operations;

namespace Ramure.Kernel.Mail;

/// <summary>
/// Sends a mail when the operation that asks for it has committed. What waits is encrypted: a link in it may open an account, and its
/// address is a person's.
/// </summary>
public sealed class MailQueue
{
    private readonly IDataProtector protector;

    public MailQueue(IDataProtectionProvider protection)
    {
        protector = protection.CreateProtector("Ramure.Mail");
        // The first use of the keys makes one, in the database: now, not while an operation holds it.
        protector.Protect("");
    }

    /// <summary>Queues it in the operation's transaction. By the identifier, <see cref="MailFates"/> tells what becomes of it.</summary>
    public Guid Send(OperationScope scope, Letter letter) =>
        scope.Enqueue(MailDelivery.KindOfMessage, new QueuedMail(protector.Protect(JsonSerializer.Serialize(letter))));

    internal Letter Open(JsonElement payload) =>
        JsonSerializer.Deserialize<Letter>(protector.Unprotect(payload.Deserialize<QueuedMail>()!.Letter))!;

    private sealed record QueuedMail(string Letter);
}
