using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Audit;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.PersonalData;
using Ramure.Trust.Persons;

namespace Ramure.Trust.Trail;

/// <summary>The trail names who acted by a reference, and its payloads may name people.</summary>
internal sealed class AuditPersonalData(RamureDb db, TrailWords words) : IPersonalData
{
    private const int Years = 5;

    public IReadOnlyList<RegisterLine> Register { get; } =
    [
        new(
            "Journal d’audit : qui a fait quoi, quand, sur quel enregistrement, avant, après et pourquoi ; qui a lu une liste de personnes, à qui un accès fut refusé", "Les personnes qui enregistrent, et celles que leurs enregistrements nomment",
            "Savoir qui a fait quoi, et déceler une falsification", "Sécurité du traitement (RGPD, art. 32) et mission d’intérêt public (art. 6-1-e)",
            $"L’évènement, sans limite, sous une référence qui ne nomme plus personne après l’effacement ; ce qu’il dit d’un compte, {Years} ans",
            "Les administrateurs ; la direction, pour les enregistrements de ses unités"),
        new(
            "Décomptes du jour : listes de personnes lues, nombre et taille des fichiers joints, par compte", "Les personnes qui se connectent", "N’inscrire une lecture qu’une fois par jour, et borner ce qu’un compte peut joindre",
            "Sécurité du traitement (RGPD, art. 32)", "Deux jours", "Personne"),
        new(
            "Demandes d’effacement : qui, quand, quand il y fut répondu", "Les personnes qui le demandent", "Répondre à la demande", "Obligation légale (RGPD, art. 6-1-c et 17)",
            "Sans limite, sous une référence qui ne nomme plus personne", "Les administrateurs"),
    ];

    public async Task<IReadOnlyList<HeldData>> HeldAsync(Person person, CancellationToken cancel)
    {
        var by = await db.Set<AuditEvent>().AsNoTracking().Where(e => e.Actor == person.Reference).OrderBy(e => e.Sequence)
            .Select(e => new { e.Sequence, e.At, e.Operation, e.SubjectKind, e.SubjectId }).ToListAsync(cancel);
        var (id, reference) = (person.Id, person.Reference);
        var about = reference.StartsWith("subject:", StringComparison.Ordinal) ? []
            : await db.Set<AuditEvent>().AsNoTracking().Where(e => e.SubjectId == id || e.SubjectId == reference).OrderBy(e => e.Sequence).ToListAsync(cancel);
        return
        [
            new("actions", "Ce que la personne a fait", ["N°", "Le", "Opération", "Genre", "Identifiant"],
                [.. by.Select(e => new[] { Number(e.Sequence), Instant.Text(e.At), words.Operation(e.Operation), words.Kind(e.SubjectKind), e.SubjectId })]),
            new("events-about", "Ce qui a été fait de ses données", ["N°", "Le", "Opération", "Avant", "Après"],
                [.. about.Select(e => new[] { Number(e.Sequence), Instant.Text(e.At), words.Operation(e.Operation), e.Before, e.After })]),
        ];
    }

    /// <summary>Takes out what events about the person said, and what others said in naming them; who acted when on what stays.</summary>
    public async Task<Result<int>> EraseAsync(OperationScope scope, Person person, CancellationToken cancel)
    {
        if (person.Reference.StartsWith("subject:", StringComparison.Ordinal))
            return 0;
        var (id, reference) = (person.Id, person.Reference);
        return await AuditRedaction.RedactMentionsAsync(scope, e => e.SubjectId == id || e.SubjectId == reference, person.Mentions, cancel);
    }

    public async Task<int> ForgetAsync(OperationScope scope, CancellationToken cancel)
    {
        var before = scope.At.AddYears(-Years);
        var kinds = words.KindsAboutPersons.ToList();
        return await AuditRedaction.RedactAsync(scope, e => kinds.Contains(e.SubjectKind) && e.SubjectKind != PersonErasure.SubjectKind && e.At < before, cancel);
    }

    private static string Number(long sequence) => sequence.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
