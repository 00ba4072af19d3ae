using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Time;
using Ramure.Training.Contracts;
using Ramure.Training.Model;

namespace Ramure.Training.Catalogue;

/// <summary>A training and its sessions to come.</summary>
internal sealed record CoursePage(Course Course, IReadOnlyList<Session> Sessions);

/// <summary>A session, its training, and the reader's own registration.</summary>
internal sealed record SessionPage(Course Course, Session Session, SessionRegistration? Own, int Waiting, int? Rank);

/// <summary>The public catalogue: published trainings, sessions to come. Who prepares a training sees it before.</summary>
internal sealed class CatalogueReader(RamureDb db, IAccess access, IClock clock)
{
    /// <summary>Null when it does not exist, for who asks.</summary>
    public async Task<CoursePage?> CourseAsync(Guid id, CancellationToken cancel = default)
    {
        if (await db.Set<Course>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancel) is not { } course || !(await MayReadAsync(course, cancel) || await IsConcernedAsync(course, null, cancel)))
            return null;
        var now = clock.UtcNow;
        var sessions = await db.Set<Session>().AsNoTracking().Include(s => s.Slots).Where(s => s.CourseId == id && s.StartsAt > now).OrderBy(s => s.StartsAt).ToListAsync(cancel);
        return new CoursePage(course, sessions);
    }

    /// <summary>Null when it does not exist, for who asks.</summary>
    public async Task<SessionPage?> SessionAsync(Guid id, CancellationToken cancel = default)
    {
        if (await db.Set<Session>().AsNoTracking().Include(s => s.Slots).Include(s => s.Trainers).ThenInclude(t => t.Trainer).AsSplitQuery().SingleOrDefaultAsync(s => s.Id == id, cancel) is not { } session)
            return null;
        var course = await db.Set<Course>().AsNoTracking().SingleAsync(c => c.Id == session.CourseId, cancel);
        if (!(await MayReadAsync(course, cancel) || await IsConcernedAsync(course, session, cancel)))
            return null;
        var registrations = db.Set<SessionRegistration>().AsNoTracking().Where(r => r.SessionId == id);
        var account = access.Actor.AccountId;
        var own = account is null ? null : await registrations.SingleOrDefaultAsync(r => r.AccountId == account, cancel);
        var waiting = await registrations.CountAsync(r => r.State == RegistrationState.Waiting, cancel);
        int? rank = own?.State == RegistrationState.Waiting
            ? 1 + await registrations.CountAsync(r => r.State == RegistrationState.Waiting && r.Number < own.Number, cancel)
            : null;
        return new SessionPage(course, session, own, waiting, rank);
    }

    /// <summary>Who is registered, in order; denied unless the names of the unit's sessions are open to who asks.</summary>
    public async Task<IReadOnlyList<SessionRegistration>> PeopleAsync(Session session, CancellationToken cancel = default)
    {
        await access.DemandAsync(TrainingPermissions.People, session.Unit, cancel);
        return await db.Set<SessionRegistration>().AsNoTracking().Where(r => r.SessionId == session.Id).OrderBy(r => r.Number).ToListAsync(cancel);
    }

    /// <summary>One's own registrations, those to come first.</summary>
    public async Task<IReadOnlyList<(SessionRegistration Registration, Session Session, Course Course)>> OwnAsync(CancellationToken cancel = default)
    {
        if (access.Actor.AccountId is not { } account)
            return [];
        var rows = await db.Set<SessionRegistration>().AsNoTracking().Where(r => r.AccountId == account)
            .Join(db.Set<Session>().AsNoTracking(), r => r.SessionId, s => s.Id, (r, s) => new { r, s })
            .Join(db.Set<Course>().AsNoTracking(), x => x.s.CourseId, c => c.Id, (x, c) => new { x.r, x.s, c })
            .OrderByDescending(x => x.s.StartsAt).ToListAsync(cancel);
        return [.. rows.Select(x => (x.r, x.s, x.c))];
    }

    private async ValueTask<bool> MayReadAsync(Course course, CancellationToken cancel) =>
        course.State == CourseState.Published || await access.MayAsync(TrainingPermissions.Prepare, course.Unit, cancel);

    /// <summary>
    /// Whether who asks is registered for a session of a training that was taken out of the catalogue, or gives one: they go on reading what
    /// they follow.
    /// </summary>
    private async ValueTask<bool> IsConcernedAsync(Course course, Session? session, CancellationToken cancel)
    {
        if (course.State != CourseState.Withdrawn || access.Actor.AccountId is not { } account)
            return false;
        var sessions = session is null ? db.Set<Session>().Where(s => s.CourseId == course.Id) : db.Set<Session>().Where(s => s.Id == session.Id);
        return await db.Set<SessionRegistration>().AnyAsync(r => r.AccountId == account && sessions.Any(s => s.Id == r.SessionId), cancel)
            || await sessions.AnyAsync(s => s.Trainers.Any(t => t.Trainer!.AccountId == account), cancel);
    }
}
