using Microsoft.AspNetCore.Http;
using Ramure.Kernel.Time;
using Ramure.Ledger.Contracts;
using Ramure.Network.Contracts;
using Ramure.Steering.Board;
using Ramure.Steering.Contracts;
using Ramure.Steering.Disagreements;
using Ramure.Steering.Indicators;
using Ramure.Steering.Model;
using Ramure.Steering.Units;
using Ramure.Ui.Components;

namespace Ramure.Steering.Sheet;

/// <summary>What an indicator's page shows.</summary>
internal sealed record IndicatorSheet(
    EffectiveIndicator Indicator,
    IndicatorValue Value,
    string YearLabel,
    string FormulaText,
    bool HasStated,
    ChartData Chart,
    IReadOnlyList<SheetTerm> Terms,
    bool Ateliers,
    IReadOnlyList<UnitValue> Units,
    IReadOnlyDictionary<string, MapValue> Map,
    IReadOnlyList<DisagreementRow> Disagreements,
    IReadOnlyList<StatementRow> Statements);

/// <summary>A term with its words and the way to its entries, where they open for who asks.</summary>
internal sealed record SheetTerm(TermValue Value, string Label, int Decimals, string? Href);

/// <summary>An item as each place states it, in the order of the statements.</summary>
internal sealed record StatementRow(string Title, IReadOnlyList<string> Texts);

/// <summary>Reads an indicator's page in one question to the ledger.</summary>
internal sealed class IndicatorSheetReader(IndicatorReader indicators, IMeasures measures, DisagreementRows disagreements)
{
    private static readonly string[] Items =
    [
        "objective", "action", "label", "type", "meaning", "scope", "lever", "calculation", "definition", "numerator",
        "denominator", "unit",
    ];

    /// <summary>Ateliers when the address asks them, or when the unit has no directorate below it.</summary>
    public static bool WantsAteliers(HttpContext http, PageContext page) =>
        http.Request.Query["niveau"] == "ateliers"
        || (http.Request.Query["niveau"] != "directions" && UnitReader.Level(page, ateliers: false).Count == 0);

    public async Task<IndicatorSheet> ReadAsync(
        PageContext page, EffectiveIndicator indicator, bool ateliers, CancellationToken cancel = default)
    {
        var query = page.Query;
        var units = UnitReader.Level(page, ateliers);
        var years = page.Contract.Definition.Years.Append(query.Year).Distinct().Order().ToList();
        string[] codes = [.. units.Select(u => u.Code).Prepend(query.Unit.Code).Concat(page.SeesNetwork ? [page.Root.Code] : []).Distinct()];
        var answer = await indicators.ReadAsync(page.Contract, query.Question(page.Contract.Code, [indicator.Code], codes, years), cancel);
        var value = answer[indicator.Code, query.Unit.Code, query.Year];
        var declared = await measures.AllAsync(cancel);
        var calendar = query.Calendar ?? indicator.Definition.Calendar;
        var ranked = UnitReader.Rank(page, indicator, units, answer, page.SeesNetwork ? answer[indicator.Code, page.Root.Code, query.Year] : null);
        var series = BoardReader.Series(page, indicator, years, answer);
        return new IndicatorSheet(
            indicator,
            value,
            Period.Year(calendar, query.Year).Label,
            indicator.Formula?.Text ?? indicator.Milestones.FirstOrDefault(m => m.Milestone.Year == query.Year).Formula?.Text ?? "",
            series.Count > years.Count,
            Chart(page, indicator, years, answer, series),
            [
                .. value.Terms.Select(t => new SheetTerm(
                    t, declared[t.Term.Measure].Label, declared[t.Term.Measure].Decimals,
                    page.Entries.Covers(query.Unit.Code) ? LedgerLink.Of(t.Term, query.Unit.Code, value.Days, query.View) : null)),
            ],
            ateliers,
            ranked,
            ateliers && ranked.Any(r => r.Value.Value is not null) ? Map(ranked) : new Dictionary<string, MapValue>(),
            await disagreements.OfAsync(page.Contract, [indicator], cancel),
            Statements(indicator.Definition));
    }

    private static Dictionary<string, MapValue> Map(IEnumerable<UnitValue> units) => units
        .Where(u => u.Unit.Departement is not null)
        .GroupBy(u => u.Unit.Departement!)
        .ToDictionary(g => g.Key, g => new MapValue(g.First().Value.Value, Shown.Value(g.First().Indicator, g.First().Value), g.First().Href));

    private static ChartData Chart(
        PageContext page, EffectiveIndicator indicator, List<int> years, IndicatorAnswer answer, List<SeriesPoint> series)
    {
        var stated = series.Count - years.Count;
        var targets = years.Select(y => answer[indicator.Code, page.Query.Unit.Code, y].Target).ToList();
        var list = new List<ChartSeries> { new("Valeur", [.. series.Select(s => s.Value)]) };
        if (targets.Exists(t => t?.Number is not null))
            list.Add(new ChartSeries("Cible", [.. Enumerable.Repeat((decimal?)null, stated), .. targets.Select(t => t?.Number)], Dashed: true));
        if (targets.Exists(t => t?.Low is not null))
        {
            list.Add(new ChartSeries("Cible basse", [.. Enumerable.Repeat((decimal?)null, stated), .. targets.Select(t => t?.Low)], Dashed: true));
            list.Add(new ChartSeries("Cible haute", [.. Enumerable.Repeat((decimal?)null, stated), .. targets.Select(t => t?.High)], Dashed: true));
        }

        return new ChartData("Année", [.. series.Select(s => s.Label)], list)
        {
            Unit = indicator.Definition.Unit,
            Decimals = indicator.Definition.Decimals,
            YesNo = indicator.Definition.Milestones.Count > 0,
        };
    }

    private static List<StatementRow> Statements(IndicatorDefinition definition)
    {
        var rows = Items
            .Where(item => definition.Statements.Any(s => s.Text(item) is not null))
            .Select(item => Row(Shown.Item(item), s => s.Text(item) ?? ""))
            .ToList();
        foreach (var year in definition.Statements.SelectMany(s => s.Baseline.Keys).Distinct().Order())
            rows.Add(Row($"valeur {year}", s => Shown.Figure(definition, s.Baseline.GetValueOrDefault(year))));
        foreach (var year in definition.Statements.SelectMany(s => s.Targets.Keys).Distinct().Order())
            rows.Add(Row($"cible {year}", s => Shown.Figure(definition, s.Targets.GetValueOrDefault(year))));
        foreach (var year in definition.Statements.SelectMany(s => s.Evolution.Keys).Distinct().Order())
            rows.Add(Row($"évolution {year}", s => s.Evolution.GetValueOrDefault(year) is { } figure ? $"{figure}\u00a0%" : ""));
        if (definition.Statements.Any(s => s.ElementaryData.Count > 0))
            rows.Add(Row("données élémentaires", s => string.Join('\n', s.ElementaryData.Select(d => $"{d.Term} = {d.Label}"))));
        if (definition.Statements.Any(s => s.Collection.Count > 0))
        {
            rows.Add(Row("source", s => string.Join('\n', s.Collection.Select(c => c.Source).OfType<string>())));
            rows.Add(Row("outil de collecte", s => string.Join('\n', s.Collection.Select(c => c.Tool).OfType<string>())));
            rows.Add(Row("service responsable", s => string.Join('\n', s.Collection.Select(c => c.Service).OfType<string>())));
        }

        if (definition.Statements.Any(s => s.Text("following-text") is not null))
            rows.Add(Row(Shown.Item("following-text"), s => s.Text("following-text") ?? ""));
        return rows;

        StatementRow Row(string title, Func<Statement, string> text) => new(title, [.. definition.Statements.Select(text)]);
    }
}
