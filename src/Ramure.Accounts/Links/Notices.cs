using Ramure.Accounts.Model;
using Ramure.Accounts.Sessions;
using Ramure.Kernel.Mail;
using Ramure.Kernel.Operations;

namespace Ramure.Accounts.Links;

/// <summary>Mails that tell somebody what was changed on their account, so that they notice when it was not they.</summary>
internal sealed class Notices(MailQueue mails)
{
    private const string NotYou = "Si ce n’est pas vous, choisissez aussitôt un nouveau mot de passe depuis la page de connexion (« Mot de passe oublié »), puis prévenez l’administration de votre réseau.";

    public void NewPassword(OperationScope scope, Account account) =>
        Send(scope, account, "mot de passe changé", "Le mot de passe de votre compte vient d’être changé. Les autres appareils ont été déconnectés.");

    public void NewDevice(OperationScope scope, Account account, Visitor visitor) =>
        Send(scope, account, "nouvelle connexion", $"Votre compte vient d’être ouvert depuis un appareil qu’il ne connaissait pas : {BrowserNames.Of(visitor.Browser)}, adresse {visitor.Address?.ToString() ?? "inconnue"}.");

    public void SecondFactor(OperationScope scope, Account account, bool on) => Send(
        scope, account, on ? "code à la connexion demandé" : "code à la connexion retiré",
        on ? "La connexion à votre compte demande désormais un code en plus du mot de passe." : "La connexion à votre compte ne demande plus de code en plus du mot de passe.");

    public void Passkey(OperationScope scope, Account account, bool added) => Send(
        scope, account, added ? "clé d’accès ajoutée" : "clé d’accès retirée",
        added ? "Une clé d’accès vient d’être ajoutée à votre compte." : "Une clé d’accès vient d’être retirée de votre compte.");

    public void SecondFactorTakenAway(OperationScope scope, Account account) => Send(
        scope, account, "second moyen retiré",
        "Le code à la connexion et les clés d’accès de votre compte viennent d’être retirés par qui administre le réseau, et vos sessions sont terminées. À la prochaine connexion, mettez-en de nouveaux en place.");

    public void RecoveryCodeUsed(OperationScope scope, Account account, int left) =>
        Send(scope, account, "code de secours utilisé", $"Un code de secours vient d’ouvrir votre compte. Il en reste {left}.");

    /// <summary>To the address that the account leaves.</summary>
    public void LeftAddress(OperationScope scope, Account account, string old) => mails.Send(scope, new Letter(
        old, account.DisplayName, "adresse changée", ["Cette adresse n’est plus celle de votre compte : vous l’avez remplacée par une autre."])
    {
        Afterwards = ["Si ce n’est pas vous, prévenez sans attendre l’administration de votre réseau."],
    });

    private void Send(OperationScope scope, Account account, string subject, string sentence)
    {
        if (account.Email is { } email)
            mails.Send(scope, new Letter(email, account.DisplayName, subject, [sentence]) { Afterwards = [NotYou] });
    }
}
