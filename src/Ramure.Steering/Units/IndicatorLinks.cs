using Ramure.Kernel.Access;
using Ramure.Ledger.Contracts;
using Ramure.Network.Contracts;
using Ramure.Steering.Loading;

namespace Ramure.Steering.Units;

/// <summary>From a unit's page to its indicators, contract by contract.</summary>
internal sealed class IndicatorLinks(ContractStore store, IAccess access) : IUnitPageLinks
{
    public int Order => 10;

    public async ValueTask<IReadOnlyList<UnitLink>> ForAsync(UnitInfo unit, CancellationToken cancel = default) =>
        !await access.MayAsync(LedgerPermissions.Figures, unit.Code, cancel) ? []
            : [.. (await store.AllAsync(cancel)).Select(c => new UnitLink($"Indicateurs : {c.Definition.Title}", $"/pilotage/{c.Code}/unites/{unit.Code}"))];
}
