using Microsoft.Extensions.Logging;

namespace Ramure.Kernel.Leases;

/// <summary>
/// Runs work under a lease and renews the lease meanwhile. Work whose lease is lost is cancelled, because another host may
/// already have taken it over (decision 0004).
/// </summary>
internal sealed class LeaseKeeper(TimeProvider time, ILogger<LeaseKeeper> log)
{
    /// <summary>How long work stays claimed after its host was last heard of. Longer than SQLite makes a writer wait.</summary>
    public static readonly TimeSpan Duration = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(30);

    /// <param name="renew">Extends the lease by <see cref="Duration"/>; false when it is no longer ours.</param>
    /// <param name="work">Cancelled when the lease is lost.</param>
    /// <param name="cancel">The host stops.</param>
    public async Task RunAsync(Func<CancellationToken, Task<bool>> renew, Func<CancellationToken, Task> work, CancellationToken cancel)
    {
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var ended = new CancellationTokenSource();
        var renewing = RenewAsync(renew, lost, ended.Token);
        try
        {
            await work(lost.Token);
        }
        finally
        {
            await ended.CancelAsync();
            await renewing;
        }
    }

    private async Task RenewAsync(Func<CancellationToken, Task<bool>> renew, CancellationTokenSource lost, CancellationToken ended)
    {
        var until = time.GetUtcNow() + Duration;
        using var timer = new PeriodicTimer(RenewEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(ended))
            {
                var renewed = time.GetUtcNow() + Duration;
                if (await TryRenewAsync(renew, ended) is { } ours)
                {
                    until = renewed;
                    if (ours)
                        continue;
                }
                else if (time.GetUtcNow() + RenewEvery < until)
                {
                    continue;
                }

                await lost.CancelAsync();
                return;
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The work is over.
        }
    }

    /// <summary>Null when the database could not be asked: the lease still runs for a while.</summary>
    private async Task<bool?> TryRenewAsync(Func<CancellationToken, Task<bool>> renew, CancellationToken ended)
    {
        try
        {
            return await renew(ended);
        }
        catch (Exception e) when (!ended.IsCancellationRequested)
        {
            log.LogWarning(e, "A lease could not be renewed");
            return null;
        }
    }
}
