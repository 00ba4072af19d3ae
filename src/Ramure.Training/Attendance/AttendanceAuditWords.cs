using Ramure.Kernel.Audit;
using Ramure.Training.Model;

namespace Ramure.Training.Attendance;

/// <summary>What the events of presence say, in French.</summary>
internal static class AttendanceAuditWords
{
    public static AuditWords All { get; } = new()
    {
        Operations = new Dictionary<string, string>
        {
            ["training.note-attendance"] = "Noter des présences",
            ["training.confirm-presence"] = "Confirmer sa présence avec le code de la salle",
            ["training.ask-presence-link"] = "Demander un lien pour confirmer sa présence",
            ["training.confirm-presence-by-link"] = "Confirmer sa présence par un lien, avec le code de la salle",
            ["training.attach-sheet"] = "Joindre le scan d’une feuille signée",
            ["training.detach-sheet"] = "Retirer le scan d’une feuille signée",
        },
        Kinds =
        [
            new(AttendanceRecorder.SubjectKind, "Feuille de présence")
            {
                Fields = new Dictionary<string, string>
                {
                    ["Source"] = "Par", ["Marks"] = "Présences notées", ["WalkIns"] = "Venus sans inscription", ["Headcounts"] = "Effectifs sans nom",
                    ["Scan"] = "Scan", ["Sha256"] = "Empreinte du scan",
                    ["State"] = "État", ["PostedVersion"] = "Version inscrite au registre", ["People"] = "Personnes présentes", ["Minutes"] = "Minutes suivies",
                },
                Value = (field, raw) => field switch
                {
                    "Source" when Enum.TryParse<MarkSource>(raw, out var source) => AttendanceWords.Label(source),
                    "State" when Enum.TryParse<SessionState>(raw, out var state) => state switch { SessionState.Closed => "close", SessionState.Cancelled => "annulée", _ => "ouverte" },
                    _ => null,
                },
                Href = id => $"/formations/sessions/{id}/presence",
            },
            new("training-paper-scans", "Scans anciens de feuilles signées") { Fields = new Dictionary<string, string> { ["Forgotten"] = "Détruits" } },
        ],
    };
}
