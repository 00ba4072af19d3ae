using Ramure.Kernel.Jobs;
using Ramure.Kernel.Time;

namespace Ramure.Kernel.Files;

/// <summary>Removes the bytes of files whose operation did not commit or whose record is gone.</summary>
internal sealed class FileSweep(FileStore files, IClock clock) : IJob
{
    public string Name => "files.sweep";

    public string Label => "Retirer du disque les fichiers qui ne sont plus joints à rien";

    public TimeSpan Every => TimeSpan.FromDays(1);

    /// <summary>A day of grace: an upload may be going on.</summary>
    public Task RunAsync(CancellationToken cancel) => files.SweepAsync(clock.UtcNow.AddDays(-1), cancel);
}
