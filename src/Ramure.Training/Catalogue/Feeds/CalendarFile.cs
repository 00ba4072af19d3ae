using System.Globalization;
using System.Text;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using Ramure.Training.Catalogue.Searching;

namespace Ramure.Training.Catalogue.Feeds;

/// <summary>
/// Sessions as a calendar that one subscribes to (RFC 5545): an event for each slot, in the hours of its place. The same sessions give the same
/// bytes, so that a reader who has them is told so.
/// </summary>
internal static class CalendarFile
{
    public const string MediaType = "text/calendar; charset=utf-8";

    public static byte[] Of(string name, IReadOnlyList<FoundSession> sessions, Uri site)
    {
        var calendar = new Ical.Net.Calendar { ProductId = "-//Ramure//Formations//FR", Method = "PUBLISH" };
        calendar.AddProperty("X-WR-CALNAME", name);
        calendar.AddProperty("REFRESH-INTERVAL;VALUE=DURATION", "PT6H");
        foreach (var zone in sessions.GroupBy(s => s.Session.TimeZone).OrderBy(z => z.Key, StringComparer.Ordinal))
            calendar.AddTimeZone(VTimeZone.FromDateTimeZone(zone.Key, zone.Min(s => s.Session.StartsAt).AddDays(-1), includeHistoricalData: false));
        foreach (var found in sessions)
            for (var i = 0; i < found.Session.Slots.Count; i++)
                calendar.Events.Add(Event(found, i, site));
        return Encoding.UTF8.GetBytes(new CalendarSerializer().SerializeToString(calendar) ?? "");
    }

    private static CalendarEvent Event(FoundSession found, int index, Uri site)
    {
        var (session, slot) = (found.Session, found.Session.Slots[index]);
        var page = new Uri(site, $"/formations/sessions/{session.Id}");
        var one = new CalendarEvent
        {
            Uid = $"{slot.Id:D}@{site.Host}",
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
