using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Ramure.Accounts.Model;
using Ramure.Accounts.Sessions;
using Ramure.Accounts.SignIn;
using Ramure.Kernel.Access;
using Ramure.Kernel.Operations;

namespace Ramure.Accounts.Passkeys;

/// <summary>
/// Sign-in with a passkey: what the person has and, because the device verified them, what they are or know. No code is asked
/// besides, and there is nothing to guess: attempts are not counted.
/// </summary>
internal sealed class PasskeySignIn(OperationRunner operations, SignInManager<Account> identity, IUserStore<Account> store, SessionOpener opener)
{
    private const string Method = "passkey";

    /// <summary>What the browser is asked to sign, as its JSON: the same whoever asks.</summary>
    public Task<string> OptionsAsync() => identity.MakePasskeyRequestOptionsAsync(null);

    /// <param name="credential">What the browser signed, as its JSON.</param>
    /// <param name="from">Who asks.</param>
    /// <param name="shared">Others use this computer: the session is short.</param>
    public async Task<SignInOutcome> TryAsync(string? credential, Visitor from, bool shared)
    {
        var proved = await AssertAsync(credential);
        var id = proved?.Account;
        var operation = new Operation(PasswordSignIn.Name, Permission.Anyone) { OnBehalfOf = id is { } known ? Actor.Account(known).Reference : null };
        var result = await operations.RunAsync<SignInOutcome>(operation, async scope =>
        {
            // Read again: it may have been closed, or its passkey removed, meanwhile.
            var account = await scope.Db.Set<Account>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == id && a.DisabledAt == null && a.ErasedAt == null);
            var key = proved?.Passkey.CredentialId;
            if (account is null || !await scope.Db.Set<IdentityUserPasskey<Guid>>().AnyAsync(p => p.UserId == id && p.CredentialId == key))
            {
                opener.Trace(scope, id, "wrong", Method);
                return new SignInOutcome.Wrong();
            }

            // Keeps the counter by which a copied key is noticed at the next sign-in.
            await ((IUserPasskeyStore<Account>)store).AddOrUpdatePasskeyAsync(account, proved!.Value.Passkey, CancellationToken.None);
            return new SignInOutcome.In(await opener.OpenAsync(scope, account, Method, from, shared, strong: true));
        });
        return result.Value;
    }

    private async Task<(Guid Account, UserPasskeyInfo Passkey)?> AssertAsync(string? credential)
    {
        if (string.IsNullOrWhiteSpace(credential))
            return null;
        try
        {
            var asserted = await identity.PerformPasskeyAssertionAsync(credential);
            return asserted.Succeeded ? (asserted.User.Id, asserted.Passkey) : null;
        }
        catch (InvalidOperationException)
        {
            // Nothing was asked, or too long ago.
            return null;
        }
    }
}
