using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using Ramure.Kernel.Web;
using Ramure.Training.Catalogue.Indexing;
using Ramure.Training.Catalogue.Searching;
using Ramure.Training.Sessions;

namespace Ramure.Training.Catalogue.Feeds;

/// <summary>
/// Sessions as a calendar that one subscribes to (RFC 5545): an event for each slot, in the hours of its place. The same sessions give the same
/// bytes, so that a reader who has them is told so. The events of a session are put into words once and kept as long as the session is as it is:
/// a calendar of thousands of them is asked for again and again.
/// </summary>
internal sealed class CalendarFile(SiteAddress site)
{
    public const string MediaType = "text/calendar; charset=utf-8";

    private const string End = "END:VCALENDAR";

    private readonly ConditionalWeakTable<IndexedSession, byte[]> events = [];

    public byte[] Of(string name, IReadOnlyList<FoundSession> sessions)
    {
        var calendar = new Ical.Net.Calendar { ProductId = "-//Ramure//Formations//FR", Method = "PUBLISH" };
        calendar.AddProperty("X-WR-CALNAME", name);
        calendar.AddProperty("REFRESH-INTERVAL;VALUE=DURATION", "PT6H");
        foreach (var zone in sessions.Select(s => s.Session.TimeZone).Distinct().Order(StringComparer.Ordinal))
            calendar.AddTimeZone(CalendarZone.Of(zone));
        var frame = new CalendarSerializer().SerializeToString(calendar) ?? "";
        var end = frame.LastIndexOf(End, StringComparison.Ordinal);
        using var file = new MemoryStream();
        file.Write(Encoding.UTF8.GetBytes(frame[..end]));
        foreach (var found in sessions)
            file.Write(events.GetValue(found.Session, _ => Events(found)));
        file.Write(Encoding.UTF8.GetBytes(frame[end..]));
        return file.ToArray();
    }

    private byte[] Events(FoundSession found) => Encoding.UTF8.GetBytes(string.Concat(
        Enumerable.Range(0, found.Session.Slots.Count).Select(i => new EventSerializer().SerializeToString(Event(found, i)))));

    private CalendarEvent Event(FoundSession found, int index)
    {
        var (session, slot) = (found.Session, found.Session.Slots[index]);
        var page = new Uri(site.Address, $"/formations/sessions/{session.Id}");
        var one = new CalendarEvent
        {
            Uid = $"{slot.Id:D}@{site.Address.Host}",
            Summary = session.Slots.Count == 1 ? found.Course.Title : $"{found.Course.Title} ({(index + 1).ToString(CultureInfo.InvariantCulture)}/{session.Slots.Count.ToString(CultureInfo.InvariantCulture)})",
            Description = $"{Short(found.Course.Objectives)}\n{page}",
            Location = slot.Place,
            Url = page,
            Start = Local(slot.Day, slot.Start, session.TimeZone),
            End = Local(slot.Day, slot.End, session.TimeZone),
            DtStamp = Utc(session.ChangedAt),
            LastModified = Utc(session.ChangedAt),
            Sequence = session.CalendarSequence,
            Status = session.Cancelled ? EventStatus.Cancelled : EventStatus.Confirmed,
        };
        if (slot.Where is { } where)
            one.GeographicLocation = new GeographicLocation(where.Latitude, where.Longitude);
        return one;
    }

    private static CalDateTime Local(DateOnly day, TimeOnly time, string zone) => new(day, time, zone);

    private static CalDateTime Utc(DateTime at) => new(DateOnly.FromDateTime(at), TimeOnly.FromDateTime(at), "UTC");

    private static string Short(string text) => text.Length <= 500 ? text : text[..499] + "…";
}
