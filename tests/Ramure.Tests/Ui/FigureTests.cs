using Ramure.Kernel;
using Ramure.Ui.Components;
using Ramure.Ui.Maps;

namespace Ramure.Tests.Ui;

public sealed class FigureTests
{
    private static readonly DepartementShapes Shapes = new(new InstallationPaths("", Path.Combine(AppContext.BaseDirectory, "data")));

    [Fact]
    public void Every_departement_has_an_outline_and_the_inner_ring_is_enlarged_too()
    {
        Assert.Equal(101, Shapes.All.Count(s => !s.Enlarged));
        Assert.Equal(["75", "92", "93", "94"], Shapes.All.Where(s => s.Enlarged).Select(s => s.Code));
        Assert.All(Shapes.All, shape => Assert.Matches(@"^(M[\d.]+ [\d.]+(l-?[\d.]+ -?[\d.]+)+z)+$", shape.Path));
    }

    [Fact]
    public void Outlines_stay_inside_the_drawing()
    {
        foreach (var shape in Shapes.All)
        {
            foreach (var (x, y) in Points(shape.Path))
            {
                Assert.True(x >= 0 && x <= DepartementShapes.Width, $"{shape.Name}: x = {x}");
                Assert.True(y >= 0 && y <= DepartementShapes.Height, $"{shape.Name}: y = {y}");
            }
        }
    }

    [Fact]
    public void North_is_up_and_overseas_is_in_its_frame()
    {
        var lille = DepartementShapes.Project(50.63, 3.06)!.Value;
        var perpignan = DepartementShapes.Project(42.7, 2.9)!.Value;
        var saintDenis = DepartementShapes.Project(-20.88, 55.45)!.Value;
        var frame = DepartementShapes.Insets.Single(i => i.Code == "974").Frame;

        Assert.True(lille.Y < perpignan.Y);
        Assert.InRange(saintDenis.X, frame.Left, frame.Left + frame.Width);
        Assert.InRange(saintDenis.Y, frame.Top, frame.Top + frame.Height);
        Assert.Null(DepartementShapes.Project(-22.27, 166.44));
    }

    [Fact]
    public void Classes_hold_about_as_many_departements_each()
    {
        var values = Enumerable.Range(1, 100).Select(v => (decimal)v).ToList();
        var bounds = MapClasses.Quantiles(values);

        Assert.Equal([1, 21, 41, 61, 81, 100], bounds);
        Assert.All(values.GroupBy(v => MapClasses.Of(v, bounds)), group => Assert.Equal(20, group.Count()));
        Assert.Equal("1 à moins de 21", MapClasses.Label(bounds, 0, 0));
        Assert.Equal("81 à 100", MapClasses.Label(bounds, 4, 0));
    }

    [Fact]
    public void A_yes_or_no_is_said_in_words_and_has_no_step_between()
    {
        var data = new ChartData("Année", ["2017", "2018", "2019"], [new ChartSeries("Valeur", [0, 1, null])]) { YesNo = true };
        Assert.Equal(["non", "oui", "–"], data.Table().Rows.Select(r => r[1]));
        Assert.Equal("""{"type":"value","min":0,"max":1,"interval":1}""", data.Option()["yAxis"]!.ToJsonString());
    }

    [Fact]
    public void Few_distinct_values_make_one_class_each()
    {
        var bounds = MapClasses.Quantiles([0, 0, 1, 1, 2]);

        Assert.Equal([0, 1, 2], new[] { 0m, 1m, 2m }.Select(v => MapClasses.Of(v, bounds)));
        Assert.Equal("2", MapClasses.Label(bounds, 2, 0));
        Assert.Empty(MapClasses.Quantiles([]));
    }

    [Fact]
    public void A_map_where_most_values_are_equal_has_no_empty_class()
    {
        decimal[] values = [0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6];
        var bounds = MapClasses.Quantiles(values);

        Assert.Equal(bounds.Count - 1, values.Select(v => MapClasses.Of(v, bounds)).Distinct().Count());
    }

    [Fact]
    public void A_chart_and_its_table_say_the_same()
    {
        var data = new ChartData("Année", ["2018", "2019"], [new("Réalisé", [74.85m, null]), new("Cible", [75, 80], Dashed: true)]) { Unit = "%", Decimals = 1 };
        var table = data.Table();
        var option = data.Option();

        Assert.Equal(["Année", "Réalisé (%)", "Cible (%)"], table.Headers);
        // L10: half away from zero.
        Assert.Equal(["2018", "74,9", "75,0"], table.Rows[0]);
        Assert.Equal(["2019", "–", "80,0"], table.Rows[1]);
        Assert.Equal("""{"name":"R\u00E9alis\u00E9","type":"line","data":[74.85,null]}""", option["series"]![0]!.ToJsonString());
        Assert.Equal("dashed", option["series"]![1]!["lineStyle"]!["type"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(0, "0\u00a0atelier")]
    [InlineData(1, "1\u00a0atelier")]
    [InlineData(2, "2\u00a0ateliers")]
    public void French_takes_the_plural_from_two(int count, string expected) =>
        Assert.Equal(expected, French.Count(count, "atelier", "ateliers"));

    private static IEnumerable<(double X, double Y)> Points(string path)
    {
        foreach (var ring in path.Split('z', StringSplitOptions.RemoveEmptyEntries))
        {
            double x = 0, y = 0;
            foreach (var move in ring[1..].Split('l'))
            {
                var at = move.Split(' ').Select(n => double.Parse(n, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
                (x, y) = (x + at[0], y + at[1]);
                yield return (x, y);
            }
        }
    }
}
