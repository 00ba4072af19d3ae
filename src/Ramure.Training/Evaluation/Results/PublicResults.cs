using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Training.Model;

namespace Ramure.Training.Evaluation.Results;

/// <summary>What everybody may know of how a training was received.</summary>
internal sealed record PublicResultData(int Surveys, int Asked, int Answers, decimal Mean);

/// <summary>Reads it: from surveys that are closed and that ask for satisfaction, when their marks are enough together and, for anonymous ones, each.</summary>
internal sealed class PublicResults(RamureDb db)
{
    /// <summary>Null when there is nothing to tell.</summary>
    public async Task<PublicResultData?> OfAsync(Guid course, CancellationToken cancel = default)
    {
        var rows = await db.Set<Survey>().AsNoTracking().Where(v => v.ClosedAt != null && db.Set<Session>().Any(s => s.Id == v.SessionId && s.CourseId == course))
            .Join(db.Set<QuestionnaireVersion>().AsNoTracking(), v => new { Id = v.QuestionnaireId, Number = v.Version }, q => new { Id = q.QuestionnaireId, q.Number }, (v, q) => new { v, q.Content }).ToListAsync(cancel);
        var marks = rows.Where(r => AnonymityFloor.Shows(r.v)).Select(r => (r.v, Counts: r.Content.Questions.FirstOrDefault(q => q.Satisfaction) is { } question ? r.v.Tally.Counts.GetValueOrDefault(question.Key) : null))
            .Where(m => m.Counts?.Sum() > 0).ToList();
        var notes = marks.Sum(m => m.Counts!.Sum());
        return notes < AnonymityFloor.Least ? null
            : new PublicResultData(marks.Count, marks.Sum(m => m.v.Asked), marks.Sum(m => m.v.Tally.Answers), marks.Sum(m => m.Counts!.Select((n, i) => n * (i + 1m)).Sum()) / notes);
    }
}
