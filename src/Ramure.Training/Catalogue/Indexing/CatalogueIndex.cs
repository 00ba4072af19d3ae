using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;
using Ramure.Network.Contracts;
using Ramure.Training.Model;
using Ramure.Training.Programme;
using Ramure.Training.Sessions;

namespace Ramure.Training.Catalogue.Indexing;

/// <summary>The last catalogue that this host has read.</summary>
internal sealed class CatalogueMemory : IDisposable
{
    private volatile CatalogueSnapshot? last;
    private volatile FullSessions? full;

    /// <summary>The end of the trail. Compiled once for each host: a compiled query belongs to one model.</summary>
    public Func<RamureDb, CancellationToken, Task<long>> Position { get; } = EF.CompileAsyncQuery(
        (RamureDb db, CancellationToken cancel) => db.Set<AuditEvent>().OrderByDescending(e => e.Sequence).Select(e => e.Sequence).FirstOrDefault());

    /// <summary>Only one reads what changed; the others wait for it.</summary>
    public SemaphoreSlim Gate { get; } = new(1);

    public CatalogueSnapshot? Last
    {
        get => last;
        set => last = value;
    }

    /// <summary>The sessions without a free seat at a position: whatever takes or gives back a seat is in the trail.</summary>
    public FullSessions? Full
    {
        get => full;
        set => full = value;
    }

    public void Dispose() => Gate.Dispose();
}

/// <summary>Sessions that nobody can enter any more, at a position of the trail.</summary>
internal sealed record FullSessions(long Position, IReadOnlySet<Guid> Ids);

/// <summary>
/// The catalogue as committed. Every write that changes a training or a session says so in the trail, whose order is that of commits on every
/// host: the events since the last reading tell what to read again.
/// </summary>
internal sealed class CatalogueIndex(RamureDb db, CatalogueMemory memory, CatalogueLoader loader, INetwork network, IClock clock)
{
    /// <summary>Beyond this many changes since the last reading, all is read again.</summary>
    private const int FollowLimit = 200;

    /// <summary>Read whole once a day: what is past leaves.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    public async ValueTask<CatalogueSnapshot> CurrentAsync(CancellationToken cancel = default)
    {
        var units = await network.SnapshotAsync(cancel);
        var position = await memory.Position(db, cancel);
        if (memory.Last is { } last && IsOf(last, units) && last.Position == position)
            return last;
        await memory.Gate.WaitAsync(cancel);
        try
        {
            // Somebody may have read it meanwhile, perhaps beyond.
            if (memory.Last is { } held && IsOf(held, units) && held.Position >= position)
                return held;
            var next = memory.Last is { } before && IsOf(before, units) ? await FollowAsync(before, position, units, cancel) : null;
            return memory.Last = next ?? await loader.AllAsync(position, units, cancel);
        }
        finally
        {
            memory.Gate.Release();
        }
    }

    /// <summary>The catalogue before with what changed since; null when too much did.</summary>
    private async Task<CatalogueSnapshot?> FollowAsync(CatalogueSnapshot before, long position, NetworkSnapshot units, CancellationToken cancel)
    {
        var changed = await db.Set<AuditEvent>().AsNoTracking()
            .Where(e => e.Sequence > before.Position && (e.SubjectKind == CourseEditor.SubjectKind || e.SubjectKind == SessionPlanner.SubjectKind))
            .Select(e => new { e.SubjectKind, e.SubjectId }).Distinct().OrderBy(e => e.SubjectId).Take(FollowLimit + 1).ToListAsync(cancel);
        if (changed.Count > FollowLimit)
            return null;
        if (changed.Count == 0)
            return before.At(position);
        Guid[] Ids(string kind) => [.. changed.Where(e => e.SubjectKind == kind).Select(e => Guid.TryParse(e.SubjectId, out var id) ? id : Guid.Empty)];
        var sessions = Ids(SessionPlanner.SubjectKind);
        var courses = await db.Set<Session>().Where(s => sessions.Contains(s.Id)).Select(s => s.CourseId).Distinct().ToListAsync(cancel);
        var again = await loader.SomeAsync([.. courses.Union(Ids(CourseEditor.SubjectKind))], units, cancel);
        return before.With(position, again);
    }

    private bool IsOf(CatalogueSnapshot snapshot, NetworkSnapshot units) => snapshot.Network == units.Version && clock.UtcNow - snapshot.LoadedAt < Kept;
}
