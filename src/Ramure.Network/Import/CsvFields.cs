using System.Globalization;
using Ramure.Kernel.Csv;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;
using Ramure.Network.Model;

namespace Ramure.Network.Import;

/// <summary>Fields that several of the network's files have; what is wrong is added to the refusals and answered by null.</summary>
internal static class CsvFields
{
    public static DayRange? Days(this CsvRow row, List<Refusal> refusals)
    {
        var from = row.Day("from", refusals);
        var to = row["to"].Length == 0 ? DateOnly.MaxValue : row.Day("to", refusals);
        if (from is not { } first || to is not { } end)
            return null;
        if (first < end)
            return new DayRange(first, end);
        refusals.Add(row.Refuse("interval-reversed", "to", $"La fin ({NetworkRules.Text(end)}) n'est pas après le début ({NetworkRules.Text(first)}). La fin est le premier jour hors du rattachement ; laissez-la vide s'il dure encore."));
        return null;
    }

    public static double? Number(this CsvRow row, string column, double bound, List<Refusal> refusals)
    {
        if (row[column].Length == 0)
            return null;
        if (double.TryParse(row[column], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) <= bound)
            return number;
        refusals.Add(row.Refuse("coordinate-invalid", column, string.Create(CultureInfo.InvariantCulture, $"« {row[column]} » n'est pas une coordonnée : écrivez un nombre entre -{bound} et {bound} avec un point, par exemple 46.65.")));
        return null;
    }

    public static string? Needed(this CsvRow row, string column, string what, List<Refusal> refusals)
    {
        if (row.Optional(column) is { } text)
            return text;
        refusals.Add(row.Refuse("field-missing", column, $"La colonne est vide : écrivez {what}."));
        return null;
    }
}
