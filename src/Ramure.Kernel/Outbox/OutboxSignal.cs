namespace Ramure.Kernel.Outbox;

/// <summary>Wakes this host's worker when an operation has committed a message; other hosts find it at their next round.</summary>
public sealed class OutboxSignal : IDisposable
{
    private readonly SemaphoreSlim pending = new(0, 1);

    /// <inheritdoc />
    public void Dispose() => pending.Dispose();

    internal void Set()
    {
        try
        {
            pending.Release();
        }
        catch (SemaphoreFullException)
        {
            // Already set.
        }
    }

    internal async Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancel)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        await Task.WhenAny(pending.WaitAsync(either.Token), Task.Delay(atMost, time, either.Token));
        await either.CancelAsync();
    }
}
