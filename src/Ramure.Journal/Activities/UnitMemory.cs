using Microsoft.AspNetCore.Http;
using Ramure.Kernel.Access;
using Ramure.Kernel.Time;
using Ramure.Network.Contracts;

namespace Ramure.Journal.Activities;

/// <summary>The unit whose journal was opened last, so that nobody chooses their own atelier every day.</summary>
internal static class UnitMemory
{
    private const string Cookie = "ramure-unite";

    /// <summary>The unit opened last, else one's own; null where somebody has several, or none.</summary>
    /// <param name="scope">Of what the page does: another person may have used this browser.</param>
    public static string? Default(HttpContext context, NetworkSnapshot network, AccessScope scope, IClock clock)
    {
        if (Last(context) is { } last && scope.Covers(last) && network.TryFind(last, out _))
            return last;
        return scope.Units is not null && network.Tops(scope, clock.Today("Europe/Paris")) is [var only] ? only.Code : null;
    }

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
