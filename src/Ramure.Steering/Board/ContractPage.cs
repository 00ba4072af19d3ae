using Microsoft.AspNetCore.Http;
using Ramure.Kernel.Access;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;
using Ramure.Ledger.Contracts;
using Ramure.Network.Contracts;
using Ramure.Steering.Loading;
using Ramure.Steering.Model;

namespace Ramure.Steering.Board;

/// <summary>What every page of a contract starts from.</summary>
internal sealed record PageContext(
    EffectiveContract Contract, NetworkSnapshot Network, UnitInfo Root, ViewQuery Query, IReadOnlyList<Refusal> Refusals)
{
    /// <summary>Units whose figures are open to who asks.</summary>
    public required AccessScope Figures { get; init; }

    /// <summary>Units whose entries are.</summary>
    public required AccessScope Entries { get; init; }

    /// <summary>Whether something can be compared with the whole network.</summary>
    public bool SeesNetwork => Figures.Covers(Root.Code);

    /// <summary>The root's short name is that of the head office; its cell is the whole network.</summary>
    public string Name(UnitInfo unit) => unit.Code == Root.Code ? unit.Name : unit.ShortName;
}

/// <summary>Finds the contract and reads the address, for pages and for their exports alike.</summary>
internal sealed class ContractPage(ContractStore store, INetwork network, IAccess access, IClock clock)
{
    /// <summary>Null when the contract is unknown; a network without root has no board either. Denied for a unit whose figures are not open to who asks.</summary>
    public async Task<PageContext?> ReadAsync(HttpContext http, string contract, CancellationToken cancel = default)
    {
        if (await store.FindAsync(contract, cancel) is not { } found)
            return null;
        var snapshot = await network.SnapshotAsync(cancel);
        if (snapshot.Roots.FirstOrDefault() is not { } root)
            return null;
        var figures = await access.DemandAsync(LedgerPermissions.Figures, cancel);
        var own = figures.Covers(root.Code) ? root : snapshot.Tops(figures, clock.Today(root.TimeZone)) is [var first, ..] ? first : root;
        var (query, refusals) = ViewQuery.Read(http.Request.Query, found, snapshot, own);
        await access.DemandAsync(LedgerPermissions.Figures, query.Unit.Code, cancel);
        return new PageContext(found, snapshot, root, query, refusals)
        {
            Figures = figures,
            Entries = await access.ScopeAsync(LedgerPermissions.Entries, cancel),
        };
    }
}
