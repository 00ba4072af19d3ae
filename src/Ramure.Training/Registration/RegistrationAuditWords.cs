using Ramure.Kernel.Audit;
using Ramure.Training.Registration.Links;

namespace Ramure.Training.Registration;

/// <summary>What the events of registrations say, in French, beside those that <see cref="Words.TrainingAuditWords"/> has.</summary>
internal static class RegistrationAuditWords
{
    public static AuditWords All { get; } = new()
    {
        Operations = new Dictionary<string, string>
        {
            ["training.prioritise"] = "Donner une priorité",
            ["training.describe-person"] = "Dire le public et l’établissement d’un inscrit",
            ["training.set-quotas"] = "Répartir les places",
            ["training.ask-link"] = "Demander à s’inscrire par courriel",
            ["training.register-by-link"] = "S’inscrire par courriel",
            ["training.withdraw-by-link"] = "Se désister par courriel",
            ["training.accept-by-link"] = "Prendre une place proposée, par courriel",
            ["training.register-team"] = "Inscrire des collègues",
            ["training.nominate"] = "Inscrire des personnes désignées",
            ["training.move"] = "Changer de session",
            ["training.move-person"] = "Déplacer un inscrit vers une autre session",
        },
        Kinds =
        [
            new(ManageLinks.SubjectKind, "Lien d’inscription")
            {
                Fields = new Dictionary<string, string> { ["Session"] = "Session", ["Sent"] = "Envoyé", ["Forgotten"] = "Effacés" },
            },
        ],
    };
}
