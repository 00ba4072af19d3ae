using System.Text.RegularExpressions;
using Ramure.Kernel.Operations;
using Ramure.Ledger.Contracts;
using Ramure.Network.Contracts;

namespace Ramure.Ledger.Posting;

/// <summary>What a line must satisfy before anything is written.</summary>
internal sealed partial class PostingRules(
    IReadOnlyDictionary<string, (int Id, MeasureDefinition Definition)> measures, NetworkSnapshot network)
{
    public IEnumerable<Refusal> Check(LedgerLine line)
    {
        if (!measures.TryGetValue(line.Measure, out var measure))
        {
            yield return new("measure-unknown", $"La mesure « {line.Measure} » n'est pas déclarée. Vérifiez son code, ou déclarez-la d'abord.", "measure");
        }
        else
        {
            var distinct = measure.Definition.Kind == MeasureKind.Distinct;
            if (distinct && line.State == EntryState.Value && string.IsNullOrWhiteSpace(line.Subject))
                yield return new("subject-missing", $"La mesure « {line.Measure} » dénombre des personnes : indiquez laquelle (subject).", "subject");
            if (!distinct && line.Subject is not null)
                yield return new("subject-unexpected", $"La mesure « {line.Measure} » ne dénombre pas des personnes : laissez la colonne subject vide.", "subject");
            if (distinct && line.State == EntryState.Value && line.Quantity != 1)
                yield return new("quantity-invalid", $"La mesure « {line.Measure} » dénombre des personnes : la quantité d'une présence est 1.", "quantity");
        }

        if (line.State != EntryState.Value && line.Quantity != 0)
            yield return new("quantity-invalid", "Une écriture NC ou SO ne porte pas de quantité.", "quantity");
        if (!network.TryFind(line.Unit, out var unit))
        {
            yield return new("unit-unknown", $"L'unité « {line.Unit} » n'existe pas dans le réseau. Vérifiez son code.", "unit");
        }
        else if (!unit.Open.Contains(line.Day))
        {
            var close = unit.Open.To == DateOnly.MaxValue ? "sans fin" : $"jusqu'au {unit.Open.To.AddDays(-1):yyyy-MM-dd}";
            yield return new("unit-closed", $"L'unité « {line.Unit} » n'est pas ouverte le {line.Day:yyyy-MM-dd} (ouverte du {unit.Open.From:yyyy-MM-dd} {close}). Corrigez le jour ou l'unité.", "day");
        }

        foreach (var (key, value) in line.Context ?? EmptyContext)
        {
            if (!Word().IsMatch(key) || !Value().IsMatch(value))
                yield return new("context-invalid", $"Le contexte « {key}={value} » n'est pas valable : des mots en minuscules sans accent, chiffres et traits d'union, sous la forme clé=valeur;clé=valeur.", "context");
        }
    }

    public static readonly IReadOnlyDictionary<string, string> EmptyContext = new Dictionary<string, string>();

    [GeneratedRegex("^[a-z][a-z0-9-]{0,59}$")]
    private static partial Regex Word();

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._:-]{0,99}$")]
    private static partial Regex Value();
}
