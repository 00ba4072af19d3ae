using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Ramure.Kernel.Time;

/// <summary>
/// A day as addresses and files write it, <c>2024-04-30</c>. Years far from ours are mistakes, and near the calendar's ends the day
/// before or the month after does not exist.
/// </summary>
public static class WrittenDay
{
    private const int FirstYear = 1800;
    private const int LastYear = 2300;

    /// <summary>Reads <c>yyyy-MM-dd</c>.</summary>
    public static bool TryRead([NotNullWhen(true)] string? text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day) && IsNear(day);

    /// <summary>Whether a day, however it was written, can be meant.</summary>
    public static bool IsNear(DateOnly day) => day.Year is >= FirstYear and <= LastYear;
}
