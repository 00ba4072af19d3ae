using System.Security.Claims;
using Ramure.Kernel.Access;
using Ramure.Kernel.Secrets;

namespace Ramure.Accounts.SingleSignOn;

/// <summary>A claim of a provider that stands for a role: <c>groupes=atelier-62:AtelierStaff@A62</c>.</summary>
internal sealed record ClaimRole(string Claim, string Value, Role Role, string Unit);

/// <summary>An identity provider (ministry, operator) by which people of this installation may sign in, as OpenID Connect describes it.</summary>
/// <param name="Name">Short name in addresses and traces: letters, digits, hyphens.</param>
/// <param name="Label">French, on the sign-in page.</param>
/// <param name="EmailDomains">Domains of the addresses whose owners the provider vouches for; empty for any.</param>
internal sealed record OidcProvider(
    string Name, string Label, Uri Authority, string ClientId, string ClientSecret, IReadOnlyList<string> EmailDomains, IReadOnlyList<ClaimRole> Roles)
{
    /// <summary>Name of the authentication scheme.</summary>
    public string Scheme => "oidc-" + Name;

    /// <summary>How sessions and grants that come from it are marked.</summary>
    public string Reference => "oidc:" + Name;

    /// <summary>Whether it may say that an address belongs to somebody.</summary>
    public bool VouchesFor(string email) =>
        EmailDomains.Count == 0 || EmailDomains.Contains(email[(email.LastIndexOf('@') + 1)..], StringComparer.OrdinalIgnoreCase);

    /// <summary>Claims each of which says that the provider has asked for a second factor (<c>acr</c>, <c>amr</c>); empty when none is believed.</summary>
    public IReadOnlyList<(string Claim, string Value)> Strong { get; init; } = [];

    /// <summary>Whether it asks for a second factor of everybody, whatever it says.</summary>
    public bool AlwaysStrong { get; init; }

    /// <summary>Whether this sign-in has proved a second factor there.</summary>
    public bool IsStrong(ClaimsPrincipal person) => AlwaysStrong || Strong.Any(s => person.HasClaim(s.Claim, s.Value));

    /// <summary>The providers that <c>RAMURE_OIDC</c> names, each with its settings <c>RAMURE_OIDC_NAME_…</c>.</summary>
    public static IReadOnlyList<OidcProvider> FromEnvironment() => Read(Environment.GetEnvironmentVariable);

    /// <exception cref="SettingException">What is missing or wrong, and how to mend it.</exception>
    internal static IReadOnlyList<OidcProvider> Read(Func<string, string?> environment)
    {
        var names = (Setting.Text("RAMURE_OIDC", environment) ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);
        return names.Distinct(StringComparer.Ordinal).Count() == names.Length
            ? [.. names.Select(n => ReadOne(n, environment))]
            : throw new SettingException("RAMURE_OIDC nomme deux fois le même fournisseur.");
    }

    /// <summary>Addresses below <c>/connexion</c> that are pages of their own.</summary>
    private static readonly string[] Reserved = ["oubli", "adresse", "lien", "code", "cle", "nouveau-mot-de-passe"];

    private static SettingException NotAName(string name) =>
        new($"RAMURE_OIDC : « {name} » n’est pas un nom de fournisseur. Écrivez des lettres minuscules sans accent, des chiffres et des traits d’union.");

    private static OidcProvider ReadOne(string name, Func<string, string?> environment)
    {
        if (name.Length > 40 || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
            throw NotAName(name);
        if (Reserved.Contains(name))
            throw new SettingException($"RAMURE_OIDC : « {name} » est déjà le nom d’une page de connexion. Choisissez-en un autre.");
        var prefix = "RAMURE_OIDC_" + name.Replace('-', '_').ToUpperInvariant() + "_";
        string Needed(string setting) => Setting.Text(prefix + setting, environment) ?? throw new SettingException($"{prefix}{setting} manque : le fournisseur « {name} » est nommé dans RAMURE_OIDC.");
        var authority = Needed("AUTHORITY");
        if (!Uri.TryCreate(authority, UriKind.Absolute, out var address) || (address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback))
            throw new SettingException($"{prefix}AUTHORITY : « {authority} » n’est pas une adresse https.");
        return new OidcProvider(
            name, Setting.Text(prefix + "LABEL", environment) ?? name, address, Needed("CLIENT_ID"),
            Setting.Secret(prefix + "CLIENT_SECRET", environment) ?? throw new SettingException($"{prefix}CLIENT_SECRET (ou {prefix}CLIENT_SECRET_FILE) manque."),
            (Setting.Text(prefix + "EMAIL_DOMAINS", environment) ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries),
            [.. (Setting.Text(prefix + "ROLES", environment) ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(t => ReadRole(prefix, t))])
        {
            AlwaysStrong = Setting.Text(prefix + "SECOND_FACTOR", environment) == "always",
            Strong = Setting.Text(prefix + "SECOND_FACTOR", environment) is { } said and not "always"
                ? [.. said.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(t => ReadStrong(prefix, t))]
                : [],
        };
    }

    private static (string Claim, string Value) ReadStrong(string prefix, string text) =>
        text.IndexOf('=', StringComparison.Ordinal) is var equals && equals == 3 && text[..equals] is "acr" or "amr" && text.Length > equals + 1
            ? (text[..equals], text[(equals + 1)..])
            : throw new SettingException($"{prefix}SECOND_FACTOR : « {text} » n’est ni always, ni de la forme acr=valeur ou amr=valeur, par exemple amr=mfa;acr=https://refeds.org/profile/mfa.");

    private static ClaimRole ReadRole(string prefix, string text)
    {
        var (equals, colon) = (text.IndexOf('=', StringComparison.Ordinal), text.LastIndexOf(':'));
        var at = text.LastIndexOf('@');
        if (equals > 0 && colon > equals + 1 && at > colon + 1 && at < text.Length - 1
            && Enum.TryParse<Role>(text[(colon + 1)..at], out var role) && Enum.IsDefined(role) && char.IsAsciiLetter(text[colon + 1]))
            return new ClaimRole(text[..equals], text[(equals + 1)..colon], role, text[(at + 1)..]);
        throw new SettingException($"{prefix}ROLES : « {text} » n’est pas de la forme attribut=valeur:Rôle@UNITÉ, par exemple groupes=atelier-62:AtelierStaff@A62. Rôles : {string.Join(", ", Enum.GetNames<Role>())}.");
    }
}
