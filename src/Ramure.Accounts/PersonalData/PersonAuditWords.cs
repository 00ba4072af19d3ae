using Ramure.Kernel.Audit;

namespace Ramure.Accounts.PersonalData;

/// <summary>What the events about an account itself say, in French.</summary>
internal static class PersonAuditWords
{
    public static AuditWords All { get; } = new()
    {
        Operations = new Dictionary<string, string>
        {
            ["accounts.sign-in"] = "Se connecter",
            ["accounts.sign-out"] = "Se déconnecter",
            ["accounts.end-session"] = "Déconnecter ses appareils",
            ["accounts.confirm"] = "Confirmer qui l’on est",
            ["accounts.forgot-password"] = "Demander un lien de mot de passe",
            ["accounts.reset-password"] = "Choisir un nouveau mot de passe",
            ["accounts.change-password"] = "Changer de mot de passe",
            ["accounts.ask-address"] = "Demander à changer d’adresse",
            ["accounts.change-address"] = "Changer d’adresse",
            ["accounts.confirm-address"] = "Confirmer son adresse",
            ["accounts.begin-code"] = "Préparer le code à la connexion",
            ["accounts.ask-code"] = "Demander un code à la connexion",
            ["accounts.renew-codes"] = "Refaire ses codes de secours",
            ["accounts.remove-code"] = "Ne plus demander de code à la connexion",
            ["accounts.prove-code"] = "Donner son second moyen",
            ["accounts.rename"] = "Changer de nom",
            ["accounts.add-passkey"] = "Ajouter une clé d’accès",
            ["accounts.rename-passkey"] = "Renommer une clé d’accès",
            ["accounts.remove-passkey"] = "Retirer une clé d’accès",
        },
        Kinds =
        [
            new("account", "Compte")
            {
                IsPerson = true,
                Fields = new Dictionary<string, string>
                {
                    ["DisplayName"] = "Nom", ["Email"] = "Adresse e-mail", ["Role"] = "Rôle", ["Unit"] = "Unité", ["From"] = "Depuis", ["To"] = "Jusqu’au", ["Erased"] = "Effacé",
                    ["Closed"] = "Fermé", ["Sessions"] = "Sessions fermées", ["EndedSessions"] = "Sessions fermées", ["Opened"] = "Ouvert", ["Confirmed"] = "Adresse confirmée",
                    ["PasswordLink"] = "Lien de mot de passe", ["PasswordChosen"] = "Mot de passe choisi", ["Sample"] = "Compte d’exemple", ["SignedIn"] = "Connecté par", ["Session"] = "Session", ["SignIn"] = "Connexion", ["Method"] = "Façon", ["SecondFactor"] = "Second moyen", ["Code"] = "Code à la connexion", ["Confirmation"] = "Preuve", ["Created"] = "Créé par", ["Linked"] = "Lié à",
                    ["PasskeyAdded"] = "Clé d’accès ajoutée", ["PasskeyRenamed"] = "Clé d’accès renommée", ["PasskeyRemoved"] = "Clé d’accès retirée",
                },
                Href = id => $"/administration/comptes/{id}",
            },
            new("accounts", "Comptes") { Fields = new Dictionary<string, string> { ["Forgotten"] = "Sessions, jetons, invitations et liens oubliés" } },
        ],
    };
}
