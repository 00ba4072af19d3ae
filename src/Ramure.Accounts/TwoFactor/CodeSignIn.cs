using Microsoft.EntityFrameworkCore;
using Ramure.Accounts.Links;
using Ramure.Accounts.Model;
using Ramure.Accounts.Sessions;
using Ramure.Accounts.SignIn;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;

namespace Ramure.Accounts.TwoFactor;

/// <summary>The second step of a sign-in: who has proved the password gives the code of the application, or a recovery code.</summary>
internal sealed class CodeSignIn(RamureDb db, OperationRunner operations, AuthenticatorService authenticator, SessionOpener opener, Notices notices, IClock clock)
{
    public async Task<SignInOutcome> TryAsync(Guid id, string? code, Visitor from, bool shared)
    {
        // One count for the account, wherever it is tried from: who is here knows the password already.
        var key = AttemptLimits.Key("code", id.ToString("D"));
        if (await AttemptLimits.WaitAsync(db, key, clock.UtcNow) is { } wait)
            return new SignInOutcome.Wait(wait);
        var account = await db.Set<Account>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == id && a.DisabledAt == null && a.ErasedAt == null && a.TwoFactorEnabled);
        var result = await operations.RunAsync<SignInOutcome>(
            new Operation(PasswordSignIn.Name, Permission.Anyone) { OnBehalfOf = account is null ? null : Actor.Account(id).Reference },
            async scope =>
            {
                if (!await AttemptLimits.TakeAsync(scope, key))
                {
                    scope.Rehearse();
                    return new SignInOutcome.Wait(AttemptLimits.WaitAfter(AttemptLimits.Free));
                }

                if (account is not null && await authenticator.TakeCodeAsync(scope, id, code, confirmed: true))
                    return await InAsync(scope, "password+totp");
                if (account is not null && await AuthenticatorService.TakeRecoveryCodeAsync(scope, id, code) is { } left)
                {
                    notices.RecoveryCodeUsed(scope, account, left);
                    return await InAsync(scope, "password+recovery");
                }

                opener.Trace(scope, account?.Id, "wrong", "code");
                return new SignInOutcome.Wrong();

                async Task<SignInOutcome> InAsync(OperationScope open, string method)
                {
                    await AttemptLimits.ForgiveAsync(open, key);
                    return new SignInOutcome.In(await opener.OpenAsync(open, account!, method, from, shared, strong: true));
                }
            });
        return result.Value;
    }
}
