using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Operations;
using Ramure.Training.Mail;
using Ramure.Training.Model;
using Ramure.Training.Quotas;

namespace Ramure.Training.Registration;

/// <summary>Who is next when a seat is free: by priority, then in the order of arrival, the first whom the quotas let in. Called under the session's row lock.</summary>
internal static class WaitingList
{
    /// <summary>How long a seat is kept for who is next; at most until the session begins.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(48);

    /// <summary>Those who wait, in the order in which seats are offered to them.</summary>
    public static IOrderedQueryable<SessionRegistration> InOrder(IQueryable<SessionRegistration> registrations) =>
        registrations.Where(r => r.State == RegistrationState.Waiting).OrderByDescending(r => r.Priority).ThenBy(r => r.Number);

    /// <summary>Puts a seat back and offers what is free. One who leaves may make room in two quotas at once, and so for two who wait.</summary>
    public static async Task PassOnAsync(OperationScope scope, Session session, CancellationToken cancel)
    {
        // What was just changed must be seen: the one who leaves is not next.
        await scope.Db.SaveChangesAsync(cancel);
        await scope.Db.Set<Session>().Where(s => s.Id == session.Id).ExecuteUpdateAsync(set => set.SetProperty(s => s.Taken, s => s.Taken - 1), cancel);
        await FillAsync(scope, session, cancel);
    }

    /// <summary>Offers the seats that nobody holds; none once the session has begun or is cancelled.</summary>
    public static async Task FillAsync(OperationScope scope, Session session, CancellationToken cancel)
    {
        await scope.Db.SaveChangesAsync(cancel);
        if (session.State != SessionState.Planned || session.StartsAt <= scope.At)
            return;
        var free = await scope.Db.Set<Session>().Where(s => s.Id == session.Id).Select(s => s.Capacity - s.Taken).SingleAsync(cancel);
        if (free <= 0)
            return;
        var waiting = InOrder(scope.Db.Set<SessionRegistration>().Where(r => r.SessionId == session.Id));
        var candidates = await (session.HasQuotas ? waiting : waiting.Take(free)).ToListAsync(cancel);
        if (candidates.Count == 0)
            return;
        var room = await QuotaRoom.ReadAsync(scope.Db, session, cancel);
        var offered = 0;
        foreach (var next in candidates)
        {
            if (offered == free)
                break;
            if (!room.Admits(next.Audience, next.Uai))
                continue;
            room.Take(next.Audience, next.Uai);
            Offer(scope, session, next);
            offered++;
        }

        await scope.Db.Set<Session>().Where(s => s.Id == session.Id).ExecuteUpdateAsync(set => set.SetProperty(s => s.Taken, s => s.Taken + offered), cancel);
    }

    private static void Offer(OperationScope scope, Session session, SessionRegistration next)
    {
        var until = scope.At + Kept;
        (next.State, next.OfferUntil) = (RegistrationState.Offered, until < session.StartsAt ? until : session.StartsAt);
        scope.Audit(Registrar.SubjectKind, next.Id.ToString("D"), new { State = RegistrationState.Waiting }, new { next.State, next.OfferUntil }, session.Unit);
        Mails.Tell(scope, session, next);
    }
}
