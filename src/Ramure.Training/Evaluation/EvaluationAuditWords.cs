using Ramure.Kernel.Audit;
using Ramure.Training.Evaluation.Asking;
using Ramure.Training.Evaluation.Posting;
using Ramure.Training.Evaluation.Questionnaires;
using Ramure.Training.Evaluation.Results;
using Ramure.Training.Model;

namespace Ramure.Training.Evaluation;

/// <summary>What the events of evaluation say, in French.</summary>
internal static class EvaluationAuditWords
{
    public static AuditWords All { get; } = new()
    {
        Operations = new Dictionary<string, string>
        {
            ["training.write-questionnaire"] = "Écrire un questionnaire",
            ["training.change-questionnaire"] = "Changer un questionnaire",
            ["training.offer-questionnaire"] = "Proposer un questionnaire, ou le retirer",
            ["training.ship-questionnaires"] = "Apporter les questionnaires proposés par Ramure",
            ["training.plan-survey"] = "Prévoir un questionnaire",
            ["training.stop-survey"] = "Ne plus demander un questionnaire",
            ["training.ask-survey"] = "Demander un avis",
            ["training.remind-survey"] = "Relancer qui n’a pas donné son avis",
            ["training.close-survey"] = "Clore un questionnaire",
            ["training.answer-survey"] = "Donner son avis",
            ["training.note-comment"] = "Masquer un commentaire, ou noter sa suite",
        },
        Kinds =
        [
            new(QuestionnaireEditor.SubjectKind, "Questionnaire")
            {
                Fields = new Dictionary<string, string> { ["Version"] = "Version", ["Title"] = "Titre", ["Intro"] = "Introduction", ["Questions"] = "Questions", ["Offered"] = "Proposé" },
                Value = (field, raw) => field == "Offered" ? YesNo(raw) : null,
                Href = id => $"/formations/questionnaires/{id}",
            },
            new(SurveyPlans.SubjectKind, "Demande d’avis")
            {
                Fields = new Dictionary<string, string>
                {
                    ["Questionnaire"] = "Questionnaire", ["Course"] = "Formation", ["Session"] = "Session", ["Moment"] = "Moment", ["Days"] = "Jours après", ["Reminders"] = "Relances",
                    ["ReminderDays"] = "Jours entre deux relances", ["OpenDays"] = "Jours pour répondre", ["Anonymous"] = "Anonyme", ["Stopped"] = "Arrêtée",
                },
                Value = (field, raw) => field switch
                {
                    "Moment" when Enum.TryParse<SurveyMoment>(raw, out var moment) => EvaluationWords.Label(moment),
                    "Anonymous" or "Stopped" => YesNo(raw),
                    _ => null,
                },
            },
            new(SurveyCloser.SubjectKind, "Questionnaire d’une session")
            {
                Fields = new Dictionary<string, string>
                {
                    ["Session"] = "Session", ["Version"] = "Version", ["Asked"] = "Personnes sollicitées", ["Anonymous"] = "Anonyme", ["Until"] = "Jusqu’au", ["Reminder"] = "Relance",
                    ["Queued"] = "Demandés", ["Closed"] = "Clos", ["Answers"] = "Réponses", ["Forgotten"] = "Oubliés",
                },
                Value = (field, raw) => field is "Anonymous" or "Closed" ? YesNo(raw) : null,
            },
            new(CommentNotes.SubjectKind, "Commentaire")
            {
                Fields = new Dictionary<string, string> { ["Hidden"] = "Masqué", ["Kind"] = "Ce qui est noté", ["Note"] = "Note" },
                Value = (field, raw) => field switch
                {
                    "Hidden" => YesNo(raw),
                    "Kind" when Enum.TryParse<CommentNoteKind>(raw, out var kind) => kind switch { CommentNoteKind.Hidden => "masqué", CommentNoteKind.Shown => "montré de nouveau", _ => "suite donnée" },
                    _ => null,
                },
                Href = id => $"/formations/evaluations/commentaires/{id}",
            },
        ],
    };

    private static string? YesNo(string raw) => raw.ToLowerInvariant() switch { "true" => "oui", "false" => "non", _ => null };
}
