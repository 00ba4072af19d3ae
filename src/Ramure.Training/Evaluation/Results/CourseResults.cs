using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Training.Contracts;
using Ramure.Training.Evaluation.Asking;
using Ramure.Training.Model;

namespace Ramure.Training.Evaluation.Results;

/// <summary>What people thought of a training, all its sessions together.</summary>
internal sealed record CourseOpinions(Course Course, bool MayPlan, IReadOnlyList<PlanRow> Plans, SurveySelection All);

/// <summary>Reads it.</summary>
internal sealed class CourseResults(RamureDb db, IAccess access, ResultReader results, PlanReader plans)
{
    /// <summary>Null when there is no such training; denied to who may not read its unit's evaluations.</summary>
    public async Task<CourseOpinions?> ReadAsync(Guid id, CancellationToken cancel = default)
    {
        if (await db.Set<Course>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancel) is not { } course)
            return null;
        var all = await results.OfCourseAsync(course, cancel);
        return new CourseOpinions(course, await access.MayAsync(TrainingPermissions.Prepare, course.Unit, cancel), await plans.OfAsync(course, null, cancel), all);
    }
}
