using Ramure.Kernel.Web;
using Ramure.Training.Documents;
using Ramure.Training.Model;
using Ramure.Training.Words;
using Ramure.Ui.Components;

namespace Ramure.Training.Recognition;

/// <summary>An attestation or a certificate as a PDF, from what was frozen.</summary>
internal sealed class CredentialDocument(SiteAddress site)
{
    /// <summary>Where a document is verified.</summary>
    public string Address(Credential credential) => new Uri(site.Address, "/verifier/" + VerificationCode.Shown(credential.Code)).ToString();

    public static string FileName(Credential credential) => $"{(credential.Kind == CredentialKind.Completion ? "certificat" : "attestation")}-{credential.Number}.pdf";

    public byte[] Write(Credential credential)
    {
        var (content, title) = (credential.Content, RecognitionWords.Label(credential.Kind));
        var name = credential.Name ?? PersonalData.TrainingPersonalData.Nobody;
        var info = new DocumentInfo($"{title} n° {credential.Number}", content.UnitName, credential.IssuedAt)
        {
            Subject = content.Course,
            Footer = $"{title} n° {credential.Number} · code de vérification {VerificationCode.Shown(credential.Code)}",
        };
        return DocumentWriter.Write(info, writer =>
        {
            writer.Title(title, content.UnitName);
            writer.Note($"Numéro {credential.Number}, établi le {French.Day(Verification.IssueDay(credential))}");
            if (!credential.IsValid)
                writer.Strong($"Ce document ne vaut plus : {RecognitionWords.State(credential)}.");
            writer.Space(6);
            if (credential.Kind == CredentialKind.Completion)
                Completion(writer, content, name);
            else
                Attendance(writer, content, name);
            writer.Code(Address(credential), "Code à scanner : l’adresse où vérifier ce document", ["Pour vérifier ce document, scannez ce code, ou ouvrez cette adresse et comparez ce qu’elle dit :"]);
            if (credential.Kind == CredentialKind.Completion)
                writer.Signatures("Fait à, le", "Le responsable de l’organisme de formation : nom, signature et cachet");
        });
    }

    private static void Attendance(DocumentWriter writer, CredentialContent content, string name)
    {
        writer.Paragraph($"{content.UnitName} atteste que");
        writer.Strong(name);
        writer.Paragraph("a été présent ou présente à la formation");
        writer.Strong(content.Course);
        writer.Facts(
        [
            ("Dates", Verification.Dates(content)),
            ("Durée suivie", Attended(content)),
            ("Modalité", TrainingWords.Label(content.Modality)),
            ("Cadre", TrainingWords.Label(content.Frame)),
            ("Objectifs", content.Objectives),
            ("Compétences", string.Join("\n", content.Competences)),
        ]);
        writer.Heading("Présence");
        Slots(writer, content);
    }

    /// <summary>What articles L. 6313-1 and R. 6332-26 of the labour code and the ministry's model ask: action, nature, dates, duration really done.</summary>
    private static void Completion(DocumentWriter writer, CredentialContent content, string name)
    {
        writer.Paragraph($"{content.UnitName}, prestataire d’actions concourant au développement des compétences, atteste que");
        writer.Strong(name);
        writer.Paragraph("a suivi l’action");
        writer.Strong(content.Course);
        writer.Facts(
        [
            ("Nature de l’action", "Action de formation (article L. 6313-1, 1°, du code du travail)"),
            ("Dates", Verification.Dates(content)),
            ("Durée réalisée", Attended(content)),
            ("Modalité", TrainingWords.Label(content.Modality)),
            ("Objectifs", content.Objectives),
            ("Évaluation des acquis", content.Outcome == LearningOutcome.NotAssessed ? "" : RecognitionWords.Label(content.Outcome)),
        ]);
        writer.Heading("Détail de la durée");
        Slots(writer, content);
        writer.Note("La durée réalisée est celle des feuilles de présence et, à distance, des journaux de connexion, qui sont conservés comme justificatifs jusqu’à la fin de la troisième année civile suivant le dernier paiement, ou plus longtemps quand des fonds européens participent.");
    }

    private static string Attended(CredentialContent content) => content.Minutes == content.Planned
        ? $"{TrainingWords.Duration(content.Minutes)}, toute la session"
        : $"{TrainingWords.Duration(content.Minutes)} sur {TrainingWords.Duration(content.Planned)} prévues";

    private static void Slots(DocumentWriter writer, CredentialContent content) => writer.Table(new DocumentTable(
        "", [new("Jour", 3), new("Horaire", 3), new("Lieu", 4), new("Durée suivie", 2) { Right = true }],
        [.. content.Slots.Select(s => new DocumentCell[] { French.Day(s.Day), $"{Hour(s.Start)} à {Hour(s.End)}{Sessions.When.Zone(content.TimeZone)}", s.Place, s.Minutes == 0 ? "absence" : TrainingWords.Duration(s.Minutes) })]));

    private static string Hour(TimeOnly time) => $"{time.Hour}\u00a0h\u00a0{time.Minute:00}";
}
