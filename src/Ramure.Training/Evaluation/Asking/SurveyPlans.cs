using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Training.Contracts;
using Ramure.Training.Evaluation.Questionnaires;
using Ramure.Training.Model;

namespace Ramure.Training.Evaluation.Asking;

/// <summary>What is asked about: a session, or all sessions of a training that begin from now on.</summary>
internal sealed record SurveyTarget(Guid? Course, Guid? Session);

/// <summary>Says what is to be asked, and stops it. What was asked already goes on to its end.</summary>
internal sealed class SurveyPlans(OperationRunner runner, RamureDb db, QuestionnaireReader questionnaires)
{
    public const string SubjectKind = "training-survey-plan";

    public Task<Result<SurveyPlan>> AddAsync(SurveyTarget target, PlanText text, CancellationToken cancel = default) =>
        runner.RunAsync<SurveyPlan>(new Operation("training.plan-survey", TrainingPermissions.Prepare), async scope =>
        {
            if (await UnitAsync(target, cancel) is not { } unit)
                return new Refusal("target-unknown", "Cette formation ou cette session n’existe pas.");
            scope.Demand(unit);
            if (!PlanRules.Check(text).TryGet(out var terms, out var refusals))
                return refusals.ToList();
            if ((await questionnaires.OfferedAsync(unit, cancel)).FirstOrDefault(q => q.Questionnaire.Id == terms.Questionnaire) is not { } chosen)
                return new Refusal("questionnaire-unknown", "Ce questionnaire n’est pas de ceux que l’unité peut poser : choisissez dans la liste.", "questionnaire");
            if (target.Session is { } cancelled && await db.Set<Session>().AnyAsync(s => s.Id == cancelled && s.State == SessionState.Cancelled, cancel))
                return new Refusal("session-cancelled", "Cette session est annulée : personne ne l’a suivie.");
            if (await db.Set<SurveyPlan>().AnyAsync(p => p.CourseId == target.Course && p.SessionId == target.Session && p.QuestionnaireId == terms.Questionnaire && p.StoppedAt == null, cancel)
                || (target.Session is { } asked && await db.Set<Survey>().AnyAsync(s => s.SessionId == asked && s.QuestionnaireId == terms.Questionnaire, cancel)))
                return new Refusal("plan-exists", $"« {chosen.Questionnaire.Title} » est déjà demandé ici : choisissez-en un autre, ou arrêtez d’abord celui-là.", "questionnaire");
            var plan = new SurveyPlan
            {
                Id = Guid.CreateVersion7(),
                QuestionnaireId = terms.Questionnaire,
                CourseId = target.Course,
                SessionId = target.Session,
                Moment = terms.Moment,
                Days = terms.Days,
                Reminders = terms.Reminders,
                ReminderDays = terms.ReminderDays,
                OpenDays = terms.OpenDays,
                Anonymous = terms.Anonymous,
                CreatedAt = scope.At,
            };
            db.Add(plan);
            scope.Audit(SubjectKind, plan.Id.ToString("D"), null, new { Questionnaire = chosen.Questionnaire.Title, target.Course, target.Session, plan.Moment, plan.Days, plan.Reminders, plan.ReminderDays, plan.OpenDays, plan.Anonymous }, unit);
            return plan;
        }, cancel);

    public Task<Result<SurveyPlan>> StopAsync(Guid id, CancellationToken cancel = default) =>
        runner.RunAsync<SurveyPlan>(new Operation("training.stop-survey", TrainingPermissions.Prepare), async scope =>
        {
            db.ChangeTracker.Clear();
            if (await db.Set<SurveyPlan>().SingleOrDefaultAsync(p => p.Id == id, cancel) is not { } plan || await UnitAsync(new SurveyTarget(plan.CourseId, plan.SessionId), cancel) is not { } unit)
                return new Refusal("plan-unknown", "Cette demande n’existe pas.");
            scope.Demand(unit);
            if (plan.StoppedAt is not null)
                return new Refusal("plan-stopped", "Cette demande est déjà arrêtée.");
            plan.StoppedAt = scope.At;
            scope.Audit(SubjectKind, id.ToString("D"), new { Stopped = false }, new { Stopped = true }, unit);
            return plan;
        }, cancel);

    private async Task<string?> UnitAsync(SurveyTarget target, CancellationToken cancel) => target switch
    {
        { Session: { } session } => await db.Set<Session>().Where(s => s.Id == session).Select(s => s.Unit).SingleOrDefaultAsync(cancel),
        { Course: { } course } => await db.Set<Course>().Where(c => c.Id == course).Select(c => c.Unit).SingleOrDefaultAsync(cancel),
        _ => null,
    };
}

/// <summary>A plan in a list.</summary>
internal sealed record PlanRow(SurveyPlan Plan, string Title);

/// <summary>Plans as a page shows them.</summary>
/// <param name="InSession">Whether the page is a session's: what its training asks is stopped elsewhere.</param>
/// <param name="Here">Address of the page.</param>
internal sealed record PlanListing(IReadOnlyList<PlanRow> Plans, bool MayPlan, bool InSession, string Here);

/// <summary>What is to be asked.</summary>
internal sealed class PlanReader(RamureDb db, IAccess access)
{
    /// <summary>Those of a training, or those that hold for a session: its own and its training's. Only what is not stopped.</summary>
    public async Task<IReadOnlyList<PlanRow>> OfAsync(Course course, Session? session, CancellationToken cancel = default)
    {
        var id = session?.Id;
        var begins = session?.StartsAt ?? DateTime.MaxValue;
        return await db.Set<SurveyPlan>().AsNoTracking()
            .Where(p => p.StoppedAt == null && ((id != null && p.SessionId == id) || (p.CourseId == course.Id && p.CreatedAt <= begins)))
            .Join(db.Set<Questionnaire>(), p => p.QuestionnaireId, q => q.Id, (p, q) => new PlanRow(p, q.Title)).ToListAsync(cancel);
    }

    /// <summary>Whether who asks may say what is asked.</summary>
    public ValueTask<bool> MayPlanAsync(string unit, CancellationToken cancel = default) => access.MayAsync(TrainingPermissions.Prepare, unit, cancel);
}
