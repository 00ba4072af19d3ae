using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Ramure.Kernel.Web;

namespace Ramure.Accounts.SingleSignOn;

/// <summary>Hands each provider to the library that speaks OpenID Connect: code flow, PKCE, state and nonce, keys found and renewed by discovery.</summary>
internal static class OidcServices
{
    public static void Add(IServiceCollection services, IReadOnlyList<OidcProvider> providers)
    {
        services.AddSingleton(providers);
        services.AddScoped<ProviderSignIn>();
        var authentication = services.AddAuthentication();
        // Signing out is a form whose answer leads to the provider.
        services.Configure<PagePolicy>(policy =>
        {
            foreach (var provider in providers)
                policy.FormOrigins.Add(provider.Authority.ToString());
        });
        foreach (var provider in providers)
            authentication.AddOpenIdConnect(provider.Scheme, provider.Label, options => Configure(options, provider));
    }

    /// <summary>Where the provider sends people back to: what its administrator registers.</summary>
    public static string CallbackPath(OidcProvider provider) => $"/connexion/{provider.Name}/retour";

    /// <summary>Where the provider sends people back to after they signed out there.</summary>
    public static string SignedOutPath(OidcProvider provider) => $"/deconnexion/{provider.Name}/retour";

    private static void Configure(OpenIdConnectOptions options, OidcProvider provider)
    {
        options.Authority = provider.Authority.ToString();
        options.RequireHttpsMetadata = !provider.Authority.IsLoopback;
        (options.ClientId, options.ClientSecret) = (provider.ClientId, provider.ClientSecret);
        options.CallbackPath = CallbackPath(provider);
        options.SignedOutCallbackPath = SignedOutPath(provider);
        // Who signs out there stays here until they say so: any site could ask in their name.
        options.RemoteSignOutPath = default;
        options.ResponseType = OpenIdConnectResponseType.Code;
        // A plain redirect back, so that the cookies that prove the round trip need not travel across sites.
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.CorrelationCookie.SameSite = options.NonceCookie.SameSite = SameSiteMode.Lax;
        options.CorrelationCookie.SecurePolicy = options.NonceCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.SignInScheme = IdentityConstants.ExternalScheme;
        // The session's cookie keeps the provider's token that names the session there.
        options.SignOutScheme = IdentityConstants.ApplicationScheme;
        options.MapInboundClaims = false;
        options.GetClaimsFromUserInfoEndpoint = true;
        options.SaveTokens = true;
        options.Scope.Clear();
        foreach (var scope in new[] { "openid", "profile", "email" })
            options.Scope.Add(scope);
        foreach (var claim in new[] { "email", "email_verified", "name" })
            options.ClaimActions.MapUniqueJsonKey(claim, claim);
        // A list becomes one claim for each of its words.
        foreach (var claim in provider.Roles.Select(r => r.Claim).Distinct(StringComparer.Ordinal))
            options.ClaimActions.MapJsonKey(claim, claim);
        // Which the library drops otherwise: it may say that a second factor was asked there.
        options.ClaimActions.Remove("acr");
        options.Events.OnRedirectToIdentityProvider = context =>
        {
            if (provider.Strong.Where(s => s.Claim == "acr").Select(s => s.Value).ToList() is { Count: > 0 } levels)
                context.ProtocolMessage.AcrValues = string.Join(' ', levels);
            return Task.CompletedTask;
        };
        options.Events.OnRemoteFailure = context =>
        {
            // What the provider said may hold anything: it goes to the log, not to the page.
            context.HandleResponse();
            context.Response.Redirect($"/connexion?fournisseur={Uri.EscapeDataString(provider.Name)}&echec=refus");
            return Task.CompletedTask;
        };
    }
}
