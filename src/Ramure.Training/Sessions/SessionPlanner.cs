using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Network.Contracts;
using Ramure.Training.Contracts;
using Ramure.Training.Mail;
using Ramure.Training.Model;
using Ramure.Training.Registration;

namespace Ramure.Training.Sessions;

/// <summary>A change to a session as it was seen at <paramref name="Version"/>.</summary>
internal sealed record SessionChange(Guid Id, int Version);

/// <summary>Plans sessions, changes them, cancels them.</summary>
internal sealed class SessionPlanner(OperationRunner runner, RamureDb db, INetwork network)
{
    public const string SubjectKind = "training-session";

    public Task<Result<Session>> PlanAsync(Guid courseId, SessionText text, CancellationToken cancel = default) =>
        runner.RunAsync<Session>(new Operation("training.plan-session", TrainingPermissions.Prepare), async scope =>
        {
            if (await db.Set<Course>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == courseId, cancel) is not { } course)
                return new Refusal("course-unknown", "Cette formation n’existe pas.");
            scope.Demand(course.Unit);
            if (course.State != CourseState.Published)
                return new Refusal("course-not-published", "Publiez la formation avant d’en planifier une session.");
            var unit = await UnitAsync(course.Unit, cancel);
            if (!SessionRules.Check(text, unit).TryGet(out var said, out var refusals))
                return refusals.ToList();
            var session = new Session { Id = Guid.CreateVersion7(), CourseId = courseId, Unit = course.Unit, TimeZone = unit.TimeZone };
            session.CourseVersion = course.Version;
            Say(session, said);
            await NameTrainersAsync(session, said.Trainers, cancel);
            db.Add(session);
            scope.Audit(SubjectKind, session.Id.ToString("D"), null, Trace(session), session.Unit);
            return session;
        }, cancel);

    /// <summary>Says something else. Seats already held stay held: the capacity does not go below them; seats that are added go to who waits.</summary>
    public Task<Result<Session>> ChangeAsync(SessionChange change, SessionText text, CancellationToken cancel = default) =>
        EditAsync("training.change-session", change, async (scope, session) =>
        {
            if (!SessionRules.Check(text, await UnitAsync(session.Unit, cancel)).TryGet(out var said, out var refusals))
                return refusals.ToList();
            if (said.Capacity < session.Taken)
                return new Refusal("capacity-below-taken", $"{session.Taken} places sont déjà prises ou proposées : donnez-en au moins autant, ou désinscrivez d’abord.", "places");
            var (before, told) = (Trace(session), ToldSlot.Of(session));
            if (Say(session, said))
            {
                session.CalendarSequence++;
                await Mails.ChangedAsync(scope, session, told, cancel);
            }

            await NameTrainersAsync(session, said.Trainers, cancel);
            scope.Audit(SubjectKind, session.Id.ToString("D"), before, Trace(session), session.Unit);
            await WaitingList.FillAsync(scope, session, cancel);
            return session;
        }, cancel);

    /// <summary>Cancels it: nobody registers any more, who is registered sees it.</summary>
    public Task<Result<Session>> CancelAsync(SessionChange change, string? reason, CancellationToken cancel = default) =>
        EditAsync("training.cancel-session", change, async (scope, session) =>
        {
            if (string.IsNullOrWhiteSpace(reason) || reason.Trim().Length > 500)
                return new Refusal("reason-missing", "Dites pourquoi, en 500 caractères au plus : les inscrits le liront.", "motif");
            scope.Audit(SubjectKind, session.Id.ToString("D"), new { session.State }, new { State = SessionState.Cancelled }, session.Unit);
            (session.State, session.CancelReason) = (SessionState.Cancelled, reason.Trim());
            await Mails.CancelledAsync(scope, session, cancel);
            return session;
        }, cancel, reason);

    /// <summary>Whether a slot is held at another time or place than it was.</summary>
    private bool Say(Session session, CheckedSession said)
    {
        (session.Capacity, session.Mode, session.OpensAt, session.ClosesAt, session.StartsAt) =
            (said.Capacity, said.Mode, said.OpensAt, said.ClosesAt, said.StartsAt);
        // A slot that is moved stays the same slot: the n-th said is the n-th there was.
        var before = session.Slots.OrderBy(s => s.StartsAt).ToList();
        var after = said.Slots.OrderBy(s => s.StartsAt).ToList();
        var moved = before.Count != after.Count;
        foreach (var (old, next) in before.Zip(after))
        {
            moved |= (old.StartsAt, old.EndsAt, old.Place) != (next.StartsAt, next.EndsAt, next.Place);
            (old.Day, old.Start, old.End, old.StartsAt, old.EndsAt, old.Place) = (next.Day, next.Start, next.End, next.StartsAt, next.EndsAt, next.Place);
        }

        foreach (var gone in before.Skip(after.Count))
        {
            session.Slots.Remove(gone);
            db.Remove(gone);
        }

        session.Slots.AddRange(after.Skip(before.Count));
        return moved;
    }

    /// <summary>The trainers of the unit who bear these names; a name that it does not know is a new one.</summary>
    private async Task NameTrainersAsync(Session session, IReadOnlyList<string> names, CancellationToken cancel)
    {
        var known = await db.Set<Trainer>().Where(t => t.Unit == session.Unit && names.Contains(t.Name)).ToListAsync(cancel);
        foreach (var name in names.Where(n => !known.Exists(t => t.Name == n)))
        {
            var trainer = new Trainer { Id = Guid.CreateVersion7(), Unit = session.Unit, Name = name };
            db.Add(trainer);
            known.Add(trainer);
        }

        session.Trainers.RemoveAll(t => !known.Exists(k => k.Id == t.TrainerId));
        session.Trainers.AddRange(known.Where(k => !session.Trainers.Exists(t => t.TrainerId == k.Id)).Select(k => new SessionTrainer { TrainerId = k.Id, Trainer = k }));
    }

    private static object Trace(Session session) => new
    {
        session.Capacity,
        session.Mode,
        session.OpensAt,
        session.ClosesAt,
        Trainers = session.Trainers.Select(t => t.Trainer!.Name).ToList(),
        Slots = session.Slots.Select(s => new { s.Day, s.Start, s.End, s.Place }).ToList(),
    };

    private async Task<UnitInfo> UnitAsync(string code, CancellationToken cancel) =>
        (await network.SnapshotAsync(cancel)).TryFind(code, out var unit) ? unit : throw new InvalidOperationException($"The unit {code} is not in the network.");

    private Task<Result<Session>> EditAsync(
        string name, SessionChange change, Func<OperationScope, Session, Task<Result<Session>>> body, CancellationToken cancel, string? reason = null) =>
        runner.RunAsync<Session>(new Operation(name, TrainingPermissions.Prepare, reason), async scope =>
        {
            db.ChangeTracker.Clear();
            // Registrations wait: the seats that are held stay what they are until this is done.
            await db.Set<Session>().Where(s => s.Id == change.Id).ExecuteUpdateAsync(set => set.SetProperty(s => s.LastNumber, s => s.LastNumber), cancel);
            if (await db.Set<Session>().Include(s => s.Slots).Include(s => s.Trainers).ThenInclude(t => t.Trainer).AsSplitQuery().SingleOrDefaultAsync(s => s.Id == change.Id, cancel) is not { } session)
                return new Refusal("session-unknown", "Cette session n’existe pas.");
            scope.Demand(session.Unit);
            if (session.Version != change.Version)
                return new Refusal("session-changed", "Cette session vient d’être modifiée par quelqu’un d’autre : rouvrez-la pour voir ce qui a changé, puis recommencez.");
            if (session.State == SessionState.Cancelled)
                return new Refusal("session-cancelled", "Cette session est annulée.");
            if (session.State == SessionState.Closed)
                return new Refusal("session-closed", "Cette session est close : rouvrez sa feuille de présence pour corriger ce qui la concerne.");
            session.Version++;
            return await body(scope, session);
        }, cancel);
}
