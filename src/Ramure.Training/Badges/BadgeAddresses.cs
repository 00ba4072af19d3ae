using Ramure.Kernel.Web;
using Ramure.Training.Model;
using Ramure.Training.Recognition;

namespace Ramure.Training.Badges;

/// <summary>Addresses that badges name, under the address by which people reach this installation.</summary>
internal sealed class BadgeAddresses(SiteAddress site)
{
    public string Site => site.Address.ToString();

    public string Issuer => Of("/badges/emetteur");

    public string Keys => Of("/.well-known/jwks.json");

    public string Unit(string code) => Of("/reseau/unites/" + Uri.EscapeDataString(code));

    public string Key(string id) => Of("/badges/cles/" + id);

    /// <summary>The achievement as data.</summary>
    public string Achievement(Guid course) => Of($"/badges/formations/{course:D}/reussite");

    /// <summary>The achievement as a page: what it takes.</summary>
    public string Criteria(Guid course) => Of($"/badges/formations/{course:D}");

    public string Image(Guid course) => Of($"/badges/formations/{course:D}/image.svg");

    public string Status(int list) => Of(FormattableString.Invariant($"/badges/etat/{list}"));

    /// <summary>The badge itself: where it is verified.</summary>
    public string Badge(Credential credential) => Of("/verifier/" + VerificationCode.Shown(credential.Code));

    private string Of(string path) => new Uri(site.Address, path).ToString();
}
