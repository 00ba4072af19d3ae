using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Ramure.Accounts.Links;
using Ramure.Accounts.Model;
using Ramure.Accounts.Sessions;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;

namespace Ramure.Accounts.SignIn;

/// <summary>What a person gives to come in.</summary>
/// <param name="Shared">Others use this computer: the session is short.</param>
internal sealed record PasswordAttempt(string Email, string Password, Visitor From, bool Shared = false);

/// <summary>
/// Sign-in with e-mail and password. A stranger learns nothing from it: an address without an account takes the same steps, the same
/// time and gives the same answers as one that has one.
/// </summary>
internal sealed class PasswordSignIn(
    RamureDb db, OperationRunner operations, ILookupNormalizer normalizer, IPasswordHasher<Account> hasher, DummyPassword dummy, SentLinks links, SessionOpener opener, IClock clock)
{
    public const string Name = "accounts.sign-in";

    private const string Method = "password";

    public async Task<SignInOutcome> TryAsync(PasswordAttempt attempt)
    {
        var email = normalizer.NormalizeEmail(attempt.Email.Trim()) ?? "";
        var here = AttemptLimits.Key("password", email, attempt.From.Place);
        if (await AttemptLimits.WaitAsync(db, here, clock.UtcNow) is { } wait)
            return new SignInOutcome.Wait(wait);
        var account = await db.Set<Account>().AsNoTracking().SingleOrDefaultAsync(a => a.NormalizedEmail == email && a.DisabledAt == null && a.ErasedAt == null);
        // Outside of the transaction: hashing takes long on purpose, and others wait for their turn to write.
        var verdict = hasher.VerifyHashedPassword(account!, account?.PasswordHash ?? dummy.Hash, attempt.Password);
        var right = verdict != PasswordVerificationResult.Failed && account?.PasswordHash is not null;
        // A code is asked anyway, or the guessing comes from many places: then the mail box is the second proof.
        var everywhere = AttemptLimits.Key("account", email);
        var doubtful = account?.TwoFactorEnabled != true && await AttemptLimits.FailuresAsync(db, everywhere, clock.UtcNow) >= AttemptLimits.Ceiling;
        var operation = new Operation(Name, Permission.Anyone) { OnBehalfOf = right ? Actor.Account(account!.Id).Reference : null };
        var result = await operations.RunAsync<SignInOutcome>(operation, async scope =>
        {
            // Many attempts at once: only those count that find the door open now, whatever their password.
            if (!await AttemptLimits.TakeAsync(scope, here))
            {
                scope.Rehearse();
                return new SignInOutcome.Wait(AttemptLimits.WaitAfter(AttemptLimits.Free));
            }

            if (!right)
            {
                await AttemptLimits.CountAsync(scope, everywhere);
                opener.Trace(scope, account?.Id, "wrong", Method);
                return doubtful ? new SignInOutcome.ByMail() : new SignInOutcome.Wrong();
            }

            await AttemptLimits.ForgiveAsync(scope, here);
            if (doubtful)
            {
                await links.SendAsync(scope, account!, LinkPurpose.FinishSignIn, account!.Email!);
                opener.Trace(scope, account.Id, "link sent", Method);
                return new SignInOutcome.ByMail();
            }

            if (!account!.EmailConfirmed)
            {
                await links.SendAsync(scope, account, LinkPurpose.ConfirmAddress, account.Email!);
                opener.Trace(scope, account.Id, "unconfirmed", Method);
                return new SignInOutcome.ConfirmFirst();
            }

            if (verdict == PasswordVerificationResult.SuccessRehashNeeded)
                await RehashAsync(scope, account!, attempt.Password);
            if (account.TwoFactorEnabled)
            {
                opener.Trace(scope, account.Id, "code next", Method);
                return new SignInOutcome.CodeNext(account.Id);
            }

            return new SignInOutcome.In(await opener.OpenAsync(scope, account, Method, attempt.From, attempt.Shared));
        });
        return result.Value;
    }

    private async Task RehashAsync(OperationScope scope, Account account, string password)
    {
        var hash = hasher.HashPassword(account, password);
        await scope.Db.Set<Account>().Where(a => a.Id == account.Id && a.PasswordHash == account.PasswordHash)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.PasswordHash, hash));
    }
}
