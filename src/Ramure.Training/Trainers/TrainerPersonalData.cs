using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Audit;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.PersonalData;
using Ramure.Training.Model;

namespace Ramure.Training.Trainers;

/// <summary>Who gives trainings for which unit.</summary>
internal sealed class TrainerPersonalData(RamureDb db) : IPersonalData
{
    /// <summary>What stands where a name stood.</summary>
    public const string Nobody = "Personne effacée";

    /// <summary>After they left and gave their last session.</summary>
    private const int YearsKept = 3;

    public IReadOnlyList<RegisterLine> Register { get; } =
    [
        new(
            "Formateurs : nom, courriel, compte, sessions animées", "Les personnes qui animent des sessions", "Annoncer qui anime, ne pas placer quelqu’un à deux endroits, ouvrir la feuille de présence",
            "Mission d’intérêt public (RGPD, art. 6-1-e)", $"{YearsKept} ans après le départ et la dernière session ; ensuite sans nom ni adresse", "Le nom, les inscrits à la session et, si l’unité l’a choisi, tout lecteur de sa page ; le reste, l’équipe de l’unité"),
    ];

    public async Task<IReadOnlyList<HeldData>> HeldAsync(Person person, CancellationToken cancel)
    {
        var trainers = await Of(person).AsNoTracking().OrderBy(t => t.Unit).ToListAsync(cancel);
        var ids = trainers.ConvertAll(t => t.Id);
        var given = await db.Set<SessionTrainer>().AsNoTracking().Where(t => ids.Contains(t.TrainerId)).Join(db.Set<Session>(), t => t.SessionId, s => s.Id, (t, s) => s)
            .Join(db.Set<Course>(), s => s.CourseId, c => c.Id, (s, c) => new { c.Content.Title, s.StartsAt, s.Unit }).OrderBy(x => x.StartsAt).ToListAsync(cancel);
        return
        [
            new("trainers", "Formateur", ["Unité", "Nom", "Courriel", "Nom affiché au public", "Proposé", "Parti le"],
                [.. trainers.Select(t => new[] { t.Unit, t.Name, t.Email, t.NamedPublicly ? "oui" : "non", t.Active ? "oui" : "non", t.LeftAt is { } left ? Instant.Text(left) : null })]),
            new("given-sessions", "Sessions animées", ["Formation", "Session", "Unité"], [.. given.Select(x => new[] { x.Title, Instant.Text(x.StartsAt), x.Unit })]),
        ];
    }

    public async Task<Result<int>> EraseAsync(OperationScope scope, Person person, CancellationToken cancel)
    {
        var trainers = await Of(person).ToListAsync(cancel);
        var ids = trainers.ConvertAll(t => t.Id.ToString("D"));
        // The unit may have written the name otherwise than the account has it.
        if (trainers.Count > 0)
            await AuditRedaction.RedactMentionsAsync(scope, e => e.SubjectKind == TrainerKeeper.SubjectKind && ids.Contains(e.SubjectId), trainers.ConvertAll(t => t.Name), cancel);
        foreach (var trainer in trainers)
        {
            await ForgetAsync(scope, trainer, cancel);
            scope.Audit(TrainerKeeper.SubjectKind, trainer.Id.ToString("D"), null, new { Forgotten = true }, trainer.Unit);
        }

        await db.SaveChangesAsync(cancel);
        return trainers.Count;
    }

    public async Task<int> ForgetAsync(OperationScope scope, CancellationToken cancel)
    {
        var before = scope.At.AddYears(-YearsKept);
        var trainers = await db.Set<Trainer>().Where(t => t.LeftAt < before && t.Name != Nobody
            && !db.Set<SessionTrainer>().Any(x => x.TrainerId == t.Id && db.Set<Session>().Any(s => s.Id == x.SessionId && s.StartsAt >= before))).OrderBy(t => t.Id).Take(1000).ToListAsync(cancel);
        foreach (var trainer in trainers)
        {
            await ForgetAsync(scope, trainer, cancel);
            scope.Audit(TrainerKeeper.SubjectKind, trainer.Id.ToString("D"), null, new { Forgotten = true }, trainer.Unit);
        }

        await db.SaveChangesAsync(cancel);
        return trainers.Count;
    }

    /// <summary>The hours stay, of somebody without a name: what was planned stays planned.</summary>
    private static async Task ForgetAsync(OperationScope scope, Trainer trainer, CancellationToken cancel)
    {
        if (trainer.AccountId is { } account)
            await TrainerKeeper.Own(scope.Db, trainer.Id, account).ExecuteUpdateAsync(set => set.SetProperty(o => o.ResourceId, trainer.Id), cancel);
        (trainer.Name, trainer.Email, trainer.AccountId, trainer.NamedPublicly, trainer.Active, trainer.LeftAt) = (Nobody, null, null, false, false, trainer.LeftAt ?? scope.At);
    }

    private IQueryable<Trainer> Of(Person person)
    {
        var account = Guid.TryParse(person.Id, out var id) && person.Reference.StartsWith("account:", StringComparison.Ordinal) ? id : (Guid?)null;
        var email = person.Email?.ToLowerInvariant();
        return db.Set<Trainer>().Where(t => (account != null && t.AccountId == account) || (email != null && t.Email == email));
    }
}
