using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Training.Contracts;
using Ramure.Training.Model;
using Ramure.Training.Sessions;

namespace Ramure.Training.Programme;

/// <summary>Lets the sessions to come of a training teach what it says now.</summary>
internal sealed class VersionAdoption(OperationRunner runner, RamureDb db)
{
    /// <summary>How many sessions follow now.</summary>
    public Task<Result<int>> AdoptAsync(CourseChange change, CancellationToken cancel = default) =>
        runner.RunAsync<int>(new Operation("training.adopt-version", TrainingPermissions.Prepare), async scope =>
        {
            db.ChangeTracker.Clear();
            if (await db.Set<Course>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == change.Id, cancel) is not { } course)
                return new Refusal("course-unknown", "Cette formation n’existe pas.");
            scope.Demand(course.Unit);
            if (course.Version != change.Version)
                return Changed;
            var sessions = await db.Set<Session>().Where(s => s.CourseId == course.Id && s.State == SessionState.Planned && s.StartsAt > scope.At && s.CourseVersion < course.Version)
                .ToListAsync(cancel);
            if (sessions.Count == 0)
                return new Refusal("sessions-follow", "Toutes les sessions à venir suivent déjà la version courante.");
            foreach (var session in sessions)
            {
                scope.Audit(SessionPlanner.SubjectKind, session.Id.ToString("D"), new { session.CourseVersion }, new { CourseVersion = course.Version }, session.Unit);
                session.CourseVersion = course.Version;
                session.Version++;
            }

            try
            {
                await db.SaveChangesAsync(cancel);
            }
            catch (DbUpdateConcurrencyException)
            {
                return Changed;
            }

            return sessions.Count;
        }, cancel);

    private static readonly Refusal Changed = new("course-changed", "La formation ou l’une de ses sessions vient d’être modifiée : rouvrez cette page, puis recommencez.");
}
