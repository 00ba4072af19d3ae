using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using OtpNet;
using Ramure.Accounts.Confirming;
using Ramure.Accounts.Links;
using Ramure.Accounts.Model;
using Ramure.Accounts.Sessions;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;

namespace Ramure.Accounts.TwoFactor;

/// <summary>What the application is told once: as a picture, or typed.</summary>
internal sealed record AuthenticatorSecret(string Key, string Address);

/// <summary>The application that shows a code of six figures (RFC 6238), and the codes that stand in for it.</summary>
internal sealed class AuthenticatorService(
    RamureDb db, OperationRunner operations, RecentProof proof, PresentSession present, Notices notices, IDataProtectionProvider protection)
{
    private const int CodeCount = 10;
    private const string Issuer = "Ramure";
    private readonly IDataProtector protector = protection.CreateProtector("Ramure.Accounts.Authenticator");

    /// <summary>Whether a code is asked at sign-in, and how many recovery codes are left.</summary>
    public async Task<(bool On, int Codes)> StateAsync()
    {
        var id = present.Account;
        return (await db.Set<Account>().AnyAsync(a => a.Id == id && a.TwoFactorEnabled),
            await db.Set<RecoveryCode>().CountAsync(c => c.AccountId == id && c.UsedAt == null));
    }

    /// <summary>The secret to put into the application; kept until a code of it proves that it arrived.</summary>
    public async Task<Result<AuthenticatorSecret>> BeginAsync()
    {
        if (await proof.DemandAsync() is { } asked)
            return asked;
        return await operations.RunAsync<AuthenticatorSecret>(new Operation("accounts.begin-code", Permission.OwnAccount), async scope =>
        {
            var account = await OwnAsync(scope);
            if (account.TwoFactorEnabled)
                return On;
            var row = await scope.Db.Set<Authenticator>().SingleOrDefaultAsync(a => a.AccountId == account.Id);
            if (row is null)
                scope.Db.Add(row = new Authenticator { AccountId = account.Id, Secret = protector.Protect(Base32Encoding.ToString(KeyGeneration.GenerateRandomKey(20))) });
            scope.Audit("account", account.Id.ToString("D"), null, new { Code = "begun" });
            return Shown(account, row);
        });
    }

    /// <summary>The secret that was begun and not yet proved; null when there is none, or when the session was not proved lately.</summary>
    public async Task<AuthenticatorSecret?> BegunAsync()
    {
        var id = present.Account;
        return await proof.DemandAsync() is null
            && await db.Set<Authenticator>().AsNoTracking().SingleOrDefaultAsync(a => a.AccountId == id && a.ConfirmedAt == null) is { } row
            ? Shown(await db.Set<Account>().AsNoTracking().SingleAsync(a => a.Id == id), row)
            : null;
    }

    /// <summary>The first code is right: from now on one is asked. Answers the recovery codes, which are shown this once.</summary>
    public async Task<Result<IReadOnlyList<string>>> ConfirmAsync(string? code)
    {
        if (await proof.DemandAsync() is { } asked)
            return asked;
        return await operations.RunAsync<IReadOnlyList<string>>(new Operation("accounts.ask-code", Permission.OwnAccount), async scope =>
        {
            var account = await OwnAsync(scope);
            if (account.TwoFactorEnabled)
                return On;
            if (!await TakeCodeAsync(scope, account.Id, code, confirmed: false))
                return new Refusal("code-wrong", "Ce code n’est pas celui que montre l’application. Attendez le suivant et recopiez ses six chiffres ; vérifiez aussi l’heure du téléphone.", "code");
            var at = scope.At;
            await scope.Db.Set<Authenticator>().Where(a => a.AccountId == account.Id).ExecuteUpdateAsync(set => set.SetProperty(a => a.ConfirmedAt, at));
            account.TwoFactorEnabled = true;
            scope.Audit("account", account.Id.ToString("D"), new { Code = "not asked" }, new { Code = "asked" });
            notices.SecondFactor(scope, account, on: true);
            await SecondFactorState.ProvedAsync(scope, present.Id);
            return await NewCodesAsync(scope, account.Id);
        });
    }

    /// <summary>New recovery codes in place of the old ones.</summary>
    public async Task<Result<IReadOnlyList<string>>> RenewCodesAsync()
    {
        if (await proof.DemandAsync() is { } asked)
            return asked;
        return await operations.RunAsync<IReadOnlyList<string>>(new Operation("accounts.renew-codes", Permission.OwnAccount), async scope =>
        {
            var account = await OwnAsync(scope);
            if (!account.TwoFactorEnabled)
                return new Refusal("code-off", "Aucun code n’est demandé à la connexion : mettez-le d’abord en place.");
            scope.Audit("account", account.Id.ToString("D"), null, new { Code = "recovery codes renewed" });
            return await NewCodesAsync(scope, account.Id);
        });
    }

    /// <summary>No code is asked any more.</summary>
    public async Task<Result<Done>> RemoveAsync()
    {
        if (await proof.DemandAsync() is { } asked)
            return asked;
        return await operations.RunAsync<Done>(new Operation("accounts.remove-code", Permission.OwnAccount), async scope =>
        {
            var account = await OwnAsync(scope);
            if (!account.TwoFactorEnabled)
                return new Refusal("code-off", "Aucun code n’est demandé à la connexion.");
            account.TwoFactorEnabled = false;
            var id = account.Id;
            await scope.Db.Set<Authenticator>().Where(a => a.AccountId == id).ExecuteDeleteAsync();
            await scope.Db.Set<RecoveryCode>().Where(c => c.AccountId == id).ExecuteDeleteAsync();
            scope.Audit("account", id.ToString("D"), new { Code = "asked" }, new { Code = "not asked" });
            notices.SecondFactor(scope, account, on: false);
            return default(Done);
        });
    }

    /// <summary>Takes a code of the application, once: the half minute of a code that was taken never comes back.</summary>
    public async Task<bool> TakeCodeAsync(OperationScope scope, Guid account, string? code, bool confirmed)
    {
        var text = Plain(code);
        if (text.Length != 6 || await scope.Db.Set<Authenticator>().AsNoTracking().SingleOrDefaultAsync(a => a.AccountId == account) is not { } row || (row.ConfirmedAt is not null) != confirmed)
            return false;
        var totp = new Totp(Base32Encoding.ToBytes(protector.Unprotect(row.Secret)));
        return totp.VerifyTotp(scope.At, text, out var step, new VerificationWindow(previous: 1, future: 1))
            && await scope.Db.Set<Authenticator>().Where(a => a.AccountId == account && a.LastStep < step).ExecuteUpdateAsync(set => set.SetProperty(a => a.LastStep, step)) == 1;
    }

    /// <summary>Takes a recovery code, once; how many are left, null when it is none.</summary>
    public static async Task<int?> TakeRecoveryCodeAsync(OperationScope scope, Guid account, string? code)
    {
        var (hash, at) = (Hash(account, Plain(code)), scope.At);
        return await scope.Db.Set<RecoveryCode>().Where(c => c.AccountId == account && c.Hash == hash && c.UsedAt == null).ExecuteUpdateAsync(set => set.SetProperty(c => c.UsedAt, at)) == 1
            ? await scope.Db.Set<RecoveryCode>().CountAsync(c => c.AccountId == account && c.UsedAt == null)
            : null;
    }

    private AuthenticatorSecret Shown(Account account, Authenticator row)
    {
        var key = protector.Unprotect(row.Secret);
        return new AuthenticatorSecret(key, $"otpauth://totp/{Issuer}:{Uri.EscapeDataString(account.Email ?? account.DisplayName)}?secret={key}&issuer={Issuer}&algorithm=SHA1&digits=6&period=30");
    }

    private static readonly Refusal On = new("code-on", "Un code est déjà demandé à la connexion : retirez-le d’abord pour changer d’application.");

    private Task<Account> OwnAsync(OperationScope scope)
    {
        scope.Db.ChangeTracker.Clear();
        var id = present.Account;
        return scope.Db.Set<Account>().SingleAsync(a => a.Id == id);
    }

    private static async Task<Result<IReadOnlyList<string>>> NewCodesAsync(OperationScope scope, Guid account)
    {
        await scope.Db.Set<RecoveryCode>().Where(c => c.AccountId == account).ExecuteDeleteAsync();
        var codes = Enumerable.Range(0, CodeCount).Select(_ => Base32Encoding.ToString(RandomNumberGenerator.GetBytes(10)).TrimEnd('=')).ToList();
        scope.Db.AddRange(codes.Select(c => new RecoveryCode { Id = Guid.CreateVersion7(), AccountId = account, Hash = Hash(account, c) }));
        return codes.ConvertAll(c => string.Join('-', c.Chunk(4).Select(part => new string(part))));
    }

    /// <summary>As typed from paper: spaces, hyphens and case do not matter.</summary>
    private static string Plain(string? code) => code is { Length: <= 64 } ? new string([.. code.Where(char.IsAsciiLetterOrDigit)]).ToUpperInvariant() : "";

    private static string Hash(Guid account, string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{account:D}\n{code}")));
}
