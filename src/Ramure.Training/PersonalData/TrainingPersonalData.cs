using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.PersonalData;
using Ramure.Kernel.Time;
using Ramure.Training.Model;
using Ramure.Training.Registration;

namespace Ramure.Training.PersonalData;

/// <summary>Who registered for which session.</summary>
internal sealed class TrainingPersonalData(RamureDb db, Seats seats, IClock clock) : IPersonalData
{
    /// <summary>What stands where a name stood.</summary>
    public const string Nobody = "Personne effacée";

    /// <summary>After the session: long enough for a year's report and its audit.</summary>
    public const int YearsKept = 3;

    public IReadOnlyList<RegisterLine> Register { get; } =
    [
        new(
            "Inscriptions aux sessions : nom, courriel, public, établissement, rang, état, et qui a inscrit", "Les personnes inscrites", "Tenir les listes et prévenir des changements",
            "Mission d’intérêt public (RGPD, art. 6-1-e)", $"{YearsKept} ans après la session ; ensuite sans nom, adresse ni établissement", "L’équipe de l’unité qui organise, les formateurs"),
    ];

    public async Task<IReadOnlyList<HeldData>> HeldAsync(Person person, CancellationToken cancel)
    {
        var rows = await db.Set<SessionRegistration>().AsNoTracking().Where(Of(person))
            .Join(db.Set<Session>().AsNoTracking(), r => r.SessionId, s => s.Id, (r, s) => new { r, s })
            .Join(db.Set<Course>().AsNoTracking(), x => x.s.CourseId, c => c.Id, (x, c) => new { x.r, x.s, c }).OrderBy(x => x.r.At).ToListAsync(cancel);
        return
        [
            new("registrations", "Inscriptions", ["Formation", "Session", "Nom", "Courriel", "État", "Depuis", "Public", "Établissement", "Inscription"],
                [.. rows.Select(x => new[] { x.c.Content.Title, Instant.Text(x.s.StartsAt), x.r.Name, x.r.Email, Words.TrainingWords.Label(x.r.State), Instant.Text(x.r.At), x.r.Audience, x.r.Uai, RegistrationWords.Label(x.r.Origin) })]),
        ];
    }

    /// <summary>Seats to come are given back to who waits; what is past stays as a number without a name.</summary>
    public async Task<Result<int>> EraseAsync(OperationScope scope, Person person, CancellationToken cancel)
    {
        // Sessions are locked in the order of their identifiers, as everywhere: two operations never wait for each other.
        var held = await scope.Db.Set<SessionRegistration>().Where(Of(person)).OrderBy(r => r.SessionId).Select(r => new { r.Id, r.SessionId }).ToListAsync(cancel);
        foreach (var one in held)
        {
            if (await seats.LockAsync(scope, one.SessionId, cancel) is not { } session)
                continue;
            var row = await scope.Db.Set<SessionRegistration>().SingleAsync(r => r.Id == one.Id, cancel);
            var seated = row.HoldsSeat;
            var leaves = row.IsLive && session.StartsAt > scope.At;
            if (leaves)
                (row.State, row.OfferUntil) = (RegistrationState.Withdrawn, null);
            Forget(row);
            scope.Audit(Registrar.SubjectKind, row.Id.ToString("D"), null, new { Forgotten = true }, session.Unit);
            if (leaves && seated)
                await WaitingList.PassOnAsync(scope, session, cancel);
        }

        await scope.Db.SaveChangesAsync(cancel);
        return held.Count;
    }

    public async Task<int> ForgetAsync(OperationScope scope, CancellationToken cancel)
    {
        var before = clock.UtcNow.AddYears(-YearsKept);
        var rows = await scope.Db.Set<SessionRegistration>()
            .Where(r => r.Email != "" && scope.Db.Set<Session>().Any(s => s.Id == r.SessionId && s.StartsAt < before)).OrderBy(r => r.Id).Take(5000).ToListAsync(cancel);
        rows.ForEach(Forget);
        if (rows.Count > 0)
            scope.Audit("training-registrations", "retention", null, new { Forgotten = rows.Count });
        await scope.Db.SaveChangesAsync(cancel);
        return rows.Count;
    }

    private static void Forget(SessionRegistration row) => (row.Name, row.Email, row.PersonKey, row.AccountId, row.Uai) = (Nobody, "", row.Id.ToString("D"), null, null);

    private static Expression<Func<SessionRegistration, bool>> Of(Person person)
    {
        var account = Guid.TryParse(person.Id, out var id) && person.Reference.StartsWith("account:", StringComparison.Ordinal) ? id : (Guid?)null;
        var key = person.Email?.ToLowerInvariant();
        return r => (account != null && r.AccountId == account) || (key != null && r.PersonKey == key);
    }
}
