using System.Globalization;

namespace Ramure.Training.Sessions;

/// <summary>Hours of a place and instants.</summary>
internal static class LocalTime
{
    /// <summary>
    /// The instant, UTC; null for an hour that does not exist there (clocks put forward). Of an hour that comes twice (clocks put back), the
    /// first one: what calendars understand by it too (RFC 5545, 3.3.5).
    /// </summary>
    public static DateTime? Utc(DateOnly day, TimeOnly time, string zone)
    {
        var local = day.ToDateTime(time);
        var info = TimeZoneInfo.FindSystemTimeZoneById(zone);
        if (info.IsInvalidTime(local))
            return null;
        var offset = info.IsAmbiguousTime(local) ? info.GetAmbiguousTimeOffsets(local).Max() : info.GetUtcOffset(local);
        return DateTime.SpecifyKind(local - offset, DateTimeKind.Utc);
    }

    /// <summary>As a form field of date and hour writes it.</summary>
    public static string Write(DateTime utc, string zone) => At(utc, zone).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Day and hour there.</summary>
    public static DateTime At(DateTime utc, string zone) => TimeZoneInfo.ConvertTimeFromUtc(utc, TimeZoneInfo.FindSystemTimeZoneById(zone));

    /// <summary>The instant at which a day begins there, UTC; the first that exists, where clocks change at midnight.</summary>
    public static DateTime Midnight(DateOnly day, string zone)
    {
        for (var time = TimeOnly.MinValue; ; time = time.AddMinutes(15))
        {
            if (Utc(day, time, zone) is { } utc)
                return utc;
        }
    }
}
