using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Ramure.Kernel.Leases;

namespace Ramure.Kernel.Jobs;

/// <summary>Runs the jobs that are due, one after the other; another host may do the same beside it.</summary>
internal sealed class JobWorker(IServiceScopeFactory scopes, LeaseKeeper leases, ILogger<JobWorker> log)
{
    /// <summary>Runs what is due now and returns how many runs were made.</summary>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var due = await WithQueueAsync(async (services, queue) =>
            await queue.DueAsync(services.GetServices<IJob>().Select(j => j.Name).ToList(), cancel));
        var runs = 0;
        foreach (var name in due)
        {
            var lease = Guid.CreateVersion7();
            if (!await WithQueueAsync((_, queue) => queue.TryClaimAsync(name, lease, cancel)))
                continue;
            await RunAsync(name, lease, cancel);
            runs++;
        }

        return runs;
    }

    private async Task RunAsync(string name, Guid lease, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var job = scope.ServiceProvider.GetServices<IJob>().Single(j => j.Name == name);
        string? error = null;
        try
        {
            await leases.RunAsync(renew => WithQueueAsync((_, queue) => queue.RenewAsync(name, lease, renew)), job.RunAsync, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            await WithQueueAsync((_, queue) => queue.ReleaseAsync(name, lease));
            throw;
        }
        catch (Exception e)
        {
            log.LogWarning(e, "Job {Name} failed", name);
            var text = $"{e.GetType().Name} : {e.Message}";
            error = text.Length <= JobRecordMapping.ErrorLength ? text : text[..JobRecordMapping.ErrorLength];
        }

        if (!await WithQueueAsync((_, queue) => queue.EndAsync(name, lease, job.Every, error)))
            log.LogWarning("Job {Name} lost its lease while it ran", name);
    }

    private async Task<T> WithQueueAsync<T>(Func<IServiceProvider, JobQueue, Task<T>> body)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await body(scope.ServiceProvider, scope.ServiceProvider.GetRequiredService<JobQueue>());
    }
}

/// <summary>Runs the worker while the host runs.</summary>
internal sealed class JobService(JobWorker worker, TimeProvider time, ILogger<JobService> log) : PollingService(time, log)
{
    protected override Task WorkAsync(CancellationToken cancel) => worker.RunAsync(cancel);
}
