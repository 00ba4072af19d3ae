using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Kernel.Leases;
using Ramure.Kernel.Time;

namespace Ramure.Kernel.Outbox;

/// <summary>
/// The statements of the queue. Each claim and each outcome is one conditional update, so that any number of hosts may ask
/// at once on either database: the one whose update changes the row has the message (decision 0004).
/// </summary>
internal class OutboxQueue(RamureDb db, IClock clock)
{
    private DbSet<OutboxMessage> Messages => db.Set<OutboxMessage>();

    /// <summary>Messages that could be claimed now, oldest first.</summary>
    public virtual async Task<IReadOnlyList<Guid>> CandidatesAsync(IReadOnlyCollection<string> kinds, CancellationToken cancel) =>
        await Claimable(clock.UtcNow).Where(m => kinds.Contains(m.Kind)).OrderBy(m => m.DueAt).ThenBy(m => m.Id).Select(m => m.Id).Take(20).ToListAsync(cancel);

    /// <summary>Takes the message for <see cref="LeaseKeeper.Duration"/>; false when another host has it.</summary>
    public virtual async Task<bool> TryClaimAsync(Guid id, Guid lease, CancellationToken cancel) =>
        await TakeAsync(Claimable(clock.UtcNow).Where(m => m.Id == id), lease, cancel) == 1;

    public Task<OutboxMessage> ReadAsync(Guid id, CancellationToken cancel) => Messages.AsNoTracking().SingleAsync(m => m.Id == id, cancel);

    public async Task<bool> RenewAsync(Guid id, Guid lease, CancellationToken cancel)
    {
        var until = clock.UtcNow + LeaseKeeper.Duration;
        return await Ours(id, lease).ExecuteUpdateAsync(set => set.SetProperty(m => m.LeaseUntil, until), cancel) == 1;
    }

    public async Task<bool> DoneAsync(Guid id, Guid lease)
    {
        var now = clock.UtcNow;
        return await Ours(id, lease).ExecuteUpdateAsync(set => set
            .SetProperty(m => m.State, OutboxState.Done).SetProperty(m => m.EndedAt, now).SetProperty(m => m.Error, (string?)null)
            .SetProperty(m => m.Lease, (Guid?)null).SetProperty(m => m.LeaseUntil, (DateTime?)null)) == 1;
    }

    public async Task<bool> AgainAsync(Guid id, Guid lease, TimeSpan wait, string error)
    {
        var due = clock.UtcNow + wait;
        return await Ours(id, lease).ExecuteUpdateAsync(set => set
            .SetProperty(m => m.DueAt, due).SetProperty(m => m.Error, error)
            .SetProperty(m => m.Lease, (Guid?)null).SetProperty(m => m.LeaseUntil, (DateTime?)null)) == 1;
    }

    public async Task<bool> GiveUpAsync(Guid id, Guid lease, string error)
    {
        var now = clock.UtcNow;
        return await Ours(id, lease).ExecuteUpdateAsync(set => set
            .SetProperty(m => m.State, OutboxState.Failed).SetProperty(m => m.EndedAt, now).SetProperty(m => m.Error, error)
            .SetProperty(m => m.Lease, (Guid?)null).SetProperty(m => m.LeaseUntil, (DateTime?)null)) == 1;
    }

    /// <summary>The host stops in good order: the message is free at once and the attempt does not count.</summary>
    public async Task<bool> ReleaseAsync(Guid id, Guid lease) =>
        await Ours(id, lease).ExecuteUpdateAsync(set => set
            .SetProperty(m => m.Attempts, m => m.Attempts - 1)
            .SetProperty(m => m.Lease, (Guid?)null).SetProperty(m => m.LeaseUntil, (DateTime?)null)) == 1;

    /// <summary>Forgets what was handled before an instant; what failed stays until a person has seen to it.</summary>
    public Task<int> ForgetDoneAsync(DateTime before, CancellationToken cancel) =>
        Messages.Where(m => m.State == OutboxState.Done && m.EndedAt < before).ExecuteDeleteAsync(cancel);

    /// <summary>Marks messages as taken by this lease.</summary>
    protected Task<int> TakeAsync(IQueryable<OutboxMessage> messages, Guid lease, CancellationToken cancel)
    {
        var until = clock.UtcNow + LeaseKeeper.Duration;
        return messages.ExecuteUpdateAsync(
            set => set.SetProperty(m => m.Lease, lease).SetProperty(m => m.LeaseUntil, until).SetProperty(m => m.Attempts, m => m.Attempts + 1), cancel);
    }

    private IQueryable<OutboxMessage> Claimable(DateTime now) =>
        Messages.Where(m => m.State == OutboxState.Waiting && m.DueAt <= now && (m.LeaseUntil == null || m.LeaseUntil <= now));

    private IQueryable<OutboxMessage> Ours(Guid id, Guid lease) => Messages.Where(m => m.Id == id && m.Lease == lease);
}
