using System.Globalization;
using System.Text.Json;
using Ramure.Kernel.Lists;
using Ramure.Kernel.Operations;

namespace Ramure.Training.Exchange.Mapping;

/// <summary>Reads a mapping file, and says all that is wrong with it by its path.</summary>
internal sealed class MappingReader(ReferenceLists lists)
{
    public const int MaxBytes = 256 * 1024;
    private const int MostColumns = 80;
    private const int MostValues = 500;
    private const int LongestText = 200;

    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 16 };

    /// <summary>Separators by the word that mapping files use; the sign itself is understood too.</summary>
    private static readonly IReadOnlyList<(string Word, char Sign)> Separators = [("point-virgule", ';'), ("virgule", ','), ("tabulation", '\t')];

    public Result<ExchangeMapping> Read(ReadOnlyMemory<byte> content, string file)
    {
        if (content.Length > MaxBytes)
            return new Refusal("mapping-size", $"La correspondance dépasse {MaxBytes / 1024} Ko.", File: file);
        if (content.Span.StartsWith("\uFEFF"u8))
            content = content[3..];
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(content, Lenient);
        }
        catch (JsonException unreadable)
        {
            return new Refusal(
                "mapping-json", "Ce n’est pas du JSON : vérifiez les guillemets, les virgules et les accolades autour de cette place.", File: file,
                Line: (int)(unreadable.LineNumber ?? 0) + 1, Column: (int)(unreadable.BytePositionInLine ?? 0) + 1);
        }

        using (document)
            return Read(document.RootElement, file);
    }

    private Result<ExchangeMapping> Read(JsonElement root, string file)
    {
        var refusals = new List<Refusal>();
        var node = new MappingNode(root, "$", file, refusals);
        if (refusals.Count > 0)
            return refusals;
        if (node.Text("format", LongestText, needed: true) is { } format && format != ExchangeMapping.Format)
            node.Refuse("mapping-format", $"« {format} » n’est pas connu : écrivez « {ExchangeMapping.Format} ».", "format");
        var system = node.Text("system", ExchangeKey.Longest, needed: true);
        if (system is not null && !ExchangeKey.IsSystem(system))
            node.Refuse("mapping-system", "un nom court est attendu, en lettres minuscules, chiffres et traits d’union : gaia, gaia-lille.", "system");
        var name = node.Text("name", LongestText, needed: true);
        var status = node.Word("status", ["proposition", "convenue"]);
        foreach (var prose in (string[])["notes", "sources", "$schema"])
            node.Pass(prose);
        var files = new Dictionary<ExchangeKind, FileMapping>();
        if (node.Below("files") is { } below)
        {
            foreach (var (kind, word, _, _) in ExchangeFields.Kinds)
                if (below.Below(word) is { } one)
                    files[kind] = File(one, kind);
            if (files.Count == 0)
                below.Refuse("mapping-missing", $"décrivez au moins un fichier : {string.Join(", ", ExchangeFields.Kinds.Select(k => k.Name))}.");
            below.Close();
        }
        else
        {
            node.Refuse("mapping-missing", "cette propriété manque.", "files");
        }

        node.Close();
        return refusals.Count > 0 ? refusals : new ExchangeMapping { System = system!, Name = name!, IsProposal = status != "convenue", Files = files };
    }

    private FileMapping File(MappingNode node, ExchangeKind kind)
    {
        var fields = ExchangeFields.Of(kind);
        var separator = node.Word("separator", [.. Separators.Select(s => s.Word), ";", ","]);
        var encoding = node.Word("encoding", [.. ExchangeEncodings.All.Select(e => e.Name)]);
        var day = node.Text("dateFormat", 20);
        if (day is not null && !IsDayFormat(day))
            node.Refuse("mapping-date", "écrivez le jour, le mois et l’année avec dd, MM et yyyy : dd/MM/yyyy.", "dateFormat");
        var time = node.Text("timeFormat", 20);
        if (time is not null && !IsTimeFormat(time))
            node.Refuse("mapping-time", "écrivez l’heure et les minutes avec HH et mm : HH:mm, HH'h'mm.", "timeFormat");
        node.Pass("notes");
        var columns = new List<ColumnMapping>();
        foreach (var below in node.List("columns", MostColumns))
            if (Column(below, fields, columns) is { } column)
                columns.Add(column);
        var always = Fixed(node, fields, columns);
        foreach (var needed in fields.Where(f => f.IsNeeded && columns.TrueForAll(c => c.Field != f.Code) && !always.ContainsKey(f.Code)))
            node.Refuse("mapping-field-missing", $"aucune colonne ne dit « {needed.Code} » ({needed.Says}) : donnez-lui une colonne ou une valeur fixe.", "columns");
        Together(node, kind, columns);
        node.Close();
        return new FileMapping
        {
            Separator = Separators.FirstOrDefault(s => s.Word == separator).Sign is var sign and not '\0' ? sign : separator == "," ? ',' : ';',
            Encoding = ExchangeEncodings.All.FirstOrDefault(e => e.Name == encoding).Encoding ?? ExchangeEncodings.Utf8,
            DayFormat = day ?? "yyyy-MM-dd",
            TimeFormat = time ?? "HH:mm",
            Columns = columns,
            Fixed = always,
        };
    }

    private ColumnMapping? Column(MappingNode node, IReadOnlyList<ExchangeField> fields, List<ColumnMapping> before)
    {
        var column = node.Text("column", LongestText, needed: true)?.Trim();
        var code = node.Text("field", LongestText);
        var field = fields.FirstOrDefault(f => f.Code == code);
        if (!node.Has("field"))
            node.Refuse("mapping-missing", "cette propriété manque ; « ignore » pour une colonne qui ne sert pas.", "field");
        else if (field is null && code is not (null or "ignore"))
            node.Refuse("mapping-field", $"« {code} » n’est pas connu ici : écrivez {string.Join(", ", fields.Select(f => f.Code))}, ou ignore.", "field");
        if (column is not null && before.Exists(c => c.Column == column))
            node.Refuse("mapping-column-twice", $"la colonne « {column} » est déjà décrite plus haut.", "column");
        if (field is not null && before.Exists(c => c.Field == field.Code))
            node.Refuse("mapping-field-twice", $"« {field.Code} » vient déjà d’une autre colonne.", "field");
        var optional = node.Flag("optional") ?? false;
        var usual = node.Text("default", LongestText);
        if (usual is not null && field is not null && Wrong(field, usual) is { } wrong)
            node.Refuse("mapping-value", wrong, "default");
        node.Pass("source");
        node.Pass("notes");
        var values = field is null ? null : Values(node, field);
        node.Pass("values");
        node.Close();
        return column is null ? null : new ColumnMapping(column, field?.Code) { Values = values, Default = usual, IsOptional = optional };
    }

    private Dictionary<string, string>? Values(MappingNode node, ExchangeField field)
    {
        if (node.Below("values") is not { } below)
            return null;
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var theirs in below.Names.Take(MostValues + 1).ToList())
        {
            if (values.Count == MostValues)
                below.Refuse("mapping-values", $"{MostValues} valeurs au plus.");
            else if (below.Text(theirs, LongestText) is not { } ours)
                continue;
            else if (Wrong(field, ours) is { } wrong)
                below.Refuse("mapping-value", wrong, theirs);
            else if (!values.TryAdd(theirs.Trim(), ours))
                below.Refuse("mapping-twice", "cette valeur paraît deux fois, aux majuscules et aux espaces près.", theirs);
        }

        return values;
    }

    private Dictionary<string, string> Fixed(MappingNode node, IReadOnlyList<ExchangeField> fields, List<ColumnMapping> columns)
    {
        var always = new Dictionary<string, string>(StringComparer.Ordinal);
        if (node.Below("fixed") is not { } below)
            return always;
        foreach (var code in below.Names.ToList())
        {
            var value = below.Text(code, LongestText);
            if (fields.FirstOrDefault(f => f.Code == code) is not { } field)
                below.Refuse("mapping-field", $"n’est pas connu ici : écrivez {string.Join(", ", fields.Select(f => f.Code))}.", code);
            else if (field.IsHidden || code == "session")
                below.Refuse("mapping-fixed", "ne peut pas être le même pour toutes les lignes : donnez-lui une colonne.", code);
            else if (columns.Exists(c => c.Field == code))
                below.Refuse("mapping-field-twice", "vient déjà d’une colonne.", code);
            else if (value is not null && Wrong(field, value) is { } wrong)
                below.Refuse("mapping-value", wrong, code);
            else if (value is not null)
                always[code] = value;
        }

        return always;
    }

    /// <summary>What only several columns together say.</summary>
    private static void Together(MappingNode node, ExchangeKind kind, List<ColumnMapping> columns)
    {
        bool Has(string field) => columns.Exists(c => c.Field == field);
        if (kind == ExchangeKind.Sessions && !Has("training") && !Has("title"))
            node.Refuse("mapping-field-missing", "rien ne dit de quelle formation est la session : donnez une colonne à « training » ou à « title ».", "columns");
        if (kind == ExchangeKind.Registrations && !Has("name") && !(Has("last-name") && Has("first-name")))
            node.Refuse("mapping-field-missing", "rien ne nomme la personne : donnez une colonne à « name », ou à « last-name » et à « first-name ».", "columns");
        if (kind == ExchangeKind.Registrations && !Has("email"))
            node.Refuse("mapping-field-missing", "rien ne dit l’adresse électronique : donnez une colonne à « email ».", "columns");
        if (kind == ExchangeKind.Attendance && !Has("registration") && !Has("person") && !Has("email"))
            node.Refuse("mapping-field-missing", "rien ne dit de qui est la présence : donnez une colonne à « registration », à « person » ou à « email ».", "columns");
        if (kind == ExchangeKind.Attendance && !Has("presence") && !Has("minutes"))
            node.Refuse("mapping-field-missing", "rien ne dit la présence : donnez une colonne à « presence » ou à « minutes ».", "columns");
    }

    private string? Wrong(ExchangeField field, string value) =>
        field.Codes is { } codes && !codes.Contains(value) ? $"« {value} » n’est pas un code de « {field.Code} » : écrivez {string.Join(", ", codes)}."
        : field.IsAudience && lists.Audiences.All(a => a.Code != value) ? $"« {value} » n’est pas un public : écrivez {string.Join(", ", lists.Audiences.Select(a => a.Code))}."
        : null;

    private static bool IsDayFormat(string format) =>
        format.Contains("yyyy", StringComparison.Ordinal) && format.Contains('M', StringComparison.Ordinal) && format.Contains('d', StringComparison.Ordinal) && Holds(format, new DateTime(2026, 12, 31))
        && Holds(format, new DateTime(2025, 1, 2)) && format.All(c => c is 'd' or 'M' or 'y' or '/' or '-' or '.' or ' ');

    private static bool IsTimeFormat(string format) =>
        format.Contains('H', StringComparison.Ordinal) && format.Contains("mm", StringComparison.Ordinal) && format.All(c => c is 'H' or 'm' or 's' or ':' or '.' or 'h' or '\'' or ' ')
        && HoldsTime(format, new TimeOnly(23, 59)) && HoldsTime(format, new TimeOnly(8, 5));

    private static bool Holds(string format, DateTime day) =>
        DateTime.TryParseExact(day.ToString(format, CultureInfo.InvariantCulture), format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var back) && back == day;

    private static bool HoldsTime(string format, TimeOnly time)
    {
        try
        {
            return TimeOnly.TryParseExact(time.ToString(format, CultureInfo.InvariantCulture), format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var back) && back == time;
        }
        catch (FormatException)
        {
            // A quote that is opened and never closed.
            return false;
        }
    }
}

/// <summary>How systems may be named.</summary>
internal static class ExchangeKey
{
    public const int Longest = 40;

    public static bool IsSystem(string name) => name.Length is > 0 and <= Longest && name.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-');
}
