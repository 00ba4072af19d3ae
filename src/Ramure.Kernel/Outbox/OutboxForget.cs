using Ramure.Kernel.Jobs;
using Ramure.Kernel.Time;

namespace Ramure.Kernel.Outbox;

/// <summary>Forgets the messages handled more than a month ago; the audit event of their operation stays.</summary>
internal sealed class OutboxForget(OutboxQueue queue, IClock clock) : IJob
{
    public string Name => "outbox.forget";

    public string Label => "Oublier les envois traités depuis plus de trente jours";

    public TimeSpan Every => TimeSpan.FromDays(1);

    public Task RunAsync(CancellationToken cancel) => queue.ForgetDoneAsync(clock.UtcNow.AddDays(-30), cancel);
}
