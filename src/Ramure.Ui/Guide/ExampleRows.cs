using Ramure.Ui.Components;
using Ramure.Ui.Maps;

namespace Ramure.Ui.Guide;

/// <summary>Invented rows for the page of components: nothing in them is a figure of the network.</summary>
internal sealed record ExampleRow(string Code, string Name, int Days, decimal? Rate, DateOnly Last)
{
    public static IReadOnlyList<Column<ExampleRow>> Columns { get; } =
    [
        new("Département", r => r.Name) { RowHeader = true },
        new("Code", r => r.Code),
        new("Journées", r => r.Days) { Numeric = true },
        new("Taux de réponse", r => r.Rate) { Numeric = true, Format = "0.0" },
        new("Dernière saisie", r => r.Last) { Numeric = true },
    ];

    public static List<ExampleRow> All(DepartementShapes shapes) =>
    [
        .. shapes.All.Where(s => !s.Enlarged).Select((shape, i) => new ExampleRow(
            shape.Code, shape.Name, 40 + i * 37 % 211, i % 13 == 5 ? null : 45 + i * 17 % 52 + 0.5m, new DateOnly(2025, 1, 6).AddDays(i * 11 % 160))),
    ];
}
