using Microsoft.AspNetCore.Http;
using Ramure.Kernel.Operations;
using Ramure.Network.Contracts;
using Ramure.Steering.Loading;
using Ramure.Steering.Model;

namespace Ramure.Steering.Board;

/// <summary>What every page of a contract starts from.</summary>
internal sealed record PageContext(
    EffectiveContract Contract, NetworkSnapshot Network, UnitInfo Root, ViewQuery Query, IReadOnlyList<Refusal> Refusals)
{
    /// <summary>The root's short name is that of the head office; its cell is the whole network.</summary>
    public string Name(UnitInfo unit) => unit.Code == Root.Code ? unit.Name : unit.ShortName;
}

/// <summary>Finds the contract and reads the address, for pages and for their exports alike.</summary>
internal sealed class ContractPage(ContractStore store, INetwork network)
{
    /// <summary>Null when the contract is unknown; a network without root has no board either.</summary>
    public async Task<PageContext?> ReadAsync(HttpContext http, string contract, CancellationToken cancel = default)
    {
        if (await store.FindAsync(contract, cancel) is not { } found)
            return null;
        var snapshot = await network.SnapshotAsync(cancel);
        if (snapshot.Roots.FirstOrDefault() is not { } root)
            return null;
        var (query, refusals) = ViewQuery.Read(http.Request.Query, found, snapshot, root);
        return new PageContext(found, snapshot, root, query, refusals);
    }
}
