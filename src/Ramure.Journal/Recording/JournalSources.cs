using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Ramure.Journal.Contracts;
using Ramure.Journal.Lists;
using Ramure.Journal.Model;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Sources;

namespace Ramure.Journal.Recording;

/// <summary>The way back from a figure to the activity (L13), for who may read it.</summary>
internal sealed class JournalSources(RamureDb db, IAccess access) : ISourceResolver
{
    public string Kind => JournalMeasures.SourceKind;

    public async Task<IReadOnlyDictionary<string, SourceLink>> ResolveAsync(IReadOnlyCollection<string> ids, CancellationToken cancel)
    {
        var scope = await access.ScopeAsync(JournalPermissions.Read, cancel);
        var links = new Dictionary<string, SourceLink>();
        foreach (var some in ids.Select(i => Guid.TryParse(i, out var id) ? id : Guid.Empty).Where(i => i != Guid.Empty).Chunk(500))
        {
            var rows = await db.Set<Activity>().AsNoTracking().Where(a => some.Contains(a.Id))
                .Select(a => new { a.Id, a.Unit, a.Kind, a.Title, a.StartDay }).ToListAsync(cancel);
            foreach (var row in rows.Where(r => scope.Covers(r.Unit)))
                links[row.Id.ToString()] = new SourceLink(
                    string.Create(CultureInfo.InvariantCulture, $"{Labels.Kind(row.Kind)} – {row.Title} ({row.StartDay:dd/MM/yyyy})"),
                    $"/journal/activites/{row.Id}");
        }

        return links;
    }
}
