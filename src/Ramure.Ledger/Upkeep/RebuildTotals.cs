using Ramure.Kernel.Actors;
using Ramure.Kernel.Operations;

namespace Ramure.Ledger.Upkeep;

/// <summary>The operation of making all totals again, from the page and from the command line.</summary>
internal sealed class RebuildTotals(OperationRunner runner, LedgerUpkeep upkeep, ICurrentActor actor)
{
    public Task<Result<Done>> RunAsync(CancellationToken cancel) => runner.RunAsync<Done>(
        new Operation("ledger.rebuild", actor.Name),
        async scope =>
        {
            await upkeep.RebuildAsync(scope, cancel);
            scope.Audit("ledger", "totals", null, null);
            return default(Done);
        },
        cancel);
}
