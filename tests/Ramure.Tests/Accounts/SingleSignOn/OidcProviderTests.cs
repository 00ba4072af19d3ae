using Ramure.Accounts.SingleSignOn;
using Ramure.Kernel.Access;
using Ramure.Kernel.Secrets;

namespace Ramure.Tests.Accounts.SingleSignOn;

public sealed class OidcProviderTests
{
    private static readonly Dictionary<string, string> Good = new()
    {
        ["RAMURE_OIDC"] = "ministere, acad-lille",
        ["RAMURE_OIDC_MINISTERE_AUTHORITY"] = "https://connexion.ministere.test/",
        ["RAMURE_OIDC_MINISTERE_CLIENT_ID"] = "ramure",
        ["RAMURE_OIDC_MINISTERE_CLIENT_SECRET"] = "secret",
        ["RAMURE_OIDC_MINISTERE_LABEL"] = "le ministère",
        ["RAMURE_OIDC_MINISTERE_EMAIL_DOMAINS"] = "ministere.test",
        ["RAMURE_OIDC_MINISTERE_ROLES"] = "groupes=cn=tutelle:OversightReader@*; fonction=directeur:AtelierDirector@A62",
        ["RAMURE_OIDC_ACAD_LILLE_AUTHORITY"] = "https://sso.lille.test",
        ["RAMURE_OIDC_ACAD_LILLE_CLIENT_ID"] = "r",
        ["RAMURE_OIDC_ACAD_LILLE_CLIENT_SECRET"] = "s",
    };

    [Fact]
    public void Providers_are_read_from_the_environment()
    {
        var providers = Read(Good);
        Assert.Equal(["ministere", "acad-lille"], providers.Select(p => p.Name));
        Assert.Equal([new ClaimRole("groupes", "cn=tutelle", Role.OversightReader, "*"), new ClaimRole("fonction", "directeur", Role.AtelierDirector, "A62")], providers[0].Roles);
        Assert.Equal(("acad-lille", true), (providers[1].Label, providers[1].VouchesFor("a@b.test")));
        Assert.True(providers[0].VouchesFor("x@Ministere.test"));
        Assert.False(providers[0].VouchesFor("ministere.test@ailleurs.test"));
        Assert.Empty(Read([]));
    }

    [Theory]
    [InlineData("RAMURE_OIDC", "Ministère", "n’est pas un nom de fournisseur")]
    [InlineData("RAMURE_OIDC", "ministere ministere", "deux fois")]
    [InlineData("RAMURE_OIDC", "code", "déjà le nom d’une page de connexion")]
    [InlineData("RAMURE_OIDC_MINISTERE_AUTHORITY", "", "AUTHORITY manque")]
    [InlineData("RAMURE_OIDC_MINISTERE_AUTHORITY", "http://connexion.ministere.test", "n’est pas une adresse https")]
    [InlineData("RAMURE_OIDC_MINISTERE_CLIENT_SECRET", "", "CLIENT_SECRET_FILE) manque")]
    [InlineData("RAMURE_OIDC_MINISTERE_ROLES", "groupes:OversightReader@*", "attribut=valeur:Rôle@UNITÉ")]
    [InlineData("RAMURE_OIDC_MINISTERE_ROLES", "groupes=x:Roi@A62", "attribut=valeur:Rôle@UNITÉ")]
    [InlineData("RAMURE_OIDC_MINISTERE_ROLES", "groupes=x:9@A62", "attribut=valeur:Rôle@UNITÉ")]
    public void A_wrong_setting_is_named_with_its_remedy(string name, string value, string message)
    {
        var error = Assert.Throws<SettingException>(() => Read(new(Good) { [name] = value }));
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<OidcProvider> Read(Dictionary<string, string> settings) => OidcProvider.Read(n => settings.GetValueOrDefault(n));
}
