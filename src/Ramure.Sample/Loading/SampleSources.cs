using Ramure.Kernel.Sources;
using Ramure.Ledger.Contracts;
using Ramure.Network.Contracts;
using Ramure.Sample.Making;

namespace Ramure.Sample.Loading;

/// <summary>The way back from a figure to the made-up datum (L13).</summary>
internal sealed class SampleSources(IMeasures measures, INetwork network) : ISourceResolver
{
    public string Kind => Figure.SourceKind;

    public async Task<IReadOnlyDictionary<string, SourceLink>> ResolveAsync(IReadOnlyCollection<string> ids, CancellationToken cancel)
    {
        var known = await measures.AllAsync(cancel);
        var snapshot = await network.SnapshotAsync(cancel);
        var links = new Dictionary<string, SourceLink>();
        foreach (var id in ids)
            if (Figure.TryParse(id, out var code, out var unitCode, out var year)
                && known.TryGetValue(code, out var measure) && snapshot.TryFind(unitCode, out var unit))
                links[id] = new SourceLink($"Donnée d’exemple : {measure.Label}, {unit.ShortName}, {year}", "/exemple/" + id);
        return links;
    }
}
