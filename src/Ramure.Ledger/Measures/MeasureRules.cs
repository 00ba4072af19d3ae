using System.Text.RegularExpressions;
using Ramure.Kernel.Operations;
using Ramure.Ledger.Contracts;

namespace Ramure.Ledger.Measures;

/// <summary>What makes a measure's declaration sound (L4).</summary>
internal static partial class MeasureRules
{
    public static IEnumerable<Refusal> Check(MeasureDefinition m)
    {
        if (!Code().IsMatch(m.Code))
            yield return new("measure-code-invalid", $"Le code « {m.Code} » n'est pas valable : des mots en minuscules sans accent, séparés par des points ou des traits d'union, par exemple « training.actions ».", "code");
        if (m.Code.Length > 100)
            yield return new("measure-code-invalid", $"Le code d'une mesure a 100 signes au plus ; celui-ci en a {m.Code.Length}.", "code");
        if (string.IsNullOrWhiteSpace(m.Label))
            yield return new("measure-label-missing", $"La mesure « {m.Code} » n'a pas de libellé.", "label");
        if (string.IsNullOrWhiteSpace(m.Unit))
            yield return new("measure-unit-missing", $"La mesure « {m.Code} » n'a pas d'unité.", "unit");
        if (m.PerUnit < 1)
            yield return new("measure-scale-invalid", $"La mesure « {m.Code} » doit compter au moins une unité élémentaire par unité.", "scale");
        if (m.Decimals is < 0 or > 6)
            yield return new("measure-scale-invalid", $"La mesure « {m.Code} » se montre avec 0 à 6 décimales.", "scale");
        var distinct = m.Kind == MeasureKind.Distinct;
        if (distinct != (m.TimeOperator == TimeOperator.Distinct))
            yield return new("measure-operator-invalid", Operators(m, "time_operator"), "time_operator");
        else if ((m.Kind == MeasureKind.Flow && m.TimeOperator == TimeOperator.Last) || (m.Kind == MeasureKind.Stock && m.TimeOperator == TimeOperator.Sum))
            yield return new("measure-operator-invalid", Operators(m, "time_operator"), "time_operator");
        if (distinct != (m.UnitOperator == UnitOperator.Distinct))
            yield return new("measure-operator-invalid", Operators(m, "unit_operator"), "unit_operator");
        if (distinct && (m.PerUnit != 1 || m.Decimals != 0))
            yield return new("measure-scale-invalid", $"La mesure « {m.Code} » dénombre des personnes : son échelle est 0.", "scale");
    }

    /// <summary>Whether existing entries mean the same under both definitions.</summary>
    public static bool CountsTheSame(MeasureDefinition a, MeasureDefinition b) =>
        (a.Kind, a.PerUnit, a.TimeOperator, a.UnitOperator) == (b.Kind, b.PerUnit, b.TimeOperator, b.UnitOperator);

    public static bool Same(MeasureDefinition a, MeasureDefinition b) =>
        a with { Asked = [] } == b with { Asked = [] } && a.Asked.SequenceEqual(b.Asked);

    private static string Operators(MeasureDefinition m, string column) =>
        $"L'opérateur « {column} » de « {m.Code} » ne convient pas à son genre : un flux (flow) se somme ou se moyenne dans le temps, "
        + "un stock (stock) prend la dernière valeur ou la moyenne, un dénombrement (distinct) s'écrit distinct sur les deux axes.";

    [GeneratedRegex("^[a-z0-9]+([.-][a-z0-9]+)*$")]
    private static partial Regex Code();
}
