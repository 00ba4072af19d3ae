using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Operations;
using Ramure.Ledger.Contracts;
using Ramure.Ledger.Model;

namespace Ramure.Ledger.Posting;

/// <summary>A version of a source that has posted.</summary>
internal sealed record KnownSource(long Id, int Version, string ContentHash, bool Withdrawn);

/// <summary>What the sources of a batch have posted so far, read at once.</summary>
internal sealed class SourceTable
{
    private readonly Dictionary<(string Kind, string Id), List<KnownSource>> versions = [];

    public static async Task<SourceTable> LoadAsync(
        OperationScope scope, IEnumerable<(string Kind, string Id)> sources, CancellationToken cancel)
    {
        var table = new SourceTable();
        foreach (var byKind in sources.Distinct().GroupBy(s => s.Kind, s => s.Id))
        {
            foreach (var ids in byKind.Chunk(500))
            {
                var rows = await scope.Db.Set<Source>().AsNoTracking()
                    .Where(s => s.Kind == byKind.Key && ids.Contains(s.Reference))
                    .OrderBy(s => s.Version)
                    .ToListAsync(cancel);
                foreach (var row in rows)
                    table.List(row.Kind, row.Reference).Add(new KnownSource(row.Id, row.Version, row.ContentHash, row.Withdrawn));
            }
        }

        return table;
    }

    /// <summary>Versions in order; the last is the one that counts.</summary>
    public IReadOnlyList<KnownSource> Of(string kind, string id) => versions.GetValueOrDefault((kind, id)) ?? [];

    /// <summary>A version posted by this batch itself: the same one again in the batch is idempotent too.</summary>
    public void Add(SourceRef source, long id, string hash) => List(source.Kind, source.Id).Add(new KnownSource(id, source.Version, hash, false));

    private List<KnownSource> List(string kind, string id)
    {
        if (!versions.TryGetValue((kind, id), out var list))
            versions.Add((kind, id), list = []);
        return list;
    }
}
