using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Training.Contracts;
using Ramure.Training.Model;

namespace Ramure.Training.Attendance;

/// <summary>The sheets of presence, for the trainers of the session and the unit's staff.</summary>
internal sealed class AttendanceReader(RamureDb db, IAccess access, AttendanceDoor door)
{
    /// <summary>Null when there is no such session; denied to who may not hold its sheet.</summary>
    public async Task<Sheet?> SheetAsync(Guid session, CancellationToken cancel = default)
    {
        var sheet = await ReadAsync(db, session, cancel);
        if (sheet is not null)
            await door.DemandAsync(sheet.Session, cancel);
        return sheet;
    }

    /// <summary>Sessions whose sheet the reader may hold and that have a slot between the two instants, the nearest first.</summary>
    public async Task<IReadOnlyList<(Course Course, Session Session)>> SessionsAsync(DateTime from, DateTime to, CancellationToken cancel = default)
    {
        var scope = await access.ScopeAsync(TrainingPermissions.People, cancel);
        var (units, everywhere) = ((scope.Units ?? new HashSet<string>()).ToList(), scope.Units is null && !scope.IsNothing);
        var account = access.Actor.AccountId;
        var rows = await db.Set<Session>().AsNoTracking().Include(s => s.Slots)
            .Where(s => s.Slots.Any(x => x.StartsAt < to && x.EndsAt > from) && s.State != SessionState.Cancelled)
            .Where(s => everywhere || units.Contains(s.Unit) || (account != null && s.Trainers.Any(t => t.Trainer!.AccountId == account)))
            .OrderBy(s => s.StartsAt).ThenBy(s => s.Id)
            .Join(db.Set<Course>().AsNoTracking(), s => s.CourseId, c => c.Id, (s, c) => new { s, c }).ToListAsync(cancel);
        return [.. rows.Select(r => (r.c, r.s))];
    }

    /// <summary>The same without asking who reads: for closing and for jobs.</summary>
    internal static async Task<Sheet?> ReadAsync(RamureDb db, Guid id, CancellationToken cancel)
    {
        if (await db.Set<Session>().AsNoTracking().Include(s => s.Slots).Include(s => s.Trainers).ThenInclude(t => t.Trainer).AsSplitQuery()
            .SingleOrDefaultAsync(s => s.Id == id, cancel) is not { } session)
            return null;
        var course = await db.Set<Course>().AsNoTracking().SingleAsync(c => c.Id == session.CourseId, cancel);
        var registrations = await db.Set<SessionRegistration>().AsNoTracking().Where(r => r.SessionId == id).ToListAsync(cancel);
        var marks = await db.Set<AttendanceMark>().AsNoTracking().Where(m => m.SessionId == id).ToListAsync(cancel);
        var counts = await db.Set<AttendanceHeadcount>().AsNoTracking().Where(c => c.SessionId == id).ToListAsync(cancel);
        return Sheet.Of(course, session, registrations, marks, counts);
    }
}
