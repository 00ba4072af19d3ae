using Ramure.Kernel.Access;
using Ramure.Kernel.Audit;

namespace Ramure.Accounts.People;

/// <summary>What the events of accounts and roles say, in French.</summary>
internal static class AccountsAuditWords
{
    public static AuditWords Roles { get; } = new()
    {
        Operations = new Dictionary<string, string>
        {
            ["accounts.grant"] = "Donner un rôle",
            ["accounts.change-grant"] = "Changer les dates d’un rôle",
            ["accounts.revoke"] = "Retirer un rôle",
            ["accounts.close"] = "Fermer un compte",
            ["accounts.reopen"] = "Rouvrir un compte",
            ["accounts.end-sessions"] = "Terminer les sessions d’un compte",
            ["accounts.reset-second-factor"] = "Retirer le code et les clés d’un compte",
            ["accounts.reset-link"] = "Faire un lien pour choisir un mot de passe",
            ["accounts.create-administrator"] = "Ouvrir un compte d’administration",
            ["accounts.first-link"] = "Faire le lien du premier compte",
            ["accounts.first-account"] = "Ouvrir le premier compte",
            ["accounts.choose-password"] = "Choisir un mot de passe par un lien",
            ["accounts.invite"] = "Inviter",
            ["accounts.renew-invitation"] = "Refaire le lien d’une invitation",
            ["accounts.withdraw-invitation"] = "Retirer une invitation",
            ["accounts.accept-invitation"] = "Accepter une invitation",
            ["accounts.create-token"] = "Créer un jeton",
            ["accounts.revoke-token"] = "Révoquer un jeton",
            ["accounts.open-samples"] = "Ouvrir les comptes d’exemple",
            ["accounts.close-samples"] = "Fermer les comptes d’exemple",
        },
        Kinds =
        [
            new("first-link", "Lien du premier compte") { Fields = new Dictionary<string, string> { ["ExpiresAt"] = "Expire (UTC)" } },
            new("grant", "Rôle tenu")
            {
                Fields = new Dictionary<string, string>
                {
                    ["Account"] = "Compte", ["Role"] = "Rôle", ["Unit"] = "Unité", ["From"] = "Premier jour", ["Until"] = "Dernier jour", ["Items"] = "Éléments désignés",
                    ["Kept"] = "Gardé, bien que le fournisseur d’identité ne le dise plus",
                },
                Value = Word,
            },
            new("invitation", "Invitation")
            {
                Fields = new Dictionary<string, string>
                {
                    ["Account"] = "Compte", ["Role"] = "Rôle", ["Unit"] = "Unité", ["From"] = "Premier jour", ["Until"] = "Dernier jour", ["Items"] = "Éléments désignés",
                    ["ByMail"] = "Envoyée par courriel", ["ExpiresAt"] = "Expire (UTC)",
                },
                Value = Word,
            },
            new("api-token", "Jeton d’accès")
            {
                Fields = new Dictionary<string, string> { ["Account"] = "Compte", ["Prefix"] = "Début", ["Scopes"] = "Droits", ["ExpiresAt"] = "Expire (UTC)" },
            },
        ],
    };

    private static string? Word(string field, string value) =>
        field == "Role" && RoleWords.Parse(value) is { } role ? RoleWords.Label(role) : field == "Unit" && value == "*" ? "tout le réseau"
        : field == "Kept" && value == "last-administrator" ? "dernière administration de tout le réseau" : null;
}
