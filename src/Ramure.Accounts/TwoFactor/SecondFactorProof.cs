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

/// <summary>The code of who is signed in already: by a provider that asks for none, or before a role was given that asks for one.</summary>
internal sealed class SecondFactorProof(RamureDb db, OperationRunner operations, AuthenticatorService authenticator, Notices notices, PresentSession present, IClock clock)
{
    public async Task<Result<Done>> ByCodeAsync(string? code)
    {
        var id = present.Account;
        // The same count as at sign-in: two doors do not give twice as many guesses.
        var key = AttemptLimits.Key("code", id.ToString("D"));
        if (await AttemptLimits.WaitAsync(db, key, clock.UtcNow) is { } wait)
            return TooMany(wait);
        var account = await db.Set<Account>().AsNoTracking().SingleAsync(a => a.Id == id);
        var result = await operations.RunAsync<bool?>(new Operation("accounts.prove-code", Permission.OwnAccount), async scope =>
        {
            if (!await AttemptLimits.TakeAsync(scope, key))
            {
                scope.Rehearse();
                return (bool?)null;
            }

            var right = account.TwoFactorEnabled && await authenticator.TakeCodeAsync(scope, id, code, confirmed: true);
            if (!right && account.TwoFactorEnabled && await AuthenticatorService.TakeRecoveryCodeAsync(scope, id, code) is { } left)
            {
                right = true;
                notices.RecoveryCodeUsed(scope, account, left);
            }

            scope.Audit("account", id.ToString("D"), null, new { Confirmation = right ? "code" : "wrong" });
            if (!right)
                return false;
            await AttemptLimits.ForgiveAsync(scope, key);
            await SecondFactorState.ProvedAsync(scope, present.Id);
            return true;
        });
        return result.Value switch
        {
            true => default(Done),
            null => TooMany(AttemptLimits.WaitAfter(AttemptLimits.Free)),
            false => new Refusal("code-wrong", "Ce code n’est pas le bon, ou il a déjà servi. Attendez le suivant, ou prenez un code de secours.", "code"),
        };
    }

    private static Refusal TooMany(TimeSpan wait) => new("too-many", $"Trop de codes faux. Attendez {SignInWords.Duration(wait)} puis réessayez.", "code");
}
