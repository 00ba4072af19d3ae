using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Sources;
using Ramure.Ledger.Contracts;
using Ramure.Training.Contracts;
using Ramure.Training.Model;
using Ramure.Training.Sessions;

namespace Ramure.Training.Evaluation.Posting;

/// <summary>The way back from a figure of satisfaction to the results of the session (L13), for who may open the unit's figures.</summary>
internal sealed class SurveySources(RamureDb db, IAccess access) : ISourceResolver
{
    public string Kind => EvaluationMeasures.SourceKind;

    public async Task<IReadOnlyDictionary<string, SourceLink>> ResolveAsync(IReadOnlyCollection<string> ids, CancellationToken cancel)
    {
        var entries = await access.ScopeAsync(LedgerPermissions.Entries, cancel);
        var results = await access.ScopeAsync(TrainingPermissions.Results, cancel);
        var links = new Dictionary<string, SourceLink>();
        foreach (var some in ids.Select(i => Guid.TryParse(i, out var id) ? id : Guid.Empty).Where(i => i != Guid.Empty).Chunk(500))
        {
            var rows = await db.Set<Survey>().AsNoTracking().Where(v => some.Contains(v.Id))
                .Join(db.Set<Session>().AsNoTracking().Include(s => s.Slots), v => v.SessionId, s => s.Id, (v, s) => new { v.Id, v.QuestionnaireId, Session = s })
                .Join(db.Set<Course>(), x => x.Session.CourseId, c => c.Id, (x, c) => new { x.Id, x.QuestionnaireId, x.Session, x.Session.Unit, c.Content.Title }).ToListAsync(cancel);
            var days = (await db.Set<Slot>().AsNoTracking().Where(s => rows.Select(r => r.Session.Id).Contains(s.SessionId)).Select(s => new { s.SessionId, s.Day }).ToListAsync(cancel)).ToLookup(s => s.SessionId, s => s.Day);
            foreach (var row in rows.Where(r => entries.Covers(r.Unit) || results.Covers(r.Unit)))
                links[row.Id.ToString("D")] = new SourceLink($"Évaluation – {row.Title} ({When.Of([.. days[row.Session.Id]])})", $"/formations/sessions/{row.Session.Id}/avis?questionnaire={row.QuestionnaireId}");
        }

        return links;
    }
}
