using Ramure.Accounts.Model;
using Ramure.Kernel.Mail;
using Ramure.Kernel.Operations;

namespace Ramure.Accounts.Links;

/// <summary>What mails with links say.</summary>
internal static class LinkWords
{
    public const string PasswordPath = "/connexion/nouveau-mot-de-passe";
    public const string ConfirmPath = "/connexion/adresse";
    public const string FinishPath = "/connexion/lien";

    /// <summary>For a link that is not, or no longer, good.</summary>
    public static Refusal Dead { get; } = new("link-dead", "Ce lien a déjà servi, a été remplacé par un plus récent, ou n’est plus valable. Demandez-en un autre.");

    public static TimeSpan Length(LinkPurpose purpose) => purpose switch
    {
        LinkPurpose.FinishSignIn => TimeSpan.FromMinutes(20),
        LinkPurpose.NewPassword => TimeSpan.FromHours(1),
        LinkPurpose.ChangeAddress => TimeSpan.FromHours(24),
        _ => TimeSpan.FromDays(3),
    };

    public static Letter Letter(LinkPurpose purpose, Account account, string email, string secret) => purpose switch
    {
        LinkPurpose.NewPassword => new Letter(email, account.DisplayName, "choisir un nouveau mot de passe", ["Quelqu’un, sans doute vous, a demandé à choisir un nouveau mot de passe pour votre compte."])
        {
            LinkLabel = "Choisir un nouveau mot de passe",
            LinkPath = $"{PasswordPath}?jeton={secret}",
            Afterwards = ["Ce lien sert une fois, pendant une heure. Si vous n’avez rien demandé, ne faites rien : votre mot de passe reste le même."],
        },
        LinkPurpose.ChangeAddress => new Letter(email, account.DisplayName, "confirmer votre nouvelle adresse", ["Vous avez demandé que cette adresse devienne celle de votre compte."])
        {
            LinkLabel = "Confirmer cette adresse",
            LinkPath = $"{ConfirmPath}?nouvelle=1&jeton={secret}",
            Afterwards = ["Ce lien sert une fois, pendant 24 heures. Si vous n’avez rien demandé, ne faites rien."],
        },
        LinkPurpose.FinishSignIn => new Letter(email, account.DisplayName, "finir de vous connecter", ["Beaucoup de mots de passe faux ont été essayés sur votre compte. Le vôtre vient d’être donné : ce lien finit la connexion."])
        {
            LinkLabel = "Finir de me connecter",
            LinkPath = $"{FinishPath}?jeton={secret}",
            Afterwards = ["Ce lien sert une fois, pendant 20 minutes. Si ce n’est pas vous, quelqu’un connaît votre mot de passe : ne suivez pas le lien et changez de mot de passe."],
        },
        _ => new Letter(email, account.DisplayName, "confirmer votre adresse", ["Cette adresse est celle d’un compte qui vient d’être ouvert à votre nom."])
        {
            LinkLabel = "Confirmer mon adresse",
            LinkPath = $"{ConfirmPath}?jeton={secret}",
            Afterwards = ["Ce lien sert une fois, pendant trois jours."],
        },
    };
}
