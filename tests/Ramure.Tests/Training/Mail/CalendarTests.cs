using System.Globalization;
using System.Text;
using Ramure.Training.Mail;
using Ramure.Training.Model;
using Ramure.Training.Sessions;

namespace Ramure.Tests.Training.Mail;

/// <summary>Calendars of sessions, as another programme reads them (RFC 5545, 5546).</summary>
public sealed class CalendarTests
{
    private static readonly DateTime Now = new(2024, 6, 12, 20, 30, 0, DateTimeKind.Utc);

    [Theory]
    // Paris, the two sides of 27 October 2024; the summer before and the winter after.
    [InlineData("Europe/Paris", "2024-10-26 09:00", "2024-10-26T07:00:00Z")]
    [InlineData("Europe/Paris", "2024-10-28 09:00", "2024-10-28T08:00:00Z")]
    [InlineData("Europe/Paris", "2025-03-29 09:00", "2025-03-29T08:00:00Z")]
    [InlineData("Europe/Paris", "2025-03-31 09:00", "2025-03-31T07:00:00Z")]
    // Planned for long after the day on which the test runs.
    [InlineData("Europe/Paris", "2090-03-02 09:00", "2090-03-02T08:00:00Z")]
    [InlineData("Indian/Reunion", "2090-07-03 09:00", "2090-07-03T05:00:00Z")]
    [InlineData("Indian/Reunion", "2024-10-28 09:00", "2024-10-28T05:00:00Z")]
    [InlineData("America/Martinique", "2024-10-28 09:00", "2024-10-28T13:00:00Z")]
    [InlineData("Pacific/Noumea", "2024-10-28 09:00", "2024-10-27T22:00:00Z")]
    public async Task An_independent_reader_finds_the_right_instant_by_the_zone_that_the_calendar_brings(string zone, string local, string utc)
    {
        var session = Session(zone, local);
        var read = await CalendarReader.ReadAsync(Write(session, SessionCalendar.Request));
        var one = Assert.Single(read.Events);
        Assert.Equal([zone], read.Zones);
        Assert.Equal(zone, one.Zone);
        Assert.Equal(DateTime.Parse(utc, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal), one.Start.ToUniversalTime());
        Assert.Equal(session.Slots[0].StartsAt, one.Start.ToUniversalTime());
        Assert.Equal(TimeSpan.FromHours(3), one.End - one.Start);
    }

    [Fact]
    public async Task A_session_across_the_change_of_clocks_keeps_its_hours_on_both_sides()
    {
        var session = Session("Europe/Paris", "2024-10-26 09:00", "2024-10-28 09:00");
        foreach (var (slot, hour) in new[] { (0, 7), (1, 8) })
            Assert.Equal(hour, Assert.Single((await CalendarReader.ReadAsync(Write(session, SessionCalendar.Request, slot))).Events).Start.ToUniversalTime().Hour);
    }

    [Fact]
    public async Task The_hour_that_comes_twice_is_said_so_that_it_is_not_mistaken()
    {
        var session = Session("Europe/Paris", "2024-10-27 02:30");
        session.Slots[0].StartsAt = new DateTime(2024, 10, 27, 1, 30, 0, DateTimeKind.Utc);
        session.Slots[0].EndsAt = new DateTime(2024, 10, 27, 4, 30, 0, DateTimeKind.Utc);
        var one = Assert.Single((await CalendarReader.ReadAsync(Write(session, SessionCalendar.Request))).Events);
        Assert.Equal(session.Slots[0].StartsAt, one.Start.ToUniversalTime());
        Assert.Equal(TimeSpan.FromHours(3), one.End - one.Start);
    }

    [Fact]
    public async Task An_invitation_says_who_where_and_what()
    {
        var session = Session("Europe/Paris", "2024-09-18 09:00", "2024-09-18 13:30");
        (session.Slots[1].PlaceKind, session.Slots[1].Link, session.Slots[1].Place) = (PlaceKind.Remote, "https://visio.exemple.test/salle?a=1&b=2", "À distance");
        session.CalendarSequence = 4;
        var uids = new HashSet<string>();
        foreach (var (slot, place) in new[] { (0, "Atelier Canopé 62, salle 3; au fond"), (1, "https://visio.exemple.test/salle?a=1&b=2") })
        {
            var read = await CalendarReader.ReadAsync(Write(session, SessionCalendar.Request, slot));
            Assert.Equal(("2.0", "-//Ramure//Formations//FR", "REQUEST"), (read.Version, read.Prodid, read.Method));
            var e = Assert.Single(read.Events);
            Assert.True(uids.Add(e.Uid));
            Assert.Equal((4, "CONFIRMED", "mailto:ramure@reseau.test", "mailto:elodie@exemple.test", 1, "ACCEPTED"), (e.Sequence, e.Status, e.Organizer, e.Attendee, e.Attendees, e.Partstat));
            Assert.Equal(Now, e.Stamp.ToUniversalTime());
            Assert.Equal($"https://ramure.reseau.test/formations/sessions/{session.Id}", e.Url);
            Assert.Equal("L’oral, l’écrit ; et « après » : une très longue formation pour qui veut que la ligne se replie, é, è, à", e.Summary);
            Assert.Equal(place, e.Location);
            Assert.Equal(slot == 1, e.Description.Contains("https://visio.exemple.test/salle?a=1&b=2", StringComparison.Ordinal));
        }
    }

    [Theory, InlineData(SessionCalendar.Request), InlineData(SessionCalendar.Cancel)]
    public void Lines_end_and_fold_as_the_standard_says_and_what_must_be_there_is_there_once(string method)
    {
        var text = Write(Session("Europe/Paris", "2024-09-18 09:00"), method);
        var lines = text.Split("\r\n");
        Assert.DoesNotContain(lines, l => l.Contains('\n', StringComparison.Ordinal) || l.Contains('\r', StringComparison.Ordinal));
        Assert.All(lines, l => Assert.InRange(Encoding.UTF8.GetByteCount(l), 0, 75));
        var whole = text.Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n");
        foreach (var property in new[] { "METHOD", "PRODID", "VERSION", "UID", "DTSTAMP", "SEQUENCE", "ORGANIZER", "ATTENDEE", "SUMMARY", "STATUS", "BEGIN:VTIMEZONE", "BEGIN:VEVENT" })
            Assert.Single(whole, l => l.StartsWith(property, StringComparison.Ordinal));
        Assert.Single(whole, l => l.StartsWith("DTSTART;TZID=Europe/Paris:20240918T090000", StringComparison.Ordinal));
        Assert.Contains("METHOD:" + method, whole);
    }

    [Fact]
    public void Without_the_place_of_who_is_cancelled_the_remote_link_is_not_given_again()
    {
        var session = Session("Europe/Paris", "2024-09-18 09:00");
        session.Slots[0].Link = "https://visio.exemple.test/salle";
        Assert.DoesNotContain("visio.exemple.test", Write(session, SessionCalendar.Cancel), StringComparison.Ordinal);
    }

    private static string Write(Session session, string method, int slot = 0)
    {
        var row = new SessionRegistration { Id = Guid.CreateVersion7(), SessionId = session.Id, Name = "Élodie Lefèvre", Email = "elodie@exemple.test", PersonKey = "elodie@exemple.test", Number = 7, State = RegistrationState.Confirmed };
        var course = new Course
        {
            Id = session.CourseId,
            Unit = "A62",
            CreatedAt = Now,
            Content = new CourseContent { Title = "L’oral, l’écrit ; et « après » : une très longue formation pour qui veut que la ligne se replie, é, è, à" },
        };
        var letter = new LetterRequest(MailKind.Confirmed, 7, new SessionSubject(session, course, "Atelier Canopé 62"), new PersonSubject(row, null, []), [], null, Now);
        return SessionCalendar.Write(new CalendarRequest(method, letter, session.Slots[slot], session.CalendarSequence, new Uri("https://ramure.reseau.test/"), "ramure@reseau.test"));
    }

    /// <summary>Slots of three hours from these hours of the place.</summary>
    private static Session Session(string zone, params string[] starts)
    {
        var session = new Session { Id = Guid.CreateVersion7(), CourseId = Guid.CreateVersion7(), Unit = "A62", TimeZone = zone, Capacity = 10 };
        foreach (var start in starts)
        {
            var local = DateTime.ParseExact(start, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
            var (day, time) = (DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
            session.Slots.Add(new Slot
            {
                Id = Guid.CreateVersion7(),
                Day = day,
                Start = time,
                End = time.AddHours(3),
                StartsAt = LocalTime.Utc(day, time, zone)!.Value,
                EndsAt = LocalTime.Utc(day, time.AddHours(3), zone)!.Value,
                Place = "Atelier Canopé 62, salle 3; au fond",
            });
        }

        session.StartsAt = session.Slots[0].StartsAt;
        return session;
    }
}
