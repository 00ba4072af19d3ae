using Microsoft.EntityFrameworkCore;
using Ramure.Accounts.Access;
using Ramure.Accounts.Model;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;
using Ramure.Network.Contracts;

namespace Ramure.Accounts.Grants;

/// <summary>A network without an administrator can be helped from its machine only: no change of accounts or roles leads there.</summary>
internal sealed class Administrators(RamureDb db, IStorageProvider storage, INetwork network, IClock clock)
{
    private const long LockKey = 0x47524E54;

    /// <summary>One change of grants or accounts at a time: two directors cannot each remove the other's last one.</summary>
    public Task LockAsync(OperationScope scope, CancellationToken cancel) => storage.LockAsync(scope.Connection, scope.Transaction, LockKey, cancel);

    /// <summary>Does <paramref name="change"/> under the lock; refused when it takes away the last administrator of the whole network.</summary>
    public async Task<Refusal?> GuardAsync(OperationScope scope, Func<Task> change, CancellationToken cancel)
    {
        await LockAsync(scope, cancel);
        var before = await CountAsync(cancel);
        await change();
        await scope.Db.SaveChangesAsync(cancel);
        var after = await CountAsync(cancel);
        return (before.Now > 0 && after.Now == 0) || (before.Endless > 0 && after.Endless == 0)
            ? new Refusal("last-administrator", "C’est la dernière administration de tout le réseau, sans date de fin. Donnez d’abord ce rôle à quelqu’un d’autre.")
            : null;
    }

    /// <summary>Whether somebody with an open account administers the whole network today.</summary>
    public async Task<bool> AnyAsync(CancellationToken cancel) => (await CountAsync(cancel)).Now > 0;

    /// <summary>Open accounts that administer the whole network today and have a proved address.</summary>
    public async Task<IReadOnlyList<Account>> OfWholeNetworkAsync(CancellationToken cancel)
    {
        var ids = (await HoldingAsync(cancel)).Select(g => g.AccountId).ToHashSet();
        return await db.Set<Account>().AsNoTracking().Where(a => ids.Contains(a.Id) && a.EmailConfirmed && a.Email != null && !a.IsSample).OrderBy(a => a.Id).ToListAsync(cancel);
    }

    private async Task<(int Now, int Endless)> CountAsync(CancellationToken cancel)
    {
        var holding = await HoldingAsync(cancel);
        return (holding.Count, holding.Count(g => g.To is null));
    }

    private async Task<List<RoleGrant>> HoldingAsync(CancellationToken cancel)
    {
        var snapshot = await network.SnapshotAsync(cancel);
        var grants = await db.Set<RoleGrant>().AsNoTracking()
            .Where(g => g.Role == Role.Administrator && g.RevokedAt == null && db.Set<Account>().Any(a => a.Id == g.AccountId && a.DisabledAt == null && a.ErasedAt == null))
            .ToListAsync(cancel);
        return grants.Where(g =>
        {
            var day = GrantDays.Today(g.Unit, snapshot, clock);
            return g.HoldsOn(day) && Coverage.IsWhole(snapshot, g.Unit, day);
        }).ToList();
    }
}
