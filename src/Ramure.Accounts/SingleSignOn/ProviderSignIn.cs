using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Ramure.Accounts.Grants;
using Ramure.Accounts.Model;
using Ramure.Accounts.Sessions;
using Ramure.Accounts.SignIn;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;
using Ramure.Network.Contracts;

namespace Ramure.Accounts.SingleSignOn;

/// <summary>
/// Signs in a person whom a provider has named: their account is the one linked before, else the one whose verified address the
/// provider vouches for, else a new one. What the provider's claims say about roles holds until it says otherwise.
/// </summary>
internal sealed class ProviderSignIn(OperationRunner runner, RamureDb db, INetwork network, Administrators administrators, IClock clock, UserManager<Account> users, SessionOpener opener)
{
    public Task<Result<SignedInSession>> RunAsync(OidcProvider provider, ClaimsPrincipal person, HttpContext http, CancellationToken cancel)
    {
        var subject = person.FindFirstValue("sub");
        if (string.IsNullOrEmpty(subject))
            return Task.FromResult<Result<SignedInSession>>(NoSubject);
        var email = person.FindFirstValue("email")?.Trim();
        var verified = string.Equals(person.FindFirstValue("email_verified"), "true", StringComparison.OrdinalIgnoreCase);
        return AgainAsync();

        // Two tabs that arrive for the first time at once: the second finds what the first has made.
        async Task<Result<SignedInSession>> AgainAsync()
        {
            try
            {
                return await AttemptAsync();
            }
            catch (DbUpdateException)
            {
                return await AttemptAsync();
            }
        }

        async Task<Result<SignedInSession>> AttemptAsync()
        {
            var known = await db.Set<IdentityUserLogin<Guid>>().AsNoTracking().Where(l => l.LoginProvider == provider.Scheme && l.ProviderKey == subject)
                .Select(l => (Guid?)l.UserId).SingleOrDefaultAsync(cancel);
            var id = known ?? await OwnerAsync(provider, email, verified, cancel);
            if (known is null && (email is null || !verified || !provider.VouchesFor(email)))
                return Unvouched(provider);
            var account = id ?? Guid.CreateVersion7();
            return await runner.RunAsync<SignedInSession>(
                new Operation("accounts.sign-in", Permission.Anyone) { OnBehalfOf = Actor.Account(account).Reference },
                async scope =>
                {
                    if (id is null && await CreateAsync(scope, provider, account, email!, person.FindFirstValue("name")) is { } refused)
                        return refused;
                    if (await db.Set<Account>().AnyAsync(a => a.Id == account && a.DisabledAt != null, cancel))
                        return Closed;
                    if (known is null)
                        Link(scope, provider, account, subject);
                    await GrantAsync(scope, provider, account, person, cancel);
                    await db.SaveChangesAsync(cancel);
                    var entered = await db.Set<Account>().AsNoTracking().SingleAsync(a => a.Id == account, cancel);
                    return await opener.OpenAsync(scope, entered, provider.Reference, Visitor.Of(http), shared: false, strong: provider.IsStrong(person));
                },
                cancel);
        }
    }

    /// <summary>The account of an address that both sides have verified; an address that nobody proved here links nothing.</summary>
    private async Task<Guid?> OwnerAsync(OidcProvider provider, string? email, bool verified, CancellationToken cancel)
    {
        if (email is null || !verified || !provider.VouchesFor(email))
            return null;
        var normalized = users.NormalizeEmail(email);
        return await db.Set<Account>().Where(a => a.NormalizedEmail == normalized && a.EmailConfirmed).Select(a => (Guid?)a.Id).SingleOrDefaultAsync(cancel);
    }

    private async Task<Refusal?> CreateAsync(OperationScope scope, OidcProvider provider, Guid id, string email, string? name)
    {
        var account = new Account
        {
            Id = id,
            DisplayName = name is { Length: > 0 and <= Account.NameLength } ? name : email[..email.IndexOf('@', StringComparison.Ordinal)],
            UserName = email,
            Email = email,
            EmailConfirmed = true,
            CreatedAt = scope.At,
        };
        var created = await users.CreateAsync(account);
        if (!created.Succeeded)
            return Unconfirmed;
        scope.Audit("account", id.ToString("D"), null, new { Created = provider.Reference });
        return null;
    }

    private static void Link(OperationScope scope, OidcProvider provider, Guid account, string subject)
    {
        scope.Db.Add(new IdentityUserLogin<Guid> { LoginProvider = provider.Scheme, ProviderKey = subject, ProviderDisplayName = provider.Label, UserId = account });
        scope.Audit("account", account.ToString("D"), null, new { Linked = provider.Reference });
    }

    /// <summary>Brings the grants that came from this provider to what it says now; grants that people made stay.</summary>
    private async Task GrantAsync(OperationScope scope, OidcProvider provider, Guid account, ClaimsPrincipal person, CancellationToken cancel)
    {
        var units = (await network.SnapshotAsync(cancel)).Units.Select(u => u.Code).Append(RoleGrant.WholeNetwork).ToHashSet(StringComparer.Ordinal);
        var said = provider.Roles.Where(r => units.Contains(r.Unit) && person.HasClaim(r.Claim, r.Value)).Select(r => (r.Role, r.Unit)).Distinct().ToList();
        var held = await db.Set<RoleGrant>().Where(g => g.AccountId == account && g.GrantedBy == provider.Reference && g.RevokedAt == null).ToListAsync(cancel);
        foreach (var (role, unit) in said.Where(s => !held.Exists(g => (g.Role, g.Unit) == s)))
        {
            var grant = new RoleGrant
            {
                Id = Guid.CreateVersion7(),
                AccountId = account,
                Role = role,
                Unit = unit,
                From = clock.Today("Europe/Paris"),
                GrantedBy = provider.Reference,
                GrantedAt = scope.At,
            };
            scope.Db.Add(grant);
            scope.Audit("grant", grant.Id.ToString("D"), null, new { grant.Role, grant.Unit });
        }

        // After what it gives: another administration that it says now may replace the one it no longer says.
        foreach (var gone in held.Where(g => !said.Contains((g.Role, g.Unit))))
            await RevokeAsync(scope, provider, gone, cancel);
    }

    /// <summary>Revokes it, unless nobody would administer the network any more: a mistake at the provider must not lock everybody out.</summary>
    private async Task RevokeAsync(OperationScope scope, OidcProvider provider, RoleGrant gone, CancellationToken cancel)
    {
        Task EndAsync()
        {
            (gone.RevokedAt, gone.RevokedBy) = (scope.At, provider.Reference);
            return Task.CompletedTask;
        }

        if (gone.Role != Role.Administrator)
        {
            await EndAsync();
        }
        else if (await administrators.GuardAsync(scope, EndAsync, cancel) is { } last)
        {
            (gone.RevokedAt, gone.RevokedBy) = (null, null);
            scope.Audit("grant", gone.Id.ToString("D"), null, new { gone.Role, gone.Unit, Kept = last.Code });
            return;
        }

        scope.Audit("grant", gone.Id.ToString("D"), new { gone.Role, gone.Unit }, null);
    }

    /// <summary>The sentence of a code that came back in the address; one of ours whatever the address says.</summary>
    public static string Explain(OidcProvider provider, string code) =>
        new[] { NoSubject, Closed, Unvouched(provider), Unconfirmed }.FirstOrDefault(r => r.Code == code)?.Message
        ?? $"{provider.Label} n’a pas confirmé votre identité, ou vous avez renoncé. Réessayez, ou connectez-vous par votre mot de passe.";

    private static readonly Refusal Unconfirmed = new(
        "account-unconfirmed", "Un compte attend déjà la confirmation de cette adresse. Confirmez-la par le lien reçu, puis recommencez.");

    private static readonly Refusal NoSubject = new("provider-silent", "Le fournisseur n’a pas dit qui vous êtes. Réessayez, ou connectez-vous par votre mot de passe.");
    private static readonly Refusal Closed = new("account-closed", "Ce compte est fermé. Adressez-vous à l’administration de votre réseau.");

    private static Refusal Unvouched(OidcProvider provider) => new(
        "email-unverified", $"{provider.Label} ne garantit pas votre adresse électronique : le compte ne peut pas être retrouvé. Connectez-vous par votre mot de passe, ou faites vérifier votre adresse.");
}
