using System.Globalization;
using System.Text;
using Ramure.Kernel.Text;

namespace Ramure.Kernel.Files;

/// <summary>Names as they are shown and offered for download; no name ever becomes a path here.</summary>
internal static class FileNames
{
    public const int MaxLength = 160;

    /// <summary>
    /// Drops folders (of either system), control and format characters (a right-to-left override hides an extension) and
    /// what Windows forbids in a name; shortens the stem, never the extension.
    /// </summary>
    public static string Clean(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var clean = new StringBuilder(last.Length);
        foreach (var c in SearchText.WellFormed(last).Normalize(NormalizationForm.FormC))
            if (CharUnicodeInfo.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate))
                clean.Append("<>:\"|?*".Contains(c) ? '_' : c);
        var text = clean.ToString().Trim().TrimEnd(' ', '.');
        // What follows the last point at such a length is no extension.
        var extension = Path.GetExtension(text) is { Length: <= 20 } known ? known : "";
        var stem = text[..^extension.Length].TrimEnd(' ', '.');
        if (stem.Length == 0)
            return "fichier" + extension;
        return stem.Length + extension.Length <= MaxLength ? stem + extension : stem[..Math.Max(1, MaxLength - extension.Length)] + extension;
    }
}
