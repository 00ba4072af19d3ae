using System.Globalization;
using Ramure.Kernel.Csv;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;
using Ramure.Training.Exchange.Mapping;

namespace Ramure.Training.Exchange;

/// <summary>A line of another system's file, by our fields.</summary>
internal sealed class ExchangeRow(CsvRow row, FileMapping mapping, IReadOnlyDictionary<string, string> said)
{
    public int Line => row.Line;

    /// <summary>What the line says of a field, in our codes; empty when it says nothing.</summary>
    public string this[string field] => said.GetValueOrDefault(field, "");

    /// <summary>A refusal that names the line and the column that says this field.</summary>
    public Refusal Refuse(string code, string field, string message) =>
        mapping.Column(field) is { } column ? row.Refuse(code, column.Column, message) : row.Refuse(code, field, message) with { Field = null, Column = null };
}

/// <summary>Another system's file, translated into our fields.</summary>
internal sealed record ExchangeTable(string File, ExchangeKind Kind, FileMapping Mapping, IReadOnlyList<ExchangeRow> Rows)
{
    public const int MaxBytes = 8 * 1024 * 1024;
    public const int MaxRows = 20_000;
    private const int LongestCell = 2000;

    /// <summary>Signs with which a text looks like a formula to a spreadsheet; what is written out begins with an apostrophe before them.</summary>
    private const string Formula = "=+-@";

    public static Result<ExchangeTable> Read(Stream content, string file, ExchangeMapping mapping, ExchangeKind kind)
    {
        if (!mapping.Files.TryGetValue(kind, out var described))
            return new Refusal("mapping-without-file", $"La correspondance « {mapping.Name} » ne décrit pas le fichier « {ExchangeFields.Name(kind)} ».");
        if (!CsvTable.Read(
            content, file, [.. described.Columns.Where(c => !c.IsOptional).Select(c => c.Column)], [.. described.Columns.Where(c => c.IsOptional).Select(c => c.Column)], described.Encoding,
            described.Separator).TryGet(out var table, out var unreadable))
            return unreadable.ToList();
        if (table.Rows.Count is 0 or > MaxRows)
            return new Refusal("file-size", table.Rows.Count == 0 ? "Le fichier n’a que sa première ligne : une ligne par chose à reprendre, dessous." : $"Le fichier a {table.Rows.Count} lignes : partagez-le, {MaxRows} au plus à la fois.", File: file, Line: 1);
        var refusals = new List<Refusal>();
        var rows = table.Rows.Select(r => Translate(r, described, kind, refusals)).ToList();
        return refusals.Count > 0 ? refusals : new ExchangeTable(file, kind, described, rows);
    }

    private static ExchangeRow Translate(CsvRow row, FileMapping mapping, ExchangeKind kind, List<Refusal> refusals)
    {
        var said = new Dictionary<string, string>(mapping.Fixed, StringComparer.Ordinal);
        foreach (var column in mapping.Columns)
        {
            var field = ExchangeFields.Of(kind).FirstOrDefault(f => f.Code == column.Field);
            if (field is null)
                continue;
            var text = Unguarded(row[column.Column]);
            if (text.Length > LongestCell || text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')))
            {
                refusals.Add(row.Refuse("cell-invalid", column.Column, $"Ce texte dépasse {LongestCell} signes, ou contient un signe qui ne se lit pas."));
                continue;
            }

            if (text.Length == 0)
                text = column.Default ?? "";
            else if (Value(row, column, field, mapping, text, refusals) is { } value)
                text = value;
            else
                continue;
            if (text.Length == 0 && field.IsNeeded)
                refusals.Add(row.Refuse("cell-missing", column.Column, $"Cette case est vide : dites {field.Says}."));
            said[field.Code] = text;
        }

        return new ExchangeRow(row, mapping, said);
    }

    /// <summary>The text in our way of writing; null when it cannot be, which is said.</summary>
    private static string? Value(CsvRow row, ColumnMapping column, ExchangeField field, FileMapping mapping, string text, List<Refusal> refusals)
    {
        if (column.Values is { } values)
        {
            if (values.TryGetValue(text, out var ours))
                return ours;
            refusals.Add(row.Refuse("value-unknown", column.Column, $"La correspondance ne connaît pas « {Short(text)} » : elle connaît {string.Join(", ", values.Keys.Take(20))}."));
            return null;
        }

        if (field.Codes is { } codes && !codes.Contains(text))
        {
            refusals.Add(row.Refuse("value-unknown", column.Column, $"« {Short(text)} » n’est pas connu : écrivez {string.Join(", ", codes)}."));
            return null;
        }

        return field.Type switch
        {
            ExchangeFieldType.Day => Day(row, column, mapping, text, refusals),
            ExchangeFieldType.Time => Time(row, column, mapping, text, refusals),
            ExchangeFieldType.Instant => Instant(row, column, mapping, text, refusals),
            _ => text,
        };
    }

    private static string? Day(CsvRow row, ColumnMapping column, FileMapping mapping, string text, List<Refusal> refusals)
    {
        if (DateOnly.TryParseExact(text, mapping.DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && WrittenDay.IsNear(day))
            return day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        refusals.Add(row.Refuse("day-invalid", column.Column, $"« {Short(text)} » n’est pas un jour écrit {mapping.DayFormat}, par exemple {new DateOnly(2026, 3, 12).ToString(mapping.DayFormat, CultureInfo.InvariantCulture)}."));
        return null;
    }

    private static string? Time(CsvRow row, ColumnMapping column, FileMapping mapping, string text, List<Refusal> refusals)
    {
        if (TimeOnly.TryParseExact(text, mapping.TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return time.ToString("HH:mm", CultureInfo.InvariantCulture);
        refusals.Add(row.Refuse("hour-invalid", column.Column, $"« {Short(text)} » n’est pas une heure écrite {mapping.TimeFormat}, par exemple {new TimeOnly(13, 30).ToString(mapping.TimeFormat, CultureInfo.InvariantCulture)}."));
        return null;
    }

    private static string? Instant(CsvRow row, ColumnMapping column, FileMapping mapping, string text, List<Refusal> refusals)
    {
        if (DateTime.TryParseExact(text, mapping.InstantFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant) && WrittenDay.IsNear(DateOnly.FromDateTime(instant)))
            return instant.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);
        refusals.Add(row.Refuse("instant-invalid", column.Column, $"« {Short(text)} » n’est pas un jour et une heure écrits {mapping.InstantFormat}."));
        return null;
    }

    /// <summary>Whether a spreadsheet would take it for a formula, apostrophes before it aside: so that each that is put can be taken away again.</summary>
    public static bool LooksLikeFormula(string text) => text.AsSpan().TrimStart('\'') is { Length: > 0 } bare && Formula.Contains(bare[0], StringComparison.Ordinal);

    private static string Unguarded(string text) => text.Length > 1 && text[0] == '\'' && LooksLikeFormula(text) ? text[1..] : text;

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
