using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Ramure.Tests.Ledger;
using Ramure.Tests.Ledger.Pages;
using Ramure.Tests.Support;

namespace Ramure.Tests.Api;

public sealed class LedgerApiTests
{
    private const string Question = "measure=acts&unit=NAT&subtree=true&from=2024-01-01&to=2025-01-01";

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Aggregates_are_the_cells_of_the_question_page_by_page(string database)
    {
        await using var site = await LedgerSite.CreateAsync(database);
        var all = await JsonAsync(site, $"/api/v1/aggregates?{Question}&by=month");
        Assert.Equal((12, 1, 100), (all.GetProperty("total").GetInt32(), all.GetProperty("page").GetInt32(), all.GetProperty("pageSize").GetInt32()));
        var march = all.GetProperty("items")[2];
        Assert.Equal(
            ("NAT", "2024-03", "valeur", "6.5", 2, 2),
            (march.GetProperty("unit").GetString(), march.GetProperty("period").GetString(), march.GetProperty("state").GetString(), march.GetProperty("value").GetString(),
                march.GetProperty("entries").GetInt32(), march.GetProperty("coverage").GetProperty("known").GetInt32()));
        var third = await JsonAsync(site, $"/api/v1/aggregates?{Question}&by=month&page=3&pageSize=2");
        Assert.Equal(["2024-05", "2024-06"], third.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("period").GetString()));
    }

    [Theory(DisplayName = "L13 The entries of the API add up to the cell of the API")]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Entries_add_up(string database)
    {
        await using var site = await LedgerSite.CreateAsync(database);
        var cell = (await JsonAsync(site, $"/api/v1/aggregates?{Question}&context=theme:school|museum")).GetProperty("items")[0];
        var entries = await JsonAsync(site, $"/api/v1/entries?{Question}&context=theme:school|museum&pageSize=2");
        Assert.Equal(("22.5", cell.GetProperty("entries").GetInt32(), 2), (entries.GetProperty("sum").GetString(), entries.GetProperty("total").GetInt32(), entries.GetProperty("items").GetArrayLength()));
        Assert.Equal("22.5", cell.GetProperty("value").GetString());
        Assert.Equal("/dossiers/s1", entries.GetProperty("items")[0].GetProperty("href").GetString());
        Assert.Equal(3, (await JsonAsync(site, $"/api/v1/entries?{Question.Replace("acts", "persons", StringComparison.Ordinal)}")).GetProperty("distinct").GetInt32());
    }

    [Theory]
    [InlineData("/api/v1/aggregates?by=month&")]
    [InlineData("/api/v1/entries?")]
    public async Task A_reader_who_holds_the_present_version_is_told_so_until_something_is_posted(string path)
    {
        await using var site = await LedgerSite.CreateAsync();
        var first = await site.Client.GetAsync(path + Question);
        Assert.Equal(HttpStatusCode.NotModified, (await AgainAsync(site, path, first.Headers.ETag!)).StatusCode);
        await site.Scene.PostAsync(LedgerSite.Acts("B", "2024-09-01", 2));
        var later = await AgainAsync(site, path, first.Headers.ETag!);
        Assert.Equal(HttpStatusCode.OK, later.StatusCode);
        Assert.NotEqual(first.Headers.ETag, later.Headers.ETag);
        // The same entries read with other decimals are another answer.
        await site.Scene.DeclareAsync(LedgerScene.Flow(perUnit: 2, decimals: 0));
        Assert.Equal(HttpStatusCode.OK, (await AgainAsync(site, path, later.Headers.ETag!)).StatusCode);
    }

    [Theory]
    [InlineData("/api/v1/aggregates?measure=x&unit=Z&from=a&to=b&view=c&asKnownAt=d&context=e&subtree=f&page=0&pageSize=501", "asKnownAt context from measure page pageSize subtree to unit view")]
    [InlineData("/api/v1/aggregates?measure=acts&unit=A&from=2024-01-01&to=2025-01-01&by=week", "by")]
    [InlineData("/api/v1/entries", "from measure to unit")]
    [InlineData("/api/v1/entries?measure=acts&unit=A&from=2024-01-01&to=2023-01-01", "to")]
    [InlineData("/api/v1/measures?page=x", "page")]
    public async Task A_wrong_question_is_answered_with_its_fields(string address, string fields)
    {
        await using var site = await LedgerSite.CreateAsync();
        var answer = await site.Client.GetAsync(address);
        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(fields, string.Join(' ', problem.RootElement.GetProperty("errors").EnumerateObject().Select(e => e.Name).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task Measures_are_answered_one_by_one_or_as_a_list()
    {
        await using var site = await LedgerSite.CreateAsync();
        var one = await JsonAsync(site, "/api/v1/measures/posts");
        Assert.Equal(("stock", "last", 3), (one.GetProperty("kind").GetString(), one.GetProperty("timeOperator").GetString(), one.GetProperty("entries").GetInt32()));
        Assert.Contains((await JsonAsync(site, "/api/v1/measures?pageSize=500")).GetProperty("items").EnumerateArray(), m => m.GetProperty("code").GetString() == "persons");
        var missing = await site.Client.GetAsync("/api/v1/measures/xyz");
        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (missing.StatusCode, missing.Content.Headers.ContentType!.MediaType));
    }

    private static async Task<JsonElement> JsonAsync(LedgerSite site, string address)
    {
        using var document = JsonDocument.Parse(await site.Client.GetStringAsync(address));
        return document.RootElement.Clone();
    }

    private static async Task<HttpResponseMessage> AgainAsync(LedgerSite site, string path, EntityTagHeaderValue held)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path + Question);
        request.Headers.IfNoneMatch.Add(held);
        return await site.Client.SendAsync(request);
    }
}
