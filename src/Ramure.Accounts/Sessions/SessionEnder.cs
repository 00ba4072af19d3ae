using Microsoft.EntityFrameworkCore;
using Ramure.Accounts.Model;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;

namespace Ramure.Accounts.Sessions;

/// <summary>The devices on which one is signed in, and leaving them from afar.</summary>
internal sealed class SessionEnder(RamureDb db, OperationRunner operations, PresentSession present, IClock clock)
{
    /// <summary>Live sessions, the latest seen first.</summary>
    public async Task<IReadOnlyList<SignedInSession>> ListAsync()
    {
        var (account, now) = (present.Account, clock.UtcNow);
        return await db.Set<SignedInSession>().AsNoTracking().Where(s => s.AccountId == account && s.RevokedAt == null && s.ExpiresAt > now)
            .OrderByDescending(s => s.LastSeenAt).ToListAsync();
    }

    /// <summary>Ends one session of one's own.</summary>
    public Task<Result<Done>> EndOneAsync(Guid session) => operations.RunAsync<Done>(new Operation("accounts.end-session", Permission.OwnAccount), async scope =>
    {
        var (account, at) = (present.Account, scope.At);
        if (await scope.Db.Set<SignedInSession>().Where(s => s.Id == session && s.AccountId == account && s.RevokedAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.RevokedAt, at)) == 0)
            return new Refusal("session-unknown", "Cet appareil était déjà déconnecté.");
        scope.Audit("account", account.ToString("D"), null, new { EndedSessions = 1 });
        return default(Done);
    });

    /// <summary>Ends all but the present one; how many.</summary>
    public Task<Result<int>> EndOthersAsync() => operations.RunAsync<int>(new Operation("accounts.end-session", Permission.OwnAccount), async scope =>
    {
        var ended = await EndAsync(scope, present.Account, present.Id);
        scope.Audit("account", present.Account.ToString("D"), null, new { EndedSessions = ended });
        return ended;
    });

    /// <summary>Ends the sessions of an account inside an operation.</summary>
    public static Task<int> EndAsync(OperationScope scope, Guid account, Guid? keep)
    {
        var at = scope.At;
        return scope.Db.Set<SignedInSession>().Where(s => s.AccountId == account && s.RevokedAt == null && s.ExpiresAt > at && s.Id != keep)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.RevokedAt, at));
    }
}
