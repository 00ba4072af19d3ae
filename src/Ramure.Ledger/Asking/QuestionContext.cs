using Microsoft.AspNetCore.Http;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;
using Ramure.Ledger.Contracts;
using Ramure.Ledger.Measures;
using Ramure.Network.Contracts;

namespace Ramure.Ledger.Asking;

/// <summary>What the form needs to be shown, whether or not the question is right.</summary>
internal sealed record QuestionContext(
    LedgerAddress Address, IReadOnlyCollection<MeasureDefinition> Measures, NetworkSnapshot Network, IReadOnlyList<ContextKey> Contexts, ContextText Words,
    IReadOnlyList<Refusal> Refusals);

/// <summary>Reads the address of a page of the ledger.</summary>
internal sealed class QuestionReader(MeasureCatalogue catalogue, MeasureReader measures, INetwork network, ContextText words, IClock clock)
{
    public async Task<QuestionContext> ReadAsync(HttpContext http)
    {
        var address = LedgerAddress.Read(http.Request.Query);
        var all = await catalogue.AllAsync(http.RequestAborted);
        var snapshot = await network.SnapshotAsync(http.RequestAborted);
        if (address.IsEmpty)
            address = Proposed(address, snapshot);
        IReadOnlyList<ContextKey> contexts = address.Measure is { } code && all.ContainsKey(code) ? await measures.ContextsAsync(code, http.RequestAborted) : [];
        return new QuestionContext(address, [.. all.Values], snapshot, contexts, words, []);
    }

    /// <summary>The whole network in the last complete civil year: only the measure is left to choose.</summary>
    private LedgerAddress Proposed(LedgerAddress address, NetworkSnapshot snapshot)
    {
        var proposed = (address with { Subtree = true }).Within(Period.CivilYear(clock.UtcNow.Year - 1).Days);
        return snapshot.Roots.FirstOrDefault() is { } root ? proposed with { Unit = root.Code } : proposed;
    }
}
