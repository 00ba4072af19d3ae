using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Training.Contracts;
using Ramure.Training.Model;

namespace Ramure.Training.Attendance;

/// <summary>Runs a write about the sheet of a session, for those who may hold it, while nothing else changes the session.</summary>
internal sealed class SheetOperation(OperationRunner runner, RamureDb db, AttendanceDoor door)
{
    public static readonly Refusal Unknown = new("session-unknown", "Cette session n’existe pas.");

    /// <summary>Runs <paramref name="body"/> with the session and its slots, as a trainer of the session or under the unit's permission.</summary>
    public async Task<Result<T>> RunAsync<T>(
        string name, Guid id, Func<OperationScope, Session, Task<Result<T>>> body, CancellationToken cancel, string? reason = null)
    {
        if (!await door.IsTrainerAsync(id, cancel))
            return await RunForUnitAsync(name, id, body, cancel, reason);
        return await runner.RunAsync<T>(new Operation(name, Permission.OwnAccount, reason), async scope =>
        {
            if (await LockAsync(db, id, cancel) is not { } session)
                return Unknown;
            // Asked again under the lock: who has just been taken off the session notes nothing any more.
            if (!await door.IsTrainerAsync(id, cancel))
                throw new AccessDeniedException(TrainingPermissions.People, session.Unit);
            return await body(scope, session);
        }, cancel);
    }

    /// <summary>The same, for the unit only.</summary>
    public Task<Result<T>> RunForUnitAsync<T>(
        string name, Guid id, Func<OperationScope, Session, Task<Result<T>>> body, CancellationToken cancel, string? reason = null) =>
        runner.RunAsync<T>(new Operation(name, TrainingPermissions.People, reason), async scope =>
        {
            if (await LockAsync(db, id, cancel) is not { } session)
                return Unknown;
            scope.Demand(session.Unit);
            return await body(scope, session);
        }, cancel);

    /// <summary>The session with its slots, after taking its row lock: registrations, marks and closing follow one another.</summary>
    public static async Task<Session?> LockAsync(RamureDb db, Guid id, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        await db.Set<Session>().Where(s => s.Id == id).ExecuteUpdateAsync(set => set.SetProperty(s => s.LastNumber, s => s.LastNumber), cancel);
        return await db.Set<Session>().AsNoTracking().Include(s => s.Slots).SingleOrDefaultAsync(s => s.Id == id, cancel);
    }
}
