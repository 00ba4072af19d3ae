using Ramure.Kernel.Access;
using Ramure.Steering.Loading;

namespace Ramure.Steering.Indicators;

/// <summary>Indicators that a role may name.</summary>
internal sealed class NamedIndicators(ContractStore contracts) : INamedItems
{
    public async Task<IReadOnlyList<NamedItem>> AllAsync(CancellationToken cancel = default) =>
    [
        .. from contract in await contracts.AllAsync(cancel)
           from indicator in contract.Indicators
           select new NamedItem($"indicator:{contract.Code}/{indicator.Code}", $"{indicator.Code} – {indicator.Label}", $"Indicateurs de {contract.Code}"),
    ];
}
