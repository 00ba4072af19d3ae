using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Ramure.Accounts.Model;
using Ramure.Kernel.Access;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;

namespace Ramure.Accounts.Watch;

/// <summary>Counts in memory and brings the sums to the database now and then: a flood of refusals costs no more than a few.</summary>
internal sealed class WatchTally(IClock clock)
{
    public static readonly TimeSpan SlotLength = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<(Watched What, DateTime Slot), long> counts = new();

    public void Count(Watched what) => counts.AddOrUpdate((what, SlotOf(clock.UtcNow)), 1, (_, before) => before + 1);

    /// <summary>Adds what was counted since the last time to the rows that all hosts share.</summary>
    public async Task FlushAsync(IServiceProvider services, CancellationToken cancel)
    {
        var taken = counts.Keys.Select(key => (key, Sum: counts.TryRemove(key, out var sum) ? sum : 0)).Where(t => t.Sum > 0).ToList();
        if (taken.Count == 0)
            return;
        try
        {
            await using var scope = services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<OperationRunner>().RunAsync<Done>(new Operation("accounts.count", Permission.System), async operation =>
            {
                await operation.InsertAsync(
                    WatchCountMapping.Table, ["\"Kind\"", "\"Slot\"", "\"Count\""], [.. taken.Select(t => new object?[] { t.key.What.ToString(), t.key.Slot, t.Sum })],
                    $"ON CONFLICT (\"Kind\", \"Slot\") DO UPDATE SET \"Count\" = {WatchCountMapping.Table}.\"Count\" + excluded.\"Count\"", cancel);
                return default(Done);
            }, cancel);
        }
        catch
        {
            // Not lost: they go with the next round.
            foreach (var (key, sum) in taken)
                counts.AddOrUpdate(key, sum, (_, before) => before + sum);
            throw;
        }
    }

    private static DateTime SlotOf(DateTime at) => new(at.Ticks - (at.Ticks % SlotLength.Ticks), DateTimeKind.Utc);
}

/// <summary>Each host brings its own sums, every ten seconds and when it stops.</summary>
internal sealed class WatchService(WatchTally tally, IServiceProvider services, TimeProvider time, ILogger<WatchService> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await FlushAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            await FlushAsync(CancellationToken.None);
        }
    }

    private async Task FlushAsync(CancellationToken cancel)
    {
        try
        {
            await tally.FlushAsync(services, cancel);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            log.LogError(fault, "Counts of refusals were not kept; they will be tried again");
        }
    }
}
