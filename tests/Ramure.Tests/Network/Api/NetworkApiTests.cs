using System.Net;
using System.Text.Json;
using Ramure.Tests.Support;

namespace Ramure.Tests.Network.Api;

public sealed class NetworkApiTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Units_are_listed_at_a_date_in_pages_under_a_parent(string database)
    {
        await using var installation = await NetworkTesting.CreateAsync(database, NetworkTesting.Small + "D,Atelier D,atelier,DT1,2020-01-01,,Europe/Paris\n");
        using var client = await installation.ClientAsync();

        using var page = await JsonAsync(client, "/api/v1/units?at=2019-12-31&page=2&pageSize=4");
        Assert.Equal((2, 4, 6, 2), (page.RootElement.GetProperty("page").GetInt32(), page.RootElement.GetProperty("pageSize").GetInt32(), page.RootElement.GetProperty("total").GetInt32(), page.RootElement.GetProperty("items").GetArrayLength()));
        using var under = await JsonAsync(client, "/api/v1/units?at=2020-01-01&parent=DT1&kind=atelier");
        Assert.Equal(["A", "B", "D"], under.RootElement.GetProperty("items").EnumerateArray().Select(u => u.GetProperty("code").GetString()));
        using var one = await JsonAsync(client, "/api/v1/units/D");
        Assert.Equal("DT1", one.RootElement.GetProperty("memberships")[0].GetProperty("parent").GetString());
    }

    [Fact]
    public async Task The_tag_changes_with_the_network()
    {
        await using var installation = await NetworkTesting.CreateAsync("sqlite");
        using var client = await installation.ClientAsync();
        var tag = (await client.GetAsync(new Uri("/api/v1/units?at=2020-01-01", UriKind.Relative))).Headers.ETag!;
        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync(client, tag));
        await installation.ImportAsync(NetworkTesting.Header + "N,N,atelier,DT1,2015-01-01,,Europe/Paris\n");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, tag));
    }

    [Theory]
    [InlineData("/api/v1/units?at=2020-02-30", "at")]
    [InlineData("/api/v1/units?parent=NOPE", "parent")]
    [InlineData("/api/v1/units?page=0", "page")]
    [InlineData("/api/v1/schools?pageSize=100000", "pageSize")]
    public async Task A_wrong_parameter_is_a_problem_that_names_its_field(string address, string field)
    {
        await using var installation = await NetworkTesting.CreateAsync("sqlite");
        using var client = await installation.ClientAsync();
        var answer = await client.GetAsync(new Uri(address, UriKind.Relative));
        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.True(problem.RootElement.GetProperty("errors").TryGetProperty(field, out _));
    }

    [Theory]
    [InlineData("/api/v1/units/NOPE")]
    [InlineData("/api/v1/schools/0000000A")]
    public async Task What_is_unknown_is_a_problem(string address)
    {
        await using var installation = await NetworkTesting.CreateAsync("sqlite");
        using var client = await installation.ClientAsync();
        var answer = await client.GetAsync(new Uri(address, UriKind.Relative));
        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    private static async Task<JsonDocument> JsonAsync(HttpClient client, string address) =>
        JsonDocument.Parse(await client.GetStringAsync(new Uri(address, UriKind.Relative)));

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, System.Net.Http.Headers.EntityTagHeaderValue tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/units?at=2020-01-01");
        request.Headers.IfNoneMatch.Add(tag);
        return (await client.SendAsync(request)).StatusCode;
    }
}
