using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Lists;
using Ramure.Training.Contracts;
using Ramure.Training.Model;

namespace Ramure.Training.Programme;

/// <summary>One change of what a training says: from the content of one version to the next.</summary>
/// <param name="Number">The version that ended.</param>
internal sealed record VersionStep(int Number, DateTime ReplacedAt, string By, IReadOnlyList<CourseDifference> Differences);

/// <summary>What a training said, version by version. A version's number is that of the training when a session was planned.</summary>
internal sealed class CourseVersions(RamureDb db, IAccess access, IActorNames names, ReferenceLists lists)
{
    /// <summary>What was said under a number: the present content when nothing was changed since; null when there never was such a number.</summary>
    public async Task<CourseContent?> ContentAsync(Course course, int number, CancellationToken cancel = default)
    {
        if (number < 1 || number > course.Version)
            return null;
        return await ContentAsync(db, course, number, cancel);
    }

    /// <summary>What a session teaches: the training as it was when the session was planned, or when it took up a later version.</summary>
    public static Task<CourseContent> TaughtAsync(RamureDb db, Course course, Session session, CancellationToken cancel) => ContentAsync(db, course, session.CourseVersion, cancel);

    /// <summary>Whether something else is said now than under this number.</summary>
    public Task<bool> IsReplacedAsync(Course course, int number, CancellationToken cancel = default) =>
        db.Set<CourseVersion>().AnyAsync(v => v.CourseId == course.Id && v.Number >= number, cancel);

    /// <summary>The changes, the last first, with who made them: denied unless one prepares the trainings of its unit.</summary>
    public async Task<IReadOnlyList<VersionStep>> StepsAsync(Course course, CancellationToken cancel = default)
    {
        await access.DemandAsync(TrainingPermissions.Prepare, course.Unit, cancel);
        var kept = await db.Set<CourseVersion>().AsNoTracking().Where(v => v.CourseId == course.Id).OrderByDescending(v => v.Number).ToListAsync(cancel);
        var known = await names.NamesAsync(kept.Select(v => v.ReplacedBy), cancel);
        var steps = new List<VersionStep>();
        var after = course.Content;
        foreach (var version in kept)
        {
            steps.Add(new VersionStep(version.Number, version.ReplacedAt, known.GetValueOrDefault(version.ReplacedBy, version.ReplacedBy), CourseDifferences.Between(version.Content, after, lists)));
            after = version.Content;
        }

        return steps;
    }

    /// <summary>Sessions to come that were planned by something else than what is said now, the nearest first.</summary>
    public async Task<IReadOnlyList<Session>> BehindAsync(Course course, DateTime now, CancellationToken cancel = default) =>
        await db.Set<Session>().AsNoTracking().Include(s => s.Slots)
            .Where(s => s.CourseId == course.Id && s.State == SessionState.Planned && s.StartsAt > now
                && db.Set<CourseVersion>().Any(v => v.CourseId == course.Id && v.Number >= s.CourseVersion))
            .OrderBy(s => s.StartsAt).ToListAsync(cancel);

    private static async Task<CourseContent> ContentAsync(RamureDb db, Course course, int number, CancellationToken cancel) =>
        (await db.Set<CourseVersion>().AsNoTracking().Where(v => v.CourseId == course.Id && v.Number >= number).OrderBy(v => v.Number).FirstOrDefaultAsync(cancel))?.Content ?? course.Content;
}
