using System.Net;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Microsoft.Extensions.DependencyInjection;
using MiniExcelLibs;
using Ramure.Ledger.Contracts;
using Ramure.Tests.Support;

namespace Ramure.Tests.Steering;

/// <summary>The pages over the real web server.</summary>
public sealed class SteeringPagesTests : IAsyncLifetime
{
    private TestInstallation installation = null!;
    private HttpClient client = null!;

    public async ValueTask InitializeAsync()
    {
        installation = await BoardNetwork.InstallAsync("sqlite");
        await BoardNetwork.PostAsync(
            installation, new LedgerLine("trainers.certified", "A", new DateOnly(2018, 3, 1), 1), new LedgerLine("trainers.teachers", "A", new DateOnly(2018, 3, 1), 6),
            new LedgerLine("trainers.teachers", "B", new DateOnly(2018, 3, 1), 4), new LedgerLine("trainers.certified", "B", new DateOnly(2018, 3, 1), 1),
            new LedgerLine("agreements.signed", "RC", new DateOnly(2018, 3, 1), 150));
        client = await installation.ClientAsync();
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await installation.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Pages_exports_and_api_say_the_same()
    {
        var contracts = await PageAsync("/pilotage");
        Assert.Contains("Contrat d'objectifs et de performance 2017-2019", contracts.Body!.TextContent, StringComparison.Ordinal);

        // The board: 23 indicators under 4 objectives, one heading.
        var board = await PageAsync("/pilotage/cop-2017-2019?annee=2018");
        Assert.Single(board.QuerySelectorAll("h1"));
        Assert.Equal(23, board.QuerySelectorAll("tbody th[scope=row]").Length);
        Assert.All(board.QuerySelectorAll("table"), t => Assert.NotNull(t.QuerySelector("caption")));
        var row = board.QuerySelectorAll("tbody tr").Single(r => r.TextContent.Contains("4-1-1", StringComparison.Ordinal));
        Assert.Contains("20\u00a0%", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("atteint", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("2/3", row.TextContent, StringComparison.Ordinal);

        // The export of the same address.
        var csv = (await client.GetStringAsync("/pilotage/cop-2017-2019/tableau.csv?annee=2018")).TrimStart('\ufeff').Split("\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(24, csv.Length);
        Assert.Contains(csv, l => l.Contains(";4-1-1;", StringComparison.Ordinal) && l.Contains(";20\u00a0%;20;", StringComparison.Ordinal));
        await using var xlsx = new MemoryStream(await client.GetByteArrayAsync("/pilotage/cop-2017-2019/tableau.xlsx?annee=2018"));
        Assert.Equal(23, xlsx.Query(useHeaderRow: true).Count());

        // The sheet: terms lead to their entries, both statements stand side by side, units are ranked.
        var sheet = await PageAsync("/pilotage/cop-2017-2019/indicateurs/4-1-1?annee=2018&niveau=ateliers");
        var links = sheet.QuerySelectorAll("#termes a").Select(a => a.GetAttribute("href")).ToList();
        Assert.Equal(
            "/registre/ecritures?mesure=trainers.certified&unite=RC&sous-arbre=1&du=2018-01-01&au=2018-12-31&perimetre=courant", links[0]);
        Assert.Contains("Fiche 4-1-1", sheet.QuerySelector("#fiche")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["Unité B", "Unité A", "Unité C"], sheet.QuerySelectorAll("#unites tbody th").Select(h => h.TextContent.Trim()));
        Assert.NotNull(sheet.QuerySelector("#carte-indicateur"));

        var unit = await PageAsync("/pilotage/cop-2017-2019/unites/A?annee=2018");
        Assert.Equal(23, unit.QuerySelectorAll("tbody th[scope=row]").Length);
        Assert.Contains("Unité D1", unit.QuerySelector(".lead")!.TextContent, StringComparison.Ordinal);

        using var values = JsonDocument.Parse(await client.GetStringAsync("/api/v1/contracts/cop-2017-2019/values?year=2018&pageSize=100"));
        Assert.Equal(23, values.RootElement.GetProperty("total").GetInt32());
        var value = values.RootElement.GetProperty("items").EnumerateArray().Single(v => v.GetProperty("indicator").GetString() == "4-1-1");
        Assert.Equal(
            ("valeur", "20", "2", "10", "15", "atteint"),
            (Text("state"), Text("value"), Text("numerator"), Text("denominator"), Text("target"), Text("attainment")));

        string? Text(string name) => value.GetProperty(name).GetString();
    }

    [Theory]
    [InlineData("training.days", "partner-kind", "espe", "1-5")]
    [InlineData("mutualisation.milestones", "step", "framing", "4-4")]
    [InlineData("mutualisation.milestones", "step", "other", "")]
    [InlineData("visit.count", "place", "atelier", "")]
    public async Task What_is_recorded_leads_to_the_indicators_that_count_it(string measure, string key, string value, string indicators)
    {
        var use = new MeasureUse(measure, "A", new DateOnly(2018, 10, 3), new Dictionary<string, string> { [key] = value });
        var links = await installation.RunAsync(async s => await s.GetRequiredService<IMeasureLinks>().ForAsync([use, use], TestContext.Current.CancellationToken));
        Assert.Equal(
            indicators.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(i => $"/pilotage/cop-2017-2019/indicateurs/{i}?annee=2018&unite=A"), links.Select(l => l.Href));
        foreach (var link in links)
            Assert.Contains("Unité A, 2018", (await PageAsync(link.Href)).QuerySelector(".lead")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_measure_leads_to_the_indicators_that_count_it()
    {
        var links = (await PageAsync("/registre/mesures/trainers.certified")).QuerySelectorAll("#indicateurs a").Select(a => a.GetAttribute("href"));
        Assert.Equal(["/pilotage/cop-2017-2019/indicateurs/4-1-1?annee=2018&unite=RC"], links);
    }

    [Fact]
    public async Task A_disagreement_is_settled_and_reopened_from_its_page()
    {
        const string address = "/pilotage/cop-2017-2019/indicateurs/3-3/desaccords/target-2019";
        var list = await PageAsync("/pilotage/cop-2017-2019/desaccords?par=500");
        Assert.Contains(list.QuerySelectorAll("a"), a => a.GetAttribute("href") == address);

        var refused = await SubmitAsync(address, ("Input.Action", "trancher"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var page = await ParseAsync(refused);
        Assert.Equal(2, page.QuerySelectorAll(".error-summary li").Length);

        var settled = await SubmitAsync(address, ("Input.Reading", "table"), ("Input.Reason", "Le corps du contrat."), ("Input.Action", "trancher"));
        Assert.Equal(HttpStatusCode.Found, settled.StatusCode);
        var shown = await PageAsync(address);
        Assert.Contains("Le corps du contrat.", shown.Body!.TextContent, StringComparison.Ordinal);
        using var indicators = JsonDocument.Parse(await client.GetStringAsync("/api/v1/contracts/cop-2017-2019/indicators"));
        Assert.Equal("7500000", indicators.RootElement.GetProperty("items").EnumerateArray()
            .Single(i => i.GetProperty("code").GetString() == "3-3").GetProperty("targets").GetProperty("2019").GetString());

        var reopened = await SubmitAsync(address, ("Input.Reason", "À revoir."), ("Input.Action", "rouvrir"));
        Assert.Equal(HttpStatusCode.Found, reopened.StatusCode);
        Assert.Contains("Rouvert", (await PageAsync(address)).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_values_are_not_sent_again_while_nothing_moved()
    {
        const string address = "/api/v1/contracts/cop-2017-2019/values?year=2018";
        using var first = await client.GetAsync(new Uri(address, UriKind.Relative));
        var tag = first.Headers.ETag!;
        Assert.Equal(HttpStatusCode.NotModified, (await ConditionalAsync()).StatusCode);
        await BoardNetwork.PostAsync(installation, new LedgerLine("agreements.signed", "RC", new DateOnly(2018, 4, 1), 1));
        var changed = await ConditionalAsync();
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Contains("\"151\"", await changed.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        async Task<HttpResponseMessage> ConditionalAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.IfNoneMatch.Add(tag);
            return await client.SendAsync(request);
        }
    }

    [Theory]
    [InlineData("/pilotage/autre", 404)]
    [InlineData("/pilotage/cop-2017-2019/indicateurs/9-9", 404)]
    [InlineData("/pilotage/cop-2017-2019/unites/ZZZ", 404)]
    [InlineData("/pilotage/autre/desaccords", 404)]
    [InlineData("/pilotage/cop-2017-2019/indicateurs/1-1/desaccords/target-2019", 404)]
    [InlineData("/pilotage/autre/tableau.csv", 404)]
    [InlineData("/pilotage/cop-2017-2019?annee=deux", 400)]
    [InlineData("/pilotage/cop-2017-2019?unite=ZZZ", 400)]
    [InlineData("/pilotage/cop-2017-2019?perimetre=constant:2019-02-31", 400)]
    [InlineData("/pilotage/cop-2017-2019?calendrier=lunaire", 400)]
    [InlineData("/pilotage/cop-2017-2019?au=31/04/2018", 400)]
    [InlineData("/pilotage/cop-2017-2019/unites/A?annee=deux", 400)]
    [InlineData("/pilotage/cop-2017-2019/indicateurs/1-1?annee=deux", 400)]
    [InlineData("/api/v1/contracts/autre", 404)]
    [InlineData("/api/v1/contracts/autre/indicators", 404)]
    [InlineData("/api/v1/contracts/autre/values", 404)]
    [InlineData("/api/v1/contracts?page=0", 400)]
    [InlineData("/api/v1/contracts/cop-2017-2019/indicators?pageSize=501", 400)]
    [InlineData("/api/v1/contracts/cop-2017-2019/values?year=deux", 400)]
    [InlineData("/api/v1/contracts/cop-2017-2019/values?unit=ZZZ", 400)]
    [InlineData("/api/v1/contracts/cop-2017-2019/values?view=hier", 400)]
    public async Task What_is_unknown_or_wrong_has_its_status(string address, int status)
    {
        using var response = await client.GetAsync(new Uri(address, UriKind.Relative));
        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_wrong_address_names_each_field_and_shows_the_default()
    {
        using var response = await client.GetAsync(new Uri("/pilotage/cop-2017-2019?annee=deux&unite=ZZZ", UriKind.Relative));
        var page = await ParseAsync(response);
        Assert.Equal(2, page.QuerySelectorAll(".error-summary li").Length);
        Assert.Equal("true", page.QuerySelector("#annee")!.GetAttribute("aria-invalid"));
        Assert.Equal(23, page.QuerySelectorAll("tbody th[scope=row]").Length);
        using var problem = JsonDocument.Parse(await (await client.GetAsync(new Uri("/api/v1/contracts/cop-2017-2019/values?year=x&unit=z", UriKind.Relative))).Content.ReadAsStringAsync());
        Assert.Equal(["year", "unit"], problem.RootElement.GetProperty("errors").EnumerateObject().Select(e => e.Name));
    }

    private async Task<AngleSharp.Html.Dom.IHtmlDocument> PageAsync(string address)
    {
        using var response = await client.GetAsync(new Uri(address, UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await ParseAsync(response);
    }

    private static async Task<AngleSharp.Html.Dom.IHtmlDocument> ParseAsync(HttpResponseMessage response) =>
        new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync());

    private async Task<HttpResponseMessage> SubmitAsync(string address, params (string Name, string Value)[] fields)
    {
        var page = await PageAsync(address);
        var hidden = page.QuerySelectorAll("main form[method=post] input[type=hidden]")
            .Select(i => KeyValuePair.Create(i.GetAttribute("name")!, i.GetAttribute("value") ?? ""));
        using var content = new FormUrlEncodedContent(hidden.Concat(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))));
        return await client.PostAsync(new Uri(address, UriKind.Relative), content);
    }
}
