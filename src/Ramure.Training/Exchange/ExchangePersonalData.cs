using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.PersonalData;
using Ramure.Kernel.Time;
using Ramure.Training.Model;
using Ramure.Training.PersonalData;

namespace Ramure.Training.Exchange;

/// <summary>How other systems call registered persons. Asked before the registrations are made nameless: it finds people by them.</summary>
internal sealed class ExchangePersonalData(RamureDb db, IClock clock) : IPersonalData
{
    private static readonly ExternalKind[] OfPersons = [ExternalKind.Registration, ExternalKind.Participant, ExternalKind.Request];

    public IReadOnlyList<RegisterLine> Register { get; } =
    [
        new(
            "Identifiants d’une inscription dans un autre système ; d’un identifiant de la personne, comme le NUMEN, une empreinte seulement", "Les personnes inscrites par un fichier ou un programme",
            "Reconnaître la même inscription au fichier suivant", "Mission d’intérêt public (RGPD, art. 6-1-e)", $"{TrainingPersonalData.YearsKept} ans après la session", "Les académies et partenaires avec qui l’unité échange"),
    ];

    public async Task<IReadOnlyList<HeldData>> HeldAsync(Person person, CancellationToken cancel)
    {
        var rows = await Keys(db, db.Set<SessionRegistration>().Where(Of(person))).AsNoTracking().OrderBy(k => k.At).ThenBy(k => k.Id).ToListAsync(cancel);
        return
        [
            new("external-keys", "Identifiants dans d’autres systèmes", ["Système", "Identifiant", "Depuis"],
                [.. rows.Select(k => new[] { k.Kind == ExternalKind.Request ? "programme" : k.System, k.Kind == ExternalKind.Participant ? $"empreinte {k.Key}" : k.Key, Instant.Text(k.At) })]),
        ];
    }

    public async Task<Result<int>> EraseAsync(OperationScope scope, Person person, CancellationToken cancel) =>
        await Keys(scope.Db, scope.Db.Set<SessionRegistration>().Where(Of(person))).ExecuteDeleteAsync(cancel);

    public async Task<int> ForgetAsync(OperationScope scope, CancellationToken cancel)
    {
        var before = clock.UtcNow.AddYears(-TrainingPersonalData.YearsKept);
        var old = scope.Db.Set<SessionRegistration>().Where(r => scope.Db.Set<Session>().Any(s => s.Id == r.SessionId && s.StartsAt < before));
        var forgotten = await Keys(scope.Db, old).ExecuteDeleteAsync(cancel);
        if (forgotten > 0)
            scope.Audit("training-external-keys", "retention", null, new { Forgotten = forgotten });
        return forgotten;
    }

    private static IQueryable<ExternalKey> Keys(RamureDb db, IQueryable<SessionRegistration> registrations) =>
        db.Set<ExternalKey>().Where(k => OfPersons.Contains(k.Kind) && registrations.Any(r => r.Id == k.Target));

    private static Expression<Func<SessionRegistration, bool>> Of(Person person)
    {
        var account = Guid.TryParse(person.Id, out var id) && person.Reference.StartsWith("account:", StringComparison.Ordinal) ? id : (Guid?)null;
        var key = person.Email?.ToLowerInvariant();
        return r => (account != null && r.AccountId == account) || (key != null && r.PersonKey == key);
    }
}
