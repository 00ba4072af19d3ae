using System.Security.Cryptography;

namespace Ramure.Training.Recognition;

/// <summary>Codes that are read aloud and typed: 100 random bits in signs that are not taken one for another.</summary>
internal static class VerificationCode
{
    public const int Length = 20;
    private const int Group = 5;

    /// <summary>32 signs, none taken for another.</summary>
    internal const string Signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    public static string New() => RandomNumberGenerator.GetString(Signs, Length);

    /// <summary>« 7K2QX-… » in groups of five.</summary>
    public static string Shown(string code) => string.Join('-', code.Chunk(Group).Select(c => new string(c)));

    /// <summary>What somebody typed as a code; null when it cannot be one. An O is a zero, an I or an L a one.</summary>
    public static string? Read(string? typed)
    {
        var code = Plain(typed ?? "");
        return code.Length == Length && code.All(c => Signs.Contains(c, StringComparison.Ordinal)) ? code : null;
    }

    /// <summary>Without spaces and dashes, in capitals, what is taken for a figure as that figure.</summary>
    internal static string Plain(string typed) => string.Concat(typed.Where(c => !char.IsWhiteSpace(c) && c is not ('-' or '–' or '‑')).Select(c => char.ToUpperInvariant(c) switch
    {
        'O' => '0',
        'I' or 'L' => '1',
        var other => other,
    }));
}
