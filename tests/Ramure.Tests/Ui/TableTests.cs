using System.Globalization;
using System.Text;
using MiniExcelLibs;
using Ramure.Ui.Components;

namespace Ramure.Tests.Ui;

public sealed class TableTests
{
    private static readonly IReadOnlyList<Column<Row>> Columns =
    [
        new("Nom", r => r.Name),
        new("Effectif", r => r.Count) { Numeric = true },
        new("Taux", r => r.Rate) { Numeric = true, Format = "0.0" },
        new("Jour", r => r.Day),
        new("Actions", _ => "Modifier") { PageOnly = true },
    ];

    private static readonly List<Row> Rows =
    [
        new("Évreux", 12, 45.25m, new DateOnly(2024, 9, 3)),
        new("Arras", 1234, null, new DateOnly(2024, 10, 1)),
        new("=SOMME(A1)", -5, 0.1m, new DateOnly(2025, 1, 1)),
        new("Saint-\"Lô\"; Manche", 0, 100, new DateOnly(2025, 2, 28)),
    ];

    [Fact]
    public void Csv_is_what_a_french_spreadsheet_opens()
    {
        using var stream = new MemoryStream();
        TableExport.WriteCsv(stream, Rows, Columns);

        Assert.Equal([0xEF, 0xBB, 0xBF], stream.ToArray()[..3]);
        Assert.Equal(
            "Nom;Effectif;Taux;Jour\r\nÉvreux;12;45,25;2024-09-03\r\nArras;1234;;2024-10-01\r\n'=SOMME(A1);-5;0,1;2025-01-01\r\n\"Saint-\"\"Lô\"\"; Manche\";0;100;2025-02-28\r\n",
            Encoding.UTF8.GetString(stream.ToArray()[3..]));
    }

    [Fact]
    public void Xlsx_gives_back_numbers_and_days_as_such()
    {
        using var stream = new MemoryStream();
        TableExport.WriteXlsx(stream, Rows, Columns);
        stream.Position = 0;
        var read = stream.Query(useHeaderRow: true).Cast<IDictionary<string, object?>>().ToList();

        Assert.Equal(["Nom", "Effectif", "Taux", "Jour"], read[0].Keys);
        Assert.Equal(Rows.Select(r => r.Name), read.Select(r => (string?)r["Nom"]));
        Assert.Equal(Rows.Select(r => (decimal)r.Count), read.Select(r => Convert.ToDecimal(r["Effectif"], CultureInfo.InvariantCulture)));
        Assert.Equal(45.25m, Convert.ToDecimal(read[0]["Taux"], CultureInfo.InvariantCulture));
        Assert.Null(read[1]["Taux"]);
        Assert.Equal(new DateTime(2024, 9, 3), read[0]["Jour"]);
    }

    [Fact]
    public void Xlsx_without_rows_still_names_its_columns()
    {
        using var stream = new MemoryStream();
        TableExport.WriteXlsx(stream, [], Columns);
        stream.Position = 0;
        var row = (IDictionary<string, object?>)Assert.Single(stream.Query());

        Assert.Equal(["Nom", "Effectif", "Taux", "Jour"], row.Values);
    }

    [Theory]
    [InlineData("nom", false, "=SOMME(A1)|Arras|Évreux|Saint-\"Lô\"; Manche")]
    [InlineData("effectif", true, "Arras|Évreux|Saint-\"Lô\"; Manche|=SOMME(A1)")]
    [InlineData("taux", false, "=SOMME(A1)|Évreux|Saint-\"Lô\"; Manche|Arras")]
    [InlineData("taux", true, "Saint-\"Lô\"; Manche|Évreux|=SOMME(A1)|Arras")]
    [InlineData("inconnue", false, "Évreux|Arras|=SOMME(A1)|Saint-\"Lô\"; Manche")]
    public void Sorting_follows_french_and_leaves_missing_values_last(string sort, bool descending, string expected)
    {
        var request = new TableRequest(sort, descending, null, 1, 25);

        Assert.Equal(expected.Split('|'), request.Apply(Rows, Columns).Select(r => r.Name));
    }

    [Theory]
    [InlineData("evreux", "Évreux")]
    [InlineData("saint manche", "Saint-\"Lô\"; Manche")]
    [InlineData("03/09/2024", "Évreux")]
    [InlineData("modifier", "")]
    public void The_filter_ignores_accents_and_wants_every_word(string filter, string expected)
    {
        var request = new TableRequest(null, false, filter, 1, 25);

        Assert.Equal(expected, string.Join('|', request.Apply(Rows, Columns).Select(r => r.Name)));
    }

    private sealed record Row(string Name, int Count, decimal? Rate, DateOnly Day);
}
