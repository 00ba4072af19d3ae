using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Training.Mail;
using Ramure.Training.Model;
using Ramure.Training.Quotas;

namespace Ramure.Training.Registration;

/// <summary>
/// Gives seats and takes them back. Each of these changes begins by updating the session's row: whoever comes second waits for the
/// first and then sees what is left. A seat is taken by a conditional update of that row, so that no reading can be out of date.
/// </summary>
internal sealed class Seats(IStorageProvider storage)
{
    public static Refusal Unknown { get; } = new("session-unknown", "Cette session n’existe pas.");

    public static Refusal Cancelled { get; } = new("session-cancelled", "Cette session est annulée.");

    /// <summary>Enters somebody: confirmed, asked or waiting. What refuses them, <paramref name="check"/> says once the session is known.</summary>
    public async Task<Result<SessionRegistration>> EnterAsync(
        OperationScope scope, Guid id, Entry entry, Func<Session, Refusal?> check, CancellationToken cancel)
    {
        await QueueAsync(scope, id, cancel);
        var sessions = scope.Db.Set<Session>().Where(s => s.Id == id);
        var agreed = entry.IsAgreed;
        var seatWanted = entry.As is null or RegistrationState.Confirmed;
        // Number and seat at once where nothing but the number of seats decides; the number alone otherwise. Either holds the row.
        var seated = seatWanted && await sessions.Where(s => s.Taken < s.Capacity && !s.HasQuotas && (agreed || s.Mode != RegistrationMode.Approval))
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.LastNumber, s => s.LastNumber + 1).SetProperty(s => s.Taken, s => s.Taken + 1), cancel) == 1;
        if (!seated)
            await sessions.ExecuteUpdateAsync(set => set.SetProperty(s => s.LastNumber, s => s.LastNumber + 1), cancel);
        var (key, account) = (entry.PersonKey, entry.Account);
        // A person is known by address, and by account when the address has changed since.
        var found = await (
            from s in sessions
            from r in scope.Db.Set<SessionRegistration>().Where(r => r.SessionId == s.Id && (r.PersonKey == key || (account != null && r.AccountId == account))).DefaultIfEmpty()
            select new { Session = s, Row = r }).AsNoTracking().ToListAsync(cancel);
        if (found.Count == 0)
            return Unknown;
        var session = found[0].Session;
        var rows = found.Select(f => f.Row).OfType<SessionRegistration>().ToList();
        if (check(session) is { } refusal)
            return refusal;
        if (rows.Find(r => r.IsLive) is { } live)
            return Already(live, entry);
        if (await UnsaidAsync(scope, session, entry.Belonging, cancel) is { } unsaid)
            return unsaid;
        var asks = session.Mode == RegistrationMode.Approval && !agreed;
        seated = seated || (!asks && seatWanted && await SeatAsync(scope, session, entry.Belonging, cancel));
        if ((entry.SeatOrNothing || entry.As == RegistrationState.Confirmed) && !seated)
            return new Refusal("session-full", "Aucune place n’est libre pour cette personne : elle peut prendre rang sur la liste d’attente.");
        var row = rows.Find(r => r.PersonKey == key) ?? rows.FirstOrDefault();
        var before = row?.State;
        if (rows.Count > 1)
        {
            var other = rows.Single(r => r != row).Id;
            await scope.Db.Set<SessionRegistration>().Where(r => r.Id == other).ExecuteUpdateAsync(set => set.SetProperty(r => r.AccountId, (Guid?)null), cancel);
        }

        if (row is null)
            scope.Db.Add(row = new SessionRegistration { Id = Guid.CreateVersion7(), SessionId = id, Name = entry.Name, Email = entry.Email, PersonKey = key });
        else
            scope.Db.Attach(row);
        (row.AccountId, row.Name, row.Email, row.PersonKey) = (account ?? row.AccountId, entry.Name, entry.Email, key);
        (row.Number, row.At, row.OfferUntil) = (session.LastNumber, scope.At, null);
        (row.Audience, row.Uai, row.Origin, row.By, row.Priority) = (entry.Belonging.Audience, entry.Belonging.Uai, entry.Origin, scope.Actor, 0);
        row.State = !seatWanted ? entry.As!.Value : asks ? RegistrationState.Requested : seated ? RegistrationState.Confirmed : RegistrationState.Waiting;
        scope.Audit(Registrar.SubjectKind, row.Id.ToString("D"), before is null ? null : new { State = before }, new { row.State, row.Number, row.Origin, Session = id }, session.Unit);
        if (!entry.IsSilent)
            Mails.Tell(scope, session, row);
        return row;
    }

    /// <summary>A seat for somebody who is known already, when one is free and the quotas let them in.</summary>
    public async Task<bool> SeatAsync(OperationScope scope, Session session, Belonging belonging, CancellationToken cancel)
    {
        if (session.HasQuotas && !(await QuotaRoom.ReadAsync(scope.Db, session, cancel)).Admits(belonging.Audience, belonging.Uai))
            return false;
        return await scope.Db.Set<Session>().Where(s => s.Id == session.Id && s.Taken < s.Capacity)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.Taken, s => s.Taken + 1), cancel) == 1;
    }

    /// <summary>Ends a registration that counts; its seat goes to who waits.</summary>
    /// <param name="silent">The person is not written to; who is offered the seat is.</param>
    public async Task<Result<SessionRegistration>> LeaveAsync(
        OperationScope scope, Session session, SessionRegistration row, RegistrationState to, CancellationToken cancel, bool silent = false)
    {
        if (!row.IsLive)
            return new Refusal("registration-over", "Cette inscription n’a plus cours.");
        var (before, held) = (row.State, row.HoldsSeat);
        (row.State, row.OfferUntil) = (to, null);
        Audit(scope, session, row, before, silent);
        if (held)
            await WaitingList.PassOnAsync(scope, session, cancel);
        return row;
    }

    /// <summary>Changes what quotas count of a person.</summary>
    public async Task<Result<SessionRegistration>> DescribeAsync(
        OperationScope scope, Session session, SessionRegistration row, Belonging belonging, CancellationToken cancel)
    {
        if (row.IsLive && await UnsaidAsync(scope, session, belonging, cancel) is { } unsaid)
            return unsaid;
        if (row.HoldsSeat && session.HasQuotas)
        {
            var room = await QuotaRoom.ReadAsync(scope.Db, session, cancel);
            room.Take(row.Audience, row.Uai, -1);
            if (!room.Admits(belonging.Audience, belonging.Uai))
                return new Refusal("quota-full", "Les places de ce public ou de cet établissement sont toutes prises : cette personne garderait une place de trop.");
        }

        scope.Audit(Registrar.SubjectKind, row.Id.ToString("D"), new { row.Audience, row.Uai }, new { belonging.Audience, belonging.Uai }, session.Unit);
        (row.Audience, row.Uai) = (belonging.Audience, belonging.Uai);
        // What the person no longer counts for may be free for somebody who waits; the person may now be let in where they wait.
        await WaitingList.FillAsync(scope, session, cancel);
        return row;
    }

    /// <summary>Takes the session's row lock: what is read next no longer changes. Null when there is none.</summary>
    public async Task<Session?> LockAsync(OperationScope scope, Guid id, CancellationToken cancel)
    {
        await QueueAsync(scope, id, cancel);
        await scope.Db.Set<Session>().Where(s => s.Id == id).ExecuteUpdateAsync(set => set.SetProperty(s => s.LastNumber, s => s.LastNumber), cancel);
        return await scope.Db.Set<Session>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancel);
    }

    /// <summary>A registration and its session, under the session's row lock; nothing when there is none.</summary>
    public async Task<(Session?, SessionRegistration?)> LockRegistrationAsync(OperationScope scope, Guid id, CancellationToken cancel)
    {
        scope.Db.ChangeTracker.Clear();
        if (await scope.Db.Set<SessionRegistration>().Where(r => r.Id == id).Select(r => (Guid?)r.SessionId).SingleOrDefaultAsync(cancel) is not { } session)
            return default;
        return (await LockAsync(scope, session, cancel), await scope.Db.Set<SessionRegistration>().SingleAsync(r => r.Id == id, cancel));
    }

    /// <summary>Writes down what became of a registration, and tells the person.</summary>
    public static void Audit(OperationScope scope, Session session, SessionRegistration row, RegistrationState before, bool silent = false)
    {
        scope.Audit(Registrar.SubjectKind, row.Id.ToString("D"), new { State = before }, new { row.State, row.Number, Session = session.Id }, session.Unit);
        if (!silent)
            Mails.Tell(scope, session, row);
    }

    /// <summary>
    /// Everybody comes in turn. PostgreSQL wakes those who wait for a row in no fair order: in a long rush some would wait until they give up,
    /// while later ones pass. Those who wait for such a lock stand in a queue.
    /// </summary>
    private Task QueueAsync(OperationScope scope, Guid session, CancellationToken cancel) =>
        storage.LockAsync(scope.Connection, scope.Transaction, BitConverter.ToInt64(session.ToByteArray(), 8), cancel);

    private static Refusal Already(SessionRegistration live, Entry entry) => new(
        "already-registered",
        entry.Origin == RegistrationOrigin.Self ? "Vous êtes déjà inscrit à cette session, ou sur sa liste d’attente." : $"{entry.Name} ({live.Email}) est déjà inscrit à cette session, ou sur sa liste d’attente.");

    /// <summary>Who does not say what a quota counts would pass beside it.</summary>
    private static async Task<Refusal?> UnsaidAsync(OperationScope scope, Session session, Belonging belonging, CancellationToken cancel)
    {
        if (!session.HasQuotas || belonging is { Audience: not null, Uai: not null })
            return null;
        var kinds = await scope.Db.Set<SessionQuota>().Where(q => q.SessionId == session.Id).Select(q => q.Kind).Distinct().ToListAsync(cancel);
        return belonging.Audience is null && kinds.Contains(QuotaKind.Audience)
            ? new Refusal("audience-missing", "Les places de cette session sont réparties par public : dites lequel.", "public")
            : belonging.Uai is null && kinds.Contains(QuotaKind.School)
                ? new Refusal("school-missing", "Les places de cette session sont comptées par établissement : dites lequel.", "etablissement")
                : null;
    }
}
