using System.Text;

namespace Ramure.Training.Exchange.Mapping;

/// <summary>How another system writes what is exchanged, in both directions.</summary>
internal sealed record ExchangeMapping
{
    public const string Format = "ramure-exchange/1";

    /// <summary>Under which its identifiers are kept.</summary>
    public required string System { get; init; }

    /// <summary>As pages show it.</summary>
    public required string Name { get; init; }

    /// <summary>Nobody of the other system has confirmed it.</summary>
    public required bool IsProposal { get; init; }

    public required IReadOnlyDictionary<ExchangeKind, FileMapping> Files { get; init; }
}

/// <summary>How one of the files is written.</summary>
internal sealed record FileMapping
{
    public char Separator { get; init; } = ';';

    public Encoding Encoding { get; init; } = ExchangeEncodings.Utf8;

    /// <summary>Custom format of .NET: <c>dd/MM/yyyy</c>.</summary>
    public string DayFormat { get; init; } = "yyyy-MM-dd";

    public string TimeFormat { get; init; } = "HH:mm";

    /// <summary>In the order in which they are written out.</summary>
    public required IReadOnlyList<ColumnMapping> Columns { get; init; }

    /// <summary>What no column says and is always so, by field.</summary>
    public IReadOnlyDictionary<string, string> Fixed { get; init; } = new Dictionary<string, string>();

    public string InstantFormat => $"{DayFormat} {TimeFormat}";

    /// <summary>Whether the file says anything of this field.</summary>
    public bool Says(string field) => Fixed.ContainsKey(field) || Columns.Any(c => c.Field == field);

    public ColumnMapping? Column(string field) => Columns.FirstOrDefault(c => c.Field == field);
}

/// <summary>A column of the other system.</summary>
/// <param name="Column">Its name in the first line.</param>
/// <param name="Field">What it says of ours; null: known, and read past.</param>
internal sealed record ColumnMapping(string Column, string? Field)
{
    /// <summary>Our code by theirs; null where they are the same.</summary>
    public IReadOnlyDictionary<string, string>? Values { get; init; }

    /// <summary>What an empty cell means; null: nothing is said.</summary>
    public string? Default { get; init; }

    /// <summary>The file may be without it.</summary>
    public bool IsOptional { get; init; }
}

/// <summary>The encodings that files come in.</summary>
internal static class ExchangeEncodings
{
    public static Encoding Utf8 { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);

    /// <summary>What a French spreadsheet and many an application of the State write.</summary>
    public static Encoding Windows1252 { get; } = CodePagesEncodingProvider.Instance.GetEncoding(1252, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    public static IReadOnlyList<(string Name, Encoding Encoding)> All { get; } = [("utf-8", Utf8), ("windows-1252", Windows1252)];
}
