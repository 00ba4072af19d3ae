using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Kernel.FirstStart;
using Ramure.Ledger.Contracts;
using Ramure.Sample.Making;
using Ramure.Sample.Model;

namespace Ramure.Sample.Loading;

/// <summary>The sample, for an installation whose ledger is empty.</summary>
internal sealed class SampleFirstStart(RamureDb db, ILedgerReader ledger, SampleLoad load) : IFirstStart
{
    public string Name => "sample";

    public int Order => 30;

    public string Label => $"Données d’exemple 2017-2019 (graine {SampleOptions.DefaultSeed})";

    public bool BringsActivity => true;

    public async Task<bool> IsUntouchedAsync(CancellationToken cancel) =>
        await ledger.PositionAsync(cancel) == 0 && !await db.Set<SampleBatch>().AnyAsync(cancel);

    public async Task RunAsync(IProgress<double> progress, CancellationToken cancel)
    {
        var result = await load.RunAsync(new SampleOptions(), progress, cancel);
        if (!result.Succeeded)
            throw new InvalidOperationException(string.Join(" ", result.Refusals));
    }
}
