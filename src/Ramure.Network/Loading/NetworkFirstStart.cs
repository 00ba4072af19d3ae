using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Kernel.FirstStart;
using Ramure.Network.Contracts;
using Ramure.Network.Model;

namespace Ramure.Network.Loading;

/// <summary>The network and its schools, for an installation that has none.</summary>
internal sealed class NetworkFirstStart(RamureDb db, INetworkData data) : IFirstStart
{
    public string Name => "network";

    public int Order => 10;

    public string Label => "Réseau et établissements scolaires";

    public bool BringsActivity => false;

    public async Task<bool> IsUntouchedAsync(CancellationToken cancel) =>
        !await db.Set<Unit>().AnyAsync(cancel) && !await db.Set<School>().AnyAsync(cancel);

    public Task RunAsync(IProgress<double> progress, CancellationToken cancel) => data.LoadReferenceAsync(new Share(progress), cancel);

    private sealed class Share(IProgress<double> progress) : IProgress<LoadStep>
    {
        public void Report(LoadStep value) => progress.Report(value.Total == 0 ? 0 : (double)value.Done / value.Total);
    }
}
