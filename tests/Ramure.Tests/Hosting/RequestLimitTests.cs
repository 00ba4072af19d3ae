using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Ramure.Hosting.Web;
using Ramure.Kernel.Secrets;
using Ramure.Tests.Support;

namespace Ramure.Tests.Hosting;

public sealed class RequestLimitTests
{
    private static readonly RequestLimits Few = new() { SignIn = 3, Search = 3, Api = 3, Export = 3, Upload = 3, Page = 0 };

    [Theory]
    [InlineData("GET", "/reseau/ecoles?q=saint")]
    [InlineData("GET", "/api/v1/schools?q=saint")]
    [InlineData("GET", "/api/v1/units")]
    [InlineData("GET", "/reseau/annuaire.csv")]
    [InlineData("POST", "/connexion")]
    [InlineData("POST", "/compte/mot-de-passe")]
    [InlineData("POST multipart", "/journal/import")]
    public async Task Whoever_asks_too_often_waits(string method, string address)
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite", null, o => o with { Limits = Few });
        using var client = await installation.ClientAsync();
        var answers = new List<HttpResponseMessage>();
        for (var i = 0; i < 4; i++)
            answers.Add(await client.SendAsync(Request(method, address), TestContext.Current.CancellationToken));

        Assert.All(answers.Take(3), a => Assert.NotEqual(HttpStatusCode.TooManyRequests, a.StatusCode));
        var refused = answers[3];
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        var text = await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        if (address.StartsWith("/api", StringComparison.Ordinal))
            Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
        else
            Assert.Contains("<h1>Trop de demandes</h1>", text, StringComparison.Ordinal);
        // Reading goes on.
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/guide", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task Reading_pages_has_its_limit_too_and_says_so_with_a_page()
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite", null, o => o with { Limits = Few with { Page = 2 } });
        using var client = await installation.StrangerAsync();
        for (var i = 0; i < 2; i++)
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/guide", TestContext.Current.CancellationToken)).StatusCode);

        using var refused = await client.GetAsync("/guide", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Contains("Trop de demandes", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/_content/Ramure.Ui/favicon.svg", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task One_client_does_not_use_up_what_another_may_ask()
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite", null, o => o with { Limits = Few, Proxies = "127.0.0.1" });
        using var client = await installation.StrangerAsync();
        async Task<HttpStatusCode> AskAsync(string from)
        {
            using var request = Request("GET", "/api/v1/units");
            request.Headers.Add("X-Forwarded-For", from);
            using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
            return answer.StatusCode;
        }

        for (var i = 0; i < 3; i++)
            await AskAsync("203.0.113.1");
        Assert.Equal(HttpStatusCode.TooManyRequests, await AskAsync("203.0.113.1"));
        Assert.Equal(HttpStatusCode.OK, await AskAsync("203.0.113.2"));
    }

    [Fact]
    public async Task One_account_from_many_addresses_gets_no_further()
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite", null, o => o with { Limits = Few, Proxies = "127.0.0.1" });
        using var client = await installation.ClientAsync();
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 4; i++)
        {
            using var request = Request("GET", "/api/v1/units");
            request.Headers.Add("X-Forwarded-For", $"203.0.113.{i}");
            using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
            statuses.Add(answer.StatusCode);
        }

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests], statuses);
    }

    [Fact]
    public void Limits_are_set_through_the_environment()
    {
        Assert.Equal(new RequestLimits { Search = 5, Api = 0 }, RequestLimits.Read(name => name switch { "RAMURE_LIMIT_SEARCH" => "5", "RAMURE_LIMIT_API" => "0", _ => null }));
        Assert.Contains("RAMURE_LIMIT_PAGE", Assert.Throws<SettingException>(() => RequestLimits.Read(name => name == "RAMURE_LIMIT_PAGE" ? "-1" : null)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7")]
    [InlineData("2001:db8:1:2:aaaa::1", "20010DB800010002")]
    [InlineData("2001:db8:1:2:bbbb::9", "20010DB800010002")]
    public void Addresses_of_one_household_count_together(string address, string key) => Assert.Equal(key, RateLimits.Address(IPAddress.Parse(address)));

    [Theory]
    [InlineData("POST", "/connexion", "SignIn")]
    [InlineData("GET", "/connexion", "Page")]
    [InlineData("GET", "/verifier/7K2QX", "Search")]
    [InlineData("POST", "/verifier/7K2QX", "SignIn")]
    [InlineData("POST", "/CONNEXION/code", "SignIn")]
    [InlineData("POST", "/inscription", "SignIn")]
    [InlineData("POST", "/avis/abc", "SignIn")]
    [InlineData("POST", "/formations/sessions/0190a1b2-0000-7000-8000-000000000001/courriel", "SignIn")]
    [InlineData("GET", "/api", "Api")]
    [InlineData("GET", "/journal/export.XLSX", "Export")]
    [InlineData("GET", "/_content/x.csv", "Unlimited")]
    public void Kinds_of_requests_are_told_apart(string method, string path, string kind)
    {
        var context = new DefaultHttpContext();
        (context.Request.Method, context.Request.Path) = (method, path);
        Assert.Equal(kind, RateLimits.KindOf(context).ToString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_request_that_is_too_large_is_refused_with_a_page(bool multipart)
    {
        var limits = new RequestLimits { Bytes = 1000, UploadBytes = 5000 };
        await using var installation = await TestInstallation.CreateAsync("sqlite", null, o => o with { Limits = limits });
        using var client = await installation.ClientAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/journal/import");
        request.Content = multipart
            ? new MultipartFormDataContent { { new ByteArrayContent(new byte[6000]), "file", "a.csv" } }
            : new FormUrlEncodedContent([new("a", new string('a', 2000))]);

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("<h1>Fichier trop gros</h1>", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    /// <summary>Without a length announced, the limit is met while reading.</summary>
    [Fact]
    public async Task A_request_that_grows_beyond_the_limit_is_refused()
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite", null, o => o with { Limits = new RequestLimits { Bytes = 1000 } });
        using var client = await installation.ClientAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/journal/import") { Content = new StreamContent(new Endless(200_000)) };
        request.Headers.TransferEncodingChunked = true;
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded", "reason=a%00b")]
    [InlineData("application/x-www-form-urlencoded", "a%00=b")]
    [InlineData("multipart/form-data", "sans frontière")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\njamais fini")]
    [InlineData("multipart/form-data; boundary=x", "n’importe quoi")]
    public async Task A_form_that_cannot_be_read_is_a_wrong_request(string type, string body)
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite");
        using var client = await installation.ClientAsync();
        using var content = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);

        using var answer = await client.PostAsync("/journal/import", content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("Demande incorrecte", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static HttpRequestMessage Request(string method, string address) => new(HttpMethod.Parse(method.Split(' ')[0]), address)
    {
        Content = method == "GET" ? null : method == "POST" ? new FormUrlEncodedContent([]) : new MultipartFormDataContent { { new StringContent("x"), "x" } },
    };

    private sealed class Endless(int length) : MemoryStream([.. Enumerable.Repeat((byte)'a', length)])
    {
        public override bool CanSeek => false;
    }
}
