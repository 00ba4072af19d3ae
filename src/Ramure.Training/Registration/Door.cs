using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Operations;
using Ramure.Training.Mail;
using Ramure.Training.Model;
using Ramure.Training.Quotas;

namespace Ramure.Training.Registration;

/// <summary>Somebody at the door of a session.</summary>
/// <param name="Actor">Reference of who asks for it, as traces keep it.</param>
internal sealed record Arrival(Entry Entry, string Actor);

/// <summary>Lets people in to a session whose row is held: numbers, seats and rows of many at the price of one.</summary>
internal sealed class Door
{
    private readonly OperationScope scope;
    private readonly Session session;
    private readonly List<SessionRegistration> rows;
    private readonly List<QuotaKind> counted;
    private readonly QuotaRoom room;
    private readonly List<SessionRegistration> entered = [];
    private int seated;

    private Door(OperationScope scope, Session session, List<SessionRegistration> rows, List<QuotaKind> counted, QuotaRoom room) =>
        (this.scope, this.session, this.rows, this.counted, this.room) = (scope, session, rows, counted, room);

    /// <summary>Null when there is no such session.</summary>
    public static async Task<Door?> OpenAsync(OperationScope scope, Guid id, IReadOnlyList<Arrival> arrivals, CancellationToken cancel)
    {
        List<string> keys = [.. arrivals.Select(a => a.Entry.PersonKey)];
        List<Guid?> accounts = [.. arrivals.Select(a => a.Entry.Account).Where(a => a is not null)];
        // A person is known by address, and by account when the address has changed since.
        var found = await (
            from s in scope.Db.Set<Session>().Where(s => s.Id == id)
            from r in scope.Db.Set<SessionRegistration>().Where(r => r.SessionId == s.Id && (keys.Contains(r.PersonKey) || accounts.Contains(r.AccountId))).DefaultIfEmpty()
            select new { Session = s, Row = r }).AsNoTracking().ToListAsync(cancel);
        if (found.Count == 0)
            return null;
        var session = found[0].Session;
        return new Door(
            scope, session, [.. found.Select(f => f.Row).OfType<SessionRegistration>()],
            session.HasQuotas ? await Seats.QuotaKindsAsync(scope, session, cancel) : [], await QuotaRoom.ReadAsync(scope.Db, session, cancel));
    }

    /// <summary>One answer for each, in their order.</summary>
    public async Task<List<Result<SessionRegistration>>> EnterAsync(IReadOnlyList<Arrival> arrivals, Func<Session, Refusal?> check, CancellationToken cancel)
    {
        var answers = new List<Result<SessionRegistration>>();
        foreach (var arrival in arrivals)
            answers.Add(await EnterAsync(arrival, check, cancel));
        if (entered.Count == 0)
            return answers;
        var (numbers, seats) = (entered.Count, seated);
        var counted = await scope.Db.Set<Session>().Where(s => s.Id == session.Id && s.Taken + seats <= s.Capacity)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.LastNumber, s => s.LastNumber + numbers).SetProperty(s => s.Taken, s => s.Taken + seats), cancel);
        // The row is held: what was free when it was read is free.
        if (counted != 1)
            throw new InvalidOperationException($"{seats} seats of session {session.Id} were given that it does not have.");
        Mails.Tell(scope, session, entered);
        return answers;
    }

    private async Task<Result<SessionRegistration>> EnterAsync(Arrival arrival, Func<Session, Refusal?> check, CancellationToken cancel)
    {
        var entry = arrival.Entry;
        if (check(session) is { } refusal)
            return refusal;
        var known = rows.FindAll(r => r.PersonKey == entry.PersonKey || (entry.Account is not null && r.AccountId == entry.Account));
        if (known.Find(r => r.IsLive) is { } live)
            return Already(live, entry);
        if (Seats.Unsaid(entry.Belonging, counted) is { } unsaid)
            return unsaid;
        var asks = session.Mode == RegistrationMode.Approval && !entry.IsAgreed;
        var seat = !asks && session.Taken + seated < session.Capacity && room.Admits(entry.Belonging.Audience, entry.Belonging.Uai);
        if (entry.SeatOrNothing && !seat)
            return new Refusal("session-full", "Aucune place n’est libre pour cette personne : elle peut prendre rang sur la liste d’attente.");
        if (seat)
        {
            seated++;
            room.Take(entry.Belonging.Audience, entry.Belonging.Uai);
        }

        var row = known.Find(r => r.PersonKey == entry.PersonKey) ?? known.FirstOrDefault();
        var before = row?.State;
        // Known twice, by the address and by the account that has it now: one of the rows stays theirs.
        if (known.Count > 1)
        {
            var other = known.Single(r => r != row).Id;
            await scope.Db.Set<SessionRegistration>().Where(r => r.Id == other).ExecuteUpdateAsync(set => set.SetProperty(r => r.AccountId, (Guid?)null), cancel);
        }

        Write(row ?? Add(entry), arrival, asks ? RegistrationState.Requested : seat ? RegistrationState.Confirmed : RegistrationState.Waiting, before);
        return entered[^1];
    }

    private SessionRegistration Add(Entry entry)
    {
        var row = new SessionRegistration { Id = Guid.CreateVersion7(), SessionId = session.Id, Name = entry.Name, Email = entry.Email, PersonKey = entry.PersonKey };
        scope.Db.Add(row);
        rows.Add(row);
        return row;
    }

    private void Write(SessionRegistration row, Arrival arrival, RegistrationState state, RegistrationState? before)
    {
        var entry = arrival.Entry;
        if (before is not null)
            scope.Db.Attach(row);
        entered.Add(row);
        (row.AccountId, row.Name, row.Email, row.PersonKey) = (entry.Account ?? row.AccountId, entry.Name, entry.Email, entry.PersonKey);
        (row.Number, row.At, row.OfferUntil) = (session.LastNumber + entered.Count, scope.At, null);
        (row.Audience, row.Uai, row.Origin, row.By, row.Priority) = (entry.Belonging.Audience, entry.Belonging.Uai, entry.Origin, arrival.Actor, 0);
        row.State = state;
        scope.AuditFor(
            arrival.Actor, Registrar.SubjectKind, row.Id.ToString("D"), before is null ? null : new { State = before }, new { row.State, row.Number, row.Origin, Session = session.Id }, session.Unit);
    }

    private static Refusal Already(SessionRegistration live, Entry entry) => new(
        "already-registered",
        entry.Origin == RegistrationOrigin.Self ? "Vous êtes déjà inscrit à cette session, ou sur sa liste d’attente." : $"{entry.Name} ({live.Email}) est déjà inscrit à cette session, ou sur sa liste d’attente.");
}
