using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Ramure.Accounts.Model;
using Ramure.Accounts.Sessions;
using Ramure.Accounts.SignIn;
using Ramure.Accounts.TwoFactor;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;

namespace Ramure.Accounts.Confirming;

/// <summary>
/// What changes how an account is entered asks for a proof of the last quarter of an hour: whoever finds a computer left open must not
/// take the account along.
/// </summary>
internal sealed class RecentProof(RamureDb db, OperationRunner operations, IPasswordHasher<Account> hasher, PresentSession present, SecondFactorState second, IClock clock)
{
    public const string Code = "proof-asked";
    public const string Path = "/compte/confirmer";

    public static readonly TimeSpan Length = TimeSpan.FromMinutes(15);

    /// <summary>Null when the session was proved lately, by all that its account asks: a password alone does not change the second factor.</summary>
    public async Task<Refusal?> DemandAsync()
    {
        if (await second.NeedAsync() == SecondFactorNeed.Prove)
            return new Refusal(SecondFactorState.Code, "Donnez d’abord le second moyen de votre compte : son code, ou sa clé d’accès.");
        var (id, since) = (present.Id, clock.UtcNow - Length);
        return await db.Set<SignedInSession>().AnyAsync(s => s.Id == id && s.ProvenAt >= since)
            ? null
            : new Refusal(Code, "Confirmez d’abord que c’est bien vous : votre connexion date de plus d’un quart d’heure.");
    }

    /// <summary>Whether the account has a password to confirm with.</summary>
    public async Task<bool> HasPasswordAsync()
    {
        var id = present.Account;
        return await db.Set<Account>().AnyAsync(a => a.Id == id && a.PasswordHash != null);
    }

    public async Task<Result<Done>> ByPasswordAsync(string? password)
    {
        var id = present.Account;
        var account = await db.Set<Account>().AsNoTracking().SingleAsync(a => a.Id == id);
        var key = AttemptLimits.Key("confirm", id.ToString("D"));
        if (await AttemptLimits.WaitAsync(db, key, clock.UtcNow) is { } wait)
            return new Refusal("too-many", $"Trop d’essais manqués. Attendez {SignInWords.Duration(wait)} puis réessayez.", "mot-de-passe");
        var right = account.PasswordHash is { } hash && hasher.VerifyHashedPassword(account, hash, password ?? "") != PasswordVerificationResult.Failed;
        var result = await operations.RunAsync<bool>(new Operation("accounts.confirm", Permission.OwnAccount), async scope =>
        {
            var taken = await AttemptLimits.TakeAsync(scope, key) && right;
            scope.Audit("account", id.ToString("D"), null, new { Confirmation = taken ? "password" : "wrong" });
            if (!taken)
                return false;
            await AttemptLimits.ForgiveAsync(scope, key);
            await ProvedAsync(scope, present.Id);
            return true;
        });
        return result.Value ? default(Done) : new Refusal("password-wrong", "Ce n’est pas votre mot de passe.", "mot-de-passe");
    }

    /// <summary>Marks the session inside an operation.</summary>
    public static Task ProvedAsync(OperationScope scope, Guid? session)
    {
        var at = scope.At;
        return scope.Db.Set<SignedInSession>().Where(s => s.Id == session).ExecuteUpdateAsync(set => set.SetProperty(s => s.ProvenAt, at));
    }
}
