using Ramure.Kernel.Audit;

namespace Ramure.Training.Trainers;

/// <summary>What the events of trainers say, in French.</summary>
internal static class TrainerAuditWords
{
    public static AuditWords All { get; } = new()
    {
        Operations = new Dictionary<string, string>
        {
            ["training.add-trainer"] = "Ajouter un formateur",
            ["training.change-trainer"] = "Modifier un formateur",
        },
        Kinds =
        [
            new(TrainerKeeper.SubjectKind, "Formateur")
            {
                IsPerson = true,
                Fields = new Dictionary<string, string> { ["Name"] = "Nom", ["HasEmail"] = "Courriel connu", ["Linked"] = "Relié à un compte", ["NamedPublicly"] = "Nom affiché au public", ["Active"] = "Proposé", ["Forgotten"] = "Sans nom désormais" },
                Value = (field, raw) => field is "HasEmail" or "Linked" or "NamedPublicly" or "Active" or "Forgotten" ? raw.ToLowerInvariant() switch { "true" => "oui", "false" => "non", _ => null } : null,
                Href = id => $"/formations/formateurs/{id}",
            },
        ],
    };
}
