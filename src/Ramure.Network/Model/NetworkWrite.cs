using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;

namespace Ramure.Network.Model;

/// <summary>What every change of the network begins with.</summary>
internal static class NetworkWrite
{
    /// <summary>Key of the lock under which one writer at a time changes the network.</summary>
    private const long LockKey = 0x6E_65_74_77;

    /// <summary>Takes the lock and the state row; the caller bumps the version when something changed.</summary>
    public static async Task<NetworkState> BeginAsync(OperationScope scope, IStorageProvider storage, CancellationToken cancel)
    {
        await storage.LockAsync(scope.Connection, scope.Transaction, LockKey, cancel);
        return await scope.Db.Set<NetworkState>().SingleAsync(s => s.Id == NetworkState.OnlyId, cancel);
    }
}
