using Ramure.Kernel.Audit;
using Ramure.Training.Model;

namespace Ramure.Training.Mail;

/// <summary>What the events of mails say, in French.</summary>
internal static class MailAuditWords
{
    public static AuditWords All { get; } = new()
    {
        Operations = new Dictionary<string, string>
        {
            ["training.write-mails"] = "Écrire les courriels d’une session",
            ["training.summon"] = "Convoquer et rappeler",
            ["training.send-again"] = "Renvoyer un courriel",
            ["training.set-summons"] = "Choisir quand convoquer",
            ["training.write-mail-text"] = "Écrire les mots d’un courriel",
            ["training.reset-mail-text"] = "Quitter ses mots pour ceux d’origine",
        },
        Kinds =
        [
            new(MailWriter.SubjectKind, "Courriels d’une session")
            {
                Fields = new Dictionary<string, string>
                {
                    ["Kinds"] = "Genres", ["Kind"] = "Genre", ["Written"] = "Écrits", ["Moot"] = "Sans objet", ["Queued"] = "Demandés", ["Registration"] = "Inscription",
                    ["SummonsDays"] = "Convocation, jours avant", ["Forgotten"] = "Oubliés",
                },
                Value = (field, raw) => field is "Kinds" or "Kind" && Enum.TryParse<MailKind>(raw, out var kind) ? MailKinds.Words(kind).Label : null,
                Href = id => Guid.TryParse(id, out _) ? $"/formations/sessions/{id}/courriels" : null,
            },
            new(MailTextEditor.SubjectKind, "Mots d’un courriel")
            {
                Fields = new Dictionary<string, string> { ["Version"] = "Version", ["Subject"] = "Objet", ["Body"] = "Texte" },
                Href = id => id.Split('/') is [var unit, var kind] ? $"/formations/courriels/{kind}?unite={Uri.EscapeDataString(unit)}" : null,
            },
        ],
    };
}
