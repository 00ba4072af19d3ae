using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Ramure.Accounts.Grants;
using Ramure.Accounts.Model;
using Ramure.Accounts.People;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;

namespace Ramure.Accounts.FirstStart;

/// <summary>What a one-time link opens: the first account, or the choice of a password for somebody's.</summary>
internal sealed record LinkOffer(Guid? AccountId, string? Name, string? Email);

/// <summary>One-time links: of as many who use one at once, one wins.</summary>
internal sealed class FirstAccount(OperationRunner operations, Administrators administrators, RamureDb db, UserManager<Account> users, IClock clock)
{
    private static readonly Refusal Spent = new("link-spent", "Ce lien a déjà servi, ou il est trop ancien. Demandez-en un autre à qui vous l’a donné.");

    /// <summary>Whether nobody can administer the network.</summary>
    public async Task<bool> IsNeededAsync(CancellationToken cancel = default) => !await administrators.AnyAsync(cancel);

    /// <summary>The secret of a link that opens the first account; for who holds the machine.</summary>
    public Task<Result<string>> MakeLinkAsync(CancellationToken cancel = default) =>
        operations.RunAsync<string>(new Operation("accounts.first-link", Permission.System), async scope =>
        {
            if (!await IsNeededAsync(cancel))
                return new Refusal("administrator-exists", "Une administration existe déjà : elle invite et donne les rôles. Pour lui rendre l’accès : ramure accounts reset-link ADRESSE");
            var secret = LinkSecret.Make();
            var link = new FirstLink
            {
                Id = Guid.CreateVersion7(),
                TokenHash = LinkSecret.Hash(secret),
                MadeBy = scope.Actor,
                CreatedAt = scope.At,
                ExpiresAt = scope.At + AccountService.LinkLength,
            };
            scope.Db.Add(link);
            scope.Audit("first-link", link.Id.ToString(), null, new { link.ExpiresAt });
            return secret;
        }, cancel);

    /// <summary>What the link of a secret opens; null when it was used or is over.</summary>
    public async Task<LinkOffer?> FindAsync(string? secret, CancellationToken cancel = default)
    {
        if (await ReadAsync(secret, clock.UtcNow, cancel) is not { } link)
            return null;
        if (link.AccountId is not { } id)
            return await IsNeededAsync(cancel) ? new LinkOffer(null, null, null) : null;
        return await db.Set<Account>().AsNoTracking().Where(a => a.Id == id && a.DisabledAt == null && a.ErasedAt == null)
            .Select(a => new LinkOffer(a.Id, a.DisplayName, a.Email)).SingleOrDefaultAsync(cancel);
    }

    /// <summary>Opens the account of the first administrator.</summary>
    public Task<Result<Guid>> OpenAsync(string? secret, string? name, string? email, string? password, CancellationToken cancel = default) =>
        operations.RunAsync<Guid>(new Operation("accounts.first-account", Permission.Anyone), async scope =>
        {
            await administrators.LockAsync(scope, cancel);
            if (await ReadAsync(secret, scope.At, cancel) is not { AccountId: null } link || !await IsNeededAsync(cancel))
                return Spent;
            link.UsedAt = scope.At;
            if (!(await AccountService.OpenAsync(scope, users, email, name, password ?? "", confirmed: true)).TryGet(out var account, out var refusals))
                return Result<Guid>.Refused(refusals);
            var sound = new SoundGrant(Role.Administrator, RoleGrant.WholeNetwork, DateOnly.FromDateTime(scope.At).AddDays(-1), null, null);
            var granted = await GrantService.AddAsync(scope, account.Id, sound, cancel, link.MadeBy);
            return granted.Succeeded ? account.Id : granted.Refusals.ToList();
        }, cancel);

    /// <summary>Gives the account of the link its password, and ends its sessions.</summary>
    public async Task<Result<Guid>> ChoosePasswordAsync(string? secret, string? password, CancellationToken cancel = default)
    {
        if (await FindAsync(secret, cancel) is not { AccountId: { } id })
            return Spent;
        var operation = new Operation("accounts.choose-password", Permission.Anyone) { OnBehalfOf = Actor.Account(id).Reference };
        return await operations.RunAsync<Guid>(operation, async scope =>
        {
            await administrators.LockAsync(scope, cancel);
            if (await ReadAsync(secret, scope.At, cancel) is not { AccountId: not null } link || await users.FindByIdAsync(id.ToString("D")) is not { DisabledAt: null, ErasedAt: null } account)
                return Spent;
            link.UsedAt = scope.At;
            if (await users.HasPasswordAsync(account))
                await users.RemovePasswordAsync(account);
            var set = await users.AddPasswordAsync(account, password ?? "");
            if (!set.Succeeded)
                return set.Errors.Select(AccountFields.Refusal).DistinctBy(r => r.Message).ToList();
            await users.ResetAccessFailedCountAsync(account);
            await users.SetLockoutEndDateAsync(account, null);
            var ended = await AccountService.EndAsync(scope, id, cancel);
            scope.Audit("account", id.ToString("D"), null, new { PasswordChosen = true, EndedSessions = ended });
            return id;
        }, cancel);
    }

    private async Task<FirstLink?> ReadAsync(string? secret, DateTime now, CancellationToken cancel)
    {
        if (secret is not { Length: 64 })
            return null;
        var hash = LinkSecret.Hash(secret);
        return await db.Set<FirstLink>().SingleOrDefaultAsync(l => l.TokenHash == hash && l.UsedAt == null && l.ExpiresAt > now, cancel);
    }
}
