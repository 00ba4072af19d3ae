using Ramure.Kernel.Jobs;
using Ramure.Kernel.Time;

namespace Ramure.Kernel.Readings;

/// <summary>What was read on a day that is over needs no counting any more; the trail keeps it.</summary>
internal sealed class ForgetReadings(ReadingTrail readings, IClock clock) : IJob
{
    public string Name => "readings.forget";

    public string Label => "Oublier le décompte des lectures de la veille, que le journal d’audit garde";

    public TimeSpan Every => TimeSpan.FromDays(1);

    public Task RunAsync(CancellationToken cancel) => readings.ForgetAsync(DateOnly.FromDateTime(clock.UtcNow).AddDays(-1), cancel);
}
