using Microsoft.EntityFrameworkCore;
using Ramure.Accounts.Model;
using Ramure.Accounts.People;
using Ramure.Kernel.Data;
using Ramure.Kernel.Mail;
using Ramure.Kernel.Operations;

namespace Ramure.Accounts.Links;

/// <summary>Links by mail: each works once, the last one sent of its kind, until it expires or the account's address changes.</summary>
internal sealed class SentLinks(MailQueue mails)
{
    /// <summary>Mails of one kind to one account in an hour: who asks for more only fills a stranger's box.</summary>
    public const int PerHour = 3;

    /// <summary>Sends one inside an operation; nothing, silently, when there were too many.</summary>
    public async Task SendAsync(OperationScope scope, Account account, LinkPurpose purpose, string email)
    {
        var (id, since, at) = (account.Id, scope.At.AddHours(-1), scope.At);
        var links = scope.Db.Set<SentLink>().Where(l => l.AccountId == id && l.Purpose == purpose);
        if (await links.CountAsync(l => l.SentAt > since) >= PerHour)
            return;
        await links.Where(l => l.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(l => l.EndedAt, at));
        var secret = LinkSecret.Make();
        scope.Db.Add(new SentLink
        {
            Id = Guid.CreateVersion7(),
            AccountId = account.Id,
            Purpose = purpose,
            TokenHash = LinkSecret.Hash(secret),
            Email = email,
            SentAt = scope.At,
            ExpiresAt = scope.At + LinkWords.Length(purpose),
        });
        mails.Send(scope, LinkWords.Letter(purpose, account, email, secret));
    }

    /// <summary>The link of a secret while it is good, with its account.</summary>
    public static async Task<(SentLink Link, Account Account)?> FindAsync(RamureDb db, string? secret, LinkPurpose purpose, DateTime now)
    {
        if (string.IsNullOrEmpty(secret) || secret.Length > 200)
            return null;
        var hash = LinkSecret.Hash(secret);
        var link = await db.Set<SentLink>().AsNoTracking().SingleOrDefaultAsync(l => l.TokenHash == hash && l.Purpose == purpose && l.EndedAt == null && l.ExpiresAt > now);
        if (link is null || await db.Set<Account>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == link.AccountId && a.DisabledAt == null && a.ErasedAt == null) is not { } account)
            return null;
        return purpose == LinkPurpose.ChangeAddress || string.Equals(account.Email, link.Email, StringComparison.OrdinalIgnoreCase) ? (link, account) : null;
    }

    /// <summary>Uses it up inside the operation: of two at once only one may.</summary>
    public static async Task<bool> UseAsync(OperationScope scope, SentLink link)
    {
        var (id, at) = (link.Id, scope.At);
        return await scope.Db.Set<SentLink>().Where(l => l.Id == id && l.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(l => l.EndedAt, at)) == 1;
    }

    /// <summary>Links that were sent before something that makes them unsafe.</summary>
    public static Task EndAllAsync(OperationScope scope, Guid account)
    {
        var at = scope.At;
        return scope.Db.Set<SentLink>().Where(l => l.AccountId == account && l.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(l => l.EndedAt, at));
    }
}
