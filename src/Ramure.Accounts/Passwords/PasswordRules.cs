using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Ramure.Accounts.Model;
using Ramure.Kernel.Operations;

namespace Ramure.Accounts.Passwords;

/// <summary>What a password must be: long, and not one that others would try. Any character will do, spaces too; no mixture is asked.</summary>
internal sealed class PasswordRules : IPasswordValidator<Account>
{
    public const int Shortest = 12;
    public const int Longest = 1000;
    public const string Hint = "12 caractères au moins. Quelques mots sans rapport entre eux se retiennent bien ; espaces et accents sont permis.";

    /// <summary>Why a password cannot be this person's; null when it can.</summary>
    public static Refusal? Fault(string? password, Account account, string field = "mot-de-passe")
    {
        if (string.IsNullOrEmpty(password))
            return new Refusal("password-missing", "Écrivez un mot de passe.", field);
        if (password.EnumerateRunes().Count() < Shortest)
            return new Refusal("password-short", $"Ce mot de passe est trop court : {Shortest} caractères au moins. Ajoutez un mot.", field);
        if (password.Length > Longest)
            return new Refusal("password-long", $"Ce mot de passe est trop long : {Longest} caractères au plus.", field);
        if (CommonPasswords.Contains(password))
            return new Refusal("password-common", "Ce mot de passe, ou un qui lui ressemble, figure parmi les plus utilisés : il serait vite deviné. Choisissez-en un autre.", field);
        return CommonPasswords.IsAbout(password, About(account))
            ? new Refusal("password-personal", "Ce mot de passe se devine de votre nom ou de votre adresse. Ajoutez des mots sans rapport.", field)
            : null;
    }

    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password) => Task.FromResult(
        Fault(password, user) is { } fault
            ? IdentityResult.Failed(new IdentityError { Code = "Password" + fault.Code, Description = fault.Message })
            : IdentityResult.Success);

    private static IEnumerable<string> About(Account account) =>
        account.DisplayName.Split([' ', '-', '\'']).Concat((account.Email ?? "").Split('@', '.', '-', '_', '+')).Append("ramure").Append("canope");
}

/// <summary>The same password whatever keyboard composed its accents.</summary>
internal sealed class PasswordHashing(IOptions<PasswordHasherOptions> options) : PasswordHasher<Account>(options)
{
    public override string HashPassword(Account user, string password) => base.HashPassword(user, Same(password));

    public override PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword) =>
        base.VerifyHashedPassword(user, hashedPassword, Same(providedPassword));

    private static string Same(string password)
    {
        try
        {
            return password.Normalize(NormalizationForm.FormKC);
        }
        catch (ArgumentException)
        {
            // Half a character: no form of Unicode, and nobody's password but its owner's.
            return password;
        }
    }
}
