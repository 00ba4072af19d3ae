using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Ramure.Accounts.Sessions;
using Ramure.Kernel.Access;
using Ramure.Kernel.Web;

namespace Ramure.Accounts.SingleSignOn;

/// <summary>The way to a provider and back.</summary>
internal static class OidcEndpoints
{
    private const string IdToken = "id_token";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/connexion/{provider}", Challenge).ExcludeFromDescription().Public().BeforeSecondFactor();
        endpoints.MapGet("/connexion/{provider}/suite", ArrivedAsync).ExcludeFromDescription().Public().BeforeSecondFactor();
    }

    /// <summary>Where « se connecter avec » leads.</summary>
    public static string Address(OidcProvider provider, string? back) =>
        $"/connexion/{provider.Name}?retour={Uri.EscapeDataString(LocalAddress.Or(back))}";

    /// <summary>Signs out at the provider too, when the session came from one; null when it did not.</summary>
    public static IResult? SignOut(IReadOnlyList<OidcProvider> providers, string method) =>
        providers.FirstOrDefault(p => p.Reference == method) is { } provider
            ? Results.SignOut(new AuthenticationProperties { RedirectUri = "/" }, [provider.Scheme, IdentityConstants.ApplicationScheme])
            : null;

    private static IResult Challenge(string provider, string? retour, IReadOnlyList<OidcProvider> providers) =>
        providers.FirstOrDefault(p => p.Name == provider) is { } known
            ? Results.Challenge(
                new AuthenticationProperties { RedirectUri = $"/connexion/{known.Name}/suite?retour={Uri.EscapeDataString(LocalAddress.Or(retour))}" }, [known.Scheme])
            : Results.NotFound();

    private static async Task<IResult> ArrivedAsync(
        string provider, string? retour, HttpContext http, IReadOnlyList<OidcProvider> providers, ProviderSignIn signIn, CancellationToken cancel)
    {
        if (providers.FirstOrDefault(p => p.Name == provider) is not { } known)
            return Results.NotFound();
        var arrived = await http.AuthenticateAsync(IdentityConstants.ExternalScheme);
        await http.SignOutAsync(IdentityConstants.ExternalScheme);
        // The cookie says which provider vouched: another one's word is not taken for it.
        if (!arrived.Succeeded || !arrived.Properties.Items.TryGetValue(".AuthScheme", out var scheme) || scheme != known.Scheme)
            return Results.Redirect($"/connexion?fournisseur={known.Name}&echec=refus");
        var result = await signIn.RunAsync(known, arrived.Principal, http, cancel);
        if (!result.TryGet(out var session, out var refusals))
            return Results.Redirect($"/connexion?fournisseur={known.Name}&echec={refusals[0].Code}");
        var properties = new AuthenticationProperties { IsPersistent = false };
        if (arrived.Properties.GetTokenValue(IdToken) is { } token)
            properties.StoreTokens([new AuthenticationToken { Name = IdToken, Value = token }]);
        await http.SignInAsync(IdentityConstants.ApplicationScheme, SessionKeeper.Principal(session), properties);
        return Results.LocalRedirect(LocalAddress.Or(retour));
    }
}
