using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;
using Ramure.Training.Contracts;
using Ramure.Training.Model;

namespace Ramure.Training.Registration.Moving;

/// <summary>Changing to another session of the same training.</summary>
/// <param name="SeatOrNothing">Stays where they are when the other session has no seat; otherwise waits there.</param>
internal sealed record MoveTo(Guid Registration, Guid Session, bool SeatOrNothing);

/// <summary>
/// Moves a registration to another session of the same training: the new one and the end of the old one are one operation. Nothing of
/// the old seat is kept.
/// </summary>
internal sealed class Mover(OperationRunner runner, RamureDb db, IClock clock, Registrar registrar, Seats seats)
{
    private static readonly Refusal NoSuch = new("registration-unknown", "Cette inscription n’existe pas.");

    /// <summary>Sessions to come of the same training to which one could move, the nearest first.</summary>
    public async Task<IReadOnlyList<Session>> TargetsAsync(Session from, bool byUnit, CancellationToken cancel = default)
    {
        var now = clock.UtcNow;
        return await db.Set<Session>().AsNoTracking().Include(s => s.Slots)
            .Where(s => s.CourseId == from.CourseId && s.Id != from.Id && s.State == SessionState.Planned && s.StartsAt > now
                && (byUnit || (s.ClosesAt > now && (s.OpensAt == null || s.OpensAt <= now) && s.Mode != RegistrationMode.Nomination)))
            .OrderBy(s => s.StartsAt).ToListAsync(cancel);
    }

    /// <summary>For the person.</summary>
    public Task<Result<SessionRegistration>> MoveSelfAsync(MoveTo move, CancellationToken cancel = default) =>
        runner.RunAsync<SessionRegistration>(new Operation("training.move", Permission.OwnAccount), async scope =>
        {
            var (from, to, row) = await LockAsync(scope, move, cancel);
            if (from is null || row is null || !await registrar.IsOwnAsync(row, cancel))
                return NoSuch;
            return to is null ? Seats.Unknown : await MoveAsync(scope, from, to, row, move, byUnit: false, cancel);
        }, cancel);

    /// <summary>For the unit: it must be that of both sessions, or stand above.</summary>
    public Task<Result<SessionRegistration>> MoveAsync(MoveTo move, CancellationToken cancel = default) =>
        runner.RunAsync<SessionRegistration>(new Operation("training.move-person", TrainingPermissions.People), async scope =>
        {
            var (from, to, row) = await LockAsync(scope, move, cancel);
            if (from is null || row is null)
                return NoSuch;
            scope.Demand(from.Unit);
            if (to is null)
                return Seats.Unknown;
            scope.Demand(to.Unit);
            return await MoveAsync(scope, from, to, row, move, byUnit: true, cancel);
        }, cancel);

    private async Task<Result<SessionRegistration>> MoveAsync(
        OperationScope scope, Session from, Session to, SessionRegistration row, MoveTo move, bool byUnit, CancellationToken cancel)
    {
        if (to.Id == from.Id || to.CourseId != from.CourseId)
            return new Refusal("session-other", "Choisissez une autre session de la même formation.", "session");
        if (!row.IsLive)
            return new Refusal("registration-over", "Cette inscription n’a plus cours.");
        if (from.State == SessionState.Closed)
            return new Refusal("session-closed", "La session quittée est close : sa feuille de présence est arrêtée.");
        var entry = new Entry(row.Name, row.Email, new Belonging(row.Audience, row.Uai), row.Origin)
        {
            Account = row.AccountId,
            IsAgreed = byUnit,
            SeatOrNothing = move.SeatOrNothing && (byUnit || to.Mode != RegistrationMode.Approval),
        };
        var entered = await seats.EnterAsync(scope, to.Id, entry, s => byUnit ? RegistrationRules.Over(s) : RegistrationRules.Closed(s, scope.At), cancel);
        if (!entered.TryGet(out var moved, out var refusals))
            return refusals.ToList();
        scope.Audit(Registrar.SubjectKind, row.Id.ToString("D"), null, new { MovedTo = to.Id }, from.Unit);
        var left = await seats.LeaveAsync(scope, from, row, RegistrationState.Withdrawn, cancel);
        return left.Succeeded ? moved : left;
    }

    /// <summary>Both rows are locked in the order of their identifiers: two who exchange places do not wait for each other.</summary>
    private async Task<(Session? From, Session? To, SessionRegistration? Row)> LockAsync(OperationScope scope, MoveTo move, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        if (await db.Set<SessionRegistration>().Where(r => r.Id == move.Registration).Select(r => (Guid?)r.SessionId).SingleOrDefaultAsync(cancel) is not { } from)
            return default;
        var locked = new Dictionary<Guid, Session?>();
        foreach (var id in new[] { from, move.Session }.Distinct().Order())
            locked[id] = await seats.LockAsync(scope, id, cancel);
        return (locked[from], locked[move.Session], await db.Set<SessionRegistration>().SingleAsync(r => r.Id == move.Registration, cancel));
    }
}
