using Microsoft.Extensions.Primitives;

namespace Ramure.Hosting.Web;

/// <summary>
/// Served by https, every cookie bears a prefix by which browsers vouch that it was set by this host, over https, for all of it
/// (<c>__Host-</c>), or at least over https where it has a path of its own (<c>__Secure-</c>). One without is not taken: a neighbour on the
/// same domain, or somebody in between, could have set it. Over plain http, on a workstation, browsers refuse the prefixes.
/// </summary>
internal static class CookiePrefixes
{
    private const string Host = "__Host-";
    private const string Secure = "__Secure-";

    /// <summary>Before anything reads or sets a cookie.</summary>
    public static void UseCookiePrefixes(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.Request.IsHttps)
        {
            context.Request.Headers.Cookie = Taken(context.Request.Headers.Cookie);
            // Registered first, and so run last: after all that sets cookies.
            context.Response.OnStarting(() =>
            {
                context.Response.Headers.SetCookie = new StringValues([.. context.Response.Headers.SetCookie.OfType<string>().Select(Given)]);
                return Task.CompletedTask;
            });
        }

        return next();
    });

    /// <summary>The cookies that bear a prefix, without it, as the rest of the program knows them.</summary>
    internal static string Taken(StringValues sent) => string.Join("; ", sent
        .SelectMany(header => (header ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        .Select(cookie => cookie.StartsWith(Host, StringComparison.Ordinal) ? cookie[Host.Length..] : cookie.StartsWith(Secure, StringComparison.Ordinal) ? cookie[Secure.Length..] : null)
        .OfType<string>());

    /// <summary>A cookie to set, with the strongest prefix that it may bear.</summary>
    internal static string Given(string cookie)
    {
        var attributes = cookie.Split(';', StringSplitOptions.TrimEntries).Skip(1).ToList();
        bool Has(string text) => attributes.Exists(a => a.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (!Has("secure"))
            return cookie;
        return (Has("path=/") && !attributes.Exists(a => a.StartsWith("domain", StringComparison.OrdinalIgnoreCase)) ? Host : Secure) + cookie;
    }
}
