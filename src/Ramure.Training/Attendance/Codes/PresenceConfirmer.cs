using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;
using Ramure.Training.Model;

namespace Ramure.Training.Attendance.Codes;

/// <summary>What a participant sees of a slot: that they are on its sheet, and what is noted of them.</summary>
internal sealed record OwnPresence(Course Course, Session Session, Slot Slot, SessionRegistration? Registration, Agreed<AttendanceMark> Said)
{
    /// <summary>Whether the participant may still say that they are there: they correct neither themselves nor who noted them present.</summary>
    public bool MaySay => Registration is { IsExpected: true } && !Said.Heads.Any(h => h.Source == MarkSource.Participant || h.Minutes > 0);
}

/// <summary>Lets a participant say that they are in the room, with the code shown there.</summary>
internal sealed class PresenceConfirmer(
    OperationRunner runner, RamureDb db, IAccess access, IClock clock, RoomCode codes, CodeGuesses guesses, AttendanceWriter writer)
{
    /// <summary>Who confirms later than this is late by that much.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(15);

    public static readonly Refusal UnknownSlot = new("slot-unknown", "Ce créneau n’existe pas.");

    /// <summary>What is noted of whoever is signed in; null when there is no such slot.</summary>
    public async Task<OwnPresence?> FindAsync(Guid slotId, CancellationToken cancel = default)
    {
        var account = access.Actor.AccountId;
        return await FindAsync(slotId, r => account != null && r.AccountId == account, cancel);
    }

    /// <summary>The same for a registration that its person has proved to be theirs.</summary>
    public Task<OwnPresence?> FindAsync(Guid slotId, Guid registration, CancellationToken cancel = default) => FindAsync(slotId, r => r.Id == registration, cancel);

    public async Task<Result<OwnPresence>> ConfirmAsync(Guid slotId, string? code, CancellationToken cancel = default)
    {
        if (access.Actor.AccountId is not { } account)
            throw new AccessDeniedException(Permission.OwnAccount);
        return await ConfirmAsync(new Operation("training.confirm-presence", Permission.OwnAccount), slotId, account, r => r.AccountId == account, code, cancel);
    }

    /// <summary>For a registration that its person has proved to be theirs, by a link.</summary>
    public Task<Result<OwnPresence>> ConfirmAsync(Guid slotId, Guid registration, string? code, CancellationToken cancel = default) =>
        ConfirmAsync(new Operation("training.confirm-presence-by-link", Permission.Anyone), slotId, registration, r => r.Id == registration, code, cancel);

    /// <summary>The whole slot for who is on time, what is left of it for who is late; at least a minute.</summary>
    internal static int Minutes(Slot slot, DateTime now) =>
        now <= slot.StartsAt + Grace ? slot.Minutes : Math.Clamp((int)Math.Ceiling((slot.EndsAt - now).TotalMinutes), 1, slot.Minutes);

    private async Task<OwnPresence?> FindAsync(Guid slotId, Expression<Func<SessionRegistration, bool>> whose, CancellationToken cancel)
    {
        if (await db.Set<Slot>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == slotId, cancel) is not { } slot)
            return null;
        var session = await db.Set<Session>().AsNoTracking().SingleAsync(s => s.Id == slot.SessionId, cancel);
        var course = await db.Set<Course>().AsNoTracking().SingleAsync(c => c.Id == session.CourseId, cancel);
        return await OwnAsync(course, session, slot, whose, cancel);
    }

    /// <param name="who">Whose wrong codes are counted.</param>
    private async Task<Result<OwnPresence>> ConfirmAsync(
        Operation operation, Guid slotId, Guid who, Expression<Func<SessionRegistration, bool>> whose, string? code, CancellationToken cancel)
    {
        // Before the operation: a wrong code leaves nothing behind but that it was wrong.
        if (await db.Set<Slot>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == slotId, cancel) is not { } slot)
            return UnknownSlot;
        if (!guesses.MayTry(slotId, who))
            return new Refusal("code-too-many", "Trop de codes faux : demandez au formateur de vous noter présent.", "code");
        if (!RoomCode.IsOpen(slot, clock.UtcNow))
            return new Refusal("code-closed", "Le code ne vaut que pendant ce créneau. Demandez au formateur de vous noter présent.", "code");
        if (!codes.Knows(slot, code?.Replace(" ", "", StringComparison.Ordinal), clock.UtcNow))
        {
            guesses.Missed(slotId, who, clock.UtcNow);
            return new Refusal("code-wrong", "Ce n’est pas le code affiché dans la salle. Il change toutes les trente secondes : tapez celui qui s’y lit.", "code");
        }

        return await runner.RunAsync<OwnPresence>(operation, async scope =>
        {
            var session = (await SheetOperation.LockAsync(db, slot.SessionId, cancel))!;
            var course = await db.Set<Course>().AsNoTracking().SingleAsync(c => c.Id == session.CourseId, cancel);
            var own = await OwnAsync(course, session, session.Slots.SingleOrDefault(s => s.Id == slotId) ?? slot, whose, cancel);
            if (own.Registration is not { IsExpected: true } registration)
                return new Refusal("not-registered", "Vous n’êtes pas sur la feuille de cette session. Demandez au formateur de vous y ajouter.");
            // What is said already stays: a participant does not correct the trainer.
            if (!own.MaySay)
                return own;
            var mark = new NotedMark(Guid.CreateVersion7(), slotId, registration.Id, Minutes(own.Slot, scope.At), [], scope.At);
            var written = await writer.WriteAsync(scope, session, new AttendanceBatch(session.Id, MarkSource.Participant) { Marks = [mark] }, cancel);
            return written.Succeeded ? await OwnAsync(course, session, own.Slot, whose, cancel) : written.Refusals.Select(r => r with { Field = null, Line = null }).ToList();
        }, cancel);
    }

    private async Task<OwnPresence> OwnAsync(Course course, Session session, Slot slot, Expression<Func<SessionRegistration, bool>> whose, CancellationToken cancel)
    {
        var registration = await db.Set<SessionRegistration>().AsNoTracking().Where(r => r.SessionId == session.Id).SingleOrDefaultAsync(whose, cancel);
        var marks = registration is null ? [] : await db.Set<AttendanceMark>().AsNoTracking().Where(m => m.RegistrationId == registration.Id && m.SlotId == slot.Id).ToListAsync(cancel);
        return new OwnPresence(course, session, slot, registration, Agreed<AttendanceMark>.Of(marks));
    }
}
