using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Training.Contracts;
using Ramure.Training.Model;

namespace Ramure.Training.Attendance;

/// <summary>Notes presence, for the trainers of the session and the unit's staff: on the page, from a device, from paper, from a log.</summary>
internal sealed class AttendanceRecorder(OperationRunner runner, RamureDb db, AttendanceDoor door, AttendanceWriter writer)
{
    public const string SubjectKind = "training-attendance";

    /// <summary>
    /// Keeps a batch. Each refusal's Field is <c>marks</c>, <c>walkins</c> or <c>headcounts</c>, and its Line the place in that list, from 1.
    /// </summary>
    public async Task<Result<AttendanceOutcome>> RecordAsync(AttendanceBatch batch, CancellationToken cancel = default)
    {
        if (!await door.IsTrainerAsync(batch.Session, cancel))
        {
            return await runner.RunAsync<AttendanceOutcome>(new Operation("training.note-attendance", TrainingPermissions.People), async scope =>
            {
                if (await LockAsync(db, batch.Session, cancel) is not { } session)
                    return Unknown;
                scope.Demand(session.Unit);
                return await writer.WriteAsync(scope, session, batch, cancel);
            }, cancel);
        }

        return await runner.RunAsync<AttendanceOutcome>(new Operation("training.note-attendance", Permission.OwnAccount), async scope =>
        {
            if (await LockAsync(db, batch.Session, cancel) is not { } session)
                return Unknown;
            // Asked again under the lock: who has just been taken off the session notes nothing any more.
            if (!await door.IsTrainerAsync(session.Id, cancel))
                throw new AccessDeniedException(TrainingPermissions.People, session.Unit);
            return await writer.WriteAsync(scope, session, batch, cancel);
        }, cancel);
    }

    public static readonly Refusal Unknown = new("session-unknown", "Cette session n’existe pas.");

    /// <summary>The session with its slots, after taking its row lock: registrations, marks and closing follow one another.</summary>
    public static async Task<Session?> LockAsync(RamureDb db, Guid id, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        await db.Set<Session>().Where(s => s.Id == id).ExecuteUpdateAsync(set => set.SetProperty(s => s.LastNumber, s => s.LastNumber), cancel);
        return await db.Set<Session>().AsNoTracking().Include(s => s.Slots).SingleOrDefaultAsync(s => s.Id == id, cancel);
    }
}
