using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Ramure.Accounts.Contracts;
using Ramure.Accounts.Grants;
using Ramure.Accounts.Links;
using Ramure.Accounts.Model;
using Ramure.Kernel.Access;
using Ramure.Kernel.Operations;

namespace Ramure.Accounts.People;

/// <summary>
/// Closes, reopens and helps accounts. Asked for every unit for which the account holds a role: an administrator of a directorate
/// does not close the account of somebody who works elsewhere too.
/// </summary>
internal sealed class AccountService(OperationRunner operations, Administrators administrators, UserManager<Account> users, Notices notices)
{
    /// <summary>How long a link that lets choose a password waits.</summary>
    public static readonly TimeSpan LinkLength = TimeSpan.FromHours(24);

    /// <summary>Ends every session and stops every token at once; roles stay, for the day it is reopened.</summary>
    public Task<Result<Done>> CloseAsync(Guid id, string? reason, CancellationToken cancel = default) =>
        ChangeAsync<Done>("accounts.close", id, reason, async (scope, account) =>
        {
            if (string.IsNullOrWhiteSpace(reason))
                return new Refusal("reason-missing", "Dites pourquoi le compte est fermé, en une phrase.", "motif");
            if (account.DisabledAt is not null)
                return new Refusal("account-closed", "Ce compte est déjà fermé.");
            var ended = 0;
            if (await administrators.GuardAsync(scope, async () =>
            {
                account.DisabledAt = scope.At;
                ended = await EndAsync(scope, id, cancel);
            }, cancel) is { } last)
                return last;
            scope.Audit("account", id.ToString("D"), new { Closed = false }, new { Closed = true, Sessions = ended });
            return default(Done);
        }, cancel);

    public Task<Result<Done>> ReopenAsync(Guid id, string? reason, CancellationToken cancel = default) =>
        ChangeAsync<Done>("accounts.reopen", id, reason, (scope, account) =>
        {
            if (account.DisabledAt is null)
                return Task.FromResult<Result<Done>>(new Refusal("account-open", "Ce compte est déjà ouvert."));
            account.DisabledAt = null;
            scope.Audit("account", id.ToString("D"), new { Closed = true }, new { Closed = false });
            return Task.FromResult<Result<Done>>(default(Done));
        }, cancel);

    /// <summary>How many sessions ended.</summary>
    public Task<Result<int>> EndSessionsAsync(Guid id, CancellationToken cancel = default) =>
        ChangeAsync<int>("accounts.end-sessions", id, null, async (scope, _) =>
        {
            var ended = await EndAsync(scope, id, cancel);
            scope.Audit("account", id.ToString("D"), null, new { EndedSessions = ended });
            return ended;
        }, cancel);

    /// <summary>The secret of a link by which the account's owner chooses a password; links made before stop working.</summary>
    public Task<Result<string>> ResetLinkAsync(Guid id, CancellationToken cancel = default) =>
        ChangeAsync<string>("accounts.reset-link", id, null, async (scope, account) =>
            account.DisabledAt is null ? await LinkAsync(scope, id, cancel) : new Refusal("account-closed", "Ce compte est fermé : rouvrez-le d’abord."), cancel);

    /// <summary>
    /// Takes away code, recovery codes and passkeys of who lost them, and ends every session: at the next sign-in the password is enough to
    /// set up new ones. The owner is told.
    /// </summary>
    public Task<Result<Done>> ResetSecondFactorAsync(Guid id, CancellationToken cancel = default) =>
        ChangeAsync<Done>("accounts.reset-second-factor", id, null, async (scope, account) =>
        {
            var passkeys = await scope.Db.Set<IdentityUserPasskey<Guid>>().Where(p => p.UserId == id).ExecuteDeleteAsync(cancel);
            if (!account.TwoFactorEnabled && passkeys == 0)
                return new Refusal("second-factor-none", "Ce compte n’a ni code à la connexion ni clé d’accès.");
            account.TwoFactorEnabled = false;
            await scope.Db.Set<Authenticator>().Where(a => a.AccountId == id).ExecuteDeleteAsync(cancel);
            await scope.Db.Set<RecoveryCode>().Where(c => c.AccountId == id).ExecuteDeleteAsync(cancel);
            var ended = await EndAsync(scope, id, cancel);
            scope.Audit("account", id.ToString("D"), null, new { SecondFactor = "removed", EndedSessions = ended });
            notices.SecondFactorTakenAway(scope, account);
            return default(Done);
        }, cancel);

    /// <summary>
    /// Opens the account of an administrator of the whole network; the secret of the link by which they choose their password.
    /// For who holds the machine.
    /// </summary>
    public Task<Result<string>> CreateAdministratorAsync(string email, string name, CancellationToken cancel = default) =>
        operations.RunAsync<string>(new Operation("accounts.create-administrator", Permission.System), async scope =>
        {
            await administrators.LockAsync(scope, cancel);
            if (!(await OpenAsync(scope, users, email, name, null, confirmed: true)).TryGet(out var account, out var refusals))
                return Result<string>.Refused(refusals);
            var sound = new SoundGrant(Role.Administrator, RoleGrant.WholeNetwork, DateOnly.FromDateTime(scope.At).AddDays(-1), null, null);
            var granted = await GrantService.AddAsync(scope, account.Id, sound, cancel);
            return granted.Succeeded ? await LinkAsync(scope, account.Id, cancel) : granted.Refusals.ToList();
        }, cancel);

    /// <summary>Adds an account inside an operation, by the rules of sign-in.</summary>
    public static async Task<Result<Account>> OpenAsync(
        OperationScope scope, UserManager<Account> users, string? email, string? name, string? password, bool confirmed)
    {
        var refusals = new List<Refusal>();
        if (AccountFields.NameFault(name) is { } badName)
            refusals.Add(badName);
        if (AccountFields.EmailFault(email) is { } badEmail)
            refusals.Add(badEmail);
        if (refusals.Count > 0)
            return refusals;
        var account = new Account
        {
            Id = Guid.CreateVersion7(),
            DisplayName = name!.Trim(),
            UserName = email!.Trim(),
            Email = email.Trim(),
            EmailConfirmed = confirmed,
            LockoutEnabled = true,
            CreatedAt = scope.At,
        };
        var made = password is null ? await users.CreateAsync(account) : await users.CreateAsync(account, password);
        if (!made.Succeeded)
            return made.Errors.Select(AccountFields.Refusal).DistinctBy(r => r.Message).ToList();
        scope.Audit("account", account.Id.ToString("D"), null, new { Opened = true, Confirmed = confirmed });
        return account;
    }

    /// <summary>Ends all sessions of an account inside an operation; how many.</summary>
    public static async Task<int> EndAsync(OperationScope scope, Guid account, CancellationToken cancel)
    {
        var live = await scope.Db.Set<SignedInSession>().Where(s => s.AccountId == account && s.RevokedAt == null && s.ExpiresAt > scope.At).ToListAsync(cancel);
        live.ForEach(s => s.RevokedAt = scope.At);
        return live.Count;
    }

    private static async Task<string> LinkAsync(OperationScope scope, Guid account, CancellationToken cancel)
    {
        foreach (var old in await scope.Db.Set<FirstLink>().Where(l => l.AccountId == account && l.UsedAt == null).ToListAsync(cancel))
            old.UsedAt = scope.At;
        var secret = LinkSecret.Make();
        scope.Db.Add(new FirstLink
        {
            Id = Guid.CreateVersion7(),
            TokenHash = LinkSecret.Hash(secret),
            AccountId = account,
            MadeBy = scope.Actor,
            CreatedAt = scope.At,
            ExpiresAt = scope.At + LinkLength,
        });
        scope.Audit("account", account.ToString("D"), null, new { PasswordLink = true });
        return secret;
    }

    private Task<Result<T>> ChangeAsync<T>(
        string name, Guid id, string? reason, Func<OperationScope, Account, Task<Result<T>>> change, CancellationToken cancel) =>
        operations.RunAsync<T>(new Operation(name, AccountsPermissions.Manage, string.IsNullOrWhiteSpace(reason) ? null : reason.Trim()), async scope =>
        {
            var account = await scope.Db.Set<Account>().SingleOrDefaultAsync(a => a.Id == id && a.ErasedAt == null, cancel);
            if (account is null)
                return new Refusal("account-unknown", "Ce compte n’existe pas.");
            var today = DateOnly.FromDateTime(scope.At).AddDays(-1);
            var units = await scope.Db.Set<RoleGrant>().Where(g => g.AccountId == id && g.RevokedAt == null && (g.To == null || g.To > today))
                .Select(g => g.Unit).Distinct().ToListAsync(cancel);
            if (units.Count == 0)
                scope.DemandNetwork();
            units.ForEach(u => scope.Demand(u));
            return await change(scope, account);
        }, cancel);
}
