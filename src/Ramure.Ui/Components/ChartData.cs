using System.Text.Json.Nodes;

namespace Ramure.Ui.Components;

/// <summary>How a series is drawn.</summary>
public enum ChartKind
{
    Line,
    Bar,
    StackedBar,
    HorizontalBar,
}

/// <summary>A series: a value by category, null where there is none.</summary>
/// <param name="Dashed">Targets and estimates are dashed.</param>
/// <param name="Kind">When it differs from the chart's: a target line over bars.</param>
public sealed record ChartSeries(string Name, IReadOnlyList<decimal?> Values, bool Dashed = false, ChartKind? Kind = null);

/// <summary>The rows shown under a chart, as text.</summary>
public sealed record ChartTable(IReadOnlyList<string> Headers, IReadOnlyList<IReadOnlyList<string>> Rows);

/// <summary>Categories and series, from which both the drawing and its table are made, so that they cannot differ.</summary>
public sealed record ChartData(string CategoryTitle, IReadOnlyList<string> Categories, IReadOnlyList<ChartSeries> Series)
{
    public ChartKind Kind { get; init; } = ChartKind.Line;

    /// <summary>After each value: "%", "journées".</summary>
    public string? Unit { get; init; }

    public int Decimals { get; init; }

    /// <summary>Values are 1 or 0 and mean yes or no: axis, drawing and table say so in words.</summary>
    public bool YesNo { get; init; }

    /// <summary>Bounds of the value axis.</summary>
    public decimal? Min { get; init; }

    public decimal? Max { get; init; }

    /// <summary>The option of ECharts; colours, fonts and number format are added by the script from the theme's tokens.</summary>
    public JsonObject Option()
    {
        var categories = new JsonObject { ["type"] = "category", ["data"] = new JsonArray([.. Categories.Select(c => JsonValue.Create(c))]) };
        var values = new JsonObject { ["type"] = "value" };
        if (Min is { } min)
            values["min"] = min;
        if (Max is { } max)
            values["max"] = max;
        if (YesNo)
            (values["min"], values["max"], values["interval"]) = (0, 1, 1);
        if (Kind == ChartKind.HorizontalBar)
            categories["inverse"] = true;
        return new JsonObject
        {
            [Kind == ChartKind.HorizontalBar ? "yAxis" : "xAxis"] = categories,
            [Kind == ChartKind.HorizontalBar ? "xAxis" : "yAxis"] = values,
            ["series"] = new JsonArray([.. Series.Select(One)]),
            ["ramure"] = new JsonObject { ["unit"] = Unit, ["decimals"] = Decimals, ["yesNo"] = YesNo },
        };
    }

    /// <summary>The same values as rows.</summary>
    public ChartTable Table() => new(
        [CategoryTitle, .. Series.Select(s => Unit is null ? s.Name : $"{s.Name} ({Unit})")],
        [.. Categories.Select((category, i) => (IReadOnlyList<string>)
            [category, .. Series.Select(s => s.Values.ElementAtOrDefault(i) is { } value ? Text(value) : "–")])]);

    private string Text(decimal value) => !YesNo ? French.Number(value, Decimals) : value == 1 ? "oui" : "non";

    private JsonObject One(ChartSeries series)
    {
        var kind = series.Kind ?? Kind;
        var one = new JsonObject
        {
            ["name"] = series.Name,
            ["type"] = kind == ChartKind.Line ? "line" : "bar",
            ["data"] = new JsonArray([.. series.Values.Select(v => v is { } value ? JsonValue.Create(value) : null)]),
        };
        if (kind == ChartKind.StackedBar)
            one["stack"] = "total";
        if (series.Dashed)
            one["lineStyle"] = new JsonObject { ["type"] = "dashed" };
        return one;
    }
}
