using Microsoft.AspNetCore.CookiePolicy;

namespace Ramure.Hosting.Web;

/// <summary>Every cookie, whoever sets it: not read by scripts, not sent from other sites' forms, not sent in clear once https serves.</summary>
internal static class Cookies
{
    public static void AddCookieRules(this IServiceCollection services)
    {
        services.Configure<CookiePolicyOptions>(cookies =>
        {
            cookies.HttpOnly = HttpOnlyPolicy.Always;
            cookies.MinimumSameSitePolicy = SameSiteMode.Lax;
            cookies.Secure = CookieSecurePolicy.SameAsRequest;
        });
        services.AddAntiforgery(forms =>
        {
            forms.Cookie.Name = "ramure-formulaire";
            forms.Cookie.SameSite = SameSiteMode.Strict;
            forms.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            // Frames are refused for every answer, not only for forms.
            forms.SuppressXFrameOptionsHeader = true;
        });
    }
}
