using System.Globalization;

namespace Ramure.Kernel.Time;

/// <summary>A calendar that cuts time into years (L8).</summary>
public enum YearCalendar
{
    /// <summary>1 January to 31 December.</summary>
    Civil,

    /// <summary>1 September to 31 August: 2024-2025 = [2024-09-01, 2025-09-01).</summary>
    School,
}

/// <summary>A period with the label people use: "2017", "2024-2025", "2024-03".</summary>
public sealed record Period(DayRange Days, string Label)
{
    /// <summary>The civil year.</summary>
    public static Period CivilYear(int year) =>
        new(new DayRange(new DateOnly(year, 1, 1), new DateOnly(year + 1, 1, 1)), year.ToString(CultureInfo.InvariantCulture));

    /// <summary>The school year that starts in September of <paramref name="startYear"/>.</summary>
    public static Period SchoolYear(int startYear) =>
        new(new DayRange(new DateOnly(startYear, 9, 1), new DateOnly(startYear + 1, 9, 1)), $"{startYear}-{startYear + 1}");

    /// <summary>The calendar month.</summary>
    public static Period Month(int year, int month)
    {
        var first = new DateOnly(year, month, 1);
        return new(new DayRange(first, first.AddMonths(1)), first.ToString("yyyy-MM", CultureInfo.InvariantCulture));
    }

    /// <summary>The year of the calendar: civil year, or school year starting in <paramref name="year"/>.</summary>
    public static Period Year(YearCalendar calendar, int year) =>
        calendar == YearCalendar.Civil ? CivilYear(year) : SchoolYear(year);

    /// <summary>The whole interval as one period.</summary>
    public static Period Whole(DayRange days) =>
        new(days, string.Create(CultureInfo.InvariantCulture, $"{days.From:yyyy-MM-dd}/{days.To:yyyy-MM-dd}"));

    /// <summary>The school year, by its first year, that contains a day.</summary>
    public static int SchoolYearOf(DateOnly day) => day.Month >= 9 ? day.Year : day.Year - 1;

    /// <summary>The months that meet an interval, whole.</summary>
    public static IEnumerable<Period> Months(DayRange days)
    {
        for (var first = new DateOnly(days.From.Year, days.From.Month, 1); first < days.To; first = first.AddMonths(1))
            yield return Month(first.Year, first.Month);
    }

    /// <summary>The years of a calendar that meet an interval, whole.</summary>
    public static IEnumerable<Period> Years(YearCalendar calendar, DayRange days)
    {
        var last = days.To.AddDays(-1);
        var (first, end) = calendar == YearCalendar.Civil
            ? (days.From.Year, last.Year)
            : (SchoolYearOf(days.From), SchoolYearOf(last));
        for (var year = first; year <= end; year++)
            yield return Year(calendar, year);
    }
}
