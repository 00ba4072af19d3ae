using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Operations;
using Ramure.Training.Mail;
using Ramure.Training.Model;

namespace Ramure.Training.Registration;

/// <summary>Who is next when a seat is given back.</summary>
internal static class WaitingList
{
    /// <summary>How long a seat is kept for who is next; at most until the session begins.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(48);

    /// <summary>Offers a seat that was held to the first who waits; gives it back when nobody does, or when the session has begun.</summary>
    public static async Task PassOnAsync(OperationScope scope, Session session, CancellationToken cancel)
    {
        // What was just changed must be seen: the one who leaves is not next.
        await scope.Db.SaveChangesAsync(cancel);
        var next = session.State == SessionState.Planned && session.StartsAt > scope.At
            ? await scope.Db.Set<SessionRegistration>().Where(r => r.SessionId == session.Id && r.State == RegistrationState.Waiting)
                .OrderBy(r => r.Number).FirstOrDefaultAsync(cancel)
            : null;
        if (next is null)
        {
            await scope.Db.Set<Session>().Where(s => s.Id == session.Id).ExecuteUpdateAsync(set => set.SetProperty(s => s.Taken, s => s.Taken - 1), cancel);
            return;
        }

        Offer(scope, session, next);
    }

    /// <summary>Offers seats that the session has and nobody holds, after its capacity has grown.</summary>
    public static async Task FillAsync(OperationScope scope, Session session, CancellationToken cancel)
    {
        await scope.Db.SaveChangesAsync(cancel);
        var free = session.Capacity - session.Taken;
        if (free <= 0 || session.StartsAt <= scope.At)
            return;
        var waiting = await scope.Db.Set<SessionRegistration>().Where(r => r.SessionId == session.Id && r.State == RegistrationState.Waiting)
            .OrderBy(r => r.Number).Take(free).ToListAsync(cancel);
        foreach (var next in waiting)
            Offer(scope, session, next);
        session.Taken += waiting.Count;
    }

    private static void Offer(OperationScope scope, Session session, SessionRegistration next)
    {
        var until = scope.At + Kept;
        (next.State, next.OfferUntil) = (RegistrationState.Offered, until < session.StartsAt ? until : session.StartsAt);
        scope.Audit(Registrar.SubjectKind, next.Id.ToString("D"), new { State = RegistrationState.Waiting }, new { next.State, next.OfferUntil }, session.Unit);
        Mails.Tell(scope, session, next);
    }
}
