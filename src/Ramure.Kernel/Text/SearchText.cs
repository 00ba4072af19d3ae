using System.Globalization;
using System.Text;

namespace Ramure.Kernel.Text;

/// <summary>Text as search columns store it: unaccented, lower-case, ligatures opened, everything else a single space.</summary>
public static class SearchText
{
    /// <summary>The text with a sign in place of each half of a character: what comes from outside may hold some, and normalising refuses them.</summary>
    public static string WellFormed(string text)
    {
        if (!text.Any(char.IsSurrogate))
            return text;
        var whole = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            whole.Append(rune);
        return whole.ToString();
    }

    /// <summary>Folds "Collège Saint-Exupéry, Cœuvres" into "college saint exupery coeuvres".</summary>
    public static string Fold(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return "";
        var folded = new StringBuilder(text.Length);
        var gap = false;
        foreach (var c in WellFormed(text).Replace("œ", "oe").Replace("Œ", "oe").Replace("æ", "ae").Replace("Æ", "ae").Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark)
                continue;
            if (!char.IsLetterOrDigit(c))
            {
                gap = folded.Length > 0;
                continue;
            }

            if (gap)
                folded.Append(' ');
            gap = false;
            folded.Append(char.ToLowerInvariant(c));
        }

        return folded.ToString();
    }
}
