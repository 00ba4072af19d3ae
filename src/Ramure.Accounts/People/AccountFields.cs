using System.Net.Mail;
using Microsoft.AspNetCore.Identity;
using Ramure.Accounts.Model;
using Ramure.Kernel.Operations;

namespace Ramure.Accounts.People;

/// <summary>What a name and an address must be; refusals name the fields nom, adresse and mot-de-passe.</summary>
internal static class AccountFields
{
    public const int EmailLength = 254;

    public static Refusal? NameFault(string? name) =>
        string.IsNullOrWhiteSpace(name) ? new Refusal("name-missing", "Écrivez le prénom et le nom.", "nom")
        : name.Trim().Length > Account.NameLength ? new Refusal("name-too-long", $"Le nom dépasse {Account.NameLength} caractères.", "nom")
        : null;

    public static Refusal? EmailFault(string? email)
    {
        var text = email?.Trim();
        if (string.IsNullOrEmpty(text))
            return new Refusal("email-missing", "Écrivez l’adresse électronique.", "adresse");
        return text.Length <= EmailLength && MailAddress.TryCreate(text, out var parsed) && parsed.Address == text && parsed.DisplayName.Length == 0
            ? null
            : new Refusal("email-invalid", $"« {text} » n’est pas une adresse électronique, par exemple prenom.nom@exemple.fr.", "adresse");
    }

    /// <summary>What the identity library refuses, at its field.</summary>
    public static Refusal Refusal(IdentityError error) =>
        error.Code is nameof(IdentityErrorDescriber.DuplicateUserName) or nameof(IdentityErrorDescriber.DuplicateEmail)
            ? new Refusal("email-taken", "Cette adresse a déjà un compte.", "adresse")
            : error.Code.StartsWith("Password", StringComparison.Ordinal) ? new Refusal(error.Code, error.Description, "mot-de-passe")
            : new Refusal(error.Code, error.Description, "adresse");
}
