namespace Ramure.Sample.Making;

/// <summary>When things happen in a school's year: little in July, almost nothing in August, most in October and November.</summary>
internal static class Seasons
{
    /// <summary>January to December.</summary>
    public static IReadOnlyList<double> Months { get; } = [10, 8, 11, 7.5, 9, 7, 1.5, 0.4, 7, 11, 13, 8];

    /// <summary>Weekdays of a month outside holidays; where the whole month is holidays, its weekdays.</summary>
    public static IReadOnlyList<DateOnly> WorkingDays(int year, int month)
    {
        var weekdays = Enumerable.Range(1, DateTime.DaysInMonth(year, month)).Select(d => new DateOnly(year, month, d))
            .Where(d => d.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)).ToList();
        var school = weekdays.Where(d => !IsHoliday(d)).ToList();
        return school.Count > 0 ? school : weekdays;
    }

    // The three zones differ by a week or two and each year moves by a few days: these are the days off in most of them.
    private static bool IsHoliday(DateOnly day) => (day.Month, day.Day) switch
    {
        (1, <= 5) or (12, >= 22) => true,
        (2, >= 16 and <= 26) => true,
        (4, >= 12 and <= 24) => true,
        (5, 1 or 8) or (11, 1 or 2 or 11) => true,
        (7, >= 8) or (8, _) => true,
        (10, >= 21) => true,
        _ => false,
    };
}
