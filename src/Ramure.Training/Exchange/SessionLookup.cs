using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Training.Model;

namespace Ramure.Training.Exchange;

/// <summary>The sessions that the lines of a file name, by the other system’s identifiers or by ours, those of one’s own units only.</summary>
internal sealed class SessionLookup(RamureDb db, ExternalKeys keys)
{
    /// <summary>Lines by session, the sessions in the order in which they are locked; what names none is refused on its line.</summary>
    public async Task<IReadOnlyList<(Session Session, IReadOnlyList<ExchangeRow> Rows)>> GroupAsync(string system, ExchangeTable table, AccessScope own, ReportDraft draft, CancellationToken cancel)
    {
        var known = await keys.FindAsync(ExternalKind.Session, system, table.Rows.Select(r => r["session"]), cancel);
        Guid? Of(string key) => known.TryGetValue(key, out var id) || Guid.TryParse(key, out id) ? id : null;
        var ids = table.Rows.Select(r => Of(r["session"])).OfType<Guid>().Distinct().ToList();
        var sessions = new Dictionary<Guid, Session>();
        foreach (var some in ids.Chunk(500))
            foreach (var session in await db.Set<Session>().AsNoTracking().Include(s => s.Slots).Where(s => some.Contains(s.Id)).ToListAsync(cancel))
                sessions[session.Id] = session;
        var groups = new SortedDictionary<Guid, List<ExchangeRow>>();
        foreach (var row in table.Rows)
        {
            if (Of(row["session"]) is not { } id || !sessions.TryGetValue(id, out var session))
                draft.Refuse(row, new Refusal("session-unknown", $"Aucune session ne s’appelle « {Short(row["session"])} » ici : reprenez d’abord le fichier des sessions.", "session"));
            else if (!own.Covers(session.Unit))
                draft.Refuse(row, new Refusal("unit-foreign", $"Votre compte ne gère pas les inscrits des sessions de {session.Unit} : retirez cette ligne, ou confiez le fichier à qui les gère.", "session"));
            else if (groups.TryGetValue(id, out var rows))
                rows.Add(row);
            else
                groups[id] = [row];
        }

        return [.. groups.Select(g => (sessions[g.Key], (IReadOnlyList<ExchangeRow>)g.Value))];
    }

    private static string Short(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
