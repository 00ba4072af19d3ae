using Ramure.Kernel;

namespace Ramure.Ui.Components;

/// <summary>What a map shows of a département.</summary>
/// <param name="Value">Null: not known or not expected.</param>
/// <param name="Text">As read ("82,4 %", "non communiqué"); the number when absent.</param>
/// <param name="Href">Where the département leads.</param>
public sealed record MapValue(decimal? Value, string? Text = null, string? Href = null);

/// <summary>A point on the map: an atelier, the head office.</summary>
public sealed record MapPoint(double Latitude, double Longitude, string Label, string? Href = null);

/// <summary>Classes of a map: bounds ascending, class i holds bound i ≤ value &lt; bound i+1, the last one its end too.</summary>
public static class MapClasses
{
    /// <summary>At most five classes of about as many départements each, without empty class.</summary>
    public static IReadOnlyList<decimal> Quantiles(IEnumerable<decimal> values, int classes = 5)
    {
        var sorted = values.Order().ToList();
        if (sorted.Count == 0)
            return [];
        var distinct = sorted.Distinct().ToList();
        if (distinct.Count <= classes)
            return [.. distinct, distinct[^1]];
        var bounds = new List<decimal>();
        for (var i = 0; i < classes; i++)
            bounds.Add(sorted[i * sorted.Count / classes]);
        bounds.Add(sorted[^1]);
        return [.. bounds.Take(classes).Distinct(), bounds[^1]];
    }

    /// <summary>The class of a value, 0-based; values outside go to the nearest class.</summary>
    public static int Of(decimal value, IReadOnlyList<decimal> bounds)
    {
        var index = 0;
        while (index + 2 < bounds.Count && value >= bounds[index + 1])
            index++;
        return index;
    }

    /// <summary>"10 à 20" for the legend.</summary>
    public static string Label(IReadOnlyList<decimal> bounds, int index, int decimals) =>
        bounds[index] == bounds[index + 1] || (index + 2 < bounds.Count && Rounding.HalfAwayFromZero(bounds[index], decimals) == Rounding.HalfAwayFromZero(bounds[index + 1], decimals))
            ? French.Number(bounds[index], decimals)
            : $"{French.Number(bounds[index], decimals)} à {(index + 2 < bounds.Count ? "moins de " : "")}{French.Number(bounds[index + 1], decimals)}";
}
