using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ramure.Kernel.Leases;

/// <summary>Asks again and again whether there is work; a failure of the database is logged and tried again.</summary>
internal abstract class PollingService(TimeProvider time, ILogger log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>Does what is due.</summary>
    protected abstract Task WorkAsync(CancellationToken cancel);

    /// <summary>Waits for the next round.</summary>
    protected virtual Task WaitAsync(TimeSpan atMost, CancellationToken cancel) => Task.Delay(atMost, time, cancel);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await WorkAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(e, "Background work failed; it will be tried again");
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await WaitAsync(Interval, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
