using Ramure.Kernel.Text;
using Ramure.Training.Model;
using Ramure.Training.Words;
using Ramure.Ui.Components;

namespace Ramure.Training.Recognition;

/// <summary>
/// What a stranger who holds a code is told: enough to compare with the document in hand, and no more. The name is not told; who has
/// it before them may ask whether it is the right one.
/// </summary>
internal sealed record Verification(
    CredentialKind Kind, string Number, bool IsValid, string State, string Course, string Unit, string Days, string Duration, string IssuedOn, string Initials, string? Badge)
{
    public static Verification Of(Credential credential)
    {
        var content = credential.Content;
        // Of a person who asked to be forgotten, nothing is told that the number does not tell.
        var erased = credential.Cause == RevocationCause.Erased;
        return new(
            credential.Kind, credential.Number, credential.IsValid, RecognitionWords.State(credential), erased ? "" : content.Course, content.UnitName,
            erased ? "" : Dates(content), erased ? "" : TrainingWords.Duration(content.Minutes), erased ? "" : French.Day(IssueDay(credential)),
            credential.Name is { } name ? InitialsOf(name) : "", erased ? null : content.Badge?.Name);
    }

    /// <summary>"12 mars 2025", or "du 12 mars 2025 au 3 avril 2025".</summary>
    public static string Dates(CredentialContent content) =>
        content.First == content.Last ? French.Day(content.First) : $"du {French.Day(content.First)} au {French.Day(content.Last)}";

    /// <summary>The day of issue where the session was held.</summary>
    public static DateOnly IssueDay(Credential credential) => DateOnly.FromDateTime(Sessions.LocalTime.At(credential.IssuedAt, credential.Content.TimeZone));

    /// <summary>Whether a name that somebody reads on the document is its name: accents, case, hyphens and the order of its parts aside.</summary>
    public static bool IsNamed(Credential credential, string? typed) =>
        credential.Name is { } name && Parts(name) is { Length: > 0 } parts && parts.SequenceEqual(Parts(typed ?? ""));

    private static string[] Parts(string name) => [.. SearchText.Fold(name).Split([' ', '-', '\'', '’', '.'], StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];

    private static string InitialsOf(string name) => string.Join(' ', name.Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries).Where(p => char.IsLetter(p[0])).Select(p => $"{char.ToUpperInvariant(p[0])}."));
}
