using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Time;
using Ramure.Training.Contracts;
using Ramure.Training.Model;

namespace Ramure.Training.Trainers;

/// <summary>A trainer, and how many sessions to come they give for the unit.</summary>
internal sealed record TrainerRow(Trainer Trainer, int Coming);

/// <summary>Reads the trainers of a unit for who prepares its sessions.</summary>
internal sealed class TrainerReader(RamureDb db, IAccess access, IClock clock)
{
    public async Task<IReadOnlyList<TrainerRow>> ListAsync(string unit, CancellationToken cancel = default)
    {
        await access.DemandAsync(TrainingPermissions.Prepare, unit, cancel);
        return await Rows(db.Set<Trainer>().Where(t => t.Unit == unit)).ToListAsync(cancel);
    }

    /// <summary>Null when there is none; denied when it is another unit's.</summary>
    public async Task<TrainerRow?> FindAsync(Guid id, CancellationToken cancel = default)
    {
        var row = await Rows(db.Set<Trainer>().Where(t => t.Id == id)).SingleOrDefaultAsync(cancel);
        if (row is not null)
            await access.DemandAsync(TrainingPermissions.Prepare, row.Trainer.Unit, cancel);
        return row;
    }

    private IQueryable<TrainerRow> Rows(IQueryable<Trainer> trainers)
    {
        var now = clock.UtcNow;
        return trainers.AsNoTracking().OrderByDescending(t => t.Active).ThenBy(t => t.Name).ThenBy(t => t.Id).Select(t => new TrainerRow(
            t, db.Set<SessionTrainer>().Count(x => x.TrainerId == t.Id && db.Set<Session>().Any(s => s.Id == x.SessionId && s.State == SessionState.Planned && s.Slots.Any(slot => slot.EndsAt > now)))));
    }
}
