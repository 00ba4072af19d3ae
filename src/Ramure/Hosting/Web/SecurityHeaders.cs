using Microsoft.Extensions.Options;
using Ramure.Kernel.Secrets;
using Ramure.Kernel.Web;

namespace Ramure.Hosting.Web;

/// <summary>What browsers are told about every answer: nothing runs, frames or loads but what comes from here.</summary>
internal static class SecurityHeaders
{
    public static void UseSecurityHeaders(this IApplicationBuilder app)
    {
        var policy = ContentPolicy(app.ApplicationServices.GetRequiredService<IOptions<PagePolicy>>().Value);
        app.Use((context, next) =>
        {
            context.Response.OnStarting(() =>
            {
                Write(context, policy);
                return Task.CompletedTask;
            });
            return next();
        });
    }

    /// <summary>
    /// No inline script and no inline style: what somebody typed cannot become either. Bootstrap draws its small signs from
    /// <c>data:</c> images.
    /// </summary>
    internal static string ContentPolicy(PagePolicy policy) => string.Join("; ",
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "frame-ancestors 'none'",
        string.Join(' ', ["form-action 'self'", .. policy.FormOrigins.Select(Origin).Distinct()]),
    ]);

    /// <summary>Only an origin: a path or a word with spaces would change the policy's meaning.</summary>
    private static string Origin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http"
            ? uri.GetLeftPart(UriPartial.Authority)
            : throw new SettingException($"« {text} » n'est pas l'adresse d'un fournisseur d'identité : elle commence par https://.");

    private static void Write(HttpContext context, string policy)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        // Over plain http the header means nothing; on localhost it would lock a developer's other programs out.
        if (context.Request.IsHttps && context.Request.Host.Host is not ("localhost" or "127.0.0.1" or "[::1]"))
            headers.StrictTransportSecurity = "max-age=31536000";
        // What says nothing about caching is not kept: a shared computer's next user, a proxy, the back button after signing out.
        if (headers.CacheControl.Count == 0)
            headers.CacheControl = "no-store";
    }
}
