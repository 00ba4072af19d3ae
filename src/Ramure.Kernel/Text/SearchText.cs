using System.Globalization;
using System.Text;

namespace Ramure.Kernel.Text;

/// <summary>Text as search columns store it: unaccented, lower-case, ligatures opened, everything else a single space.</summary>
public static class SearchText
{
    /// <summary>Folds "Collège Saint-Exupéry, Cœuvres" into "college saint exupery coeuvres".</summary>
    public static string Fold(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return "";
        var folded = new StringBuilder(text.Length);
        var gap = false;
        foreach (var c in text.Replace("œ", "oe").Replace("Œ", "oe").Replace("æ", "ae").Replace("Æ", "ae").Normalize(NormalizationForm.FormD))
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
