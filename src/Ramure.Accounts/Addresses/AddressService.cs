using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Ramure.Accounts.Confirming;
using Ramure.Accounts.Links;
using Ramure.Accounts.Model;
using Ramure.Accounts.People;
using Ramure.Accounts.Sessions;
using Ramure.Accounts.SignIn;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;

namespace Ramure.Accounts.Addresses;

/// <summary>The address of an account: proving it, changing it, and ending by it a sign-in that a password alone may not end.</summary>
internal sealed class AddressService(
    RamureDb db, OperationRunner operations, ILookupNormalizer normalizer, SentLinks links, Notices notices, SessionOpener opener, RecentProof proof, PresentSession present, IClock clock)
{
    /// <summary>Whether a link is still good, so that the page says so before anything is pressed: reading mails by machine must not use it up.</summary>
    public async Task<bool> IsGoodAsync(string? secret, LinkPurpose purpose) => await SentLinks.FindAsync(db, secret, purpose, clock.UtcNow) is not null;

    public Task<Result<Done>> ConfirmAsync(string? secret) => ByLinkAsync<Done>("accounts.confirm-address", secret, LinkPurpose.ConfirmAddress, (scope, account, _) =>
    {
        account.EmailConfirmed = true;
        scope.Audit("account", account.Id.ToString("D"), null, new { Confirmed = true });
        return Task.FromResult<Result<Done>>(default(Done));
    });

    /// <summary>Sends a link to the new address; until it is followed the old one stays.</summary>
    public async Task<Result<Done>> AskChangeAsync(string? email)
    {
        if (await proof.DemandAsync() is { } asked)
            return asked;
        if (AccountFields.EmailFault(email) is { } fault)
            return fault;
        return await operations.RunAsync<Done>(new Operation("accounts.ask-address", Permission.OwnAccount), async scope =>
        {
            var id = present.Account;
            var account = await scope.Db.Set<Account>().AsNoTracking().SingleAsync(a => a.Id == id);
            if (normalizer.NormalizeEmail(email!.Trim()) == account.NormalizedEmail)
                return new Refusal("email-same", "Cette adresse est déjà celle de votre compte.", "adresse");
            // Whether the address has an account is told to its owner only, when the link is followed.
            await links.SendAsync(scope, account, LinkPurpose.ChangeAddress, email.Trim());
            scope.Audit("account", id.ToString("D"), null, new { AddressAsked = true });
            return default(Done);
        });
    }

    public Task<Result<Done>> ChangeAsync(string? secret) => ByLinkAsync<Done>("accounts.change-address", secret, LinkPurpose.ChangeAddress, async (scope, account, email) =>
    {
        var normalized = normalizer.NormalizeEmail(email);
        if (await scope.Db.Set<Account>().AnyAsync(a => a.NormalizedEmail == normalized && a.Id != account.Id))
            return new Refusal("email-taken", "Cette adresse a déjà un compte. Connectez-vous par lui, ou choisissez une autre adresse.");
        var old = account.Email;
        (account.Email, account.NormalizedEmail, account.UserName, account.NormalizedUserName, account.EmailConfirmed) = (email, normalized, email, normalized, true);
        if (old is not null)
            notices.LeftAddress(scope, account, old);
        scope.Audit("account", account.Id.ToString("D"), null, new { AddressChanged = true });
        return default(Done);
    });

    /// <summary>Ends a sign-in whose password was right.</summary>
    public Task<Result<SignedInSession>> FinishAsync(string? secret, Visitor from) => ByLinkAsync<SignedInSession>(
        PasswordSignIn.Name, secret, LinkPurpose.FinishSignIn, async (scope, account, _) => await opener.OpenAsync(scope, account, "password+mail", from, shared: true));

    private async Task<Result<T>> ByLinkAsync<T>(string name, string? secret, LinkPurpose purpose, Func<OperationScope, Account, string, Task<Result<T>>> then)
    {
        if (await SentLinks.FindAsync(db, secret, purpose, clock.UtcNow) is not { } found)
            return LinkWords.Dead;
        return await operations.RunAsync<T>(new Operation(name, Permission.Anyone) { OnBehalfOf = Actor.Account(found.Account.Id).Reference }, async scope =>
            await SentLinks.UseAsync(scope, found.Link)
                ? await then(scope, await scope.Db.Set<Account>().SingleAsync(a => a.Id == found.Account.Id), found.Link.Email)
                : LinkWords.Dead);
    }
}
