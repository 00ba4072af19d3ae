using Microsoft.EntityFrameworkCore;
using Ramure.Accounts.Contracts;
using Ramure.Kernel.Operations;
using Ramure.Training.Model;

namespace Ramure.Training.Mail;

/// <summary>
/// Says, in the transaction that causes it, that somebody is to be written to. Two rows are all it costs there: the words are put by
/// <see cref="MailWriter"/> once that has committed.
/// </summary>
internal static class Mails
{
    private static readonly string[] Columns = ["\"Id\"", "\"SessionId\"", "\"RegistrationId\"", "\"Number\"", "\"Kind\"", "\"At\"", "\"Batch\"", "\"Once\"", "\"Moot\""];

    private static readonly RegistrationState[] Concerned = [RegistrationState.Requested, RegistrationState.Confirmed, RegistrationState.Waiting, RegistrationState.Offered];

    /// <summary>Tells the person what has just become of the registration.</summary>
    public static void Tell(OperationScope scope, Session session, SessionRegistration row) => Tell(scope, session, [row]);

    /// <summary>Tells each of these people what has just become of their registration: one message of the outbox for all.</summary>
    public static void Tell(OperationScope scope, Session session, IReadOnlyList<SessionRegistration> rows)
    {
        Guid? batch = null;
        foreach (var row in rows)
            if (MailKinds.Of(row.State) is { } kind && IsWrittenTo(scope, session, row, kind))
                Add(scope, session, row, kind, batch ??= scope.Enqueue(MailWriter.KindOfMessage, new MailWish()));
    }

    /// <summary>Tells the person something of the session. Who is erased or made up, or a session that has begun, is not written to.</summary>
    /// <param name="path">A local address of its own to which the mail leads; no secret, it is kept as it is.</param>
    public static void Tell(OperationScope scope, Session session, SessionRegistration row, MailKind kind, string? path = null)
    {
        if (IsWrittenTo(scope, session, row, kind))
            Add(scope, session, row, kind, scope.Enqueue(MailWriter.KindOfMessage, new MailWish()), path);
    }

    private static bool IsWrittenTo(OperationScope scope, Session session, SessionRegistration row, MailKind kind) =>
        row.Email.Length > 0 && !row.Email.EndsWith(SampleAccount.Domain, StringComparison.Ordinal) && (session.StartsAt > scope.At || MailKinds.Afterwards(kind));

    private static void Add(OperationScope scope, Session session, SessionRegistration row, MailKind kind, Guid batch, string? path = null)
    {
        void One(MailKind what, int? once) => scope.Db.Add(new SessionMail
        {
            Id = Guid.CreateVersion7(),
            SessionId = session.Id,
            RegistrationId = row.Id,
            Number = row.Number,
            Kind = what,
            At = scope.At,
            Batch = batch,
            Once = once,
            Path = path,
        });
        One(kind, null);
        // Who comes after the others were summoned is summoned at once.
        if (kind == MailKind.Confirmed && IsSummoned(session, scope.At))
            One(MailKind.Summons, session.CalendarSequence);
    }

    /// <summary>Tells everybody concerned that a date, an hour or a place is another; call it once the session's sequence has grown.</summary>
    /// <param name="before">The slots as they were said before.</param>
    public static Task ChangedAsync(OperationScope scope, Session session, IReadOnlyList<ToldSlot> before, CancellationToken cancel) =>
        TellAllAsync(scope, session, MailKind.Changed, before, cancel);

    /// <summary>Tells everybody concerned that the session is not held; its sequence grows, for calendars.</summary>
    public static Task CancelledAsync(OperationScope scope, Session session, CancellationToken cancel)
    {
        session.CalendarSequence++;
        return TellAllAsync(scope, session, MailKind.Cancelled, [], cancel);
    }

    private static async Task TellAllAsync(OperationScope scope, Session session, MailKind kind, IReadOnlyList<ToldSlot> before, CancellationToken cancel)
    {
        if (session.Slots.TrueForAll(s => s.EndsAt <= scope.At) && before.All(s => s.EndsAt <= scope.At))
            return;
        var people = await scope.Db.Set<SessionRegistration>().Where(r => r.SessionId == session.Id && Concerned.Contains(r.State) && r.Email != "")
            .OrderBy(r => r.Number).Select(r => new { r.Id, r.Number }).ToListAsync(cancel);
        if (people.Count == 0)
            return;
        var batch = scope.Enqueue(MailWriter.KindOfMessage, new MailWish { Before = before });
        // When people are summoned already, this stands for another summons.
        int? once = kind == MailKind.Changed && IsSummoned(session, scope.At) ? session.CalendarSequence : null;
        await scope.InsertAsync(
            SessionMailMapping.Table, Columns,
            people.ConvertAll(p => new object?[] { Guid.CreateVersion7(), session.Id, p.Id, p.Number, kind.ToString(), scope.At, batch, once, false }), "", cancel);
    }

    private static bool IsSummoned(Session session, DateTime now) =>
        session.SummonsDays > 0 && session.StartsAt > now && session.StartsAt <= now.AddDays(session.SummonsDays);
}

/// <summary>What the outbox keeps of a wish to write: nothing that names anybody.</summary>
internal sealed record MailWish
{
    /// <summary>The slots before a change.</summary>
    public IReadOnlyList<ToldSlot> Before { get; init; } = [];
}

/// <summary>A slot as people were told of it, before it changes.</summary>
internal sealed record ToldSlot(Guid Id, DateOnly Day, TimeOnly Start, TimeOnly End, DateTime StartsAt, DateTime EndsAt, string Place)
{
    public static IReadOnlyList<ToldSlot> Of(Session session) =>
        [.. session.Slots.OrderBy(s => s.StartsAt).Select(s => new ToldSlot(s.Id, s.Day, s.Start, s.End, s.StartsAt, s.EndsAt, s.Place))];

    public Slot AsSlot() => new() { Id = Id, Day = Day, Start = Start, End = End, StartsAt = StartsAt, EndsAt = EndsAt, Place = Place };
}
