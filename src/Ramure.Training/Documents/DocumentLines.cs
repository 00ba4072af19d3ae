using PdfSharp.Drawing;
using Ramure.Kernel.Text;

namespace Ramure.Training.Documents;

/// <summary>Breaks text into lines.</summary>
internal static class DocumentLines
{
    /// <summary>The lines of a text in a width; line ends of the text are kept, a word too long for a line is cut.</summary>
    public static IReadOnlyList<string> Of(XGraphics page, string text, XFont font, double width)
    {
        var lines = new List<string>();
        foreach (var paragraph in Plain(SearchText.WellFormed(text)).Split('\n'))
        {
            var line = "";
            foreach (var word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                var rest = word;
                if (line.Length > 0 && Width(page, $"{line} {rest}", font) <= width)
                {
                    line += " " + rest;
                    continue;
                }

                if (line.Length > 0)
                    lines.Add(line);
                for (var fits = Fitting(page, rest, font, width); fits < rest.Length; fits = Fitting(page, rest, font, width))
                {
                    lines.Add(rest[..fits]);
                    rest = rest[fits..];
                }

                line = rest;
            }

            lines.Add(line);
        }

        return lines;
    }

    /// <summary>What the font has no sign for, as one that it has; nothing that is no text.</summary>
    public static string Plain(string text) => string.Concat(text.ReplaceLineEndings("\n").Select(c => c switch
    {
        '\u202f' or '\u2007' => "\u00a0",
        '\u2011' => "-",
        '\t' => " ",
        '\n' => "\n",
        _ when char.IsControl(c) => "",
        _ => c.ToString(),
    }));

    private static double Width(XGraphics page, string text, XFont font) => page.MeasureString(text, font).Width;

    private static int Fitting(XGraphics page, string word, XFont font, double width)
    {
        var length = word.Length;
        while (length > 1 && Width(page, word[..length], font) > width)
            length--;
        // A pair of surrogates is one sign.
        return length > 1 && length < word.Length && char.IsHighSurrogate(word[length - 1]) ? length - 1 : length;
    }
}
