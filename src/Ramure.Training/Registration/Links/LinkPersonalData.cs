using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.PersonalData;
using Ramure.Kernel.Time;
using Ramure.Training.Model;

namespace Ramure.Training.Registration.Links;

/// <summary>What is kept of people who register by mail, until they confirm.</summary>
internal sealed class LinkPersonalData(RamureDb db, IClock clock) : IPersonalData
{
    public IReadOnlyList<RegisterLine> Register { get; } =
    [
        new(
            "Liens d’inscription envoyés par courriel : nom, courriel, public, établissement, empreinte du lien", "Les personnes qui s’inscrivent sans compte",
            "Vérifier l’adresse avant d’inscrire, retrouver son inscription", "Mission d’intérêt public (RGPD, art. 6-1-e)",
            "Ce qui est dit : jusqu’à la confirmation, 24 heures au plus, effacé chaque jour ; le lien : 30 jours après le début de la session", "Personne : seul le courriel porte le lien"),
    ];

    public async Task<IReadOnlyList<HeldData>> HeldAsync(Person person, CancellationToken cancel)
    {
        if (person.Email is not { } email)
            return [];
        var key = Entry.KeyOf(email);
        var rows = await db.Set<RegistrationLink>().AsNoTracking().Where(l => l.PersonKey == key).OrderBy(l => l.SentAt).ToListAsync(cancel);
        return
        [
            new("registration-links", "Liens d’inscription", ["Envoyé", "Valable jusqu’au", "Nom dit", "Public dit", "Établissement dit"],
                [.. rows.Select(l => new[] { Instant.Text(l.SentAt), Instant.Text(l.ExpiresAt), l.Name, l.Audience, l.Uai })]),
        ];
    }

    public async Task<Result<int>> EraseAsync(OperationScope scope, Person person, CancellationToken cancel)
    {
        if (person.Email is not { } email)
            return 0;
        var key = Entry.KeyOf(email);
        var count = await scope.Db.Set<RegistrationLink>().Where(l => l.PersonKey == key).ExecuteDeleteAsync(cancel);
        if (count > 0)
            scope.Audit(ManageLinks.SubjectKind, "erasure", null, new { Forgotten = count });
        return count;
    }

    public async Task<int> ForgetAsync(OperationScope scope, CancellationToken cancel)
    {
        var now = clock.UtcNow;
        var count = await scope.Db.Set<RegistrationLink>().Where(l => l.ExpiresAt < now).ExecuteDeleteAsync(cancel);
        if (count > 0)
            scope.Audit(ManageLinks.SubjectKind, "retention", null, new { Forgotten = count });
        return count;
    }
}
