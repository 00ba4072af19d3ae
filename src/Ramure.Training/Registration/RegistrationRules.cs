using System.Net.Mail;
using Ramure.Kernel.Operations;
using Ramure.Training.Model;

namespace Ramure.Training.Registration;

/// <summary>What stops somebody from registering, whoever asks.</summary>
internal static class RegistrationRules
{
    private const int LongestName = 120;
    private const int LongestEmail = 256;

    /// <summary>Why persons cannot register themselves, or each other, now; null when they can.</summary>
    public static Refusal? Closed(Session session, DateTime now) =>
        Over(session) is { } over ? over
        : session.OpensAt > now ? new Refusal("registration-not-open", "Les inscriptions à cette session ne sont pas encore ouvertes.")
        : session.ClosesAt <= now ? new Refusal("registration-closed", "Les inscriptions à cette session sont closes.")
        : session.Mode == RegistrationMode.Nomination ? new Refusal("session-by-nomination", "Les participants de cette session sont désignés : adressez-vous à l’unité qui l’organise.")
        : null;

    /// <summary>Why a session takes nobody any more, not even by the unit; null when it does.</summary>
    public static Refusal? Over(Session session) => session.State switch
    {
        SessionState.Cancelled => Seats.Cancelled,
        SessionState.Closed => new Refusal("session-closed", "Cette session est close : sa feuille de présence est arrêtée."),
        _ => null,
    };

    /// <summary>What is wrong with a name and an address.</summary>
    public static List<Refusal> Person(string? name, string? email, string nameField = "nom", string emailField = "courriel")
    {
        var refusals = new List<Refusal>();
        var (trimmed, address) = ((name ?? "").Trim(), (email ?? "").Trim());
        if (trimmed.Length is 0 or > LongestName || trimmed.Any(char.IsControl))
            refusals.Add(new Refusal("name-missing", $"Donnez le nom et le prénom, {LongestName} caractères au plus.", nameField));
        if (!IsEmail(address))
            refusals.Add(new Refusal("email-invalid", "Cette adresse électronique n’est pas valable : écrivez-la comme nom@domaine.fr.", emailField));
        return refusals;
    }

    /// <summary>An address that mail can reach: one part, an at sign, a domain, nothing around.</summary>
    public static bool IsEmail(string address) =>
        address.Length <= LongestEmail && !address.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)) && MailAddress.TryCreate(address, out var read) && read.Address == address;
}
