using Ramure.Kernel.Audit;

namespace Ramure.Training.Exchange;

/// <summary>What the events of exchange say, in French; what they are about is told by those of sessions, registrations and presence.</summary>
internal static class ExchangeAuditWords
{
    public static AuditWords All { get; } = new()
    {
        Operations = new Dictionary<string, string>
        {
            ["training.import-sessions"] = "Reprendre des sessions d’un fichier",
            ["training.import-registrations"] = "Reprendre des inscriptions d’un fichier",
            ["training.import-attendance"] = "Reprendre des présences d’un fichier",
            ["training.give-file"] = "Donner un fichier à reprendre",
            ["training.register-by-program"] = "Inscrire quelqu’un par un programme",
        },
        Kinds =
        [
            new(ExchangeUploads.SubjectKind, "Fichier à reprendre") { Fields = new Dictionary<string, string> { ["File"] = "Nom" } },
            new("training-external-keys", "Identifiants d’autres systèmes") { Fields = new Dictionary<string, string> { ["Forgotten"] = "Effacés" } },
        ],
    };
}
