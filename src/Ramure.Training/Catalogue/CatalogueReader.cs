using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Text;
using Ramure.Kernel.Time;
using Ramure.Training.Contracts;
using Ramure.Training.Model;
using Ramure.Training.Registration;
using Ramure.Training.Words;

namespace Ramure.Training.Catalogue;

/// <summary>What somebody looks for, from the address. Empty is everything.</summary>
internal sealed record CatalogueQuery(string? Words, string? Theme, string? Audience, string? Modality, string? Unit);

/// <summary>A training of the catalogue with its next session.</summary>
internal sealed record CatalogueRow(Course Course, Session? Next, int Sessions)
{
    public string Seats => Next is null ? "aucune date" : Next.Capacity > Next.Taken ? $"{Next.Capacity - Next.Taken} places" : "complet, liste d’attente";
}

/// <summary>A training and its sessions to come.</summary>
internal sealed record CoursePage(Course Course, IReadOnlyList<Session> Sessions);

/// <summary>A session, its training, and the reader's own registration.</summary>
internal sealed record SessionPage(Course Course, Session Session, SessionRegistration? Own, int Waiting, int? Rank);

/// <summary>The public catalogue: published trainings, sessions to come. Who prepares a training sees it before.</summary>
internal sealed class CatalogueReader(RamureDb db, IAccess access, IClock clock, RegistrationReader own)
{
    public async Task<(IReadOnlyList<CatalogueRow> Rows, int Total)> ListAsync(CatalogueQuery query, int skip, int take, CancellationToken cancel = default)
    {
        var now = clock.UtcNow;
        var courses = db.Set<Course>().AsNoTracking().Where(c => c.State == CourseState.Published);
        foreach (var word in SearchText.Fold(query.Words).Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(8))
            courses = courses.Where(c => c.Search.Contains(word));
        if (!string.IsNullOrEmpty(query.Unit))
            courses = courses.Where(c => c.Unit == query.Unit);
        if (TrainingWords.Modalities.FirstOrDefault(m => m.Code == query.Modality) is { Code: not null } modality)
            courses = courses.Where(c => c.Content.Modality == modality.Modality);
        if (!string.IsNullOrEmpty(query.Theme))
            courses = courses.Where(c => c.Content.Themes.Contains(query.Theme));
        if (!string.IsNullOrEmpty(query.Audience))
            courses = courses.Where(c => c.Content.Audiences.Contains(query.Audience));
        var total = await courses.CountAsync(cancel);
        // Those with a date come first, the nearest first; then the others by title.
        var page = await courses
            .Select(c => new
            {
                Course = c,
                Starts = db.Set<Session>().Where(s => s.CourseId == c.Id && s.State == SessionState.Planned && s.StartsAt > now).Min(s => (DateTime?)s.StartsAt),
            })
            .OrderBy(c => c.Starts == null).ThenBy(c => c.Starts).ThenBy(c => c.Course.Content.Title).ThenBy(c => c.Course.Id)
            .Skip(skip).Take(take).ToListAsync(cancel);
        var ids = page.ConvertAll(p => p.Course.Id);
        var sessions = (await db.Set<Session>().AsNoTracking().Include(s => s.Slots).Where(s => ids.Contains(s.CourseId) && s.State == SessionState.Planned && s.StartsAt > now).ToListAsync(cancel))
            .ToLookup(s => s.CourseId);
        return ([.. page.Select(p => new CatalogueRow(p.Course, sessions[p.Course.Id].MinBy(s => s.StartsAt), sessions[p.Course.Id].Count()))], total);
    }

    /// <summary>Null when it does not exist, for who asks.</summary>
    public async Task<CoursePage?> CourseAsync(Guid id, CancellationToken cancel = default)
    {
        if (await db.Set<Course>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancel) is not { } course || !await MayReadAsync(course, cancel))
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
        if (!await MayReadAsync(course, cancel))
            return null;
        var registrations = db.Set<SessionRegistration>().AsNoTracking().Where(r => r.SessionId == id);
        var waiting = await registrations.CountAsync(r => r.State == RegistrationState.Waiting, cancel);
        var mine = await own.OfSessionAsync(id, cancel);
        return new SessionPage(course, session, mine, waiting, mine is null ? null : await own.RankAsync(mine, cancel));
    }

    private async ValueTask<bool> MayReadAsync(Course course, CancellationToken cancel) =>
        course.State == CourseState.Published || await access.MayAsync(TrainingPermissions.Prepare, course.Unit, cancel);
}
