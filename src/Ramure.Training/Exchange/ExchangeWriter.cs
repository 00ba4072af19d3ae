using System.Globalization;
using System.Text;
using Ramure.Kernel.Operations;
using Ramure.Training.Exchange.Mapping;

namespace Ramure.Training.Exchange;

/// <summary>A file of exchange, written.</summary>
/// <param name="Lines">How many lines below the first.</param>
internal sealed record ExchangeFile(byte[] Content, int Lines);

/// <summary>Writes lines of ours as another system reads them, by the mapping by which its own files are read.</summary>
internal static class ExchangeWriter
{
    /// <param name="lines">By our fields; what is absent or empty is an empty cell.</param>
    public static Result<ExchangeFile> Write(ExchangeMapping mapping, ExchangeKind kind, IReadOnlyList<IReadOnlyDictionary<string, string>> lines)
    {
        if (!mapping.Files.TryGetValue(kind, out var described))
            return new Refusal("mapping-without-file", $"La correspondance « {mapping.Name} » ne décrit pas le fichier « {ExchangeFields.Name(kind)} ».", "correspondance");
        var refusals = new Dictionary<string, Refusal>(StringComparer.Ordinal);
        var text = new StringBuilder();
        Append(text, described, described.Columns.Select(c => c.Column));
        foreach (var line in lines)
            Append(text, described, described.Columns.Select(c => Cell(c, described, kind, line, refusals)));
        if (refusals.Count > 0)
            return refusals.Values.ToList();
        try
        {
            return new ExchangeFile([.. described.Encoding.Preamble, .. described.Encoding.GetBytes(text.ToString())], lines.Count);
        }
        catch (EncoderFallbackException missing)
        {
            var sign = missing.CharUnknownHigh == '\0' ? missing.CharUnknown.ToString() : $"{missing.CharUnknownHigh}{missing.CharUnknownLow}";
            return new Refusal("encoding-lacks", $"Le signe « {sign} » n’existe pas en {described.Encoding.WebName} : choisissez une correspondance en utf-8.", "correspondance");
        }
    }

    private static string Cell(ColumnMapping column, FileMapping mapping, ExchangeKind kind, IReadOnlyDictionary<string, string> line, Dictionary<string, Refusal> refusals)
    {
        if (column.Field is null || !line.TryGetValue(column.Field, out var ours) || ours.Length == 0)
            return "";
        if (column.Values is { } values)
        {
            if (values.FirstOrDefault(v => v.Value == ours).Key is { } theirs)
                return theirs;
            refusals.TryAdd(
                $"{column.Field} {ours}",
                new Refusal("value-without-code", $"La correspondance n’a pas de valeur pour « {ours} » dans la colonne « {column.Column} » : ajoutez-l’y.", "correspondance"));
            return "";
        }

        return ExchangeFields.Of(kind).First(f => f.Code == column.Field).Type switch
        {
            ExchangeFieldType.Day => DateOnly.ParseExact(ours, "yyyy-MM-dd", CultureInfo.InvariantCulture).ToString(mapping.DayFormat, CultureInfo.InvariantCulture),
            ExchangeFieldType.Time => TimeOnly.ParseExact(ours, "HH:mm", CultureInfo.InvariantCulture).ToString(mapping.TimeFormat, CultureInfo.InvariantCulture),
            ExchangeFieldType.Instant => DateTime.ParseExact(ours, "yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture).ToString(mapping.InstantFormat, CultureInfo.InvariantCulture),
            _ => ours,
        };
    }

    private static void Append(StringBuilder text, FileMapping mapping, IEnumerable<string> cells) =>
        text.AppendJoin(mapping.Separator, cells.Select(c => Quoted(Harmless(c), mapping.Separator))).Append("\r\n");

    /// <summary>A text that begins like a formula would be run by the spreadsheet that opens the file; it is read back without the apostrophe.</summary>
    private static string Harmless(string text) => ExchangeTable.LooksLikeFormula(text) ? "'" + text : text;

    private static string Quoted(string text, char separator) =>
        text.AsSpan().IndexOfAny([separator, '"', '\r', '\n']) >= 0 || (text.Length > 0 && (text[0] == ' ' || text[^1] == ' ')) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
