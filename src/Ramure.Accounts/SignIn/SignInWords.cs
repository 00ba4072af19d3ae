using Ramure.Kernel.Operations;

namespace Ramure.Accounts.SignIn;

/// <summary>What a person is told who does not come in.</summary>
internal static class SignInWords
{
    public const int PasswordLength = 1000;

    public static IReadOnlyList<Refusal> Missing(string? email, string? password)
    {
        var missing = new List<Refusal>();
        if (string.IsNullOrWhiteSpace(email))
            missing.Add(new("email-missing", "Écrivez l’adresse électronique de votre compte.", "courriel"));
        else if (email.Length > 256)
            missing.Add(new("email-long", "Cette adresse est trop longue : 256 caractères au plus.", "courriel"));
        if (string.IsNullOrEmpty(password))
            missing.Add(new("password-missing", "Écrivez votre mot de passe.", "mot-de-passe"));
        else if (password.Length > PasswordLength)
            missing.Add(new("password-long", $"Ce mot de passe est trop long : {PasswordLength} caractères au plus.", "mot-de-passe"));
        return missing;
    }

    public static Refusal Refusal(SignInOutcome outcome) => outcome switch
    {
        SignInOutcome.Wait wait => new("too-many", $"Trop d’essais manqués sur ce compte depuis votre connexion à internet. Attendez {Duration(wait.For)} puis réessayez, ou choisissez un nouveau mot de passe.", "mot-de-passe"),
        SignInOutcome.ByMail => new("by-mail", "Beaucoup de mots de passe faux ont été essayés sur ce compte. Si celui-ci est le bon, un lien vient de partir à l’adresse du compte : il finit la connexion."),
        SignInOutcome.ConfirmFirst => new("unconfirmed", "L’adresse de ce compte n’est pas encore confirmée. Un lien vient d’y être envoyé : suivez-le, puis connectez-vous."),
        _ => new("wrong", "L’adresse et le mot de passe ne vont pas ensemble. Vérifiez l’une et l’autre.", "courriel"),
    };

    public static string Duration(TimeSpan time) => time.TotalSeconds < 60
        ? $"{Math.Max(1, (int)Math.Ceiling(time.TotalSeconds))} s"
        : $"{(int)Math.Ceiling(time.TotalMinutes)} min";
}
