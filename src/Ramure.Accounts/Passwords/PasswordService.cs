using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Ramure.Accounts.Links;
using Ramure.Accounts.Model;
using Ramure.Accounts.Sessions;
using Ramure.Accounts.SignIn;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;

namespace Ramure.Accounts.Passwords;

/// <summary>Forgetting a password, choosing a new one by the link sent, changing it.</summary>
internal sealed class PasswordService(
    RamureDb db, OperationRunner operations, ILookupNormalizer normalizer, IPasswordHasher<Account> hasher, SentLinks links, Notices notices, PresentSession present, IClock clock)
{
    /// <summary>Sends a link when the address has an account. Whether it has is not said, and both take the same steps.</summary>
    public Task<Result<Done>> ForgotAsync(string email) => operations.RunAsync<Done>(new Operation("accounts.forgot-password", Permission.Anyone), async scope =>
    {
        var normalized = normalizer.NormalizeEmail(email.Trim());
        var account = await scope.Db.Set<Account>().AsNoTracking().SingleOrDefaultAsync(a => a.NormalizedEmail == normalized && a.DisabledAt == null && a.ErasedAt == null);
        if (account is not null)
            await links.SendAsync(scope, account, LinkPurpose.NewPassword, account.Email!);
        scope.Audit("account", account?.Id.ToString("D") ?? "unknown", null, new { PasswordLink = account is not null });
        return default(Done);
    });

    /// <summary>Whether the link of the page is still good.</summary>
    public async Task<bool> IsGoodAsync(string? secret) => await SentLinks.FindAsync(db, secret, LinkPurpose.NewPassword, clock.UtcNow) is not null;

    /// <summary>Sets the password that the owner of the mail box chooses. Every session ends: somebody else may have opened one.</summary>
    public async Task<Result<Done>> ResetAsync(string? secret, string? password, Visitor from)
    {
        if (await SentLinks.FindAsync(db, secret, LinkPurpose.NewPassword, clock.UtcNow) is not { } found)
            return LinkWords.Dead;
        if (PasswordRules.Fault(password, found.Account) is { } fault)
            return fault;
        return await operations.RunAsync<Done>(new Operation("accounts.reset-password", Permission.Anyone) { OnBehalfOf = Actor.Account(found.Account.Id).Reference }, async scope =>
        {
            if (!await SentLinks.UseAsync(scope, found.Link))
                return LinkWords.Dead;
            var account = await scope.Db.Set<Account>().SingleAsync(a => a.Id == found.Account.Id);
            // The link reached its owner by this address.
            account.EmailConfirmed = true;
            await SetAsync(scope, account, password!, keep: null);
            await AttemptLimits.ForgiveAsync(scope, AttemptLimits.Key("password", account.NormalizedEmail!, from.Place));
            await AttemptLimits.ForgiveAsync(scope, AttemptLimits.Key("account", account.NormalizedEmail!));
            return default(Done);
        });
    }

    /// <summary>Changes one's own password; the present one is asked whatever the age of the session.</summary>
    public async Task<Result<Done>> ChangeAsync(string? old, string? password)
    {
        var id = present.Account;
        var account = await db.Set<Account>().AsNoTracking().SingleAsync(a => a.Id == id);
        if (account.PasswordHash is null)
            return new Refusal("password-none", "Ce compte n’a pas encore de mot de passe. Choisissez-en un par « Mot de passe oublié », sur la page de connexion.");
        var key = AttemptLimits.Key("confirm", id.ToString("D"));
        if (await AttemptLimits.WaitAsync(db, key, clock.UtcNow) is { } wait)
            return new Refusal("too-many", $"Trop d’essais manqués. Attendez {SignInWords.Duration(wait)} puis réessayez.", "ancien");
        var right = hasher.VerifyHashedPassword(account, account.PasswordHash, old ?? "") != PasswordVerificationResult.Failed;
        if (right && PasswordRules.Fault(password, account) is { } fault)
            return fault;
        if (right && old == password)
            return new Refusal("password-same", "Ce mot de passe est déjà le vôtre. Choisissez-en un autre.", "mot-de-passe");
        var result = await operations.RunAsync<bool>(new Operation("accounts.change-password", Permission.OwnAccount), async scope =>
        {
            if (!await AttemptLimits.TakeAsync(scope, key) || !right)
            {
                scope.Audit("account", id.ToString("D"), null, new { Confirmation = "wrong" });
                return false;
            }

            await AttemptLimits.ForgiveAsync(scope, key);
            await SetAsync(scope, await scope.Db.Set<Account>().SingleAsync(a => a.Id == id), password!, present.Id);
            return true;
        });
        return result.Value ? default(Done) : new Refusal("password-wrong", "Ce n’est pas votre mot de passe actuel.", "ancien");
    }

    /// <summary>Sets it inside an operation, ends the other sessions and the links, tells the owner.</summary>
    private async Task SetAsync(OperationScope scope, Account account, string password, Guid? keep)
    {
        account.PasswordHash = hasher.HashPassword(account, password);
        account.SecurityStamp = Guid.CreateVersion7().ToString("n");
        await SentLinks.EndAllAsync(scope, account.Id);
        var ended = await SessionEnder.EndAsync(scope, account.Id, keep);
        notices.NewPassword(scope, account);
        scope.Audit("account", account.Id.ToString("D"), null, new { NewPassword = true, EndedSessions = ended });
    }
}
