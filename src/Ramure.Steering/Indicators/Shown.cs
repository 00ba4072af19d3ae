using Ramure.Kernel;
using Ramure.Ledger.Contracts;
using Ramure.Steering.Contracts;
using Ramure.Steering.Model;
using Ramure.Ui.Components;

namespace Ramure.Steering.Indicators;

/// <summary>Values, targets and states in words.</summary>
internal static class Shown
{
    public static string Value(IndicatorDefinition definition, IndicatorValue value) => value.State switch
    {
        CellState.Value when definition.Direction == Direction.Milestone => value.Value >= 1 ? "oui" : "non",
        CellState.Value => Number(definition, value.Value!.Value),
        _ => State(value.State),
    };

    public static string State(CellState state) => state switch
    {
        CellState.Value => "valeur",
        CellState.NotCommunicated => "NC",
        CellState.NotApplicable => "sans objet",
        CellState.NotExpected => "non attendu",
        CellState.Anomaly => "anomalie",
        _ => "non calculable",
    };

    /// <summary>With the unit where it is a sign.</summary>
    public static string Number(IndicatorDefinition definition, decimal number, int? decimals = null) =>
        French.Number(number, decimals ?? definition.Decimals) + (definition.Unit is "%" or "€" ? "\u00a0" + definition.Unit : "");

    public static string Figure(IndicatorDefinition definition, Figure? figure) => figure switch
    {
        null => "",
        { Number: { } number } => Number(definition, number),
        { Low: { } low, High: { } high } => $"de {Number(definition, low)} à {Number(definition, high)}",
        _ => figure.Text ?? "",
    };

    public static string Target(IndicatorDefinition definition, TargetValue? target) => target switch
    {
        null => "–",
        { Low: { } low, High: { } high } => $"de {Number(definition, low)} à {Number(definition, high)}",
        _ when definition.Direction == Direction.Milestone => "oui",
        _ => (definition.Direction == Direction.Down ? "≤\u00a0" : "≥\u00a0") + Number(definition, target.Number!.Value),
    };

    public static string Attainment(Attainment attainment) => attainment switch
    {
        Contracts.Attainment.Reached => "atteint",
        Contracts.Attainment.OnTrack => "en bonne voie",
        Contracts.Attainment.Late => "en retard",
        Contracts.Attainment.Missed => "non atteint",
        Contracts.Attainment.NoTarget => "sans cible",
        _ => "pas de valeur à juger",
    };

    /// <summary>Names a count of indicators.</summary>
    public static string AttainmentCount(Attainment attainment) => attainment switch
    {
        Contracts.Attainment.Reached => "Cibles atteintes",
        Contracts.Attainment.OnTrack => "En bonne voie",
        Contracts.Attainment.Late => "En retard",
        Contracts.Attainment.Missed => "Cibles non atteintes",
        Contracts.Attainment.NoTarget => "Sans cible",
        _ => "Sans valeur à juger",
    };

    public static TagKind Kind(Attainment attainment) => attainment switch
    {
        Contracts.Attainment.Reached => TagKind.Good,
        Contracts.Attainment.OnTrack => TagKind.Watch,
        Contracts.Attainment.Late => TagKind.Late,
        Contracts.Attainment.Missed => TagKind.Bad,
        _ => TagKind.Neutral,
    };

    public static string Coverage(Coverage coverage) => coverage.Expected == 0 ? "" : $"{coverage.Known}/{coverage.Expected}";

    /// <summary>"hausse de 3,2 %" or "baisse de 2 points" from the previous year.</summary>
    public static string Trend(IndicatorDefinition definition, Trend? trend)
    {
        if (trend is null)
            return "";
        var (change, decimals) = (trend.Change, trend.InPoints ? definition.Decimals : 1);
        if (change == 0)
            return "stable";
        var number = French.Number(Math.Abs(change), decimals);
        var unit = !trend.InPoints ? "%" : Math.Abs(change) < 2 ? "point" : "points";
        return $"{(change > 0 ? "hausse" : "baisse")} de {number}\u00a0{unit}";
    }

    public static string DirectionText(Direction direction) => direction switch
    {
        Direction.Up => "à la hausse",
        Direction.Down => "à la baisse",
        Direction.Interval => "dans un intervalle",
        _ => "étapes à franchir",
    };

    /// <summary>An item of a statement, as the document would name it.</summary>
    public static string Item(string item) => item switch
    {
        "objective" => "objectif",
        "action" => "action",
        "label" => "intitulé",
        "type" => "type d'indicateur",
        "meaning" => "signification",
        "scope" => "périmètre",
        "lever" => "levier d'action",
        "calculation" => "mode de calcul",
        "definition" => "définition",
        "numerator" => "numérateur",
        "denominator" => "dénominateur",
        "unit" => "unité",
        "baseline" => "valeur de départ",
        "targets" => "cibles",
        "elementary-data" => "données élémentaires",
        "collection" => "collecte",
        "population" => "population comptée",
        "evolution" => "évolution",
        "following-text" => "texte qui suit le tableau",
        _ when item.StartsWith("target-", StringComparison.Ordinal) => "cible " + item["target-".Length..],
        _ when item.StartsWith("evolution-", StringComparison.Ordinal) => "évolution " + item["evolution-".Length..],
        _ => item,
    };
}
