namespace Ramure.Kernel.Jobs;

/// <summary>
/// Something done again and again, on one host at a time. Registered as a scoped <see cref="IJob"/>. A run that its host
/// did not finish is started again once its lease has ended: a run must be able to start over.
/// </summary>
public interface IJob
{
    /// <summary>Stable English name, <c>module.verb</c>.</summary>
    string Name { get; }

    /// <summary>What it does, in French, for the page of background work.</summary>
    string Label { get; }

    /// <summary>How long after the end of a run the next one starts.</summary>
    TimeSpan Every { get; }

    /// <summary>One run.</summary>
    Task RunAsync(CancellationToken cancel);
}
