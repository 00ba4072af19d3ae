using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Mail;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Outbox;
using Ramure.Training.Contracts;
using Ramure.Training.Model;

namespace Ramure.Training.Mail;

/// <summary>Where a mail stands, for who reads the page.</summary>
internal enum MailStanding
{
    /// <summary>It will go out.</summary>
    Waiting,

    /// <summary>It was refused, and is tried again.</summary>
    Retried,

    /// <summary>The server took it.</summary>
    Sent,

    /// <summary>Given up.</summary>
    Failed,

    /// <summary>Was no longer true.</summary>
    Moot,

    /// <summary>Handled so long ago that nothing more is known.</summary>
    Old,
}

/// <summary>A mail and what became of it.</summary>
internal sealed record MailRow(SessionMail Mail, SessionRegistration Person, MailStanding Standing, MailFate? Fate);

/// <summary>The mails of a session as who sees its people sees them, and sending one again.</summary>
internal sealed class SessionMails(OperationRunner runner, RamureDb db, IAccess access, MailFates fates)
{
    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<MailRow>> ListAsync(Session session, CancellationToken cancel = default)
    {
        await access.DemandAsync(TrainingPermissions.People, session.Unit, cancel);
        var rows = await db.Set<SessionMail>().AsNoTracking().Where(m => m.SessionId == session.Id)
            .Join(db.Set<SessionRegistration>().AsNoTracking(), m => m.RegistrationId, r => r.Id, (m, r) => new { m, r })
            .OrderByDescending(x => x.m.At).ThenByDescending(x => x.m.Id).ToListAsync(cancel);
        var known = await fates.OfAsync([.. rows.Select(x => x.m.Letter ?? x.m.Batch).Distinct()], cancel);
        return rows.ConvertAll(x =>
        {
            var fate = known.GetValueOrDefault(x.m.Letter ?? x.m.Batch);
            return new MailRow(x.m, x.r, Standing(x.m, fate), fate);
        });
    }

    /// <summary>How many mails of the session were given up; denied to who may not see its people.</summary>
    public async Task<int> FailedAsync(Guid session, CancellationToken cancel = default)
    {
        await access.DemandAsync(TrainingPermissions.People, await db.Set<Session>().Where(s => s.Id == session).Select(s => s.Unit).SingleAsync(cancel), cancel);
        var ids = await db.Set<SessionMail>().AsNoTracking().Where(m => m.SessionId == session && !m.Moot).Select(m => m.Letter ?? m.Batch).Distinct().ToListAsync(cancel);
        return (await fates.OfAsync(ids, cancel)).Values.Count(f => f.State == OutboxState.Failed);
    }

    /// <summary>Writes the same kind of mail to the same person again, as things stand now.</summary>
    public Task<Result<SessionMail>> SendAgainAsync(Guid mail, CancellationToken cancel = default) =>
        runner.RunAsync<SessionMail>(new Operation("training.send-again", TrainingPermissions.People), async scope =>
        {
            db.ChangeTracker.Clear();
            if (await db.Set<SessionMail>().AsNoTracking().SingleOrDefaultAsync(m => m.Id == mail, cancel) is not { } old)
                return new Refusal("mail-unknown", "Ce courriel n’existe pas, ou il est oublié. Revenez à la liste.");
            var session = await db.Set<Session>().AsNoTracking().Include(s => s.Slots).SingleAsync(s => s.Id == old.SessionId, cancel);
            scope.Demand(session.Unit);
            var row = await db.Set<SessionRegistration>().AsNoTracking().SingleAsync(r => r.Id == old.RegistrationId, cancel);
            if (!MailKinds.Holds(old.Kind, old.Number, session, row, scope.At))
                return new Refusal("mail-moot", $"« {MailKinds.Words(old.Kind).Label} » n’est plus vrai pour {row.Name} : rien n’est renvoyé. L’état de l’inscription est sur la page des inscrits.");
            var again = new SessionMail
            {
                Id = Guid.CreateVersion7(),
                SessionId = old.SessionId,
                RegistrationId = old.RegistrationId,
                Number = old.Number,
                Kind = old.Kind,
                At = scope.At,
                Batch = scope.Enqueue(MailWriter.KindOfMessage, new MailWish()),
                Path = old.Path,
            };
            db.Add(again);
            scope.Audit(MailWriter.SubjectKind, session.Id.ToString("D"), null, new { again.Kind, Registration = row.Id }, session.Unit);
            return again;
        }, cancel);

    private static MailStanding Standing(SessionMail mail, MailFate? fate) => (mail, fate) switch
    {
        ({ Moot: true }, _) => MailStanding.Moot,
        (_, null) => MailStanding.Old,
        (_, { State: OutboxState.Failed }) => MailStanding.Failed,
        ({ Letter: not null }, { State: OutboxState.Done }) => MailStanding.Sent,
        (_, { Error: not null }) => MailStanding.Retried,
        _ => MailStanding.Waiting,
    };
}
