using Microsoft.EntityFrameworkCore;
using Ramure.Accounts.Links;
using Ramure.Accounts.Model;
using Ramure.Accounts.Sessions;
using Ramure.Accounts.Watch;
using Ramure.Kernel.Operations;

namespace Ramure.Accounts.SignIn;

/// <summary>The end of every sign-in: a session, its trace, and a word to the owner when the device is new.</summary>
internal sealed class SessionOpener(Notices notices, PresentSession present, WatchTally tally)
{
    /// <param name="strong">Whether more than a password was proved.</param>
    public async Task<SignedInSession> OpenAsync(OperationScope scope, Account account, string method, Visitor from, bool shared, bool strong = false)
    {
        var (id, browser, at) = (account.Id, from.Browser, scope.At);
        var sessions = scope.Db.Set<SignedInSession>().Where(s => s.AccountId == id);
        if (await sessions.AnyAsync() && !await sessions.AnyAsync(s => s.Browser == browser))
            notices.NewDevice(scope, account, from);
        // The session that this browser leaves must not live on without a cookie.
        if (present.Id is { } before)
            await scope.Db.Set<SignedInSession>().Where(s => s.Id == before && s.RevokedAt == null).ExecuteUpdateAsync(set => set.SetProperty(s => s.RevokedAt, at));
        Trace(scope, account.Id, "in", method);
        return SessionKeeper.Open(scope, account.Id, method, from, shared, strong);
    }

    /// <summary>No address and no password: who, and what came of it. An address without an account is not kept at all.</summary>
    public void Trace(OperationScope scope, Guid? account, string outcome, string method)
    {
        if (outcome == "wrong")
            tally.Count(Watched.WrongSignIn);
        scope.Audit("account", account?.ToString("D") ?? "unknown", null, new { SignIn = outcome, Method = method });
    }
}
