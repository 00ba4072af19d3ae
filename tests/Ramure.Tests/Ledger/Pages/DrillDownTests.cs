using System.Net;
using AngleSharp.Dom;
using Ramure.Tests.Support;

namespace Ramure.Tests.Ledger.Pages;

public sealed class DrillDownTests
{
    private const string Year = "/registre/ecritures?mesure=acts&unite=NAT&sous-arbre=1&du=2024-01-01&au=2024-12-31";

    [Theory(DisplayName = "L13 The page lists the entries with their records and says that they add up to the value")]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Entries_lead_to_their_records_and_add_up(string database)
    {
        await using var site = await LedgerSite.CreateAsync(database);
        var page = await site.PageAsync(Year);
        Assert.Equal("26,5", Shown(page));
        Assert.Contains("jusqu’au 31 décembre 2024", page.QuerySelector(".lead")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("26,5 actes, ce qui est bien la valeur", page.QuerySelector("tfoot")!.TextContent, StringComparison.Ordinal);

        var rows = page.QuerySelectorAll("#tableau tbody tr").ToList();
        Assert.Equal(6, rows.Count);
        Assert.Equal("/reseau/unites/A", rows[0].QuerySelectorAll("a")[0].GetAttribute("href"));
        Assert.Equal(("Dossier s1", "/dossiers/s1"), rows[0].QuerySelectorAll("a")[1] is var link ? (link.TextContent, link.GetAttribute("href")) : default);
        // What was withdrawn stays, with the entry that takes it back and its number.
        Assert.Contains(rows, r => r.TextContent.Contains("−1,5", StringComparison.Ordinal) && r.Children[^1].TextContent.Trim() == rows[0].Children[0].TextContent.Trim());
        Assert.Contains(rows, r => r.QuerySelector(".tag")?.TextContent.Trim() == "NC");
        // The words of a context come from the module that posts it; others stay codes.
        Assert.Contains(rows, r => r.TextContent.Contains("Partenaire : Espé ou Inspé", StringComparison.Ordinal) && r.TextContent.Contains("museum", StringComparison.Ordinal));
    }

    [Theory(DisplayName = "L5 L13 Persons are counted once, and the page says so instead of a sum")]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Persons_are_counted_once(string database)
    {
        await using var site = await LedgerSite.CreateAsync(database);
        var page = await site.PageAsync(Year.Replace("mesure=acts", "mesure=persons", StringComparison.Ordinal));
        Assert.Equal("3", Shown(page));
        Assert.Contains("4\u00a0écritures : 3\u00a0personnes ou objets distincts, ce qui est bien la valeur", page.QuerySelector("tfoot")!.TextContent, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "L4 A stock shows what each unit brings")]
    public async Task A_stock_shows_what_each_unit_brings()
    {
        await using var site = await LedgerSite.CreateAsync();
        var page = await site.PageAsync("/registre/ecritures?mesure=posts&unite=DT1&sous-arbre=1&du=2024-01-01&au=2024-03-31");
        Assert.Equal("9", Shown(page));
        var parts = page.QuerySelectorAll("#parts-tableau tbody tr").ToDictionary(r => r.Children[0].TextContent.Trim(), r => r.Children[2].TextContent.Trim());
        Assert.Equal(("6", "3", "–"), (parts["A"], parts["B"], parts["C"]));
    }

    [Fact]
    public async Task The_last_day_counts()
    {
        await using var site = await LedgerSite.CreateAsync();
        var days = (await site.CsvAsync("/registre/ecritures.csv" + Year[Year.IndexOf('?')..])).Select(r => r["Jour"]).Distinct().ToList();
        Assert.True(days.Count > 1);
        var last = DateOnly.Parse(days[^1], System.Globalization.CultureInfo.GetCultureInfo("fr-FR"));
        var page = await site.PageAsync(FormattableString.Invariant($"/registre/ecritures?mesure=acts&unite=NAT&sous-arbre=1&du={last:yyyy-MM-dd}&au={last:yyyy-MM-dd}"));
        Assert.NotEmpty(page.QuerySelectorAll("#tableau tbody a"));
        Assert.Equal(last.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), page.GetElementById("au")!.GetAttribute("value"));
    }

    [Fact(DisplayName = "L9 The hierarchy view of the address decides whose entries they are")]
    public async Task The_view_decides()
    {
        await using var site = await LedgerSite.CreateAsync();
        const string address = "/registre/ecritures?mesure=acts&unite=DT2&sous-arbre=1&du=2024-01-01&au=2024-12-31";
        Assert.Contains("Aucune écriture", (await site.PageAsync(address)).QuerySelector("#tableau")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("20,0", Shown(await site.PageAsync(address + "&perimetre=constant:2025-06-01")));
    }

    [Fact(DisplayName = "L1 The ledger as it was known before anything was posted is empty")]
    public async Task As_known_at()
    {
        await using var site = await LedgerSite.CreateAsync();
        Assert.Contains("Aucune écriture", (await site.PageAsync(Year + "&connu-le=2001-01-01T00:00:00Z")).QuerySelector("#tableau")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("26,5", Shown(await site.PageAsync(Year + "&connu-le=2200-01-01T00:00:00Z")));
    }

    [Theory]
    [InlineData("&contexte=theme:school", "20,0")]
    [InlineData("&contexte=theme:school|museum", "22,5")]
    [InlineData("&contexte=theme:museum&contexte=partner-kind:espe", "2,5")]
    [InlineData("&contexte=theme:", "4,0")]
    public async Task A_context_narrows_the_question_and_stays_in_the_form(string context, string value)
    {
        await using var site = await LedgerSite.CreateAsync();
        var page = await site.PageAsync(Year + context);
        Assert.Equal(value, Shown(page));
        Assert.All(
            context.Split("&contexte=", StringSplitOptions.RemoveEmptyEntries),
            c => Assert.Contains(c, page.QuerySelectorAll("select[name=contexte] option[selected]").Select(o => o.GetAttribute("value"))));
    }

    [Fact]
    public async Task A_wrong_question_names_each_field_and_keeps_what_was_typed()
    {
        await using var site = await LedgerSite.CreateAsync();
        var (status, page) = await site.GetAsync("/registre/ecritures?mesure=xyz&unite=Z9&du=2024-02-30&au=demain&perimetre=large&connu-le=hier&contexte=theme");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(
            ["mesure", "unite", "du", "au", "perimetre", "connu-le", "contexte"],
            page.QuerySelectorAll(".error-summary a").Select(a => a.GetAttribute("href")!.Split('#')[1]));
        Assert.All(page.QuerySelectorAll(".error-summary a"), a => Assert.NotNull(page.GetElementById(a.GetAttribute("href")!.Split('#')[1])));
        Assert.Equal("2024-02-30", page.GetElementById("du")!.GetAttribute("value"));
        Assert.Equal("xyz", page.QuerySelector("#mesure option[selected]")!.GetAttribute("value"));
        Assert.Equal("du-erreur", page.GetElementById("du")!.GetAttribute("aria-describedby"));
    }

    [Theory]
    [InlineData("?mesure=acts", "unite du au")]
    [InlineData("?mesure=acts&unite=NAT&du=2025-01-01&au=2024-01-01", "au")]
    [InlineData("?mesure=acts&unite=NAT&du=1824-01-01&au=2024-01-01", "au")]
    [InlineData("?mesure=acts&unite=NAT&du=0001-01-01&au=0002-01-01&connu-le=2024-01-01", "du au")]
    public async Task What_is_missing_or_impossible_is_refused_at_its_field(string query, string fields)
    {
        await using var site = await LedgerSite.CreateAsync();
        var (status, page) = await site.GetAsync("/registre/ecritures" + query);
        Assert.Equal(
            (HttpStatusCode.BadRequest, fields),
            (status, string.Join(' ', page.QuerySelectorAll(".error-summary a").Select(a => a.GetAttribute("href")!.Split('#')[1]))));
    }

    [Fact]
    public async Task An_empty_address_shows_the_form_with_the_whole_network_proposed()
    {
        await using var site = await LedgerSite.CreateAsync();
        var page = await site.PageAsync("/registre/ecritures");
        Assert.Equal("NAT", page.QuerySelector("#unite option[selected]")!.GetAttribute("value"));
        Assert.Contains("Choisissez une mesure", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector(".error-summary"));
    }

    [Fact]
    public async Task Pages_follow_each_other_and_the_export_has_all_of_them()
    {
        await using var site = await LedgerSite.CreateAsync();
        var first = await site.PageAsync(Year + "&par=4");
        var second = await site.PageAsync(Year + "&par=4&page=2");
        var shown = first.QuerySelectorAll("#tableau tbody tr").Concat(second.QuerySelectorAll("#tableau tbody tr")).Select(r => r.Children[0].TextContent.Trim()).ToList();
        Assert.Equal((4, 2), (first.QuerySelectorAll("#tableau tbody tr").Length, second.QuerySelectorAll("#tableau tbody tr").Length));
        var export = await site.CsvAsync(first.QuerySelector(".table-export a")!.GetAttribute("href")!);
        Assert.Equal(shown, export.Select(r => r["N°"]));
        Assert.Equal(26.5m, export.Where(r => r["Quantité"].Length > 0).Sum(r => LedgerSite.Number(r["Quantité"])));
    }

    [Fact]
    public async Task A_wrong_address_has_no_export()
    {
        await using var site = await LedgerSite.CreateAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await site.GetAsync("/registre/ecritures.csv?mesure=xyz")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await site.GetAsync("/registre/agregats.xlsx?mesure=xyz")).Status);
    }

    private static string Shown(IDocument page) => page.QuerySelector(".tile-value")!.FirstChild!.TextContent.Trim();
}
