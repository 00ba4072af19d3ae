using System.Globalization;
using Ramure.Kernel.Csv;
using Ramure.Kernel.Operations;
using Ramure.Ledger.Contracts;

namespace Ramure.Ledger.Import;

/// <summary>Measures from a CSV file.</summary>
internal sealed class MeasuresImport(OperationRunner operations, IMeasures measures)
{
    public static readonly string[] Header = ["code", "label", "unit", "scale", "kind", "time_operator", "unit_operator"];

    public async Task<Result<int>> RunAsync(CsvTable table, bool dryRun, CancellationToken cancel)
    {
        var refusals = new List<Refusal>();
        var definitions = new List<(CsvRow Row, MeasureDefinition Definition)>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in table.Rows)
        {
            if (!lines.TryAdd(row["code"], row.Line))
                refusals.Add(row.Refuse("measure-duplicated", "code", $"La mesure « {row["code"]} » est déjà déclarée à la ligne {lines[row["code"]]}. Gardez une seule ligne par code."));
            else if (Definition(row, table.File, refusals) is { } definition)
                definitions.Add((row, definition));
        }

        foreach (var (row, definition) in definitions)
            refusals.AddRange(Measures.MeasureRules.Check(definition).Select(r => row.Refuse(r.Code, r.Field!, r.Message)));
        if (refusals.Count > 0)
            return refusals;
        return await operations.RunAsync<int>(
            new Operation("ledger.declare-measures", LedgerPermissions.Declare),
            async scope =>
            {
                var result = await measures.DeclareAsync(scope, [.. definitions.Select(d => d.Definition)], cancel);
                if (!result.Succeeded)
                    return result.Refusals.Select(r => definitions[r.Line!.Value - 1].Row.Refuse(r.Code, r.Field ?? "code", r.Message)).ToList();
                if (dryRun)
                    scope.Rehearse();
                return definitions.Count;
            },
            cancel);
    }

    private static MeasureDefinition? Definition(CsvRow row, string file, List<Refusal> refusals)
    {
        var before = refusals.Count;
        if (!int.TryParse(row["scale"], NumberStyles.None, CultureInfo.InvariantCulture, out var scale) || scale > 6)
            refusals.Add(row.Refuse("measure-scale-invalid", "scale", $"« {row["scale"]} » n'est pas un nombre de décimales : écrivez un entier de 0 à 6."));
        var kind = Word<MeasureKind>(row, "kind", refusals);
        var time = Word<TimeOperator>(row, "time_operator", refusals);
        var unit = Word<UnitOperator>(row, "unit_operator", refusals);
        if (refusals.Count > before)
            return null;
        var perUnit = 1L;
        for (var i = 0; i < scale; i++)
            perUnit *= 10;
        var smallest = scale == 0 ? row["unit"] : string.Create(CultureInfo.InvariantCulture, $"{row["unit"]} / {perUnit}");
        return new MeasureDefinition(row["code"], row["label"], row["unit"], smallest, perUnit, scale, kind, time, unit, [], Owner: file);
    }

    private static T Word<T>(CsvRow row, string column, List<Refusal> refusals)
        where T : struct, Enum
    {
        if (row[column].All(char.IsAsciiLetterLower) && Enum.TryParse<T>(row[column], ignoreCase: true, out var value))
            return value;

        refusals.Add(row.Refuse("word-unknown", column, $"« {row[column]} » n'est pas connu ici. Écrivez l'un de : {string.Join(", ", Enum.GetNames<T>().Select(n => n.ToLowerInvariant()))}."));
        return default;
    }
}
