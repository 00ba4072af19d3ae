using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Training.Contracts;
using Ramure.Training.Model;

namespace Ramure.Training.Attendance;

/// <summary>Who may hold the sheet of a session: its trainers, by their account, and who may see the unit's registered persons.</summary>
internal sealed class AttendanceDoor(RamureDb db, IAccess access)
{
    /// <summary>Whether who asks gives this session.</summary>
    public async Task<bool> IsTrainerAsync(Guid session, CancellationToken cancel = default) =>
        access.Actor.AccountId is { } account && await db.Set<SessionTrainer>().AnyAsync(t => t.SessionId == session && t.Trainer!.AccountId == account, cancel);

    /// <summary>Denied unless who asks may hold the sheet.</summary>
    public async Task DemandAsync(Session session, CancellationToken cancel = default)
    {
        if (!await MayAsync(session, cancel))
            throw new AccessDeniedException(TrainingPermissions.People, session.Unit);
    }

    /// <summary>Whether who asks may hold the sheet.</summary>
    public async Task<bool> MayAsync(Session session, CancellationToken cancel = default) =>
        await IsTrainerAsync(session.Id, cancel) || await access.MayAsync(TrainingPermissions.People, session.Unit, cancel);
}
