using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Data;
using Ramure.Kernel.Mail;
using Ramure.Kernel.Outbox;
using Ramure.Tests.Support;

namespace Ramure.Tests.Accounts;

/// <summary>The mails that an installation has queued, opened as its delivery opens them.</summary>
internal static class MailBox
{
    public static Task<List<Letter>> LettersAsync(this TestInstallation installation) => installation.RunAsync(async s =>
    {
        var queued = await s.GetRequiredService<RamureDb>().Set<OutboxMessage>().AsNoTracking().Where(m => m.Kind == MailDelivery.KindOfMessage).OrderBy(m => m.Id).ToListAsync();
        var queue = s.GetRequiredService<MailQueue>();
        return queued.ConvertAll(m => queue.Open(JsonDocument.Parse(m.Payload).RootElement));
    });

    /// <summary>The link of the last mail that has one.</summary>
    public static async Task<string> LastLinkAsync(this TestInstallation installation) =>
        (await installation.LettersAsync()).Last(l => l.LinkPath is not null).LinkPath!;
}
