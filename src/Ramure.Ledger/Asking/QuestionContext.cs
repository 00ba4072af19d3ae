using Microsoft.AspNetCore.Http;
using Ramure.Kernel.Access;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;
using Ramure.Ledger.Contracts;
using Ramure.Ledger.Measures;
using Ramure.Network.Contracts;

namespace Ramure.Ledger.Asking;

/// <summary>What the form needs to be shown, whether or not the question is right.</summary>
internal sealed record QuestionContext(
    LedgerAddress Address, IReadOnlyCollection<MeasureDefinition> Measures, NetworkSnapshot Network, IReadOnlyList<ContextKey> Contexts, ContextText Words,
    IReadOnlyList<Refusal> Refusals)
{
    /// <summary>Units that the page may be asked for.</summary>
    public required AccessScope Open { get; init; }

    /// <summary>Whether the entries behind a unit's figure open for who asks.</summary>
    public required AccessScope Entries { get; init; }

    /// <summary>The way to the entries of a cell; null where they do not open.</summary>
    public string? EntriesOf(LedgerAddress address) => address.Unit is { } unit && Entries.Covers(unit) ? address.Entries : null;
}

/// <summary>Reads the address of a page of the ledger.</summary>
internal sealed class QuestionReader(MeasureCatalogue catalogue, MeasureReader measures, INetwork network, ContextText words, IClock clock, IAccess access)
{
    /// <param name="asked">What the page shows of a unit: its figures, its entries.</param>
    public async Task<QuestionContext> ReadAsync(HttpContext http, Permission asked)
    {
        var open = await access.DemandAsync(asked, http.RequestAborted);
        var address = LedgerAddress.Read(http.Request.Query);
        var all = await catalogue.AllAsync(http.RequestAborted);
        var snapshot = await network.SnapshotAsync(http.RequestAborted);
        if (address.IsEmpty)
            address = Proposed(address, snapshot, open);
        IReadOnlyList<ContextKey> contexts = address.Measure is { } code && all.ContainsKey(code) ? await measures.ContextsAsync(code, http.RequestAborted) : [];
        return new QuestionContext(address, [.. all.Values], snapshot, contexts, words, [])
        {
            Open = open,
            Entries = await access.ScopeAsync(LedgerPermissions.Entries, http.RequestAborted),
        };
    }

    /// <summary>The whole network, or one's own part of it, in the last complete civil year: only the measure is left to choose.</summary>
    private LedgerAddress Proposed(LedgerAddress address, NetworkSnapshot snapshot, AccessScope open)
    {
        var proposed = (address with { Subtree = true }).Within(Period.CivilYear(clock.UtcNow.Year - 1).Days);
        return snapshot.Tops(open, clock.Today("Europe/Paris")) is [var root, ..] ? proposed with { Unit = root.Code } : proposed;
    }
}
