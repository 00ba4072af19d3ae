using Microsoft.AspNetCore.Http;

namespace Ramure.Journal.Activities;

/// <summary>The unit whose journal was opened last, so that nobody chooses their own atelier every day.</summary>
internal static class UnitMemory
{
    private const string Cookie = "ramure-unite";

    public static string? Last(HttpContext context) => context.Request.Cookies[Cookie] is { Length: > 0 and <= 40 } code ? code : null;

    public static void Keep(HttpContext context, string unit)
    {
        if (!context.Response.HasStarted && Last(context) != unit)
            context.Response.Cookies.Append(Cookie, unit, new CookieOptions
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
                Secure = context.Request.IsHttps,
                Path = "/",
                MaxAge = TimeSpan.FromDays(365),
                IsEssential = true,
            });
    }
}
