using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Time;
using Ramure.Training.Contracts;
using Ramure.Training.Model;
using Ramure.Training.Registration;
using Ramure.Training.Words;

namespace Ramure.Training.Catalogue;

/// <summary>A training and its sessions to come.</summary>
internal sealed record CoursePage(Course Course, IReadOnlyList<Session> Sessions);

/// <summary>A session, its training, and the reader's own registration.</summary>
internal sealed record SessionPage(Course Course, Session Session, SessionRegistration? Own, int Waiting, int? Rank);

/// <summary>The public catalogue: published trainings, sessions to come. Who prepares a training sees it before.</summary>
internal sealed class CatalogueReader(RamureDb db, IAccess access, IClock clock, RegistrationReader own)
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
        var waiting = await registrations.CountAsync(r => r.State == RegistrationState.Waiting, cancel);
        var mine = await own.OfSessionAsync(id, cancel);
        return new SessionPage(course, session, mine, waiting, mine is null ? null : await own.RankAsync(mine, cancel));
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
