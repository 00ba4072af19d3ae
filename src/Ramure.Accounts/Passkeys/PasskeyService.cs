using System.Buffers.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Ramure.Accounts.Confirming;
using Ramure.Accounts.Links;
using Ramure.Accounts.Model;
using Ramure.Accounts.Sessions;
using Ramure.Accounts.TwoFactor;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;

namespace Ramure.Accounts.Passkeys;

/// <summary>A passkey as its owner sees it.</summary>
/// <param name="Id">The credential's identifier, as addresses carry it.</param>
/// <param name="Name">As the owner calls it.</param>
/// <param name="CreatedAt">UTC.</param>
internal sealed record Passkey(string Id, string Name, DateTime CreatedAt);

/// <summary>The passkeys of the account that is signed in.</summary>
internal sealed class PasskeyService(
    RamureDb db, OperationRunner operations, SignInManager<Account> identity, IUserStore<Account> store, RecentProof proof, Notices notices, PresentSession present)
{
    public const int NameLength = 80;

    private const int Most = 20;

    private static readonly Refusal Unknown = new("passkey-unknown", "Cette clé d’accès n’est pas dans votre liste.");

    public async Task<IReadOnlyList<Passkey>> ListAsync()
    {
        var owner = present.Account;
        var rows = await db.Set<IdentityUserPasskey<Guid>>().AsNoTracking().Where(p => p.UserId == owner).ToListAsync();
        return [.. rows.OrderBy(p => p.Data.CreatedAt).Select(Read)];
    }

    /// <summary>Null when it is not in the owner's list.</summary>
    public async Task<Passkey?> FindAsync(string id)
    {
        var (owner, credential) = (present.Account, Bytes(id));
        var row = await db.Set<IdentityUserPasskey<Guid>>().AsNoTracking().SingleOrDefaultAsync(p => p.UserId == owner && p.CredentialId == credential);
        return row is null ? null : Read(row);
    }

    /// <summary>What the browser is asked to make, as its JSON.</summary>
    public async Task<Result<string>> OptionsAsync()
    {
        if (await proof.DemandAsync() is { } asked)
            return asked;
        var owner = present.Account;
        var account = await db.Set<Account>().AsNoTracking().SingleAsync(a => a.Id == owner);
        return await identity.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity { Id = owner.ToString("D"), Name = account.Email ?? account.DisplayName, DisplayName = account.DisplayName });
    }

    /// <param name="credential">What the browser made, as its JSON.</param>
    /// <param name="name">What the owner calls it.</param>
    public async Task<Result<Done>> AddAsync(string? credential, string? name)
    {
        if (await proof.DemandAsync() is { } asked)
            return asked;
        if (NameFault(name) is { } fault)
            return fault;
        if (await AttestAsync(credential) is not { } made)
            return PasskeyWords.NotMade;
        return await operations.RunAsync<Done>(new Operation("accounts.add-passkey", Permission.OwnAccount), async scope =>
        {
            var owner = present.Account;
            if (await scope.Db.Set<IdentityUserPasskey<Guid>>().CountAsync(p => p.UserId == owner) >= Most)
                return new Refusal("passkeys-too-many", $"Votre compte a déjà {Most} clés d’accès : retirez celles qui ne servent plus.");
            var account = await scope.Db.Set<Account>().SingleAsync(a => a.Id == owner);
            made.Name = name!.Trim();
            await ((IUserPasskeyStore<Account>)store).AddOrUpdatePasskeyAsync(account, made, CancellationToken.None);
            // Its name may tell who somebody is, and its identifier follows a device: neither is kept in traces.
            scope.Audit("account", owner.ToString("D"), null, new { PasskeyAdded = true });
            notices.Passkey(scope, account, added: true);
            await SecondFactorState.ProvedAsync(scope, present.Id);
            return default(Done);
        });
    }

    public async Task<Result<Done>> RenameAsync(string id, string? name)
    {
        if (NameFault(name) is { } fault)
            return fault;
        return await operations.RunAsync<Done>(new Operation("accounts.rename-passkey", Permission.OwnAccount), async scope =>
        {
            if (await OwnAsync(scope, id) is not { } passkey)
                return Unknown;
            passkey.Data.Name = name!.Trim();
            scope.Audit("account", passkey.UserId.ToString("D"), null, new { PasskeyRenamed = true });
            return default(Done);
        });
    }

    public async Task<Result<Done>> RemoveAsync(string id)
    {
        if (await proof.DemandAsync() is { } asked)
            return asked;
        return await operations.RunAsync<Done>(new Operation("accounts.remove-passkey", Permission.OwnAccount), async scope =>
        {
            if (await OwnAsync(scope, id) is not { } passkey)
                return Unknown;
            var account = await scope.Db.Set<Account>().SingleAsync(a => a.Id == passkey.UserId);
            scope.Db.Remove(passkey);
            scope.Audit("account", account.Id.ToString("D"), null, new { PasskeyRemoved = true });
            notices.Passkey(scope, account, added: false);
            return default(Done);
        });
    }

    /// <summary>Null when the browser's answer is not one to what this browser was asked for this account.</summary>
    private async Task<UserPasskeyInfo?> AttestAsync(string? credential)
    {
        if (string.IsNullOrWhiteSpace(credential))
            return null;
        try
        {
            var made = await identity.PerformPasskeyAttestationAsync(credential);
            return made.Succeeded && made.UserEntity.Id == present.Account.ToString("D") ? made.Passkey : null;
        }
        catch (InvalidOperationException)
        {
            // Nothing was asked, or too long ago.
            return null;
        }
    }

    private async Task<IdentityUserPasskey<Guid>?> OwnAsync(OperationScope scope, string id)
    {
        var (owner, credential) = (present.Account, Bytes(id));
        return await scope.Db.Set<IdentityUserPasskey<Guid>>().SingleOrDefaultAsync(p => p.UserId == owner && p.CredentialId == credential);
    }

    private static Refusal? NameFault(string? name) => name?.Trim() switch
    {
        null or "" => new("name-missing", "Donnez un nom à la clé : l’appareil ou le trousseau qui la garde.", "nom"),
        { Length: > NameLength } => new("name-too-long", $"Ce nom est trop long : {NameLength} caractères au plus.", "nom"),
        _ => null,
    };

    private static Passkey Read(IdentityUserPasskey<Guid> row) =>
        new(Base64Url.EncodeToString(row.CredentialId), row.Data.Name ?? "Clé d’accès", row.Data.CreatedAt.UtcDateTime);

    private static byte[] Bytes(string id) => Base64Url.IsValid(id) ? Base64Url.DecodeFromChars(id) : [];
}
