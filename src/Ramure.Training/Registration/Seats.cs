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
    public async Task<Result<SessionRegistration>> EnterAsync(OperationScope scope, Guid id, Entry entry, Func<Session, Refusal?> check, CancellationToken cancel) =>
        (await EnterAsync(scope, id, [new Arrival(entry, scope.Actor)], check, cancel))[0];

    /// <summary>Enters several people in their order, each for themselves: who is refused does not hold up the others.</summary>
    public async Task<List<Result<SessionRegistration>>> EnterAsync(
        OperationScope scope, Guid id, IReadOnlyList<Arrival> arrivals, Func<Session, Refusal?> check, CancellationToken cancel)
    {
        await HoldAsync(scope, id, cancel);
        return await Door.OpenAsync(scope, id, arrivals, cancel) is { } door
            ? await door.EnterAsync(arrivals, check, cancel)
            : [.. arrivals.Select(_ => (Result<SessionRegistration>)Unknown)];
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
    public async Task<Result<SessionRegistration>> LeaveAsync(
        OperationScope scope, Session session, SessionRegistration row, RegistrationState to, CancellationToken cancel)
    {
        if (!row.IsLive)
            return new Refusal("registration-over", "Cette inscription n’a plus cours.");
        var (before, held) = (row.State, row.HoldsSeat);
        (row.State, row.OfferUntil) = (to, null);
        Audit(scope, session, row, before);
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
        await HoldAsync(scope, id, cancel);
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
    public static void Audit(OperationScope scope, Session session, SessionRegistration row, RegistrationState before)
    {
        scope.Audit(Registrar.SubjectKind, row.Id.ToString("D"), new { State = before }, new { row.State, row.Number, Session = session.Id }, session.Unit);
        Mails.Tell(scope, session, row);
    }

    /// <summary>
    /// Everybody comes in turn. PostgreSQL wakes those who wait for a row in no fair order: in a long rush some would wait until they give up,
    /// while later ones pass. Those who wait for such a lock stand in a queue.
    /// </summary>
    private async Task HoldAsync(OperationScope scope, Guid id, CancellationToken cancel)
    {
        await storage.LockAsync(scope.Connection, scope.Transaction, BitConverter.ToInt64(id.ToByteArray(), 8), cancel);
        await scope.Db.Set<Session>().Where(s => s.Id == id).ExecuteUpdateAsync(set => set.SetProperty(s => s.LastNumber, s => s.LastNumber), cancel);
    }

    private static async Task<Refusal?> UnsaidAsync(OperationScope scope, Session session, Belonging belonging, CancellationToken cancel) =>
        session.HasQuotas && belonging is not { Audience: not null, Uai: not null } ? Unsaid(belonging, await QuotaKindsAsync(scope, session, cancel)) : null;

    /// <summary>What the quotas of a session count.</summary>
    internal static Task<List<QuotaKind>> QuotaKindsAsync(OperationScope scope, Session session, CancellationToken cancel) =>
        scope.Db.Set<SessionQuota>().Where(q => q.SessionId == session.Id).Select(q => q.Kind).Distinct().ToListAsync(cancel);

    /// <summary>Who does not say what a quota counts would pass beside it.</summary>
    internal static Refusal? Unsaid(Belonging belonging, List<QuotaKind> counted) =>
        belonging.Audience is null && counted.Contains(QuotaKind.Audience)
            ? new Refusal("audience-missing", "Les places de cette session sont réparties par public : dites lequel.", "public")
            : belonging.Uai is null && counted.Contains(QuotaKind.School)
                ? new Refusal("school-missing", "Les places de cette session sont comptées par établissement : dites lequel.", "etablissement")
                : null;
}
