using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Ramure.Tests.Accounts.SingleSignOn;

/// <summary>Follows redirects between two sites and submits the form of a page, with one jar of cookies, as a browser without script.</summary>
internal sealed class TestBrowser(HttpClient client) : IDisposable
{
    private readonly HttpClient other = new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() });

    /// <summary>The application's client: cookies, no redirects followed.</summary>
    public HttpClient Client => client;

    public Task<HttpResponseMessage> GetAsync(string address, CancellationToken cancel) =>
        FollowAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(client.BaseAddress!, address)), null, cancel);

    public async Task<HttpResponseMessage> SubmitAsync(HttpResponseMessage page, Dictionary<string, string> values, string? stopAt, CancellationToken cancel)
    {
        var address = page.RequestMessage!.RequestUri!;
        var html = await page.Content.ReadAsStringAsync(cancel);
        var document = await BrowsingContext.New().OpenAsync(r => r.Address(address.ToString()).Content(html), cancel);
        var form = document.QuerySelector("form") ?? throw new InvalidOperationException($"{address}: no form in {html}");
        var fields = form.QuerySelectorAll("input[name]").OfType<IHtmlInputElement>().ToDictionary(i => i.Name!, i => values.GetValueOrDefault(i.Name!, i.Value));
        return await FollowAsync(
            new HttpRequestMessage(HttpMethod.Post, new Uri(address, form.GetAttribute("action") ?? "")) { Content = new FormUrlEncodedContent(fields) }, stopAt, cancel);
    }

    public void Dispose()
    {
        client.Dispose();
        other.Dispose();
    }

    private async Task<HttpResponseMessage> FollowAsync(HttpRequestMessage request, string? stopAt, CancellationToken cancel)
    {
        for (var hops = 0; hops < 20; hops++)
        {
            var answer = await (request.RequestUri!.Authority == client.BaseAddress!.Authority ? client : other).SendAsync(request, cancel);
            if (answer.Headers.Location is not { } location || (int)answer.StatusCode is < 300 or >= 400
                || (stopAt is not null && location.ToString().StartsWith(stopAt + "?", StringComparison.Ordinal)))
                return answer;
            request = new HttpRequestMessage(HttpMethod.Get, new Uri(request.RequestUri, location));
        }

        throw new InvalidOperationException("Redirects do not end.");
    }
}
