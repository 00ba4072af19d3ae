using Ramure.Steering.Indicators;
using Ramure.Steering.Model;

namespace Ramure.Steering.Disagreements;

/// <summary>A disagreement in a list.</summary>
internal sealed record DisagreementRow(string Indicator, string Label, DisagreementState State, string Href)
{
    public string Item => Shown.Item(State.Disagreement.Item);

    public string Readings => string.Join(" ; ", State.Disagreement.Readings.Select(r => $"{r.Place} : {r.Value}"));

    public string Status => State is { IsSettled: true, Settlement: { } settled }
        ? $"tranché le {settled.At:dd/MM/yyyy} par {settled.By} : {State.Chosen!.Value}"
        : "à trancher";

    public static IReadOnlyList<DisagreementRow> Of(EffectiveContract contract, EffectiveIndicator indicator) =>
    [
        .. indicator.Disagreements.Select(d => new DisagreementRow(
            indicator.Code, indicator.Label, d, $"/pilotage/{contract.Code}/indicateurs/{indicator.Code}/desaccords/{d.Disagreement.Item}")),
    ];
}
