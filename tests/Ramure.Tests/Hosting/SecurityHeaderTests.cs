using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Hosting.Web;
using Ramure.Kernel.Secrets;
using Ramure.Kernel.Web;
using Ramure.Tests.Support;

namespace Ramure.Tests.Hosting;

public sealed partial class SecurityHeaderTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/introuvable-vraiment")]
    [InlineData("/api/v1/openapi.json")]
    [InlineData("/api/v1/rien")]
    [InlineData("/journal/export.csv")]
    [InlineData("/_content/Ramure.Ui/favicon.svg")]
    public async Task Every_answer_carries_them(string address)
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite");
        using var client = await installation.ClientAsync();

        using var answer = await client.GetAsync(address, TestContext.Current.CancellationToken);

        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
        Assert.Equal("DENY", Header(answer, "X-Frame-Options"));
        Assert.Equal("same-origin", Header(answer, "Referrer-Policy"));
        Assert.Equal("same-origin", Header(answer, "Cross-Origin-Opener-Policy"));
        Assert.Equal("same-origin", Header(answer, "Cross-Origin-Resource-Policy"));
        Assert.Contains("camera=()", Header(answer, "Permissions-Policy"), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Server"));
        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
        Assert.NotNull(answer.Headers.CacheControl);
        var policy = Header(answer, "Content-Security-Policy");
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        foreach (var part in new[] { "default-src 'none'", "script-src 'self'", "style-src 'self'", "object-src 'none'", "base-uri 'self'", "frame-ancestors 'none'", "form-action 'self'" })
            Assert.Contains(part, policy.Split("; "));
    }

    [Fact]
    public async Task Forms_lead_to_the_identity_providers_that_are_configured_and_nowhere_else()
    {
        await using var installation = await TestInstallation.CreateAsync(
            "sqlite", services => services.Configure<PagePolicy>(policy => policy.FormOrigins.Add("https://connexion.example/realms/x?a b")));
        using var client = await installation.ClientAsync();

        using var answer = await client.GetAsync("/guide", TestContext.Current.CancellationToken);

        Assert.EndsWith("form-action 'self' https://connexion.example", Header(answer, "Content-Security-Policy"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'unsafe-inline'")]
    [InlineData("javascript:x")]
    [InlineData("*")]
    public void What_is_no_origin_does_not_enter_the_policy(string origin)
    {
        var policy = new PagePolicy();
        policy.FormOrigins.Add(origin);

        Assert.Throws<SettingException>(() => SecurityHeaders.ContentPolicy(policy));
    }

    [Fact]
    public async Task Https_is_kept_to_when_a_known_proxy_says_it_served_it()
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite", adjust: null, options => options with { Proxies = "127.0.0.1" });
        using var client = await installation.ClientAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/guide/composants");
        request.Headers.Host = "ramure.example";
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-For", "203.0.113.9");

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("max-age=31536000", Header(answer, "Strict-Transport-Security"));
        Assert.All(answer.Headers.GetValues("Set-Cookie"), cookie => Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Nobody_else_is_believed_about_https()
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite", adjust: null, options => options with { Proxies = "10.0.0.0/8" });
        using var client = await installation.ClientAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/guide/composants");
        request.Headers.Host = "ramure.example";
        request.Headers.Add("X-Forwarded-Proto", "https");

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
    }

    [Theory]
    [InlineData("10.0.0.5")]
    [InlineData("10.1.0.0/16, 2001:db8::/32")]
    public void Proxies_are_addresses_and_networks(string text) => Assert.NotNull(Proxies.Options(text));

    [Theory]
    [InlineData("proxy.example")]
    [InlineData("10.0.0.5, *")]
    [InlineData("10.0.0.0/99")]
    public void Anything_else_is_named(string text) =>
        Assert.Contains("RAMURE_PROXIES", Assert.Throws<SettingException>(() => Proxies.Options(text)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Every_cookie_is_kept_from_scripts_and_other_sites()
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite");
        using var client = await installation.ClientAsync();

        using var answer = await client.GetAsync("/guide/composants", TestContext.Current.CancellationToken);

        var cookies = answer.Headers.GetValues("Set-Cookie").ToList();
        Assert.NotEmpty(cookies);
        Assert.All(cookies, cookie =>
        {
            Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Matches("samesite=(lax|strict)", cookie);
        });
    }

    /// <summary>What the policy would refuse must not be in the pages in the first place.</summary>
    [Fact]
    public void No_page_or_component_holds_inline_script_or_style()
    {
        var sources = new DirectoryInfo(Path.Combine(Repository.Root, "src")).EnumerateFiles("*.razor", SearchOption.AllDirectories).ToList();
        Assert.True(sources.Count > 40);
        Assert.All(sources, file => Assert.DoesNotMatch(Inline(), File.ReadAllText(file.FullName)));
    }

    private static string Header(HttpResponseMessage answer, string name) => Assert.Single(answer.Headers.GetValues(name));

    /// <summary>A style attribute, an HTML event attribute (Blazor's begin with @), a script with a body that is not data.</summary>
    [GeneratedRegex("""[\s"]style=|\son[a-z]+="|<script(?![^>]*\bsrc=)(?![^>]*"application/(ld\+)?json")|<style|javascript:""")]
    private static partial Regex Inline();
}
