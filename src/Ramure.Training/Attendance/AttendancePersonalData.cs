using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.PersonalData;
using Ramure.Kernel.Time;
using Ramure.Ledger.Contracts;
using Ramure.Training.Model;
using Ramure.Training.PersonalData;

namespace Ramure.Training.Attendance;

/// <summary>Who was present. Asked before the registrations are made nameless: it finds people by them.</summary>
internal sealed class AttendancePersonalData(RamureDb db, IClock clock, ISubjects subjects) : IPersonalData
{
    public IReadOnlyList<RegisterLine> Register { get; } =
    [
        new(
            "Présences aux sessions : minutes, qui l’a noté et quand", "Les personnes inscrites ou venues sans inscription", "Attester la présence et compter l’activité",
            "Mission d’intérêt public (RGPD, art. 6-1-e)", $"{TrainingPersonalData.YearsKept} ans après la session ; ensuite les minutes, sans nom ni adresse",
            "Les formateurs de la session, l’équipe de l’unité qui organise"),
    ];

    public async Task<IReadOnlyList<HeldData>> HeldAsync(Person person, CancellationToken cancel)
    {
        var rows = await db.Set<SessionRegistration>().AsNoTracking().Where(Of(person))
            .Join(db.Set<AttendanceMark>().AsNoTracking(), r => r.Id, m => m.RegistrationId, (r, m) => m)
            .Join(db.Set<Slot>().AsNoTracking(), m => m.SlotId, s => s.Id, (m, s) => new { m, s }).OrderBy(x => x.s.StartsAt).ThenBy(x => x.m.Number).ToListAsync(cancel);
        return
        [
            new("attendance", "Présences notées", ["Créneau", "Minutes", "Noté le", "Comment"],
                [.. rows.Select(x => new[] { Sessions.When.Of(x.s), x.m.Minutes?.ToString(System.Globalization.CultureInfo.InvariantCulture), Instant.Text(x.m.NotedAt), AttendanceWords.Label(x.m.Source) })]),
        ];
    }

    /// <summary>The marks stay, of nobody. The ledger forgets the addresses under which it counted the person, beside the present one.</summary>
    public async Task<Result<int>> EraseAsync(OperationScope scope, Person person, CancellationToken cancel)
    {
        var erased = 0;
        foreach (var email in await scope.Db.Set<SessionRegistration>().Where(Of(person)).Where(r => r.Email != "").Select(r => r.Email).Distinct().ToListAsync(cancel))
            erased += await subjects.EraseAsync(scope, Person.SubjectOfEmail(email), cancel) ? 1 : 0;
        return erased;
    }

    /// <summary>Who came without an address has only a name to forget; the others are forgotten with their registration.</summary>
    public async Task<int> ForgetAsync(OperationScope scope, CancellationToken cancel)
    {
        var before = clock.UtcNow.AddYears(-TrainingPersonalData.YearsKept);
        var rows = await scope.Db.Set<SessionRegistration>()
            .Where(r => r.Email == "" && r.Name != TrainingPersonalData.Nobody && scope.Db.Set<Session>().Any(s => s.Id == r.SessionId && s.StartsAt < before))
            .OrderBy(r => r.Id).Take(5000).ToListAsync(cancel);
        rows.ForEach(r => r.Name = TrainingPersonalData.Nobody);
        if (rows.Count > 0)
            scope.Audit("training-registrations", "retention", null, new { Forgotten = rows.Count });
        await scope.Db.SaveChangesAsync(cancel);
        return rows.Count;
    }

    private static Expression<Func<SessionRegistration, bool>> Of(Person person)
    {
        var account = Guid.TryParse(person.Id, out var id) && person.Reference.StartsWith("account:", StringComparison.Ordinal) ? id : (Guid?)null;
        var key = person.Email?.ToLowerInvariant();
        return r => (account != null && r.AccountId == account) || (key != null && r.PersonKey == key);
    }
}
