using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.PersonalData;
using Ramure.Kernel.Time;
using Ramure.Training.Model;
using Ramure.Training.Recognition;
using Ramure.Training.Words;

namespace Ramure.Training.PersonalData;

/// <summary>What people were given after a session.</summary>
internal sealed class CredentialPersonalData(RamureDb db, IClock clock) : IPersonalData
{
    /// <summary>After the session: a career is told with them.</summary>
    public const int YearsKept = 10;

    public IReadOnlyList<RegisterLine> Register { get; } =
    [
        new(
            "Attestations, certificats et badges : nom, adresse, formation, durée suivie créneau par créneau, résultat", "Les personnes formées", "Reconnaître la formation suivie et permettre de vérifier un document",
            "Mission d’intérêt public (RGPD, art. 6-1-e)", $"{YearsKept} ans après l’établissement ; ensuite le numéro reste, sans nom ni adresse",
            "La personne, l’équipe de l’unité qui organise ; qui tient le document et son code : la formation, la durée et les initiales"),
    ];

    public async Task<IReadOnlyList<HeldData>> HeldAsync(Person person, CancellationToken cancel)
    {
        var rows = await db.Set<Credential>().AsNoTracking().Where(Of(person)).OrderBy(c => c.IssuedAt).ThenBy(c => c.Number).ToListAsync(cancel);
        return
        [
            new("credentials", "Attestations, certificats et badges", ["Document", "Numéro", "Code de vérification", "Nom", "Formation", "Durée suivie", "Résultat", "Établi", "État"],
                [.. rows.Select(c => new[]
                {
                    RecognitionWords.Label(c.Kind), c.Number, VerificationCode.Shown(c.Code), c.Name, c.Content.Course, TrainingWords.Duration(c.Content.Minutes), RecognitionWords.Label(c.Content.Outcome),
                    Instant.Text(c.IssuedAt), RecognitionWords.State(c),
                })]),
        ];
    }

    /// <summary>The number stays, and its verification says that the person took it back; a badge is revoked for programs too.</summary>
    public async Task<Result<int>> EraseAsync(OperationScope scope, Person person, CancellationToken cancel)
    {
        var rows = await scope.Db.Set<Credential>().Where(Of(person)).ToListAsync(cancel);
        foreach (var row in rows)
        {
            (row.RevokedAt, row.Cause, row.RevokedReason) = (row.RevokedAt ?? scope.At, RevocationCause.Erased, null);
            Forget(row);
            scope.Audit(CertificateIssuer.SubjectKind, row.Id.ToString("D"), null, new { Forgotten = true }, row.Unit);
        }

        await scope.Db.SaveChangesAsync(cancel);
        return rows.Count;
    }

    public async Task<int> ForgetAsync(OperationScope scope, CancellationToken cancel)
    {
        var before = clock.UtcNow.AddYears(-YearsKept);
        var rows = await scope.Db.Set<Credential>().Where(c => c.Name != null && c.IssuedAt < before).OrderBy(c => c.Id).Take(5000).ToListAsync(cancel);
        rows.ForEach(Forget);
        if (rows.Count > 0)
            scope.Audit("training-credentials", "retention", null, new { Forgotten = rows.Count });
        await scope.Db.SaveChangesAsync(cancel);
        return rows.Count;
    }

    private static void Forget(Credential row) => (row.Name, row.PersonKey, row.AccountId, row.Salt, row.RevokedReason) = (null, null, null, null, null);

    private static Expression<Func<Credential, bool>> Of(Person person)
    {
        var account = Guid.TryParse(person.Id, out var id) && person.Reference.StartsWith("account:", StringComparison.Ordinal) ? id : (Guid?)null;
        var key = person.Email?.ToLowerInvariant();
        return c => (account != null && c.AccountId == account) || (key != null && c.PersonKey == key);
    }
}
