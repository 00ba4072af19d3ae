using System.Text;

namespace Ramure.Steering.Model;

/// <summary>How statements are held against each other: case, spaces and punctuation say nothing.</summary>
internal static class Words
{
    public static string Normalise(string? text)
    {
        if (text is null)
            return "";
        var kept = new StringBuilder(text.Length);
        var gap = false;
        foreach (var c in text.Normalize(NormalizationForm.FormC))
        {
            // % and € are units, not punctuation.
            if (!char.IsLetterOrDigit(c) && c is not ('%' or '€'))
            {
                gap = kept.Length > 0;
                continue;
            }

            if (gap)
                kept.Append(' ');
            gap = false;
            kept.Append(char.ToLowerInvariant(c));
        }

        return kept.ToString();
    }
}
