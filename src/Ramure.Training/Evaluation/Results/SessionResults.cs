using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Network.Contracts;
using Ramure.Training.Contracts;
using Ramure.Training.Evaluation.Answering;
using Ramure.Training.Evaluation.Asking;
using Ramure.Training.Model;

namespace Ramure.Training.Evaluation.Results;

/// <summary>What people thought of a session, and what is to be asked.</summary>
/// <param name="Beside">All sessions of the unit in the school year.</param>
/// <param name="Comments">By questionnaire; none for who reads figures only.</param>
internal sealed record SessionOpinions(
    Course Course, Session Session, string UnitName, ResultView View, bool MayPlan, bool MayName, IReadOnlyList<PlanRow> Plans, SurveySelection Own, SurveySelection Beside,
    IReadOnlyDictionary<Guid, IReadOnlyList<CommentRow>> Comments);

/// <summary>A person's answer, with the name: of surveys that are not anonymous.</summary>
internal sealed record NamedAnswer(string Name, DateTime SavedAt, IReadOnlyList<(string Question, string Answer)> Said);

/// <summary>Reads them.</summary>
internal sealed class SessionResults(RamureDb db, IAccess access, INetwork network, ResultReader results, CommentReader comments, PlanReader plans)
{
    /// <summary>Null when there is no such session; denied to who may read nothing of it.</summary>
    public async Task<SessionOpinions?> ReadAsync(Guid id, CancellationToken cancel = default)
    {
        if (await SessionAsync(id, cancel) is not (var course, var session))
            return null;
        var (own, view) = await results.OfSessionAsync(session, cancel);
        var mayPlan = await access.MayAsync(TrainingPermissions.Prepare, session.Unit, cancel);
        var mayName = await access.MayAsync(TrainingPermissions.People, session.Unit, cancel) && own.Surveys.Any(s => !s.Anonymous);
        var said = new Dictionary<Guid, IReadOnlyList<CommentRow>>();
        if (view == ResultView.All)
            foreach (var (questionnaire, _, _) in own.Questionnaires)
                said[questionnaire] = await comments.OfAsync(own, questionnaire, hidden: mayPlan, cancel);
        var beside = own.Surveys.Count == 0 ? own : await results.BesideAsync(session, cancel);
        var unit = (await network.SnapshotAsync(cancel)).TryFind(session.Unit, out var known) ? known.ShortName : session.Unit;
        return new SessionOpinions(course, session, unit, view, mayPlan, mayName, view == ResultView.All ? await plans.OfAsync(course, session, cancel) : [], own, beside, said);
    }

    /// <summary>Null when there is no such session; denied to who may not see its people.</summary>
    public async Task<(Course Course, Session Session, IReadOnlyList<NamedAnswer> Answers)?> NamedAsync(Guid id, CancellationToken cancel = default)
    {
        if (await SessionAsync(id, cancel) is not (var course, var session))
            return null;
        await access.DemandAsync(TrainingPermissions.People, session.Unit, cancel);
        var rows = await db.Set<SurveyAnswer>().AsNoTracking().Where(a => a.RegistrationId != null)
            .Join(db.Set<Survey>().AsNoTracking().Where(s => s.SessionId == id && !s.Anonymous), a => a.SurveyId, s => s.Id, (a, s) => new { a, s })
            .Join(db.Set<QuestionnaireVersion>().AsNoTracking(), x => new { Id = x.s.QuestionnaireId, Number = x.s.Version }, v => new { Id = v.QuestionnaireId, v.Number }, (x, v) => new { x.a, v })
            .Join(db.Set<SessionRegistration>(), x => x.a.RegistrationId, r => r.Id, (x, r) => new { x.a, x.v, r.Name }).ToListAsync(cancel);
        return (course, session, [.. rows.OrderBy(r => r.Name, StringComparer.CurrentCulture).Select(r => new NamedAnswer(r.Name, r.a.SavedAt ?? session.StartsAt, [.. Said(r.v.Content, GivenAnswer.Of(r.a))]))]);
    }

    /// <summary>Questions that were answered, in words.</summary>
    internal static IEnumerable<(string Question, string Answer)> Said(QuestionnaireContent content, GivenAnswer given) =>
        from question in content.Questions
        let values = EvaluationWords.Values(question)
        let answer = question.Kind == QuestionKind.Text ? given.Texts.GetValueOrDefault(question.Key) : given.Numbers.TryGetValue(question.Key, out var chosen) ? string.Join(", ", chosen.Select(n => values[n])) : null
        where answer is not null
        select (question.Text, answer);

    private async Task<(Course Course, Session Session)?> SessionAsync(Guid id, CancellationToken cancel) =>
        await db.Set<Session>().AsNoTracking().Include(s => s.Slots).SingleOrDefaultAsync(s => s.Id == id, cancel) is { } session
            ? (await db.Set<Course>().AsNoTracking().SingleAsync(c => c.Id == session.CourseId, cancel), session)
            : null;
}
