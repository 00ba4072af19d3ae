using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Ramure.Tests.Support;

namespace Ramure.Tests.Ui;

/// <summary>The page of components, read as a browser without script reads it.</summary>
public sealed class GuidePageTests : IAsyncLifetime
{
    private const string Page = "/guide/composants";
    private TestInstallation installation = null!;
    private HttpClient client = null!;

    public async ValueTask InitializeAsync()
    {
        installation = await TestInstallation.CreateAsync("sqlite");
        client = await installation.ClientAsync();
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await installation.DisposeAsync();
    }

    [Fact]
    public async Task The_page_has_one_title_landmarks_and_a_way_past_the_menu()
    {
        var page = await GetAsync(Page);

        Assert.Equal("Composants de l’interface – Ramure", page.Title);
        Assert.Equal("Composants de l’interface", Assert.Single(page.QuerySelectorAll("h1")).TextContent);
        Assert.Equal(Page + "#contenu", page.QuerySelector("body > a")!.GetAttribute("href"));
        Assert.Equal("main", page.GetElementById("contenu")!.LocalName);
        Assert.Equal("Composants de l’interface", page.QuerySelector(".breadcrumbs [aria-current=page]")!.TextContent);
    }

    [Fact]
    public async Task Nothing_in_the_page_needs_an_inline_script_or_style()
    {
        var page = await GetAsync(Page);

        Assert.Empty(page.QuerySelectorAll("[style], style"));
        Assert.All(page.QuerySelectorAll<IHtmlScriptElement>("script"), script => Assert.True(script.Type == "application/json" || script.Source is { Length: > 0 }));
        Assert.DoesNotContain(page.All.SelectMany(e => e.Attributes), a => a.Name.StartsWith("on", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_asset_that_the_page_names_is_served()
    {
        var page = await GetAsync(Page);
        var assets = page.QuerySelectorAll("link[href], script[src]").Select(e => e.GetAttribute("href") ?? e.GetAttribute("src")!).Distinct().ToList();

        Assert.Contains(assets, a => a.Contains("ramure", StringComparison.Ordinal) && a.EndsWith(".css", StringComparison.Ordinal));
        foreach (var asset in assets)
        {
            using var response = await client.GetAsync("/" + asset.TrimStart('/'), TestContext.Current.CancellationToken);
            Assert.True(response.StatusCode == HttpStatusCode.OK, $"{asset}: {response.StatusCode}");
        }
    }

    [Fact]
    public async Task Identifiers_are_unique_and_every_reference_leads_somewhere()
    {
        var page = await GetAsync(Page);
        var ids = page.QuerySelectorAll("[id]").Select(e => e.Id!).ToList();

        Assert.Equal(ids.Distinct().Order(), ids.Order());
        foreach (var name in (string[])["aria-describedby", "aria-labelledby", "for"])
        {
            var references = page.QuerySelectorAll($"[{name}]").SelectMany(e => e.GetAttribute(name)!.Split(' ')).ToList();
            Assert.NotEmpty(references);
            Assert.All(references, reference => Assert.Contains(reference, ids));
        }
    }

    [Fact]
    public async Task A_field_with_an_error_is_invalid_and_described_by_it()
    {
        var page = await GetAsync(Page);
        var input = page.GetElementById("ex-uai")!;

        Assert.Equal("true", input.GetAttribute("aria-invalid"));
        Assert.Contains("lettre de contrôle", page.GetElementById(input.GetAttribute("aria-describedby")!)!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.GetElementById("ex-nom")!.GetAttribute("aria-invalid"));
    }

    [Fact]
    public async Task A_refused_form_lists_its_errors_and_leads_to_each_field()
    {
        var page = await PostAsync("essai", ("Form.Title", ""), ("Form.Count", "beaucoup"));
        var summary = page.QuerySelector(".error-summary")!;

        Assert.True(summary.HasAttribute("autofocus"));
        Assert.Equal(
            ["Donnez un intitulé à l’activité.", "Indiquez l’effectif en chiffres, par exemple 24."],
            summary.QuerySelectorAll("a").Select(a => a.TextContent));
        Assert.All(summary.QuerySelectorAll("a"), link => Assert.Equal("true", page.GetElementById(link.GetAttribute("href")!.Split('#')[1])!.GetAttribute("aria-invalid")));
        Assert.Equal("beaucoup", page.GetElementById("effectif")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_message_survives_the_redirect_and_is_shown_once()
    {
        using var response = await SendAsync("essai", ("Form.Title", "<b>Lecture</b>"), ("Form.Count", "24"));
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);

        var after = await GetAsync(Page);
        var again = await GetAsync(Page);

        Assert.StartsWith("« <b>Lecture</b> » : 24\u00a0personnes.", after.QuerySelector("[role=status] .flash-success")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(again.QuerySelectorAll(".flash"));
    }

    [Fact]
    public async Task A_confirmation_posts_and_the_error_message_is_told_apart()
    {
        using var response = await SendAsync("fermer");
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);

        Assert.Equal("Rien n’a été fermé : ceci est un exemple.", (await GetAsync(Page)).QuerySelector(".flash-error")!.TextContent);
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("_handler", "essai"), KeyValuePair.Create("Form.Title", "x")]);
        using var response = await client.PostAsync(Page, content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task The_table_sorts_filters_and_turns_pages_by_its_address_and_keeps_the_rest_of_it()
    {
        var page = await GetAsync(Page + "?onglet=carte&exemple.tri=-journees&exemple.filtre=haute&exemple.page=9");
        var days = page.QuerySelectorAll("#exemple tbody tr").Select(r => int.Parse(r.Children[2].TextContent, System.Globalization.CultureInfo.InvariantCulture)).ToList();

        Assert.Equal(10, days.Count);
        Assert.Equal(days.OrderDescending(), days);
        Assert.Equal("descending", page.QuerySelector("#exemple th:nth-child(3)")!.GetAttribute("aria-sort"));
        Assert.Equal("carte", page.QuerySelector("#exemple form input[name=onglet]")!.GetAttribute("value"));
        var sort = page.QuerySelector("#exemple th:nth-child(1) a")!.GetAttribute("href")!;
        Assert.Contains("onglet=carte", sort, StringComparison.Ordinal);
        Assert.Contains("exemple.filtre=haute", sort, StringComparison.Ordinal);
        Assert.Contains("exemple.tri=departement", sort, StringComparison.Ordinal);
        Assert.DoesNotContain("exemple.page", sort, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_beyond_the_end_shows_the_last_one()
    {
        var page = await GetAsync(Page + "?exemple.page=99");

        Assert.Equal("101", page.QuerySelector("#exemple .pager-count")!.TextContent.Trim().Split(" sur ")[1].Split('\u00a0')[0]);
        Assert.Equal("5", page.QuerySelector("#exemple .pager nav [aria-current]")!.TextContent);
        Assert.Single(page.QuerySelectorAll("#exemple tbody tr"));
    }

    [Fact]
    public async Task A_filter_that_nothing_matches_offers_to_show_all()
    {
        var page = await GetAsync(Page + "?exemple.filtre=zzz");

        Assert.Contains("zzz", page.QuerySelector("#exemple .empty-state")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(Page, page.QuerySelector("#exemple .empty-state a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task The_export_holds_every_page_of_the_filter_in_the_order_shown()
    {
        var page = await GetAsync(Page + "?exemple.filtre=haute&exemple.tri=-departement");
        var link = page.QuerySelectorAll(".table-export a").Single(a => a.TextContent == "CSV").GetAttribute("href")!;
        using var response = await client.GetAsync(link, TestContext.Current.CancellationToken);
        var lines = (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("text/csv", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(page.QuerySelectorAll("#exemple tbody th").Select(h => h.TextContent), lines.Skip(1).Select(l => l.Split(';')[0]));
    }

    [Fact]
    public async Task A_chart_without_script_is_an_open_table_and_its_data_is_json()
    {
        var page = await GetAsync(Page);
        var chart = page.GetElementById("graphique-ligne")!;

        Assert.True(chart.QuerySelector("details")!.HasAttribute("open"));
        Assert.True(chart.QuerySelector("[data-chart]")!.HasAttribute("hidden"));
        Assert.Equal(4, chart.QuerySelectorAll("tbody tr").Length);
        using var option = JsonDocument.Parse(page.GetElementById("graphique-ligne-option")!.TextContent);
        Assert.Equal(2, option.RootElement.GetProperty("series").GetArrayLength());
    }

    [Fact]
    public async Task The_map_says_in_its_table_what_it_draws_and_each_departement_is_reached_once_by_keyboard()
    {
        var page = await GetAsync(Page);
        var map = page.GetElementById("carte")!;
        var links = map.QuerySelectorAll("svg a").Where(a => a.GetAttribute("tabindex") != "-1").ToList();

        Assert.Equal(101, links.Count);
        Assert.Equal(101, map.QuerySelectorAll("tbody tr").Length);
        Assert.Equal(
            map.QuerySelectorAll("tbody tr").Select(r => $"{r.Children[0].TextContent} : {r.Children[2].TextContent}").Order(),
            links.Select(l => l.GetAttribute("aria-label")).Order());
        Assert.Equal(6, map.QuerySelectorAll(".map-legend li").Length);
        Assert.All(map.QuerySelectorAll(".map-shape"), shape => Assert.NotNull(page.GetElementById(shape.GetAttribute("fill")![5..^1])));
    }

    [Fact]
    public async Task The_guide_lists_its_texts_and_an_unknown_one_is_not_found()
    {
        var index = await GetAsync("/guide");
        var link = index.QuerySelectorAll(".guide-list a").Single(a => a.GetAttribute("href") == "/guide/tableaux");
        var text = await GetAsync("/guide/tableaux");
        using var unknown = await client.GetAsync("/guide/rien", TestContext.Current.CancellationToken);

        Assert.Equal(link.TextContent, Assert.Single(text.QuerySelectorAll("h1")).TextContent);
        Assert.NotEmpty(text.QuerySelectorAll(".guide-text table"));
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task The_sample_notice_follows_the_installation()
    {
        Assert.Empty((await GetAsync("/guide")).QuerySelectorAll(".sample-notice"));
    }

    private async Task<IDocument> GetAsync(string address)
    {
        using var response = await client.GetAsync(address, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await new HtmlParser().ParseDocumentAsync(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private async Task<IDocument> PostAsync(string form, params (string Name, string Value)[] values)
    {
        using var response = await SendAsync(form, values);
        return await new HtmlParser().ParseDocumentAsync(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private async Task<HttpResponseMessage> SendAsync(string form, params (string Name, string Value)[] values)
    {
        var page = await GetAsync(Page);
        var sent = page.QuerySelectorAll<IHtmlFormElement>("form[method=post]").Single(f => f.QuerySelector($"input[name=_handler][value={form}]") is not null);
        var hidden = sent.QuerySelectorAll<IHtmlInputElement>("input[type=hidden]").Select(i => KeyValuePair.Create(i.Name!, i.Value));
        using var content = new FormUrlEncodedContent([.. hidden, .. values.Select(v => KeyValuePair.Create(v.Name, v.Value))]);
        return await client.PostAsync(Page, content, TestContext.Current.CancellationToken);
    }
}
