using System.Globalization;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using NodaTime;
using Ramure.Training.Model;
using Ramure.Training.Sessions;

namespace Ramure.Training.Mail;

/// <summary>What a calendar is written from.</summary>
/// <param name="Site">Address of the installation.</param>
/// <param name="Organizer">The address that mails come from: programmes refuse an invitation in another's name.</param>
internal sealed record CalendarRequest(string Method, LetterRequest Letter, Slot Slot, int Sequence, Uri Site, string Organizer);

/// <summary>
/// A slot of one person as iCalendar (RFC 5545): its identifier is the same for as long as the person stays registered. What is sent speaks of
/// one event (RFC 5546, 3.2.2: all components have the same UID); a session of several slots is several of these.
/// </summary>
internal static class SessionCalendar
{
    public const string Request = "REQUEST";
    public const string Cancel = "CANCEL";

    public static string Write(CalendarRequest request)
    {
        var (session, row) = (request.Letter.Subject.Session, request.Letter.Person.Row);
        var calendar = new Ical.Net.Calendar { Method = request.Method, ProductId = "-//Ramure//Formations//FR", Scale = "GREGORIAN" };
        calendar.AddTimeZone(CalendarZone.Of(session.TimeZone));
        calendar.Events.Add(Event(request, session, row, request.Slot));
        return new CalendarSerializer().SerializeToString(calendar) ?? throw new InvalidOperationException("The calendar is empty.");
    }

    /// <summary>The same for the same person, registration and slot, whatever else changes.</summary>
    public static string Uid(SessionRegistration row, long number, Guid slot) =>
        string.Create(CultureInfo.InvariantCulture, $"{row.Id:n}-{number}-{slot:n}@ramure");

    private static CalendarEvent Event(CalendarRequest request, Session session, SessionRegistration row, Slot slot)
    {
        var cancelled = request.Method == Cancel;
        var page = new Uri(request.Site, $"/formations/sessions/{session.Id:D}");
        var remote = slot.Link is { Length: > 0 } && !cancelled;
        var said = new CalendarEvent
        {
            Uid = Uid(row, request.Letter.Number, slot.Id),
            Sequence = request.Sequence,
            DtStamp = new CalDateTime(request.Letter.At, "UTC"),
            Start = Local(slot.Day, slot.Start, slot.StartsAt, session.TimeZone),
            End = Local(slot.Day, slot.End, slot.EndsAt, session.TimeZone),
            Summary = request.Letter.Subject.Course.Content.Title,
            Location = remote && slot.PlaceKind == PlaceKind.Remote ? slot.Link : slot.Place,
            Description = remote ? $"Lien de connexion : {slot.Link}\n{page}" : page.ToString(),
            Url = page,
            Status = cancelled ? EventStatus.Cancelled : EventStatus.Confirmed,
            Organizer = new Organizer($"mailto:{request.Organizer}") { CommonName = request.Letter.Subject.UnitName },
        };
        // Who is registered has said yes: their programme need not ask again.
        said.Attendees.Add(new Attendee($"mailto:{row.Email}")
        {
            CommonName = row.Name,
            ParticipationStatus = EventParticipationStatus.Accepted,
            Role = ParticipationRole.RequiredParticipant,
            Rsvp = false,
        });
        if (slot is { Latitude: { } latitude, Longitude: { } longitude })
            said.GeographicLocation = new GeographicLocation(latitude, longitude);
        return said;
    }

    /// <summary>The hour of the place, with its zone; as UTC in the hour that comes twice, where it alone says which of the two is meant.</summary>
    private static CalDateTime Local(DateOnly day, TimeOnly time, DateTime utc, string zone) =>
        TimeZoneInfo.FindSystemTimeZoneById(zone).IsAmbiguousTime(day.ToDateTime(time)) ? new CalDateTime(utc, "UTC") : new CalDateTime(day, time, zone);
}
