using Ramure.Kernel.Audit;
using Ramure.Training.Model;
using Ramure.Ui.Components;

namespace Ramure.Training.Recognition;

/// <summary>Documents, outcomes and their fate, in French.</summary>
internal static class RecognitionWords
{
    public static IReadOnlyList<(LearningOutcome Outcome, string Code, string Label)> Outcomes { get; } =
    [
        (LearningOutcome.NotAssessed, "non-evalue", "non évalué"),
        (LearningOutcome.Acquired, "acquis", "acquis"),
        (LearningOutcome.PartlyAcquired, "en-partie", "acquis en partie"),
        (LearningOutcome.NotAcquired, "non-acquis", "non acquis"),
    ];

    public static AuditWords Audit { get; } = new()
    {
        Operations = new Dictionary<string, string>
        {
            ["training.issue-credentials"] = "Établir les attestations d’une session",
            ["training.revoke-credential"] = "Retirer une attestation ou un badge",
            ["training.note-outcomes"] = "Noter ce qui est acquis",
            ["training.set-recognition"] = "Dire ce qu’une formation reconnaît",
            ["training.rotate-badge-key"] = "Changer la clé des badges",
        },
        Kinds =
        [
            new(CertificateIssuer.SubjectKind, "Attestation ou badge")
            {
                Fields = new Dictionary<string, string>
                {
                    ["Number"] = "Numéro", ["Kind"] = "Genre", ["Session"] = "Session", ["Minutes"] = "Minutes suivies", ["Digest"] = "Empreinte du contenu", ["Cause"] = "Cause",
                    ["ReplacedBy"] = "Remplacée par", ["Forgotten"] = "Sans nom désormais",
                },
                Value = (field, raw) => field switch
                {
                    "Kind" when Enum.TryParse<CredentialKind>(raw, out var kind) => Label(kind),
                    "Cause" when Enum.TryParse<RevocationCause>(raw, out var cause) => Label(cause),
                    _ => null,
                },
            },
            new(OutcomeService.SubjectKind, "Ce qui est acquis")
            {
                Fields = new Dictionary<string, string> { ["Outcome"] = "Résultat", ["Session"] = "Session" },
                Value = (field, raw) => field == "Outcome" && Enum.TryParse<LearningOutcome>(raw, out var outcome) ? Label(outcome) : null,
            },
            new(RecognitionRules.SubjectKind, "Reconnaissance d’une formation")
            {
                Fields = new Dictionary<string, string>
                {
                    ["AttendancePercent"] = "Part suivie pour l’attestation", ["CompletionPercent"] = "Part suivie pour le certificat", ["BadgePercent"] = "Part suivie pour le badge",
                    ["BadgeName"] = "Nom du badge", ["BadgeDescription"] = "Ce que dit le badge", ["BadgeCriteria"] = "Ce qu’il demande", ["BadgeNeedsOutcome"] = "Demande que ce soit acquis",
                },
                Href = id => $"/formations/{id}/reconnaissance",
            },
            new("training-credentials", "Attestations et badges anciens") { Fields = new Dictionary<string, string> { ["Forgotten"] = "Rendus sans nom" } },
            new("training-badge-key", "Clé des badges") { Fields = new Dictionary<string, string> { ["Key"] = "Clé" } },
        ],
    };

    /// <summary>« Attestation de présence ».</summary>
    public static string Label(CredentialKind kind) => kind switch
    {
        CredentialKind.Attendance => "Attestation de présence",
        CredentialKind.Completion => "Certificat de réalisation",
        _ => "Badge",
    };

    public static string Label(LearningOutcome outcome) => Outcomes.First(o => o.Outcome == outcome).Label;

    public static string Label(RevocationCause cause) => cause switch
    {
        RevocationCause.Replaced => "remplacé après une correction",
        RevocationCause.NotDue => "retiré après une correction",
        RevocationCause.Withdrawn => "retiré par l’unité",
        _ => "retiré à la demande de la personne",
    };

    /// <summary>« valable », « remplacé après une correction ».</summary>
    public static string State(Credential credential) => credential.IsValid ? "valable" : Label(credential.Cause!.Value);

    public static TagKind Kind(Credential credential) => credential.IsValid ? TagKind.Good : TagKind.Watch;
}
