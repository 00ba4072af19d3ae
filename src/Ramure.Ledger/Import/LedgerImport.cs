using System.Globalization;
using System.Text.RegularExpressions;
using Ramure.Kernel.Csv;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Sources;
using Ramure.Kernel.Time;
using Ramure.Ledger.Contracts;
using Ramure.Ledger.Measures;
using Ramure.Ledger.Posting;
using Ramure.Network.Contracts;

namespace Ramure.Ledger.Import;

/// <summary>Entries from a CSV file: all of them, or none and every reason with its line and column.</summary>
internal sealed partial class LedgerImport(OperationRunner operations, ILedger ledger, MeasureCatalogue catalogue, INetwork network, IEnumerable<ISourceResolver> modules)
{
    public static readonly string[] Header = ["measure", "unit", "day", "quantity", "context", "subject", "source"];

    public async Task<Result<PostingOutcome>> RunAsync(CsvTable table, bool dryRun, CancellationToken cancel)
    {
        var measures = await catalogue.NumberedAsync(cancel);
        var rules = new PostingRules(measures, await network.SnapshotAsync(cancel));
        var refusals = new List<Refusal>();
        var sources = new Dictionary<(string, string, int), (CsvRow First, SourceRef Source, List<LedgerLine> Lines)>();
        var said = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in table.Rows)
        {
            if (Line(row, measures, refusals) is not { } line)
            {
                // The rest of the line is still checked, so that one reading shows every error.
                refusals.AddRange(rules.CheckUnit(row["unit"], null).Select(r => row.Refuse(r.Code, r.Field!, r.Message)));
                continue;
            }

            refusals.AddRange(rules.Check(line).Select(r => row.Refuse(r.Code, r.Field!, r.Message)));
            var source = Source(row, said);
            // A file would speak in the name of a record, and its next version take back what the record posted.
            if (modules.Any(m => m.Kind == source.Kind))
            {
                refusals.Add(row.Refuse("source-reserved", "source", $"Les sources « {source.Kind}: » sont celles d’un module de Ramure : donnez un autre genre, par exemple import:{source.Id}, et corrigez l’enregistrement lui-même dans son module."));
                continue;
            }

            var key = $"{source}|{line.Measure}|{line.Unit}|{line.Day:o}|{EntryBatch.ContextText(line.Context)}|{line.Subject}";
            if (!said.TryAdd(key, row.Line))
            {
                refusals.Add(row.Refuse("source-duplicated", "source", $"La source « {row["source"]} » dit déjà la même chose à la ligne {said[key]}. Supprimez l'une des deux lignes, ou donnez à chaque enregistrement sa propre source."));
                continue;
            }

            if (!sources.TryGetValue((source.Kind, source.Id, source.Version), out var posting))
                sources.Add((source.Kind, source.Id, source.Version), posting = (row, source, []));
            posting.Lines.Add(line);
        }

        if (refusals.Count > 0)
            return refusals;
        var postings = sources.Values.ToList();
        return await operations.RunAsync<PostingOutcome>(
            new Operation("ledger.import", LedgerPermissions.Import),
            async scope =>
            {
                var result = await ledger.PostAsync(scope, [.. postings.Select(p => new LedgerPosting(p.Source, p.Lines))], cancel);
                if (!result.TryGet(out var outcome, out var refused))
                    return refused.Select(r => postings[r.Line!.Value - 1].First.Refuse(r.Code, r.Field ?? "source", r.Message)).ToList();
                scope.Audit("ledger-import", table.File, null, outcome);
                if (dryRun)
                    scope.Rehearse();
                return outcome;
            },
            cancel);
    }

    private static LedgerLine? Line(CsvRow row, IReadOnlyDictionary<string, (int Id, MeasureDefinition Definition)> measures, List<Refusal> refusals)
    {
        var before = refusals.Count;
        var day = Day(row, refusals);
        var context = Context(row, refusals);
        var definition = measures.TryGetValue(row["measure"], out var measure) ? measure.Definition : null;
        var (state, quantity) = Quantity(row, definition, refusals);
        if (refusals.Count > before)
        {
            if (definition is null)
                refusals.Add(row.Refuse("measure-unknown", "measure", $"La mesure « {row["measure"]} » n'est pas déclarée. Vérifiez son code, ou déclarez-la d'abord."));
            return null;
        }

        return new LedgerLine(row["measure"], row["unit"], day!.Value.Day, quantity, context, row.Optional("subject"), state, day.Value.Basis);
    }

    /// <summary>A day, or a month, a civil year or a school year when no more is known (L8): then its last day carries the entry.</summary>
    private static (DateOnly Day, DayBasis Basis)? Day(CsvRow row, List<Refusal> refusals)
    {
        var text = row["day"];
        if (MonthOnly().Match(text) is { Success: true } month && int.Parse(month.Groups[2].Value, CultureInfo.InvariantCulture) is >= 1 and <= 12 and var m)
            return (Period.Month(Year(month), m).Days.To.AddDays(-1), DayBasis.Month);
        if (CivilYear().Match(text) is { Success: true } civil)
            return (Period.CivilYear(Year(civil)).Days.To.AddDays(-1), DayBasis.CivilYear);
        if (SchoolYear().Match(text) is { Success: true } school && int.Parse(school.Groups[2].Value, CultureInfo.InvariantCulture) == Year(school) + 1)
            return (Period.SchoolYear(Year(school)).Days.To.AddDays(-1), DayBasis.SchoolYear);
        return row.Day("day", refusals) is { } day ? (day, DayBasis.Day) : null;

        static int Year(Match match) => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
    }

    private static (EntryState State, long Quantity) Quantity(CsvRow row, MeasureDefinition? measure, List<Refusal> refusals)
    {
        var text = row["quantity"];
        if (text.Equals("NC", StringComparison.OrdinalIgnoreCase))
            return (EntryState.NotCommunicated, 0);
        if (text.Equals("SO", StringComparison.OrdinalIgnoreCase))
            return (EntryState.NotApplicable, 0);
        if (text.Length == 0 && measure?.Kind == MeasureKind.Distinct)
            return (EntryState.Value, 1);
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
        {
            refusals.Add(row.Refuse("quantity-invalid", "quantity", $"« {text} » n'est pas un nombre. Écrivez-le avec un point décimal et sans espace, ou NC (non communiqué) ou SO (sans objet)."));
            return default;
        }

        if (measure is null)
            return (EntryState.Value, 0);
        if (Math.Abs(value) > 9_000_000_000_000m)
        {
            refusals.Add(row.Refuse("quantity-invalid", "quantity", $"« {text} » est trop grand pour être vrai. Vérifiez l'unité : {measure.Unit}."));
            return default;
        }

        var smallest = value * measure.PerUnit;
        if (smallest != decimal.Truncate(smallest))
        {
            refusals.Add(row.Refuse("quantity-invalid", "quantity", $"« {text} » {measure.Unit} ne fait pas un nombre entier de {measure.SmallestUnit}. Arrondissez à la précision de la mesure."));
            return default;
        }

        return (EntryState.Value, (long)smallest);
    }

    private static Dictionary<string, string> Context(CsvRow row, List<Refusal> refusals)
    {
        var context = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in row["context"].Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var parts = pair.Split('=', 2, StringSplitOptions.TrimEntries);
            if (parts.Length != 2 || parts[0].Length == 0 || parts[1].Length == 0)
                refusals.Add(row.Refuse("context-invalid", "context", $"« {pair} » n'est pas de la forme clé=valeur. Séparez les paires par un point-virgule."));
            else if (!context.TryAdd(parts[0], parts[1]))
                refusals.Add(row.Refuse("context-invalid", "context", $"La clé « {parts[0]} » est donnée deux fois."));
        }

        return context;
    }

    /// <summary><c>kind:id@version</c>; without a kind it is <c>import</c>, without a version it is 1, without anything the line's own content.</summary>
    private static SourceRef Source(CsvRow row, Dictionary<string, int> said)
    {
        var text = row["source"];
        if (text.Length == 0)
        {
            var content = string.Join('|', Header.Select(h => row[h]));
            var number = said["#" + content] = said.GetValueOrDefault("#" + content) + 1;
            return new SourceRef("import", string.Create(CultureInfo.InvariantCulture, $"{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(content)).AsSpan(0, 12))}-{number}"), 1);
        }

        var match = SourceText().Match(text);
        return new SourceRef(
            match.Groups["kind"] is { Success: true } kind ? kind.Value : "import",
            match.Groups["id"].Value,
            match.Groups["version"] is { Success: true } version ? int.Parse(version.Value, CultureInfo.InvariantCulture) : 1);
    }

    // Years of four Western digits: others of Unicode are digits too, and no number to what reads them next.
    [GeneratedRegex(@"^([12][0-9]{3})-([0-9]{2})$")]
    private static partial Regex MonthOnly();

    [GeneratedRegex(@"^([12][0-9]{3})$")]
    private static partial Regex CivilYear();

    [GeneratedRegex(@"^([12][0-9]{3})-([12][0-9]{3})$")]
    private static partial Regex SchoolYear();

    [GeneratedRegex(@"^(?:(?<kind>[a-z][a-z0-9-]{0,59}):)?(?<id>.+?)(?:@(?<version>[1-9][0-9]{0,5}))?$", RegexOptions.Singleline)]
    private static partial Regex SourceText();
}
