using Ramure.Kernel.Jobs;
using Ramure.Kernel.Time;

namespace Ramure.Training.Exchange;

/// <summary>Drops the files that nobody took in.</summary>
internal sealed class ForgetUploads(ExchangeUploads uploads, IClock clock) : IJob
{
    public string Name => "training.exchange-files";

    public string Label => "Fichiers d’échange donnés et jamais repris";

    public TimeSpan Every => TimeSpan.FromHours(1);

    public Task RunAsync(CancellationToken cancel) => uploads.ForgetAsync(clock.UtcNow - ExchangeUploads.Kept, cancel);
}
