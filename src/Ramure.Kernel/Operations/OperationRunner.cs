using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Access;
using Ramure.Kernel.Audit;
using Ramure.Kernel.Data;
using Ramure.Kernel.Outbox;
using Ramure.Kernel.Time;

namespace Ramure.Kernel.Operations;

/// <summary>Runs a write in one explicit transaction. A refusal or an exception leaves nothing behind.</summary>
public sealed class OperationRunner(
    RamureDb db, IClock clock, OutboxSignal outbox, IStorageProvider storage, IAccess access, AuditWriter audit)
{
    /// <summary>Runs <paramref name="body"/>, saves and commits when it succeeds, rolls back when it is refused or throws.</summary>
    public async Task<Result<T>> RunAsync<T>(
        Operation operation, Func<OperationScope, Task<Result<T>>> body, CancellationToken cancel = default)
    {
        if (db.Database.CurrentTransaction is not null)
            throw new InvalidOperationException("Operations do not nest: pass the scope on.");
        var reach = await access.DemandAsync(operation.Permission, cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var scope = new OperationScope(db, operation, Actor(operation), reach, clock.UtcNow, storage.RowsPerInsert);
        try
        {
            var result = await body(scope);
            if (!result.Succeeded)
            {
                await transaction.RollbackAsync(CancellationToken.None);
                db.ChangeTracker.Clear();
                return result;
            }

            if (operation.Permission.Bound == Bound.Unit && !scope.Demanded)
                throw new InvalidOperationException($"The operation {operation.Name} names no unit for {operation.Permission.Code}.");
            if (scope.Events.Count == 0 && db.ChangeTracker.HasChanges())
                throw new InvalidOperationException($"The operation {operation.Name} writes without an audit event.");
            await db.SaveChangesAsync(cancel);
            if (scope.Rehearsed)
            {
                await transaction.RollbackAsync(CancellationToken.None);
                db.ChangeTracker.Clear();
                return result;
            }

            if (scope.Events.Count > 0)
                await audit.WriteAsync(scope, cancel);
            await transaction.CommitAsync(cancel);
            if (scope.Announced)
                outbox.Set();
            return result;
        }
        catch
        {
            db.ChangeTracker.Clear();
            throw;
        }
    }

    private string Actor(Operation operation) =>
        operation.OnBehalfOf is { } other && (access.Actor == Access.Actor.System || !operation.Permission.NeedsAccount) ? other : access.Actor.Reference;
}
