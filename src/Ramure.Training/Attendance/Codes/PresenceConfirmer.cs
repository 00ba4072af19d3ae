using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;
using Ramure.Training.Model;

namespace Ramure.Training.Attendance.Codes;

/// <summary>What a participant sees of a slot: that they are on its sheet, and what is noted of them.</summary>
internal sealed record OwnPresence(Course Course, Session Session, Slot Slot, SessionRegistration? Registration, Agreed<AttendanceMark> Said);

/// <summary>Lets a participant say that they are in the room, with the code shown there.</summary>
internal sealed class PresenceConfirmer(
    OperationRunner runner, RamureDb db, IAccess access, IClock clock, RoomCode codes, CodeGuesses guesses, AttendanceWriter writer)
{
    /// <summary>Who confirms later than this is late by that much.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(15);

    /// <summary>Null when there is no such slot.</summary>
    public async Task<OwnPresence?> FindAsync(Guid slotId, CancellationToken cancel = default)
    {
        if (await db.Set<Slot>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == slotId, cancel) is not { } slot)
            return null;
        var session = await db.Set<Session>().AsNoTracking().SingleAsync(s => s.Id == slot.SessionId, cancel);
        var course = await db.Set<Course>().AsNoTracking().SingleAsync(c => c.Id == session.CourseId, cancel);
        return await OwnAsync(course, session, slot, cancel);
    }

    public async Task<Result<OwnPresence>> ConfirmAsync(Guid slotId, string? code, CancellationToken cancel = default)
    {
        if (access.Actor.AccountId is not { } account)
            throw new AccessDeniedException(Permission.OwnAccount);
        // Before the operation: a wrong code leaves nothing behind but that it was wrong.
        if (await db.Set<Slot>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == slotId, cancel) is not { } slot)
            return new Refusal("slot-unknown", "Ce créneau n’existe pas.");
        if (!guesses.MayTry(slotId, account))
            return new Refusal("code-too-many", "Trop de codes faux : demandez au formateur de vous noter présent.", "code");
        if (!RoomCode.IsOpen(slot, clock.UtcNow))
            return new Refusal("code-closed", "Le code ne vaut que pendant ce créneau. Demandez au formateur de vous noter présent.", "code");
        if (!codes.Knows(slot, code?.Replace(" ", "", StringComparison.Ordinal), clock.UtcNow))
        {
            guesses.Missed(slotId, account, clock.UtcNow);
            return new Refusal("code-wrong", "Ce n’est pas le code affiché dans la salle. Il change toutes les trente secondes : tapez celui qui s’y lit.", "code");
        }

        return await runner.RunAsync<OwnPresence>(new Operation("training.confirm-presence", Permission.OwnAccount), async scope =>
        {
            var session = (await SheetOperation.LockAsync(db, slot.SessionId, cancel))!;
            var course = await db.Set<Course>().AsNoTracking().SingleAsync(c => c.Id == session.CourseId, cancel);
            var own = await OwnAsync(course, session, session.Slots.SingleOrDefault(s => s.Id == slotId) ?? slot, cancel);
            if (own.Registration is not { IsExpected: true } registration)
                return new Refusal("not-registered", "Vous n’êtes pas sur la feuille de cette session. Demandez au formateur de vous y ajouter.");
            // What is said already stays: a participant does not correct the trainer.
            if (own.Said.Heads.Any(h => h.Source == MarkSource.Participant || h.Minutes > 0))
                return own;
            var mark = new NotedMark(Guid.CreateVersion7(), slotId, registration.Id, Minutes(own.Slot, scope.At), [], scope.At);
            var written = await writer.WriteAsync(scope, session, new AttendanceBatch(session.Id, MarkSource.Participant) { Marks = [mark] }, cancel);
            return written.Succeeded ? await OwnAsync(course, session, own.Slot, cancel) : written.Refusals.Select(r => r with { Field = null, Line = null }).ToList();
        }, cancel);
    }

    /// <summary>The whole slot for who is on time, what is left of it for who is late; at least a minute.</summary>
    internal static int Minutes(Slot slot, DateTime now) =>
        now <= slot.StartsAt + Grace ? slot.Minutes : Math.Clamp((int)Math.Ceiling((slot.EndsAt - now).TotalMinutes), 1, slot.Minutes);

    private async Task<OwnPresence> OwnAsync(Course course, Session session, Slot slot, CancellationToken cancel)
    {
        var account = access.Actor.AccountId;
        var registration = account is null ? null : await db.Set<SessionRegistration>().AsNoTracking().SingleOrDefaultAsync(r => r.SessionId == session.Id && r.AccountId == account, cancel);
        var marks = registration is null ? [] : await db.Set<AttendanceMark>().AsNoTracking().Where(m => m.RegistrationId == registration.Id && m.SlotId == slot.Id).ToListAsync(cancel);
        return new OwnPresence(course, session, slot, registration, Agreed<AttendanceMark>.Of(marks));
    }
}
