using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;

namespace Ramure.Training.Sessions;

/// <summary>One writer at a time for a room, a trainer, or the lists of a unit: what is read after it is taken no longer changes.</summary>
internal sealed class PlanningLock(IStorageProvider storage)
{
    public Task TakeUnitAsync(OperationScope scope, string unit, CancellationToken cancel) => TakeAsync(scope, ["unit:" + unit], cancel);

    public Task TakeAsync(OperationScope scope, IEnumerable<Guid> resources, CancellationToken cancel) =>
        TakeAsync(scope, resources.Select(r => "resource:" + r.ToString("D")), cancel);

    private async Task TakeAsync(OperationScope scope, IEnumerable<string> names, CancellationToken cancel)
    {
        // In one order: two that need the same ones do not wait for each other.
        foreach (var key in names.Select(Key).Distinct().Order())
            await storage.LockAsync(scope.Connection, scope.Transaction, key, cancel);
    }

    private static long Key(string name) => BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes("training:" + name)));
}
