using Ramure.Network.Contracts;
using Ramure.Training.Model;
using Ramure.Training.Sessions;

namespace Ramure.Training.Mail;

/// <summary>A person and a session that do not exist, to try words on.</summary>
internal static class MadeUp
{
    private const int Rank = 3;

    public static SessionSubject Session(UnitInfo unit, DateTime now)
    {
        var day = DateOnly.FromDateTime(now.AddDays(30));
        Slot Of(TimeOnly start, TimeOnly end) => new()
        {
            Id = Guid.CreateVersion7(),
            Day = day,
            Start = start,
            End = end,
            StartsAt = LocalTime.Utc(day, start, unit.TimeZone) ?? now,
            EndsAt = LocalTime.Utc(day, end, unit.TimeZone) ?? now,
            Place = unit.Name,
        };
        var course = new Course { Id = Guid.Empty, Unit = unit.Code, CreatedAt = now, Content = new CourseContent { Title = "Formation d’exemple", Minutes = 360, Contact = "contact@exemple.fr" } };
        var session = new Session { Id = Guid.Empty, CourseId = course.Id, Unit = unit.Code, TimeZone = unit.TimeZone, Capacity = 20 };
        session.Slots.AddRange([Of(new(9, 0), new(12, 0)), Of(new(13, 30), new(16, 30))]);
        session.StartsAt = session.Slots[0].StartsAt;
        return new SessionSubject(session, course, unit.Name);
    }

    /// <summary>As if what the mail tells had just happened.</summary>
    public static LetterRequest Request(MailKind kind, SessionSubject about, DateTime now)
    {
        var state = Enum.GetValues<RegistrationState>().Where(s => MailKinds.Of(s) == kind).DefaultIfEmpty(RegistrationState.Confirmed).First();
        var row = new SessionRegistration
        {
            Id = Guid.Empty,
            SessionId = about.Session.Id,
            Name = "Camille Exemple",
            Email = "camille@exemple.fr",
            PersonKey = "",
            State = state,
            Number = Rank,
            At = now,
            OfferUntil = state == RegistrationState.Offered ? now.AddHours(48) : null,
        };
        if (kind == MailKind.Cancelled)
            about.Session.CancelReason ??= "formatrice souffrante";
        var before = kind == MailKind.Changed && about.Session.Slots.MinBy(s => s.StartsAt) is { } first
            ? new[] { new ToldSlot(first.Id, first.Day.AddDays(-7), first.Start, first.End, first.StartsAt.AddDays(-7), first.EndsAt.AddDays(-7), first.Place) }
            : [];
        return new LetterRequest(kind, row.Number, about, new PersonSubject(row, state == RegistrationState.Waiting ? Rank : null, [row.Number]), before, null, now);
    }
}
