using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Ramure.Accounts.Contracts;
using Ramure.Accounts.Grants;
using Ramure.Accounts.Model;
using Ramure.Accounts.People;
using Ramure.Kernel;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Modules;
using Ramure.Kernel.Operations;

namespace Ramure.Accounts.Samples;

/// <summary>Opens, closes and guards the accounts of the sample.</summary>
internal sealed class SampleAccounts(OperationRunner operations, RamureDb db, UserManager<Account> users, InstallationPaths paths) : ISampleAccounts, IServing
{
    private string Path => System.IO.Path.Combine(paths.Data, "comptes-exemple.txt");

    public async Task<string> OpenAsync(IReadOnlyList<SampleAccount> accounts, CancellationToken cancel = default)
    {
        // Capital and digit: whatever rules an installation sets for passwords, this one passes.
        var password = "Ramure1-" + string.Join('-', Enumerable.Range(0, 5).Select(_ => RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 4)));
        var opened = await operations.RunAsync<Done>(new Operation("accounts.open-samples", Permission.System), async scope =>
        {
            foreach (var sample in accounts)
                await OpenAsync(scope, sample, password, cancel);
            return default(Done);
        }, cancel);
        _ = opened.Value;
        Write(
        [
            "Comptes d’exemple, un par rôle. Ils n’ouvrent que sur cette machine ; pour les fermer : ramure sample close-accounts",
            $"Mot de passe de tous : {password}",
            .. accounts.Select(a => $"  {a.Email,-42} {RoleWords.Label(a.Role)}, {(a.Unit == RoleGrant.WholeNetwork ? "tout le réseau" : a.Unit)}"),
        ]);
        return Path;
    }

    public async Task<int> CloseAsync(CancellationToken cancel = default)
    {
        var closed = await operations.RunAsync<int>(new Operation("accounts.close-samples", Permission.System), async scope =>
        {
            var open = await scope.Db.Set<Account>().Where(a => a.IsSample && a.DisabledAt == null).ToListAsync(cancel);
            foreach (var account in open)
            {
                account.DisabledAt = scope.At;
                var ended = await AccountService.EndAsync(scope, account.Id, cancel);
                scope.Audit("account", account.Id.ToString("D"), new { Closed = false }, new { Closed = true, Sessions = ended });
            }

            return open.Count;
        }, cancel);
        File.Delete(Path);
        return closed.Value;
    }

    public async Task<string?> RefuseAsync(ServingPlace place, CancellationToken cancel) =>
        !place.IsLoopback && await IsOpenAsync(cancel)
            ? "Les comptes d’exemple sont ouverts et leur mot de passe est écrit dans un fichier : Ramure ne les sert que sur cette machine. "
                + "Fermez-les, puis recommencez : ramure sample close-accounts. Ou répondez ici seulement : --url http://localhost:5080, sans RAMURE_PROXIES."
            : null;

    public async Task<IReadOnlyList<string>> SayAsync(ServingPlace place, CancellationToken cancel) =>
        await IsOpenAsync(cancel) && File.Exists(Path) ? [.. await File.ReadAllLinesAsync(Path, cancel), $"  (gardé dans {Path})"] : [];

    private Task<bool> IsOpenAsync(CancellationToken cancel) => db.Set<Account>().AnyAsync(a => a.IsSample && a.DisabledAt == null, cancel);

    private async Task OpenAsync(OperationScope scope, SampleAccount sample, string password, CancellationToken cancel)
    {
        var account = await users.FindByEmailAsync(sample.Email);
        if (account is null)
        {
            account = new Account
            {
                Id = Guid.CreateVersion7(),
                DisplayName = sample.Name,
                UserName = sample.Email,
                Email = sample.Email,
                EmailConfirmed = true,
                LockoutEnabled = true,
                CreatedAt = scope.At,
                IsSample = true,
            };
            Check(await users.CreateAsync(account, password));
        }
        else
        {
            // Somebody's own account under this address is left alone.
            if (!account.IsSample)
                return;
            account.DisabledAt = null;
            if (account.PasswordHash is not null)
                Check(await users.RemovePasswordAsync(account));
            Check(await users.AddPasswordAsync(account, password));
        }

        scope.Audit("account", account.Id.ToString("D"), null, new { Opened = true, Sample = true });
        var items = sample.Items is { Count: > 0 } named ? string.Join(' ', named) : null;
        await GrantService.AddAsync(scope, account.Id, new SoundGrant(sample.Role, sample.Unit, DateOnly.FromDateTime(scope.At).AddDays(-1), null, items), cancel);
        await scope.Db.SaveChangesAsync(cancel);
    }

    private static void Check(IdentityResult result)
    {
        if (!result.Succeeded)
            throw new InvalidOperationException(string.Join(" ", result.Errors.Select(e => e.Description)));
    }

    private void Write(IEnumerable<string> lines)
    {
        Directory.CreateDirectory(paths.Data);
        File.Delete(Path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(Path, Encoding.UTF8, options);
        foreach (var line in lines)
            writer.WriteLine(line);
    }
}
