using System.Globalization;
using System.Text;
using CsvHelper;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;

namespace Ramure.Kernel.Csv;

/// <summary>One line of a CSV file, by column name.</summary>
public sealed class CsvRow(string file, int line, string[] fields, IReadOnlyDictionary<string, int> columns)
{
    /// <summary>1-based line on which the record begins.</summary>
    public int Line { get; } = line;

    /// <summary>The trimmed text of a column; empty when the column is absent.</summary>
    public string this[string column] =>
        columns.TryGetValue(column, out var index) && index < fields.Length ? fields[index].Trim() : "";

    /// <summary>The trimmed text, null when empty.</summary>
    public string? Optional(string column) => this[column] is { Length: > 0 } text ? text : null;

    /// <summary>A refusal that names this file, this line and the column.</summary>
    public Refusal Refuse(string code, string column, string message) =>
        new(code, message, column, file, Line, columns.TryGetValue(column, out var index) ? index + 1 : null);

    /// <summary>Adds a refusal for each text longer than what is kept of its column.</summary>
    public void Longest(ICollection<Refusal> refusals, params ReadOnlySpan<(string Column, int Most)> columns)
    {
        foreach (var (column, most) in columns)
            if (this[column].Length > most)
                refusals.Add(Refuse("text-long", column, $"Ce texte a {this[column].Length} signes. Réduisez-le à {most}."));
    }

    /// <summary>A day written yyyy-MM-dd; adds a refusal and answers null otherwise.</summary>
    public DateOnly? Day(string column, ICollection<Refusal> refusals)
    {
        if (WrittenDay.TryRead(this[column], out var day))
            return day;
        refusals.Add(Refuse("day-invalid", column, $"« {this[column]} » n'est pas un jour du calendrier : écrivez année-mois-jour, par exemple 2024-04-30."));
        return null;
    }
}

/// <summary>
/// A CSV file from outside: UTF-8 with or without a mark, comma or semicolon, quotes as usual. What cannot be read is refused with
/// its line and column.
/// </summary>
public sealed class CsvTable
{
    private CsvTable(string file, IReadOnlyList<CsvRow> rows, IReadOnlyCollection<string> columns)
    {
        File = file;
        Rows = rows;
        Columns = columns;
    }

    /// <summary>Name shown in messages.</summary>
    public string File { get; }

    public IReadOnlyList<CsvRow> Rows { get; }

    /// <summary>The columns that the header names.</summary>
    public IReadOnlyCollection<string> Columns { get; }

    /// <summary>Reads a file of the disk.</summary>
    public static Result<CsvTable> Read(FileInfo file, IReadOnlyList<string> required, IReadOnlyList<string>? optional = null)
    {
        if (!file.Exists)
            return new Refusal("file-missing", $"Le fichier « {file.Name} » n'existe pas. Vérifiez son chemin.", File: file.Name);
        using var stream = file.OpenRead();
        return Read(stream, file.Name, required, optional);
    }

    /// <summary>Reads a stream to its end.</summary>
    public static Result<CsvTable> Read(Stream stream, string file, IReadOnlyList<string> required, IReadOnlyList<string>? optional = null) =>
        Read(stream, file, required, optional, null, null);

    /// <summary>Reads a stream that another system wrote its own way; a mark of UTF-8 at its beginning counts for more than <paramref name="encoding"/>.</summary>
    /// <param name="encoding">Throws on what it cannot read; null: UTF-8.</param>
    /// <param name="separator">Null: comma or semicolon, whichever the first line has more of.</param>
    public static Result<CsvTable> Read(Stream stream, string file, IReadOnlyList<string> required, IReadOnlyList<string>? optional, Encoding? encoding, char? separator)
    {
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        var bytes = copy.GetBuffer().AsSpan(0, (int)copy.Length);
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
        {
            bytes = bytes[Encoding.UTF8.Preamble.Length..];
            encoding = null;
        }

        string text;
        try
        {
            text = (encoding ?? new UTF8Encoding(false, throwOnInvalidBytes: true)).GetString(bytes);
        }
        catch (DecoderFallbackException bad)
        {
            var line = 1 + bytes[..Math.Min(bytes.Length, Math.Max(0, bad.Index))].Count((byte)'\n');
            return new Refusal("file-encoding", encoding is null or UTF8Encoding ? "Le fichier n'est pas en UTF-8. Enregistrez-le au format « CSV UTF-8 »." : $"Le fichier n'est pas en {encoding.WebName}.", File: file, Line: line);
        }

        // No text of ours holds it, PostgreSQL refuses it: what has one is a workbook or another file under this name.
        if (text.IndexOf('\0') is >= 0 and var at)
            return new Refusal("file-not-text", "Le fichier contient un caractère nul : ce n'est pas un fichier CSV. Enregistrez-le au format « CSV UTF-8 ».", File: file, Line: 1 + text.AsSpan(0, at).Count('\n'));
        return string.IsNullOrWhiteSpace(text)
            ? new Refusal("file-empty", $"Le fichier est vide. Sa première ligne doit nommer les colonnes : {string.Join(", ", required)}.", File: file, Line: 1)
            : Parse(text, file, required, optional ?? [], separator);
    }

    private static Result<CsvTable> Parse(string text, string file, IReadOnlyList<string> required, IReadOnlyList<string> optional, char? separator)
    {
        var firstLine = text.AsSpan(0, text.IndexOf('\n') is >= 0 and var end ? end : text.Length);
        var refusals = new List<Refusal>();
        using var reader = CsvReader.FromText(text, new CsvReaderOptions
        {
            Separator = separator ?? (firstLine.Count(';') > firstLine.Count(',') ? ';' : ','),
            HasHeader = false,
            TrackLineNumbers = true,
            OnMalformedRecord = bad => refusals.Add(new Refusal("quote-invalid", "Guillemets mal placés. Doublez les guillemets à l'intérieur d'un champ entre guillemets.", File: file, Line: (int)bad.LineNumber)),
        });
        if (!reader.Read())
            return new Refusal("file-empty", $"Le fichier n'a pas de ligne d'en-tête : {string.Join(", ", required)}.", File: file, Line: 1);
        var header = Fields(reader).Select(h => h.Trim()).ToArray();
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < header.Length; i++)
        {
            if (!required.Contains(header[i]) && !optional.Contains(header[i]))
                refusals.Add(new Refusal("column-unknown", $"La colonne « {header[i]} » n'est pas connue. Colonnes attendues : {string.Join(", ", required.Concat(optional))}.", header[i], file, 1, i + 1));
            else if (!columns.TryAdd(header[i], i))
                refusals.Add(new Refusal("column-twice", $"La colonne « {header[i]} » est nommée deux fois.", header[i], file, 1, i + 1));
        }

        foreach (var missing in required.Where(r => !columns.ContainsKey(r) && !header.Contains(r)))
            refusals.Add(new Refusal("column-missing", $"La colonne « {missing} » manque dans l'en-tête.", missing, file, 1));
        if (refusals.Count > 0)
            return refusals;
        var rows = new List<CsvRow>();
        while (reader.Read())
        {
            var fields = Fields(reader);
            var line = (int)reader.LineNumber;
            if (fields.Length != header.Length)
                refusals.Add(new Refusal("fields-count", $"La ligne a {fields.Length} champs au lieu de {header.Length}. Vérifiez les séparateurs et les guillemets.", File: file, Line: line, Column: Math.Min(fields.Length, header.Length)));
            rows.Add(new CsvRow(file, line, fields, columns));
        }

        return refusals.Count > 0 ? refusals : new CsvTable(file, rows, columns.Keys);
    }

    private static string[] Fields(CsvReader reader)
    {
        var fields = new string[reader.FieldCount];
        for (var i = 0; i < fields.Length; i++)
            fields[i] = reader.GetString(i);
        return fields;
    }
}
