using Microsoft.EntityFrameworkCore;
using Ramure.Accounts.Contracts;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Jobs;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;
using Ramure.Training.Attendance;
using Ramure.Training.Evaluation.Posting;
using Ramure.Training.Mail;
using Ramure.Training.Model;

namespace Ramure.Training.Evaluation.Asking;

/// <summary>
/// Asks who was there, reminds who has not answered, and closes what is over. Each step takes its session's or its survey's row first, and looks
/// again: whatever dies and however many hosts try, nobody is asked twice.
/// </summary>
internal sealed class SurveyAsker(OperationRunner runner, RamureDb db, IClock clock, SurveyCloser closer) : IJob
{
    /// <summary>Sessions closed longer ago are left alone: a plan made today does not wake what is forgotten.</summary>
    private const int LongestAgo = PlanRules.MostDays + 60;

    public string Name => "training.ask-opinion";

    public string Label => "Questionnaires : demandes, relances, clôtures";

    public TimeSpan Every => TimeSpan.FromMinutes(15);

    public async Task RunAsync(CancellationToken cancel)
    {
        var now = clock.UtcNow;
        foreach (var (plan, session) in await DueAsync(now, cancel))
            _ = (await AskAsync(plan, session, cancel)).Value;
        var open = await db.Set<Survey>().AsNoTracking().Where(s => s.ClosedAt == null).Select(s => new { s.Id, s.OpenedAt, s.Until, s.Reminded, s.Reminders, s.ReminderDays }).ToListAsync(cancel);
        foreach (var one in open.Where(s => s.Until > now && s.Reminded < s.Reminders && s.OpenedAt.AddDays((s.Reminded + 1) * s.ReminderDays) <= now))
            _ = (await RemindAsync(one.Id, cancel)).Value;
        // One whose figures the ledger refuses holds up no other; the page of background work shows it.
        var faults = new List<Exception>();
        foreach (var one in open.Where(s => s.Until <= now))
        {
            try
            {
                await closer.CloseAsync(one.Id, cancel);
            }
            catch (InvalidOperationException fault)
            {
                faults.Add(fault);
            }
        }

        if (faults.Count > 0)
            throw new AggregateException(faults);
    }

    /// <summary>What is to be asked now. A session's own plan stands before its training's for the same questionnaire.</summary>
    private async Task<IEnumerable<(SurveyPlan Plan, Guid Session)>> DueAsync(DateTime now, CancellationToken cancel)
    {
        var plans = await db.Set<SurveyPlan>().AsNoTracking().Where(p => p.StoppedAt == null).ToListAsync(cancel);
        var (due, since) = (new List<(SurveyPlan Plan, Guid Session)>(), now.AddDays(-LongestAgo));
        foreach (var same in plans.GroupBy(p => p.Days))
        {
            var (before, ids) = (now.AddDays(-same.Key), same.Select(p => p.Id).ToList());
            var closed = db.Set<Session>().AsNoTracking().Where(s => s.State == SessionState.Closed && s.ClosedAt > since && s.StartsAt <= before && (same.Key == 0 || !s.Slots.Any(x => x.EndsAt > before)));
            var found = await db.Set<SurveyPlan>().Where(p => ids.Contains(p.Id) && p.SessionId != null).Join(closed, p => p.SessionId, s => s.Id, (p, s) => new { Plan = p.Id, p.QuestionnaireId, Session = s.Id })
                .Concat(db.Set<SurveyPlan>().Where(p => ids.Contains(p.Id) && p.CourseId != null)
                    .Join(closed, p => p.CourseId, s => s.CourseId, (p, s) => new { p, s }).Where(x => x.s.StartsAt >= x.p.CreatedAt).Select(x => new { Plan = x.p.Id, x.p.QuestionnaireId, Session = x.s.Id }))
                .Where(x => !db.Set<Survey>().Any(v => v.SessionId == x.Session && v.QuestionnaireId == x.QuestionnaireId)).ToListAsync(cancel);
            due.AddRange(found.Select(f => (same.First(p => p.Id == f.Plan), f.Session)));
        }

        return due.Where(d => d.Plan.SessionId is not null || !plans.Exists(p => p.SessionId == d.Session && p.QuestionnaireId == d.Plan.QuestionnaireId));
    }

    private Task<Result<int>> AskAsync(SurveyPlan plan, Guid id, CancellationToken cancel) =>
        runner.RunAsync<int>(new Operation("training.ask-survey", Permission.System), async scope =>
        {
            if (await SheetOperation.LockAsync(db, id, cancel) is not { State: SessionState.Closed } session
                || await db.Set<Survey>().AnyAsync(s => s.SessionId == id && s.QuestionnaireId == plan.QuestionnaireId, cancel))
                return 0;
            var sheet = (await AttendanceReader.ReadAsync(db, id, cancel))!;
            var people = sheet.People.Where(p => p.Minutes > 0 && p.Registration.IsExpected && Reachable(p.Registration)).Select(p => p.Registration).ToList();
            var version = await db.Set<Questionnaire>().Where(q => q.Id == plan.QuestionnaireId).Select(q => q.Version).SingleAsync(cancel);
            var survey = new Survey
            {
                Id = Guid.CreateVersion7(),
                SessionId = id,
                QuestionnaireId = plan.QuestionnaireId,
                Version = version,
                Moment = plan.Moment,
                Anonymous = plan.Anonymous,
                OpenedAt = scope.At,
                Until = scope.At.AddDays(plan.OpenDays),
                ReminderDays = plan.ReminderDays,
                Reminders = plan.Reminders,
                Asked = people.Count,
                // Nobody to ask: nothing to wait for, and nothing to post.
                ClosedAt = people.Count == 0 ? scope.At : null,
            };
            db.Add(survey);
            foreach (var row in people)
            {
                db.Add(new SurveyInvitation { SurveyId = survey.Id, RegistrationId = row.Id });
                Mails.Tell(scope, session, row, MailKind.Questionnaire, SurveyLinks.Wished(survey.Id));
            }

            scope.Audit(SurveyCloser.SubjectKind, survey.Id.ToString("D"), null, new { Session = id, survey.Version, survey.Asked, survey.Anonymous, survey.Until }, session.Unit);
            return people.Count;
        }, cancel);

    private Task<Result<int>> RemindAsync(Guid id, CancellationToken cancel) =>
        runner.RunAsync<int>(new Operation("training.remind-survey", Permission.System), async scope =>
        {
            db.ChangeTracker.Clear();
            var seen = await db.Set<Survey>().AsNoTracking().SingleAsync(s => s.Id == id, cancel);
            if (seen.OpenedAt.AddDays((seen.Reminded + 1) * seen.ReminderDays) > scope.At || seen.Until <= scope.At || seen.Reminded >= seen.Reminders)
                return 0;
            // Of two hosts that come at once, one moves it on.
            if (await db.Set<Survey>().Where(s => s.Id == id && s.Reminded == seen.Reminded && s.ClosedAt == null).ExecuteUpdateAsync(set => set.SetProperty(s => s.Reminded, s => s.Reminded + 1), cancel) == 0)
                return 0;
            var session = await db.Set<Session>().AsNoTracking().SingleAsync(s => s.Id == seen.SessionId, cancel);
            var people = await db.Set<SurveyInvitation>().Where(i => i.SurveyId == id && !i.Answered)
                .Join(db.Set<SessionRegistration>().AsNoTracking(), i => i.RegistrationId, r => r.Id, (i, r) => r).ToListAsync(cancel);
            foreach (var row in people.Where(r => r.IsExpected && Reachable(r)))
                Mails.Tell(scope, session, row, MailKind.Questionnaire, SurveyLinks.Wished(id));
            scope.Audit(SurveyCloser.SubjectKind, id.ToString("D"), null, new { Reminder = seen.Reminded + 1, Queued = people.Count }, session.Unit);
            return people.Count;
        }, cancel);

    /// <summary>Whether a mail would go out: who cannot be asked is not counted as asked.</summary>
    private static bool Reachable(SessionRegistration row) => row.Email.Length > 0 && !row.Email.EndsWith(SampleAccount.Domain, StringComparison.Ordinal);
}
