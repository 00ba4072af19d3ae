using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Ledger.Contracts;
using Ramure.Training.Closing;
using Ramure.Training.Model;
using Ramure.Training.Programme;

namespace Ramure.Training.Evaluation.Posting;

/// <summary>Ends a survey: its figures go to the ledger, once (L1), and who answered an anonymous one is forgotten.</summary>
internal sealed class SurveyCloser(OperationRunner runner, RamureDb db, ILedger ledger)
{
    public const string SubjectKind = "training-survey";

    public async Task CloseAsync(Guid id, CancellationToken cancel) => _ = (await runner.RunAsync<Done>(new Operation("training.close-survey", Permission.System), async scope =>
    {
        db.ChangeTracker.Clear();
        var at = scope.At;
        if (await db.Set<Survey>().Where(s => s.Id == id && s.ClosedAt == null && s.Until <= at).ExecuteUpdateAsync(set => set.SetProperty(s => s.ClosedAt, at), cancel) == 0)
            return default(Done);
        var survey = await db.Set<Survey>().AsNoTracking().SingleAsync(s => s.Id == id, cancel);
        var session = await db.Set<Session>().AsNoTracking().Include(s => s.Slots).SingleAsync(s => s.Id == survey.SessionId, cancel);
        var course = await db.Set<Course>().AsNoTracking().SingleAsync(c => c.Id == session.CourseId, cancel);
        var stated = await db.Set<TakenOver>().AsNoTracking().SingleOrDefaultAsync(t => t.SessionId == session.Id, cancel);
        var version = await db.Set<QuestionnaireVersion>().AsNoTracking().SingleAsync(v => v.QuestionnaireId == survey.QuestionnaireId && v.Number == survey.Version, cancel);
        scope.Audit(SubjectKind, id.ToString("D"), null, new { Closed = true, survey.Asked, survey.Tally.Answers }, session.Unit);
        if (survey.Anonymous)
            await db.Set<SurveyInvitation>().Where(i => i.SurveyId == id).ExecuteUpdateAsync(set => set.SetProperty(i => i.Answered, false), cancel);
        var lines = SurveyPostings.Of(survey, version.Content, session, await CourseVersions.TaughtAsync(db, course, session, cancel), stated);
        var posted = await ledger.PostAsync(scope, [new LedgerPosting(new SourceRef(EvaluationMeasures.SourceKind, id.ToString("D"), 1), lines)], cancel);
        return posted.Succeeded ? default(Done) : posted.Refusals.ToList();
    }, cancel)).Value;
}
