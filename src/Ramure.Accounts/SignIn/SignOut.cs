using Microsoft.EntityFrameworkCore;
using Ramure.Accounts.Model;
using Ramure.Accounts.Sessions;
using Ramure.Kernel.Access;
using Ramure.Kernel.Operations;

namespace Ramure.Accounts.SignIn;

/// <summary>Ends the session itself, not only the cookie of this browser.</summary>
internal sealed class SignOut(OperationRunner operations, PresentSession present)
{
    public Task<Result<Done>> RunAsync() => operations.RunAsync<Done>(new Operation("accounts.sign-out", Permission.OwnAccount), async scope =>
    {
        var (id, account, at) = (present.Id, present.Account, scope.At);
        await scope.Db.Set<SignedInSession>().Where(s => s.Id == id && s.AccountId == account && s.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.RevokedAt, at));
        scope.Audit("account", account.ToString("D"), null, new { SignIn = "out" });
        return default(Done);
    });
}
