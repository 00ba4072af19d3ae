using Microsoft.EntityFrameworkCore;
using Ramure.Accounts.Model;
using Ramure.Accounts.Sessions;
using Ramure.Kernel.Access;
using Ramure.Kernel.Operations;

namespace Ramure.Accounts.SignIn;

/// <summary>Ends the session itself, not only the cookie of this browser.</summary>
internal sealed class SignOut(OperationRunner operations, PresentSession present)
{
    /// <summary>How the session that ended had begun: a provider's is ended there too.</summary>
    public Task<Result<string>> RunAsync() => operations.RunAsync<string>(new Operation("accounts.sign-out", Permission.OwnAccount), async scope =>
    {
        var (id, account, at) = (present.Id, present.Account, scope.At);
        var session = scope.Db.Set<SignedInSession>().Where(s => s.Id == id && s.AccountId == account && s.RevokedAt == null);
        var method = await session.Select(s => s.Method).SingleOrDefaultAsync();
        await session.ExecuteUpdateAsync(set => set.SetProperty(s => s.RevokedAt, at));
        scope.Audit("account", account.ToString("D"), null, new { SignIn = "out" });
        return method ?? "";
    });
}
