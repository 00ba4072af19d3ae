using System.Net;
using AngleSharp.Dom;
using Ramure.Tests.Support;

namespace Ramure.Tests.Ledger.Pages;

public sealed class AggregatesTests
{
    public static TheoryData<string, string, string> Cuts { get; } =
        [.. from database in Databases.All.Select(d => d.Data) from measure in new[] { "acts", "persons" }
            from cut in new[] { "month", "civil-year", "school-year", "unit", "context:theme", "month,unit" } select new TheoryDataRow<string, string, string>(database, measure, cut)];

    [Theory(DisplayName = "L13 Every figure equals what the entries it opens to add up to")]
    [MemberData(nameof(Cuts))]
    public async Task Every_figure_opens_to_its_entries(string database, string measure, string cut)
    {
        await using var site = await LedgerSite.CreateAsync(database);
        var page = await site.PageAsync($"/registre/agregats?mesure={measure}&unite=NAT&sous-arbre=1&du=2023-11-15&au=2025-02-28&perimetre=constant:2025-06-01&par={cut}");
        var rows = page.QuerySelectorAll("#cellules tbody tr, #cellules tfoot tr").ToList();
        // Acts carry themes; persons carry none, so that all of them are in one row without.
        Assert.True(rows.Count >= 2, page.Body!.TextContent);
        var opened = 0;
        foreach (var link in rows.Select(r => r.QuerySelectorAll("a").Single(a => a.GetAttribute("href")!.StartsWith("/registre/ecritures", StringComparison.Ordinal))))
        {
            var text = link.TextContent.Trim();
            var detail = await site.PageAsync(link.GetAttribute("href")!);
            Assert.Equal(text, detail.QuerySelector(".tile-value")!.FirstChild!.TextContent.Trim());
            if (!text.Any(char.IsDigit))
                continue;
            opened++;
            Assert.Contains("ce qui est bien la valeur", detail.QuerySelector("tfoot")!.TextContent, StringComparison.Ordinal);
            var export = await site.CsvAsync(detail.QuerySelector(".table-export a")!.GetAttribute("href")!);
            if (measure == "acts")
                Assert.Equal(LedgerSite.Number(text), export.Where(r => r["Quantité"].Length > 0).Sum(r => LedgerSite.Number(r["Quantité"])));
        }

        Assert.True(opened >= 2);
    }

    [Fact]
    public async Task A_cut_by_time_is_drawn_and_exported_as_it_is_listed()
    {
        await using var site = await LedgerSite.CreateAsync();
        const string query = "?mesure=acts&unite=NAT&sous-arbre=1&du=2024-01-01&au=2024-06-30&par=month";
        var page = await site.PageAsync("/registre/agregats" + query);
        Assert.Equal(6, page.QuerySelectorAll("#graphique tbody tr").Length);
        Assert.Equal("janvier 2024", page.QuerySelector("#cellules tbody th, #cellules tbody td")!.TextContent.Trim());
        var export = await site.CsvAsync("/registre/agregats.csv" + query);
        Assert.Equal(
            page.QuerySelectorAll("#cellules tbody tr").Select(r => (r.Children[0].TextContent.Trim(), Digits(r.QuerySelector("a")!.TextContent))),
            export.Select(r => (r["Période"], r["Valeur"] is { Length: > 0 } value ? LedgerSite.Number(value) : (decimal?)null)));
        Assert.Equal("2024-01-31", export[0]["Au"]);
    }

    [Fact]
    public async Task A_part_of_a_month_says_which_part()
    {
        await using var site = await LedgerSite.CreateAsync();
        var page = await site.PageAsync("/registre/agregats?mesure=acts&unite=A&du=2024-03-02&au=2024-03-03&par=month");
        Assert.Contains("mars 2024 (du 2 mars 2024 jusqu’au 3 mars 2024)", page.QuerySelector("#cellules")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_pages_of_the_table_keep_the_cut()
    {
        await using var site = await LedgerSite.CreateAsync();
        var page = await site.PageAsync("/registre/agregats?mesure=acts&unite=A&du=2015-01-01&au=2024-12-31&par=month");
        var links = page.QuerySelectorAll(".pager a").Select(a => a.GetAttribute("href")!).ToList();
        Assert.NotEmpty(links);
        Assert.All(links, l => Assert.Contains("par=month", l, StringComparison.Ordinal));
        Assert.Equal(100, (await site.PageAsync(links.Single(l => l.Contains("cellules.par=100", StringComparison.Ordinal)))).QuerySelectorAll("#cellules tbody tr").Length);
    }

    [Fact]
    public async Task A_wrong_cut_is_refused_at_its_field()
    {
        await using var site = await LedgerSite.CreateAsync();
        var (status, page) = await site.GetAsync("/registre/agregats?mesure=acts&unite=A&du=2024-01-01&au=2024-12-31&par=week");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("par", page.QuerySelector(".error-summary a")!.GetAttribute("href")!.Split('#')[1]);
        Assert.Equal("week", page.QuerySelector("#par option[selected]")!.GetAttribute("value"));
    }

    private static decimal? Digits(string text) => text.Any(char.IsDigit) ? LedgerSite.Number(text) : null;
}
