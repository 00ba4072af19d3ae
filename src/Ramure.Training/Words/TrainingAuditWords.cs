using Ramure.Journal.Contracts;
using Ramure.Kernel.Audit;
using Ramure.Training.Model;
using Ramure.Training.Programme;
using Ramure.Training.Registration;
using Ramure.Training.Sessions;

namespace Ramure.Training.Words;

/// <summary>What the events of trainings say, in French.</summary>
internal static class TrainingAuditWords
{
    public static AuditWords All { get; } = new()
    {
        Operations = new Dictionary<string, string>
        {
            ["training.create"] = "Écrire une formation",
            ["training.change"] = "Modifier une formation",
            ["training.publish"] = "Publier une formation",
            ["training.take-out"] = "Retirer une formation du catalogue",
            ["training.plan-session"] = "Planifier une session",
            ["training.change-session"] = "Modifier une session",
            ["training.cancel-session"] = "Annuler une session",
            ["training.register"] = "S’inscrire à une session",
            ["training.register-person"] = "Inscrire quelqu’un",
            ["training.withdraw"] = "Se désister",
            ["training.withdraw-person"] = "Désinscrire quelqu’un",
            ["training.accept-offer"] = "Prendre une place proposée",
            ["training.expire-offer"] = "Laisser passer une place proposée",
            ["training.approve"] = "Accepter une demande d’inscription",
            ["training.refuse"] = "Ne pas retenir une demande d’inscription",
        },
        Kinds =
        [
            new(CourseEditor.SubjectKind, "Formation")
            {
                Fields = new Dictionary<string, string>
                {
                    ["Title"] = "Titre", ["Objectives"] = "Objectifs", ["Programme"] = "Contenu", ["Audiences"] = "Publics", ["Prerequisites"] = "Prérequis",
                    ["Minutes"] = "Minutes", ["Modality"] = "Modalité", ["Frame"] = "Cadre", ["Themes"] = "Thèmes", ["Methods"] = "Méthodes", ["Evaluation"] = "Évaluation",
                    ["Accessibility"] = "Accessibilité", ["Contact"] = "Contact", ["PriceCents"] = "Prix, en centimes", ["Partner"] = "Partenaire", ["State"] = "État",
                    ["PartnerKind"] = "Genre de partenaire", ["Competences"] = "Compétences", ["CopyOf"] = "Copie de",
                },
                Value = (field, raw) => field switch
                {
                    "Modality" when Enum.TryParse<Modality>(raw, out var modality) => TrainingWords.Label(modality),
                    "Frame" when Enum.TryParse<CourseFrame>(raw, out var frame) => TrainingWords.Label(frame),
                    "PartnerKind" => PartnerKinds.Label(raw),
                    "State" => raw switch { "Draft" or "0" => "brouillon", "Published" or "1" => "publiée", "Withdrawn" or "2" => "retirée", _ => null },
                    _ => null,
                },
                Href = id => $"/formations/{id}",
            },
            new(SessionPlanner.SubjectKind, "Session")
            {
                Fields = new Dictionary<string, string>
                {
                    ["Capacity"] = "Places", ["Mode"] = "Inscription", ["OpensAt"] = "Ouverture", ["ClosesAt"] = "Clôture", ["Trainers"] = "Formateurs", ["Slots"] = "Créneaux",
                    ["Minimum"] = "Minimum d’inscrits", ["PriceCents"] = "Prix, en centimes", ["BeyondRoom"] = "Plus que la salle n’en tient",
                    ["Day"] = "Jour", ["Start"] = "Début", ["End"] = "Fin", ["Place"] = "Lieu", ["State"] = "État", ["Quotas"] = "Répartition des places",
                    ["CourseVersion"] = "Version de la formation",
                },
                Href = id => $"/formations/sessions/{id}",
            },
            new(Registrar.SubjectKind, "Inscription")
            {
                Fields = new Dictionary<string, string> { ["State"] = "État", ["Number"] = "Rang", ["Session"] = "Session", ["OfferUntil"] = "Gardée jusqu’au", ["Forgotten"] = "Sans nom désormais", ["Origin"] = "Inscription", ["Priority"] = "Priorité", ["Audience"] = "Public", ["Uai"] = "Établissement", ["MovedTo"] = "Déplacée vers", ["Renamed"] = "Nom ou adresse changés" },
                Value = (field, raw) => field switch
                {
                    "State" when Enum.TryParse<RegistrationState>(raw, out var state) => TrainingWords.Label(state),
                    "Origin" when Enum.TryParse<RegistrationOrigin>(raw, out var origin) => RegistrationWords.Label(origin),
                    _ => null,
                },
            },
            new("training-registrations", "Inscriptions anciennes") { Fields = new Dictionary<string, string> { ["Forgotten"] = "Rendues sans nom" } },
        ],
    };
}
