using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Time;
using Ramure.Training.Contracts;
using Ramure.Training.Evaluation.Answering;
using Ramure.Training.Model;
using Ramure.Training.Sessions;

namespace Ramure.Training.Evaluation.Results;

/// <summary>What came in of a survey that has just ended.</summary>
/// <param name="Comments">Those of which nothing was noted.</param>
internal sealed record OpinionToRead(string Title, DateOnly Day, int Answers, int Comments, string Href);

/// <summary>What those who prepare a unit's sessions have to read: surveys that ended in the last weeks, where results show.</summary>
internal sealed class OpinionsToRead(RamureDb db, IAccess access, IClock clock)
{
    /// <summary>How long after its end a survey stands there.</summary>
    public const int Days = 30;

    private const int Most = 50;

    public async Task<IReadOnlyList<OpinionToRead>> OfAsync(string unit, CancellationToken cancel = default)
    {
        await access.DemandAsync(TrainingPermissions.Prepare, unit, cancel);
        var since = clock.UtcNow.AddDays(-Days);
        var rows = await db.Set<Survey>().AsNoTracking().Where(v => v.ClosedAt > since).Join(db.Set<Session>().Where(s => s.Unit == unit), v => v.SessionId, s => s.Id, (v, s) => new { v, s })
            .Join(db.Set<Course>(), x => x.s.CourseId, c => c.Id, (x, c) => new { x.v, x.s.StartsAt, x.s.TimeZone, c.Content.Title }).OrderByDescending(x => x.v.ClosedAt).Take(Most).ToListAsync(cancel);
        var shown = rows.FindAll(r => r.v.Tally.Answers > 0 && AnonymityFloor.Shows(r.v));
        var ids = shown.ConvertAll(r => r.v.Id);
        var said = await db.Set<SurveyAnswer>().AsNoTracking().Where(a => ids.Contains(a.SurveyId) && a.Texts != null).ToListAsync(cancel);
        var noted = (await db.Set<CommentNote>().Where(n => ids.Contains(n.SurveyId)).Select(n => new { n.AnswerId, n.Key }).ToListAsync(cancel)).Select(n => (n.AnswerId, n.Key)).ToHashSet();
        var open = said.GroupBy(a => a.SurveyId).ToDictionary(g => g.Key, g => g.Sum(a => GivenAnswer.Of(a).Texts.Keys.Count(k => !noted.Contains((a.Id, k)))));
        return [.. shown.Select(r => new OpinionToRead(
            r.Title, DateOnly.FromDateTime(LocalTime.At(r.StartsAt, r.TimeZone)), r.v.Tally.Answers, open.GetValueOrDefault(r.v.Id), $"/formations/sessions/{r.v.SessionId}/avis?questionnaire={r.v.QuestionnaireId}"))];
    }
}
