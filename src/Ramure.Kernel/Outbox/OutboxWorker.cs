using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Ramure.Kernel.Leases;

namespace Ramure.Kernel.Outbox;

/// <summary>Handles the messages that are due, one after the other; another host may do the same beside it.</summary>
internal sealed class OutboxWorker(IServiceScopeFactory scopes, LeaseKeeper leases, ILogger<OutboxWorker> log)
{
    /// <summary>After this many attempts the message is left for a person, about a day after the first.</summary>
    public const int MaxAttempts = 8;

    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(6);

    /// <summary>1 minute, 4, 16, 64, then up to <see cref="LongestWait"/>.</summary>
    public static TimeSpan WaitAfter(int attempt)
    {
        var minutes = Math.Pow(4, attempt - 1);
        return minutes < LongestWait.TotalMinutes ? TimeSpan.FromMinutes(minutes) : LongestWait;
    }

    /// <summary>Handles what is due now and returns how many deliveries were made.</summary>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var delivered = 0;
        while (true)
        {
            var candidates = await WithQueueAsync(async (services, queue) =>
                await queue.CandidatesAsync(services.GetServices<IOutboxHandler>().Select(h => h.Kind).ToList(), cancel));
            if (candidates.Count == 0)
                return delivered;
            foreach (var id in candidates)
            {
                var lease = Guid.CreateVersion7();
                if (!await WithQueueAsync((_, queue) => queue.TryClaimAsync(id, lease, cancel)))
                    continue;
                await DeliverAsync(id, lease, cancel);
                delivered++;
            }
        }
    }

    private async Task DeliverAsync(Guid id, Guid lease, CancellationToken cancel)
    {
        var message = await WithQueueAsync((_, queue) => queue.ReadAsync(id, cancel));
        if (message.Attempts > MaxAttempts)
        {
            // Its hosts died each time before they could say why: trying for ever would stop the others too.
            var interrupted = message.Error ?? "Le traitement a été interrompu à chaque tentative.";
            await WithQueueAsync((_, queue) => queue.GiveUpAsync(id, lease, interrupted));
            return;
        }

        try
        {
            await leases.RunAsync(
                renew => WithQueueAsync((_, queue) => queue.RenewAsync(id, lease, renew)),
                async work =>
                {
                    await using var scope = scopes.CreateAsyncScope();
                    var handler = scope.ServiceProvider.GetServices<IOutboxHandler>().Single(h => h.Kind == message.Kind);
                    using var payload = JsonDocument.Parse(message.Payload);
                    await handler.HandleAsync(payload.RootElement, new OutboxDelivery(id, message.Attempts), work);
                },
                cancel);
            if (!await WithQueueAsync((_, queue) => queue.DoneAsync(id, lease)))
                log.LogWarning("Message {Id} was handled, but its lease was lost: it may be handled again", id);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            await WithQueueAsync((_, queue) => queue.ReleaseAsync(id, lease));
            throw;
        }
        catch (UndeliverableException refused)
        {
            log.LogWarning(refused, "Message {Id} ({Kind}) was refused for good", id, message.Kind);
            await WithQueueAsync((_, queue) => queue.GiveUpAsync(id, lease, Cut(refused.Message)));
        }
        catch (Exception e)
        {
            log.LogWarning(e, "Message {Id} ({Kind}) failed at attempt {Attempt}", id, message.Kind, message.Attempts);
            await RecordAsync(message, lease, e);
        }
    }

    private Task<bool> RecordAsync(OutboxMessage message, Guid lease, Exception e)
    {
        var error = Cut($"{e.GetType().Name} : {e.Message}");
        return WithQueueAsync((_, queue) => message.Attempts >= MaxAttempts
            ? queue.GiveUpAsync(message.Id, lease, error)
            : queue.AgainAsync(message.Id, lease, WaitAfter(message.Attempts), error));
    }

    private static string Cut(string text) => text.Length <= OutboxMessageMapping.ErrorLength ? text : text[..OutboxMessageMapping.ErrorLength];

    private async Task<T> WithQueueAsync<T>(Func<IServiceProvider, OutboxQueue, Task<T>> body)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await body(scope.ServiceProvider, scope.ServiceProvider.GetRequiredService<OutboxQueue>());
    }
}

/// <summary>Runs the worker while the host runs.</summary>
internal sealed class OutboxService(OutboxWorker worker, OutboxSignal signal, TimeProvider time, ILogger<OutboxService> log)
    : PollingService(time, log)
{
    private readonly TimeProvider time = time;

    protected override Task WorkAsync(CancellationToken cancel) => worker.RunAsync(cancel);

    protected override Task WaitAsync(TimeSpan atMost, CancellationToken cancel) => signal.WaitAsync(atMost, time, cancel);
}
