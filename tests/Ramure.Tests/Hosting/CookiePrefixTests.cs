using System.Net;
using Ramure.Hosting.Web;
using Ramure.Tests.Accounts;
using Ramure.Tests.Support;

namespace Ramure.Tests.Hosting;

/// <summary>Served by https, cookies bear the prefixes by which browsers vouch for them.</summary>
public sealed class CookiePrefixTests
{
    [Theory]
    [InlineData("ramure=x; path=/; secure; samesite=lax; httponly", "__Host-ramure=x; path=/; secure; samesite=lax; httponly")]
    [InlineData("n=x; path=/connexion/ministere/retour; secure; httponly", "__Secure-n=x; path=/connexion/ministere/retour; secure; httponly")]
    [InlineData("d=x; domain=exemple.test; path=/; secure", "__Secure-d=x; domain=exemple.test; path=/; secure")]
    [InlineData("clair=x; path=/", "clair=x; path=/")]
    public void A_cookie_gets_the_strongest_prefix_it_may_bear(string set, string given) => Assert.Equal(given, CookiePrefixes.Given(set));

    [Theory]
    [InlineData("__Host-a=1; b=2; __Secure-c=3", "a=1; c=3")]
    [InlineData("a=1", "")]
    [InlineData("", "")]
    [InlineData(";;__Host-=x; __Host-a=b=c", "=x; a=b=c")]
    public void One_without_a_prefix_is_not_taken(string sent, string taken) => Assert.Equal(taken, CookiePrefixes.Taken(sent));

    [Fact]
    public async Task One_signs_in_by_https_with_prefixed_cookies_and_a_bare_one_opens_nothing()
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite", Person.CheapHashing, o => o with { Proxies = "127.0.0.1" });
        await installation.AddAsync();
        using var plain = await installation.StrangerAsync();
        var jar = new Dictionary<string, string>();
        using (var page = await SendAsync(plain, HttpMethod.Get, "/connexion", jar, null))
        {
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
            var token = System.Text.RegularExpressions.Regex.Match(await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value;
            using var entered = await SendAsync(plain, HttpMethod.Post, "/connexion", jar, new() { ["_handler"] = "connexion", ["__RequestVerificationToken"] = token, ["courriel"] = Person.Email, ["mot-de-passe"] = Person.Password });
            Assert.Equal(HttpStatusCode.Redirect, entered.StatusCode);
        }

        Assert.All(jar.Keys, name => Assert.StartsWith("__Host-", name, StringComparison.Ordinal));
        Assert.Contains("__Host-ramure", jar.Keys);
        using (var account = await SendAsync(plain, HttpMethod.Get, "/compte", jar, null))
            Assert.Equal(HttpStatusCode.OK, account.StatusCode);
        // The same session under the bare name, as somebody in between could set it.
        using var bare = await SendAsync(plain, HttpMethod.Get, "/compte", new() { ["ramure"] = jar["__Host-ramure"] }, null);
        Assert.Equal(HttpStatusCode.Redirect, bare.StatusCode);
    }

    /// <summary>As a proxy that serves https hands it on; the jar is kept by hand, because the request itself is not https.</summary>
    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, HttpMethod method, string address, Dictionary<string, string> jar, Dictionary<string, string>? form)
    {
        using var request = new HttpRequestMessage(method, address) { Content = form is null ? null : new FormUrlEncodedContent(form) };
        request.Headers.Host = "ramure.exemple.test";
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-For", "203.0.113.9");
        if (jar.Count > 0)
            request.Headers.Add("Cookie", string.Join("; ", jar.Select(c => $"{c.Key}={c.Value}")));
        var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        if (answer.Headers.TryGetValues("Set-Cookie", out var set))
            foreach (var cookie in set)
                jar[cookie[..cookie.IndexOf('=', StringComparison.Ordinal)]] = cookie[(cookie.IndexOf('=', StringComparison.Ordinal) + 1)..].Split(';')[0];
        return answer;
    }
}
