using Ical.Net.CalendarComponents;

namespace Ramure.Training.Sessions;

/// <summary>A time zone as calendars carry it (RFC 5545, VTIMEZONE): the same for every session held there.</summary>
internal static class CalendarZone
{
    /// <summary>
    /// Before any session. The library lists the changes of clocks from here until today, and fails where that is still to come: the first day
    /// of a session that is planned for in two years would not do.
    /// </summary>
    private static readonly DateTime Since = new(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static VTimeZone Of(string zone) => VTimeZone.FromDateTimeZone(zone, Since, includeHistoricalData: false);
}
