using System.Globalization;
using Ramure.Kernel;

namespace Ramure.Ui.Components;

/// <summary>Numbers and days as French readers write them.</summary>
public static class French
{
    /// <summary>The culture of every page.</summary>
    public static CultureInfo Culture { get; } = CultureInfo.GetCultureInfo("fr-FR");

    /// <summary>"12 345,6", rounded half away from zero (L10).</summary>
    public static string Number(decimal value, int decimals = 0) =>
        Rounding.HalfAwayFromZero(value, decimals).ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), Culture);

    /// <summary>"3 septembre 2024", "1er mars 2025".</summary>
    public static string Day(DateOnly day) =>
        day.Day == 1 ? "1er " + day.ToString("MMMM yyyy", Culture) : day.ToString("d MMMM yyyy", Culture);

    /// <summary>"03/09/2024".</summary>
    public static string ShortDay(DateOnly day) => day.ToString("dd/MM/yyyy", Culture);

    /// <summary>"1 atelier", "0 atelier", "2 ateliers": French takes the plural from two.</summary>
    public static string Count(long count, string singular, string plural) =>
        $"{count.ToString("N0", Culture)}\u00a0{(Math.Abs(count) < 2 ? singular : plural)}";

    /// <summary>A value of a table cell as text.</summary>
    public static string Text(object? value, string? format = null) => value switch
    {
        null => "",
        string text => text,
        bool yes => yes ? "oui" : "non",
        DateOnly day => format is null ? ShortDay(day) : day.ToString(format, Culture),
        IFormattable number when format is null && number is int or long or short => number.ToString("N0", Culture),
        IFormattable formattable => formattable.ToString(format, Culture),
        _ => value.ToString() ?? "",
    };
}
