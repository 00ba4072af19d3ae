namespace Ramure.Tests.Support;

/// <summary>Lets a number of callers go on together once all have arrived, once; afterwards nobody waits.</summary>
public sealed class Rendezvous(int callers)
{
    private readonly TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int arrived;

    /// <summary>Waits for the others.</summary>
    public Task ArriveAsync()
    {
        if (Interlocked.Increment(ref arrived) >= callers)
            all.TrySetResult();
        return all.Task;
    }
}
