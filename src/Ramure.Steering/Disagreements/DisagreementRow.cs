using Ramure.Kernel.Access;
using Ramure.Network.Contracts;
using Ramure.Steering.Contracts;
using Ramure.Steering.Indicators;
using Ramure.Steering.Model;

namespace Ramure.Steering.Disagreements;

/// <summary>A disagreement in a list.</summary>
/// <param name="By">Name of who settled it last; null when nobody did.</param>
/// <param name="Href">Where it is settled; null for who may not.</param>
internal sealed record DisagreementRow(string Indicator, string Label, DisagreementState State, string? By, string? Href)
{
    public string Item => Shown.Item(State.Disagreement.Item);

    public string Readings => string.Join(" ; ", State.Disagreement.Readings.Select(r => $"{r.Place} : {r.Value}"));

    public string Status => State is { IsSettled: true, Settlement: { } settled }
        ? $"tranché le {settled.At:dd/MM/yyyy} par {By} : {State.Chosen!.Value}"
        : "à trancher";
}

/// <summary>The disagreements of a contract, with the names of who settled some, for who asks.</summary>
internal sealed class DisagreementRows(IActorNames names, IAccess access, INetwork network)
{
    public async Task<IReadOnlyList<DisagreementRow>> OfAsync(EffectiveContract contract, IReadOnlyList<EffectiveIndicator> indicators, CancellationToken cancel = default)
    {
        var open = await access.ScopeAsync(SteeringPermissions.Settle, cancel);
        var root = SettleDisagreement.Place(await network.SnapshotAsync(cancel));
        var authors = await names.NamesAsync(indicators.SelectMany(i => i.Disagreements).Select(d => d.Settlement?.By).OfType<string>(), cancel);
        return
        [
            .. from indicator in indicators
               let mine = open.Covers(root, SettleDisagreement.ItemOf(contract.Code, indicator.Code))
               from state in indicator.Disagreements
               select new DisagreementRow(
                   indicator.Code, indicator.Label, state, state.Settlement?.By is { } author ? authors[author] : null,
                   mine ? $"/pilotage/{contract.Code}/indicateurs/{indicator.Code}/desaccords/{state.Disagreement.Item}" : null),
        ];
    }
}
