namespace Ramure.Kernel.Operations;

/// <summary>
/// An expected refusal: what is wrong, where, and the remedy, in French, ready to show. Exceptions are for bugs.
/// </summary>
/// <param name="Code">Stable English code, for example <c>unit-unknown</c>.</param>
/// <param name="Message">What is wrong and how to mend it, a full French sentence.</param>
/// <param name="Field">The form or API field, or the CSV column.</param>
/// <param name="File">The file of an import.</param>
/// <param name="Line">1-based line in the file.</param>
/// <param name="Column">1-based column in the file: character for text formats, field for CSV.</param>
public sealed record Refusal(
    string Code, string Message, string? Field = null, string? File = null, int? Line = null, int? Column = null)
{
    /// <summary>"fichier.csv, ligne 12, colonne 3 (jour) : message".</summary>
    public override string ToString()
    {
        var place = new List<string>();
        if (File is not null)
            place.Add(File);
        if (Line is not null)
            place.Add($"ligne {Line}");
        if (Column is not null)
            place.Add(Field is null ? $"colonne {Column}" : $"colonne {Column} ({Field})");
        else if (Field is not null && File is not null)
            place.Add($"colonne {Field}");
        return place.Count == 0 ? Message : $"{string.Join(", ", place)} : {Message}";
    }
}
