using System.Text.RegularExpressions;
using Ramure.Kernel.Operations;
using Ramure.Ledger.Contracts;
using Ramure.Network.Contracts;

namespace Ramure.Ledger.Posting;

/// <summary>What a line must satisfy before anything is written.</summary>
internal sealed partial class PostingRules(
    IReadOnlyDictionary<string, (int Id, MeasureDefinition Definition)> measures, NetworkSnapshot network)
{
    /// <summary>In smallest units; sums of thousands of the largest still fit their column.</summary>
    private const long Largest = 1_000_000_000_000_000;

    private const int LongestSource = 200;
    private const int LongestContext = 1000;

    /// <summary>What names a source fits its column.</summary>
    public static IEnumerable<Refusal> Check(SourceRef source)
    {
        if (source.Id.Length is 0 or > LongestSource)
            yield return new("source-invalid", $"L'identifiant d'une source a de 1 à {LongestSource} signes ; celui-ci en a {source.Id.Length}.", "source");
    }

    public IEnumerable<Refusal> Check(LedgerLine line) => [.. CheckMeasure(line), .. CheckUnit(line.Unit, line.Day), .. CheckContext(line.Context ?? EmptyContext)];

    /// <summary>The measure exists and the line says what such a measure takes.</summary>
    private IEnumerable<Refusal> CheckMeasure(LedgerLine line)
    {
        if (line.State != EntryState.Value && line.Quantity != 0)
            yield return new("quantity-invalid", "Une écriture NC ou SO ne porte pas de quantité.", "quantity");
        if (!measures.TryGetValue(line.Measure, out var measure))
        {
            yield return new("measure-unknown", $"La mesure « {line.Measure} » n'est pas déclarée. Vérifiez son code, ou déclarez-la d'abord.", "measure");
            yield break;
        }

        if (line.Quantity is > Largest or < -Largest)
            yield return new("quantity-invalid", $"Cette quantité est trop grande pour être vraie. Vérifiez l'unité : {measure.Definition.Unit}.", "quantity");
        var distinct = measure.Definition.Kind == MeasureKind.Distinct;
        if (distinct && line.State == EntryState.Value && string.IsNullOrWhiteSpace(line.Subject))
            yield return new("subject-missing", $"La mesure « {line.Measure} » dénombre des personnes : indiquez laquelle (subject).", "subject");
        if (!distinct && line.Subject is not null)
            yield return new("subject-unexpected", $"La mesure « {line.Measure} » ne dénombre pas des personnes : laissez la colonne subject vide.", "subject");
        if (distinct && line.State == EntryState.Value && line.Quantity != 1)
            yield return new("quantity-invalid", $"La mesure « {line.Measure} » dénombre des personnes : la quantité d'une présence est 1.", "quantity");
    }

    /// <summary>The unit exists and, where the day is known, is open that day.</summary>
    public IEnumerable<Refusal> CheckUnit(string code, DateOnly? day)
    {
        if (!network.TryFind(code, out var unit))
        {
            yield return new("unit-unknown", $"L'unité « {code} » n'existe pas dans le réseau. Vérifiez son code.", "unit");
        }
        else if (day is { } known && !unit.Open.Contains(known))
        {
            var close = unit.Open.To == DateOnly.MaxValue ? "sans fin" : $"jusqu'au {unit.Open.To.AddDays(-1):yyyy-MM-dd}";
            yield return new("unit-closed", $"L'unité « {code} » n'est pas ouverte le {known:yyyy-MM-dd} (ouverte du {unit.Open.From:yyyy-MM-dd} {close}). Corrigez le jour ou l'unité.", "day");
        }
    }

    private static IEnumerable<Refusal> CheckContext(IReadOnlyDictionary<string, string> context) => EntryBatch.ContextText(context).Length > LongestContext
        ? [new Refusal("context-invalid", $"Le contexte a {EntryBatch.ContextText(context).Length} signes : {LongestContext} au plus.", "context")]
        : context
        .Where(c => !Word().IsMatch(c.Key) || !Value().IsMatch(c.Value))
        .Select(c => new Refusal("context-invalid", $"Le contexte « {c.Key}={c.Value} » n'est pas valable : des mots en minuscules sans accent, chiffres et traits d'union, sous la forme clé=valeur;clé=valeur.", "context"));

    public static readonly IReadOnlyDictionary<string, string> EmptyContext = new Dictionary<string, string>();

    [GeneratedRegex("^[a-z][a-z0-9-]{0,59}$")]
    private static partial Regex Word();

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._:-]{0,99}$")]
    private static partial Regex Value();
}
