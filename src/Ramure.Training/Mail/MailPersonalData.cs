using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Kernel.Mail;
using Ramure.Kernel.Operations;
using Ramure.Kernel.PersonalData;
using Ramure.Training.Model;

namespace Ramure.Training.Mail;

/// <summary>Who was written to about which session. The words and the address are the outbox's, until they are sent.</summary>
internal sealed class MailPersonalData(RamureDb db) : IPersonalData
{
    /// <summary>After it was asked for: as long as somebody may ask whether they were told.</summary>
    public const int YearsKept = 1;

    private const int AtOnce = 5000;

    public IReadOnlyList<RegisterLine> Register { get; } =
    [
        new(
            "Courriels des sessions : genre, personne inscrite, date et sort de l’envoi", "Les personnes inscrites", "Savoir si chacun a été prévenu, renvoyer ce qui n’est pas parti",
            "Mission d’intérêt public (RGPD, art. 6-1-e)", $"{YearsKept} an", "L’équipe de l’unité qui organise, les formateurs"),
    ];

    public async Task<IReadOnlyList<HeldData>> HeldAsync(Person person, CancellationToken cancel)
    {
        var rows = await Of(person).AsNoTracking().Join(db.Set<Session>(), m => m.SessionId, s => s.Id, (m, s) => new { m, s })
            .Join(db.Set<Course>(), x => x.s.CourseId, c => c.Id, (x, c) => new { x.m, x.s, c }).OrderBy(x => x.m.At).ToListAsync(cancel);
        return
        [
            new("session-mails", "Courriels des sessions", ["Demandé le", "Genre", "Formation", "Session"],
                [.. rows.Select(x => new[] { Instant.Text(x.m.At), MailKinds.Words(x.m.Kind).Label, x.c.Content.Title, Instant.Text(x.s.StartsAt) })]),
        ];
    }

    public async Task<Result<int>> EraseAsync(OperationScope scope, Person person, CancellationToken cancel)
    {
        var rows = await Of(person).ToListAsync(cancel);
        // What waits would still reach the person; what was sent holds their name.
        await MailFates.ForgetAsync(scope, [.. rows.Select(m => m.Letter).OfType<Guid>()], cancel);
        scope.Db.RemoveRange(rows);
        if (rows.Count > 0)
            scope.Audit(MailWriter.SubjectKind, "erased", null, new { Forgotten = rows.Count });
        await scope.Db.SaveChangesAsync(cancel);
        return rows.Count;
    }

    public async Task<int> ForgetAsync(OperationScope scope, CancellationToken cancel)
    {
        var before = scope.At.AddYears(-YearsKept);
        var old = await scope.Db.Set<SessionMail>().Where(m => m.At < before).OrderBy(m => m.At).Take(AtOnce).Select(m => m.Id).ToListAsync(cancel);
        if (old.Count == 0)
            return 0;
        await scope.Db.Set<SessionMail>().Where(m => old.Contains(m.Id)).ExecuteDeleteAsync(cancel);
        scope.Audit(MailWriter.SubjectKind, "retention", null, new { Forgotten = old.Count });
        return old.Count;
    }

    private IQueryable<SessionMail> Of(Person person)
    {
        var people = db.Set<SessionRegistration>().Where(IsOf(person));
        return db.Set<SessionMail>().Where(m => people.Any(r => r.Id == m.RegistrationId));
    }

    private static Expression<Func<SessionRegistration, bool>> IsOf(Person person)
    {
        var account = Guid.TryParse(person.Id, out var id) && person.Reference.StartsWith("account:", StringComparison.Ordinal) ? id : (Guid?)null;
        var key = person.Email?.ToLowerInvariant();
        return r => (account != null && r.AccountId == account) || (key != null && r.PersonKey == key);
    }
}
