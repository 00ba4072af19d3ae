using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Text;
using Ramure.Kernel.Time;
using Ramure.Training.Contracts;
using Ramure.Training.Model;

namespace Ramure.Training.Programme;

/// <summary>A training that somebody prepares.</summary>
/// <param name="Missing">How many things are still to be said before it is published.</param>
internal sealed record PreparedCourse(Guid Id, string Title, string Unit, CourseState State, int Version, DateTime CreatedAt, int Missing, int Sessions);

/// <summary>The trainings of the units that somebody works for: drafts, published, withdrawn.</summary>
internal sealed class CourseList(RamureDb db, IAccess access, IClock clock)
{
    /// <summary>Denied to who prepares nowhere; the last written first.</summary>
    public async Task<IReadOnlyList<PreparedCourse>> AllAsync(CourseState? state, string? words, CancellationToken cancel = default)
    {
        var scope = await access.DemandAsync(TrainingPermissions.Prepare, cancel);
        var now = clock.UtcNow;
        var courses = db.Set<Course>().AsNoTracking();
        if (scope.Units is { } own)
            courses = courses.Where(c => own.Contains(c.Unit));
        if (state is { } one)
            courses = courses.Where(c => c.State == one);
        foreach (var word in SearchText.Fold(words).Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(8))
            courses = courses.Where(c => c.Search.Contains(word));
        var rows = await courses.OrderByDescending(c => c.Id)
            .Select(c => new { Course = c, Sessions = db.Set<Session>().Count(s => s.CourseId == c.Id && s.State == SessionState.Planned && s.StartsAt > now) }).ToListAsync(cancel);
        return
        [
            .. rows.Select(r => new PreparedCourse(
                r.Course.Id, r.Course.Content.Title, r.Course.Unit, r.Course.State, r.Course.Version, r.Course.CreatedAt, CourseRules.Missing(r.Course.Content).Count, r.Sessions)),
        ];
    }
}
