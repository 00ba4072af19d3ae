using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Training.Contracts;
using Ramure.Training.Model;

namespace Ramure.Training.Calendar;

/// <summary>A slot that somebody gives.</summary>
/// <param name="Title">Null for who may not read it: they see that the hours are taken.</param>
internal sealed record GivenSlot(Guid Session, string? Title, string Unit, Slot Slot, string TimeZone);

/// <summary>The week of a trainer, for who prepares the sessions of their unit and for themselves.</summary>
internal sealed class WeekReader(RamureDb db, IAccess access)
{
    /// <summary>The Monday of the week of a day.</summary>
    public static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    /// <summary>Null when there is no such trainer; denied when they are another unit's.</summary>
    public async Task<Trainer?> FindAsync(Guid trainer, CancellationToken cancel = default)
    {
        var found = await db.Set<Trainer>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == trainer, cancel);
        if (found is not null)
            await access.DemandAsync(TrainingPermissions.Prepare, found.Unit, cancel);
        return found;
    }

    /// <summary>What the trainer gives from this Monday, for other units too when their account says who they are.</summary>
    public async Task<IReadOnlyList<GivenSlot>> OfAsync(Trainer trainer, DateOnly monday, CancellationToken cancel = default)
    {
        await access.DemandAsync(TrainingPermissions.Prepare, trainer.Unit, cancel);
        var account = trainer.AccountId;
        var slots = await SlotsAsync(db.Set<Trainer>().Where(t => t.Id == trainer.Id || (account != null && t.AccountId == account)), monday, cancel);
        var scope = await access.ScopeAsync(TrainingPermissions.Prepare, cancel);
        return [.. slots.Select(s => s.Open || scope.Covers(s.Given.Unit) ? s.Given : s.Given with { Title = null })];
    }

    /// <summary>What whoever is signed in gives; null when no unit has them among its trainers.</summary>
    public async Task<IReadOnlyList<GivenSlot>?> OwnAsync(DateOnly monday, CancellationToken cancel = default)
    {
        if (access.Actor.AccountId is not { } account || !await db.Set<Trainer>().AnyAsync(t => t.AccountId == account, cancel))
            return null;
        return [.. (await SlotsAsync(db.Set<Trainer>().Where(t => t.AccountId == account), monday, cancel)).Select(s => s.Given)];
    }

    private async Task<List<(GivenSlot Given, bool Open)>> SlotsAsync(IQueryable<Trainer> trainers, DateOnly monday, CancellationToken cancel)
    {
        var end = monday.AddDays(7);
        var rows = await db.Set<Session>().AsNoTracking()
            .Where(s => s.State != SessionState.Cancelled && s.Trainers.Any(t => trainers.Any(o => o.Id == t.TrainerId)))
            .Join(db.Set<Course>(), s => s.CourseId, c => c.Id, (s, c) => new { s.Id, s.Unit, s.TimeZone, c.State, c.Content.Title })
            .Join(db.Set<Slot>(), s => s.Id, slot => slot.SessionId, (s, slot) => new { s, slot })
            .Where(x => x.slot.Day >= monday && x.slot.Day < end).OrderBy(x => x.slot.StartsAt).ToListAsync(cancel);
        return rows.ConvertAll(x => (new GivenSlot(x.s.Id, x.s.Title, x.s.Unit, x.slot, x.s.TimeZone), x.s.State == CourseState.Published));
    }
}
