using System.Globalization;
using System.Text;

namespace Ramure.Accounts.Passwords;

/// <summary>
/// The passwords that guessers try first, from a list inside the product: nothing is asked outside. Found too is what people make of them
/// to get past rules: capitals, figures and signs around, letters turned into figures, the same again and again.
/// </summary>
internal static class CommonPasswords
{
    private const int ShortestWord = 6;
    private const int ShortestBase = 5;

    private static readonly Lazy<HashSet<string>> List = new(Read);

    private static readonly Dictionary<char, char> Figures = new()
    {
        ['0'] = 'o',
        ['1'] = 'i',
        ['3'] = 'e',
        ['4'] = 'a',
        ['5'] = 's',
        ['7'] = 't',
        ['8'] = 'b',
        ['@'] = 'a',
        ['$'] = 's',
        ['!'] = 'i',
        ['€'] = 'e',
    };

    public static bool Contains(string password)
    {
        var plain = Plain(password);
        return IsRun(plain) || Forms(plain).Any(List.Value.Contains) || (Base(plain) is { } repeated && (repeated.Length < ShortestBase || Forms(repeated).Any(List.Value.Contains)));
    }

    /// <summary>Whether little is left once words that everybody knows of this person are taken out.</summary>
    public static bool IsAbout(string password, IEnumerable<string> words)
    {
        var rest = Plain(password);
        var before = rest.Length;
        foreach (var word in words.Select(Plain).Where(w => w.Length >= 4).OrderByDescending(w => w.Length))
            rest = rest.Replace(word, "", StringComparison.Ordinal);
        return rest.Length < before && rest.Length < ShortestWord;
    }

    private static IEnumerable<string> Forms(string plain)
    {
        yield return plain;
        var trimmed = plain.Trim([.. plain.Where(c => !char.IsLetter(c))]);
        yield return trimmed;
        var letters = new string([.. plain.Select(c => Figures.GetValueOrDefault(c, c))]);
        yield return letters;
        yield return letters.Trim([.. letters.Where(c => !char.IsLetter(c))]);
        // P@ssw0rd2024! : the figures at the end are no letters.
        yield return new string([.. plain.TrimEnd([.. plain.Where(c => !char.IsLetter(c))]).Select(c => Figures.GetValueOrDefault(c, c))]);
    }

    /// <summary>Lower case, without accents or spaces.</summary>
    private static string Plain(string text) => new([.. text.Normalize(NormalizationForm.FormKD).ToLowerInvariant()
        .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && !char.IsWhiteSpace(c))]);

    /// <summary>What a text repeats: « abc » of « abcabcabcabc »; null when it repeats nothing.</summary>
    private static string? Base(string text)
    {
        for (var length = 1; length <= text.Length / 2; length++)
        {
            if (Enumerable.Range(length, text.Length - length).All(i => text[i] == text[i - length]))
                return text[..length];
        }

        return null;
    }

    /// <summary>« abcdefghijkl », « 987654321098 ».</summary>
    private static bool IsRun(string text) => text.Length > 1 && (Steps(text, 1) || Steps(text, -1));

    private static bool Steps(string text, int by) => Enumerable.Range(1, text.Length - 1).All(i =>
        text[i] - text[i - 1] == by || (char.IsAsciiDigit(text[i]) && char.IsAsciiDigit(text[i - 1]) && (text[i] - text[i - 1] + 10) % 10 == (by + 10) % 10));

    private static HashSet<string> Read()
    {
        using var reader = new StreamReader(typeof(CommonPasswords).Assembly.GetManifestResourceStream("common-passwords.txt")!);
        var list = new HashSet<string>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
                list.Add(line);
        }

        return list;
    }
}
