using Ramure.Kernel.Access;
using Ramure.Ledger.Contracts;

namespace Ramure.Ledger.Measures;

/// <summary>Measures that a role may name.</summary>
internal sealed class NamedMeasures(IMeasures measures) : INamedItems
{
    public async Task<IReadOnlyList<NamedItem>> AllAsync(CancellationToken cancel = default) =>
        [.. (await measures.AllAsync(cancel)).Values.OrderBy(m => m.Code, StringComparer.Ordinal).Select(m => new NamedItem("measure:" + m.Code, $"{m.Label} ({m.Code})", "Mesures"))];
}
