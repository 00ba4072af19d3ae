using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Ramure.Kernel.Data;
using Ramure.Kernel.Leases;
using Ramure.Kernel.Time;

namespace Ramure.Kernel.Jobs;

/// <summary>The statements of the jobs; as in the outbox, one conditional update decides who has a run (decision 0004).</summary>
internal class JobQueue(RamureDb db, IClock clock)
{
    private DbSet<JobRecord> Jobs => db.Set<JobRecord>();

    /// <summary>Jobs due now; those that have no row yet get one and are due.</summary>
    public virtual async Task<IReadOnlyList<string>> DueAsync(IReadOnlyCollection<string> names, CancellationToken cancel)
    {
        var known = await Jobs.Select(j => j.Name).ToListAsync(cancel);
        if (names.Except(known).ToList() is { Count: > 0 } missing)
            await AddAsync(missing, cancel);
        return await Claimable(clock.UtcNow).Where(j => names.Contains(j.Name)).OrderBy(j => j.NextRunAt).Select(j => j.Name).ToListAsync(cancel);
    }

    /// <summary>Takes the run; false when another host has it.</summary>
    public virtual async Task<bool> TryClaimAsync(string name, Guid lease, CancellationToken cancel) =>
        await TakeAsync(Claimable(clock.UtcNow).Where(j => j.Name == name), lease, cancel) == 1;

    public async Task<bool> RenewAsync(string name, Guid lease, CancellationToken cancel)
    {
        var until = clock.UtcNow + LeaseKeeper.Duration;
        return await Ours(name, lease).ExecuteUpdateAsync(set => set.SetProperty(j => j.LeaseUntil, until), cancel) == 1;
    }

    public async Task<bool> EndAsync(string name, Guid lease, TimeSpan every, string? error)
    {
        var now = clock.UtcNow;
        var next = now + every;
        return await Ours(name, lease).ExecuteUpdateAsync(set => set
            .SetProperty(j => j.NextRunAt, next).SetProperty(j => j.LastEndedAt, now).SetProperty(j => j.LastError, error)
            .SetProperty(j => j.Lease, (Guid?)null).SetProperty(j => j.LeaseUntil, (DateTime?)null)) == 1;
    }

    /// <summary>The host stops in good order: the run is free at once.</summary>
    public async Task<bool> ReleaseAsync(string name, Guid lease) =>
        await Ours(name, lease).ExecuteUpdateAsync(set => set
            .SetProperty(j => j.Lease, (Guid?)null).SetProperty(j => j.LeaseUntil, (DateTime?)null)) == 1;

    /// <summary>Marks runs as taken by this lease.</summary>
    protected Task<int> TakeAsync(IQueryable<JobRecord> jobs, Guid lease, CancellationToken cancel)
    {
        var now = clock.UtcNow;
        var until = now + LeaseKeeper.Duration;
        return jobs.ExecuteUpdateAsync(
            set => set.SetProperty(j => j.Lease, lease).SetProperty(j => j.LeaseUntil, until).SetProperty(j => j.LastStartedAt, now), cancel);
    }

    /// <summary>Another host that starts at the same moment may be first.</summary>
    private async Task AddAsync(List<string> names, CancellationToken cancel)
    {
        var now = clock.UtcNow;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await BulkInsert.RunAsync(
            db.Database.GetDbConnection(), transaction.GetDbTransaction(), names.Count, JobRecordMapping.Table, ["\"Name\"", "\"NextRunAt\""],
            names.ConvertAll(n => new object?[] { n, now }), "ON CONFLICT DO NOTHING", cancel);
        await transaction.CommitAsync(cancel);
    }

    private IQueryable<JobRecord> Claimable(DateTime now) =>
        Jobs.Where(j => j.NextRunAt <= now && (j.LeaseUntil == null || j.LeaseUntil <= now));

    private IQueryable<JobRecord> Ours(string name, Guid lease) => Jobs.Where(j => j.Name == name && j.Lease == lease);
}
