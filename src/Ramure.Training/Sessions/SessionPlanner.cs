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
internal sealed class SessionPlanner(OperationRunner runner, RamureDb db, INetwork network, SessionRules rules, SlotChanges slots, SessionTrainers trainers, Occupations occupations)
{
    public const string SubjectKind = "training-session";

    public Task<Result<Session>> PlanAsync(Guid courseId, SessionText text, CancellationToken cancel = default) =>
        runner.RunAsync<Session>(new Operation("training.plan-session", TrainingPermissions.Prepare), scope => PlanAsync(scope, courseId, text, cancel), cancel);

    /// <summary>Inside an operation under the same permission, which saves it.</summary>
    internal async Task<Result<Session>> PlanAsync(OperationScope scope, Guid courseId, SessionText text, CancellationToken cancel)
    {
        if (await db.Set<Course>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == courseId, cancel) is not { } course)
            return new Refusal("course-unknown", "Cette formation n’existe pas.");
        scope.Demand(course.Unit);
        if (course.State != CourseState.Published)
            return new Refusal("course-not-published", "Publiez la formation avant d’en planifier une session.");
        var unit = await UnitAsync(course.Unit, cancel);
        if (!(await rules.CheckAsync(text, unit, null, cancel)).TryGet(out var said, out var refusals))
            return refusals.ToList();
        var session = new Session { Id = Guid.CreateVersion7(), CourseId = courseId, Unit = course.Unit, TimeZone = unit.TimeZone };
        session.CourseVersion = course.Version;
        Say(session, said);
        session.Slots.AddRange(said.Slots.Select(SlotChanges.New));
        if (await TakeAsync(scope, session, text, said, cancel) is { Count: > 0 } taken)
            return taken;
        db.Add(session);
        scope.Audit(SubjectKind, session.Id.ToString("D"), null, Trace(session, said), session.Unit);
        return session;
    }

    /// <summary>Says something else. Seats already held stay held: the capacity does not go below them; seats that are added go to who waits.</summary>
    public Task<Result<Session>> ChangeAsync(SessionChange change, SessionText text, CancellationToken cancel = default) =>
        runner.RunAsync<Session>(new Operation("training.change-session", TrainingPermissions.Prepare), scope => ChangeAsync(scope, change, text, silent: false, cancel), cancel);

    /// <summary>Inside an operation under the same permission, which saves it.</summary>
    /// <param name="silent">Nobody is told of another time or place.</param>
    internal Task<Result<Session>> ChangeAsync(OperationScope scope, SessionChange change, SessionText text, bool silent, CancellationToken cancel) =>
        EditAsync(scope, change, async session =>
        {
            if (!(await rules.CheckAsync(text, await UnitAsync(session.Unit, cancel), session, cancel)).TryGet(out var said, out var refusals))
                return refusals.ToList();
            if (said.Capacity < session.Taken)
                return new Refusal("capacity-below-taken", $"{session.Taken} places sont déjà prises ou proposées : donnez-en au moins autant, ou désinscrivez d’abord.", "places");
            var (before, told) = (Trace(session), ToldSlot.Of(session));
            if (!(await slots.ApplyAsync(session, said.Slots, cancel)).TryGet(out var moved, out var attended))
                return attended.ToList();
            Say(session, said);
            if (moved)
            {
                session.CalendarSequence++;
                if (!silent)
                    await Mails.ChangedAsync(scope, session, told, cancel);
            }

            if (await TakeAsync(scope, session, text, said, cancel) is { Count: > 0 } taken)
                return taken;
            scope.Audit(SubjectKind, session.Id.ToString("D"), before, Trace(session, said), session.Unit);
            await WaitingList.FillAsync(scope, session, cancel);
            return session;
        }, cancel);

    /// <summary>Cancels it: nobody registers any more, who is registered sees it, its rooms and trainers are free.</summary>
    public Task<Result<Session>> CancelAsync(SessionChange change, string? reason, CancellationToken cancel = default) =>
        runner.RunAsync<Session>(new Operation("training.cancel-session", TrainingPermissions.Prepare, reason), scope => CancelAsync(scope, change, reason, silent: false, cancel), cancel);

    /// <summary>Inside an operation under the same permission, which saves it.</summary>
    /// <param name="silent">Nobody is told.</param>
    internal Task<Result<Session>> CancelAsync(OperationScope scope, SessionChange change, string? reason, bool silent, CancellationToken cancel) =>
        EditAsync(scope, change, async session =>
        {
            if (string.IsNullOrWhiteSpace(reason) || reason.Trim().Length > 500)
                return new Refusal("reason-missing", "Dites pourquoi, en 500 caractères au plus : les inscrits le liront.", "motif");
            scope.Audit(SubjectKind, session.Id.ToString("D"), new { session.State }, new { State = SessionState.Cancelled }, session.Unit);
            (session.State, session.CancelReason) = (SessionState.Cancelled, reason.Trim());
            await occupations.FreeAsync(session.Id, cancel);
            if (silent)
                session.CalendarSequence++;
            else
                await Mails.CancelledAsync(scope, session, cancel);
            return session;
        }, cancel);

    private static void Say(Session session, CheckedSession said) =>
        (session.Capacity, session.Minimum, session.Mode, session.OpensAt, session.ClosesAt, session.StartsAt, session.PriceCents) =
            (said.Capacity, said.Minimum, said.Mode, said.OpensAt, said.ClosesAt, said.StartsAt, said.PriceCents);

    /// <summary>Names the trainers, then takes them and the rooms; empty when all of it is free.</summary>
    private async Task<List<Refusal>> TakeAsync(OperationScope scope, Session session, SessionText text, CheckedSession said, CancellationToken cancel)
    {
        if (await trainers.SayAsync(scope, session, text, cancel) is { Count: > 0 } unknown)
            return unknown;
        var rows = session.Slots.ToDictionary(s => s.Id, s => said.Slots.First(c => c.StartsAt == s.StartsAt).Row);
        return await occupations.TakeAsync(scope, session, rows, cancel);
    }

    private static object Trace(Session session, CheckedSession? said = null) => new
    {
        session.Capacity,
        session.Minimum,
        BeyondRoom = said?.BeyondRoom == true ? true : (bool?)null,
        session.Mode,
        session.OpensAt,
        session.ClosesAt,
        session.PriceCents,
        Trainers = session.Trainers.Select(t => t.Trainer!.Name).ToList(),
        Slots = session.Slots.OrderBy(s => s.StartsAt).Select(s => new { s.Day, s.Start, s.End, s.Place }).ToList(),
    };

    private async Task<UnitInfo> UnitAsync(string code, CancellationToken cancel) =>
        (await network.SnapshotAsync(cancel)).TryFind(code, out var unit) ? unit : throw new InvalidOperationException($"The unit {code} is not in the network.");

    private async Task<Result<Session>> EditAsync(OperationScope scope, SessionChange change, Func<Session, Task<Result<Session>>> body, CancellationToken cancel)
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
        return await body(session);
    }
}
