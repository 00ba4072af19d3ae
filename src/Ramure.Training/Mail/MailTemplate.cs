using System.Globalization;
using System.Text.RegularExpressions;
using Fluid;
using Fluid.Parser;

namespace Ramure.Training.Mail;

/// <summary>Words in Liquid, put together with values as plain text: the letter escapes what it makes HTML of.</summary>
internal static partial class MailTemplate
{
    /// <summary>A letter of so many signs is a mistake in its words.</summary>
    private const int LongestText = 20_000;

    private static readonly FluidParser Parser = new();

    private static readonly TemplateOptions Options = new()
    {
        CultureInfo = CultureInfo.GetCultureInfo("fr-FR"),
        // No words that anybody writes need more; a loop within a loop within a loop does.
        MaxSteps = 20_000,
        MaxRecursion = 20,
        StrictFilters = true,
    };

    /// <summary>The template, or where it cannot be read and why, as the parser says it.</summary>
    public static bool TryParse(string text, out IFluidTemplate template, out string error) => Parser.TryParse(text, out template, out error);

    /// <summary>One line.</summary>
    public static string Line(string text, Dictionary<string, object?> values) => Spaces().Replace(Render(text, values), " ").Trim();

    /// <summary>Paragraphs, which empty lines part.</summary>
    public static IReadOnlyList<string> Paragraphs(string text, Dictionary<string, object?> values) =>
        [.. EmptyLines().Split(Render(text.ReplaceLineEndings("\n"), values).Trim('\n', ' ')).Select(p => string.Join('\n', p.Split('\n').Select(l => l.Trim()))).Where(p => p.Length > 0)];

    private static string Render(string text, Dictionary<string, object?> values)
    {
        // A tag alone on its line leaves no empty line behind.
        if (!TryParse(LoneTags().Replace(text, "$1"), out var template, out var error))
            throw new ParseException(error);
        var context = new TemplateContext(Options);
        foreach (var (name, value) in values)
            context.SetValue(name, value);
        using var written = new StringWriter(CultureInfo.InvariantCulture);
        var rendered = template.Render(context);
        return rendered.Length <= LongestText ? rendered : throw new InvalidOperationException($"A mail of {rendered.Length} characters.");
    }

    [GeneratedRegex(@"^[ \t]*(\{%-?[^%\n]*-?%\})[ \t]*\n", RegexOptions.Multiline)]
    private static partial Regex LoneTags();

    [GeneratedRegex(@"\n[ \t]*\n\s*")]
    private static partial Regex EmptyLines();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
