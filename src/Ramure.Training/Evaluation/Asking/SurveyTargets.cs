using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Training.Contracts;
using Ramure.Training.Model;

namespace Ramure.Training.Evaluation.Asking;

/// <summary>What is to be asked about, found.</summary>
/// <param name="Session">Null for a training.</param>
internal sealed record FoundTarget(Course Course, Session? Session)
{
    /// <summary>Code of the unit that prepares it.</summary>
    public string Unit => Session?.Unit ?? Course.Unit;
}

/// <summary>Finds it, for who prepares it.</summary>
internal sealed class SurveyTargets(RamureDb db, IAccess access)
{
    /// <summary>Null when there is none; denied to who does not prepare it.</summary>
    public async Task<FoundTarget?> FindAsync(SurveyTarget target, CancellationToken cancel = default)
    {
        var session = target.Session is { } one ? await db.Set<Session>().AsNoTracking().Include(s => s.Slots).SingleOrDefaultAsync(s => s.Id == one, cancel) : null;
        if (target.Session is not null && session is null)
            return null;
        var id = session?.CourseId ?? target.Course;
        if (await db.Set<Course>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancel) is not { } course)
            return null;
        var found = new FoundTarget(course, session);
        await access.DemandAsync(TrainingPermissions.Prepare, found.Unit, cancel);
        return found;
    }
}
