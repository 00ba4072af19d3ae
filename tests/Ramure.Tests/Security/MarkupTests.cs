using Ramure.Tests.Support;
using Ramure.Ui.Components;
using Ramure.Ui.Guide;

namespace Ramure.Tests.Security;

public sealed class MarkupTests
{
    [Fact]
    public void Raw_markup_has_these_two_places()
    {
        var places = new DirectoryInfo(Path.Combine(Repository.Root, "src")).EnumerateFiles("*.*", SearchOption.AllDirectories)
            .Where(f => f.Extension is ".razor" or ".cs" && !f.FullName.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Where(f => File.ReadAllText(f.FullName) is var text && (text.Contains("MarkupString", StringComparison.Ordinal) || text.Contains("AddMarkupContent", StringComparison.Ordinal)))
            .Select(f => f.Name).Order(StringComparer.Ordinal);
        Assert.Equal(["DataBlock.razor", "GuideText.razor"], places);
    }

    [Fact]
    public void The_guide_shows_html_as_text()
    {
        var html = GuidePages.Html(new GuidePage("x", "X", "# X\n\n<script>alert(1)</script> <b onclick=\"x\">gras</b>"));
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b ", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_in_a_chart_does_not_end_its_script()
    {
        var json = new ChartData("Unité", ["</script><script>alert(1)</script>"], [new ChartSeries("a & b", [1])]).Option().ToJsonString();
        Assert.DoesNotContain("<", json, StringComparison.Ordinal);
        Assert.DoesNotContain("&", json, StringComparison.Ordinal);
    }
}
