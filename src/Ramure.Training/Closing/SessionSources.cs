using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Sources;
using Ramure.Ledger.Contracts;
using Ramure.Training.Contracts;
using Ramure.Training.Model;
using Ramure.Training.Sessions;

namespace Ramure.Training.Closing;

/// <summary>The way back from a figure to the session whose sheet made it (L13), for who may open the unit's figures.</summary>
internal sealed class SessionSources(RamureDb db, IAccess access) : ISourceResolver
{
    public string Kind => TrainingMeasures.SourceKind;

    public async Task<IReadOnlyDictionary<string, SourceLink>> ResolveAsync(IReadOnlyCollection<string> ids, CancellationToken cancel)
    {
        var entries = await access.ScopeAsync(LedgerPermissions.Entries, cancel);
        var people = await access.ScopeAsync(TrainingPermissions.People, cancel);
        var links = new Dictionary<string, SourceLink>();
        foreach (var some in ids.Select(i => Guid.TryParse(i, out var id) ? id : Guid.Empty).Where(i => i != Guid.Empty).Chunk(500))
        {
            var rows = await db.Set<Session>().AsNoTracking().Include(s => s.Slots).Where(s => some.Contains(s.Id))
                .Join(db.Set<Course>().AsNoTracking(), s => s.CourseId, c => c.Id, (s, c) => new { Session = s, c.Content.Title }).ToListAsync(cancel);
            foreach (var row in rows.Where(r => entries.Covers(r.Session.Unit) || people.Covers(r.Session.Unit)))
                links[row.Session.Id.ToString("D")] = new SourceLink($"Formation – {row.Title} ({When.Of(row.Session)})", $"/formations/sessions/{row.Session.Id}/chiffres");
        }

        return links;
    }
}
