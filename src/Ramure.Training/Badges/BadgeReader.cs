using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Training.Contracts;
using Ramure.Training.Model;

namespace Ramure.Training.Badges;

/// <summary>What a training's badge stands for, as anybody may read it.</summary>
internal sealed record BadgeAchievement(Course Course, BadgeText Text);

/// <summary>The badges that trainings give.</summary>
internal sealed class BadgeReader(RamureDb db, IAccess access)
{
    /// <summary>Those of the catalogue, by name.</summary>
    public async Task<IReadOnlyList<BadgeAchievement>> ListAsync(CancellationToken cancel = default) => [.. (await db.Set<RecognitionRule>().AsNoTracking().Where(r => r.BadgeName != null)
        .Join(db.Set<Course>().AsNoTracking().Where(c => c.State == CourseState.Published), r => r.CourseId, c => c.Id, (r, c) => new { r, c }).OrderBy(x => x.r.BadgeName).ThenBy(x => x.c.Id).Take(500).ToListAsync(cancel))
        .Select(x => new BadgeAchievement(x.c, Of(x.r)))];

    /// <summary>
    /// The badge of a training: as it is given today, or, when the training gives none any more, as it was given last. Null when it never
    /// gave one, and for a draft, which only who prepares it may read.
    /// </summary>
    public async Task<BadgeAchievement?> FindAsync(Guid course, CancellationToken cancel = default)
    {
        if (await db.Set<Course>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == course, cancel) is not { } found)
            return null;
        var given = await db.Set<Credential>().AsNoTracking().Where(c => c.CourseId == course && c.Kind == CredentialKind.Badge).OrderByDescending(c => c.IssuedAt).FirstOrDefaultAsync(cancel);
        if (given is null && found.State != CourseState.Published && !await access.MayAsync(TrainingPermissions.Prepare, found.Unit, cancel))
            return null;
        return await db.Set<RecognitionRule>().AsNoTracking().SingleOrDefaultAsync(r => r.CourseId == course && r.BadgeName != null, cancel) is { } rule ? new BadgeAchievement(found, Of(rule))
            : given is not null ? new BadgeAchievement(found, given.Content.Badge!)
            : null;
    }

    private static BadgeText Of(RecognitionRule rule) => new(rule.BadgeName!, rule.BadgeDescription, rule.BadgeCriteria);
}
