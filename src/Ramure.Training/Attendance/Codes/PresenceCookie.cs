using Microsoft.AspNetCore.Http;

namespace Ramure.Training.Attendance.Codes;

/// <summary>
/// Remembers, for one session, the link that a person without an account opened in this browser, so that scanning the room's code finds them
/// without another mail. The link's own secret: no longer good, the cookie is worth nothing.
/// </summary>
internal static class PresenceCookie
{
    public static string? Read(HttpContext context, Guid session) => context.Request.Cookies[Name(session)] is { Length: > 0 and <= 200 } secret ? secret : null;

    public static void Keep(HttpContext context, Guid session, string secret, TimeSpan time)
    {
        if (!context.Response.HasStarted && Read(context, session) != secret)
            context.Response.Cookies.Append(Name(session), secret, new CookieOptions
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
                Secure = context.Request.IsHttps,
                Path = "/inscription",
                MaxAge = time,
                IsEssential = true,
            });
    }

    private static string Name(Guid session) => $"ramure-inscription-{session:n}";
}
