using Ramure.Kernel.Operations;
using Ramure.Ledger.Contracts;

namespace Ramure.Ledger.Upkeep;

/// <summary>The operation of making all totals again, from the page and from the command line.</summary>
internal sealed class RebuildTotals(OperationRunner runner, LedgerUpkeep upkeep)
{
    public Task<Result<Done>> RunAsync(CancellationToken cancel) => runner.RunAsync<Done>(
        new Operation("ledger.rebuild", LedgerPermissions.Upkeep),
        async scope =>
        {
            await upkeep.RebuildAsync(scope, cancel);
            scope.Audit("ledger", "totals", null, null);
            return default(Done);
        },
        cancel);
}
