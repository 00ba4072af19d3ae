using System.Text.RegularExpressions;
using Markdig;

namespace Ramure.Ui.Guide;

/// <summary>A page of the guide: a file of <c>docs/guide</c>, its title the first heading.</summary>
public sealed record GuidePage(string Slug, string Title, string Markdown);

/// <summary>The guide's files, read once: they are part of the program.</summary>
public sealed partial class GuidePages
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UseAdvancedExtensions().DisableHtml().Build();

    private readonly Lazy<IReadOnlyList<GuidePage>> all = new(() => Read(Path.Combine(AppContext.BaseDirectory, "docs", "guide")));

    /// <summary>In the order of file names; a number in front (<c>02-tableaux.md</c>) only orders.</summary>
    public IReadOnlyList<GuidePage> All => all.Value;

    /// <summary>The page's text without its first heading, as markup.</summary>
    public static string Html(GuidePage page)
    {
        var body = TitleLine().Replace(page.Markdown, "", 1);
        // What scrolls sideways on a phone must be reached by the keyboard too.
        return Markdig.Markdown.ToHtml(body, Pipeline)
            .Replace("<pre>", "<pre tabindex=\"0\">", StringComparison.Ordinal)
            .Replace("<table>", "<div class=\"table-responsive\" tabindex=\"0\"><table class=\"table\">", StringComparison.Ordinal)
            .Replace("</table>", "</table></div>", StringComparison.Ordinal);
    }

    internal static IReadOnlyList<GuidePage> Read(string folder) => !Directory.Exists(folder)
        ? []
        : [.. Directory.EnumerateFiles(folder, "*.md").Order(StringComparer.Ordinal).Select(file =>
        {
            var slug = Ordering().Replace(Path.GetFileNameWithoutExtension(file), "");
            var text = File.ReadAllText(file);
            return new GuidePage(slug, TitleLine().Match(text) is { Success: true } title ? title.Groups[1].Value.Trim() : slug, text);
        })];

    [GeneratedRegex(@"^#[ \t]+(.+)$", RegexOptions.Multiline)]
    private static partial Regex TitleLine();

    [GeneratedRegex(@"^\d+-")]
    private static partial Regex Ordering();
}
