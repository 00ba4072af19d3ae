using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;
using Ramure.Training.Catalogue.Indexing;
using Ramure.Training.Model;

namespace Ramure.Training.Catalogue.Searching;

/// <summary>The seats of a session as they are now.</summary>
internal sealed record Seats(int Taken, int Capacity)
{
    public int Free => Math.Max(0, Capacity - Taken);
}

/// <summary>A search ready to be asked for lists, sessions, counts.</summary>
internal sealed record PreparedSearch(CatalogueCriteria Criteria, CatalogueSearch Search, CatalogueSnapshot Catalogue);

/// <summary>The public catalogue, searched: the same for everybody.</summary>
internal sealed class CatalogueFinder(RamureDb db, CatalogueIndex index, CatalogueMemory memory, CriteriaReader reader, IClock clock)
{
    /// <summary>Refused when the address asks what cannot be.</summary>
    public async Task<Result<PreparedSearch>> PrepareAsync(CatalogueAddress address, CancellationToken cancel = default)
    {
        if (!(await reader.ReadAsync(address, cancel)).TryGet(out var criteria, out var refusals))
            return Result<PreparedSearch>.Refused(refusals);
        var now = clock.UtcNow;
        var catalogue = await index.CurrentAsync(cancel);
        return new PreparedSearch(criteria, new CatalogueSearch(catalogue, criteria, now, criteria.WithSeats ? await FullAsync(catalogue.Position, now, cancel) : None), catalogue);
    }

    /// <summary>Seats of these sessions, read now: they change with every registration.</summary>
    public async Task<IReadOnlyDictionary<Guid, Seats>> SeatsAsync(IReadOnlyCollection<Guid> sessions, CancellationToken cancel = default)
    {
        if (sessions.Count == 0)
            return new Dictionary<Guid, Seats>();
        return await db.Set<Session>().AsNoTracking().Where(s => sessions.Contains(s.Id)).Select(s => new { s.Id, s.Taken, s.Capacity })
            .ToDictionaryAsync(s => s.Id, s => new Seats(s.Taken, s.Capacity), cancel);
    }

    private static readonly HashSet<Guid> None = [];

    private async Task<IReadOnlySet<Guid>> FullAsync(long position, DateTime now, CancellationToken cancel)
    {
        if (memory.Full is { } held && held.Position == position)
            return held.Ids;
        var full = (await db.Set<Session>().AsNoTracking().Where(s => s.Taken >= s.Capacity && s.StartsAt > now).Select(s => s.Id).ToListAsync(cancel)).ToHashSet();
        memory.Full = new FullSessions(position, full);
        return full;
    }
}
