using Ramure.Kernel.Time;
using Ramure.Steering.Contracts;
using Ramure.Steering.Indicators;
using Ramure.Steering.Model;
using Ramure.Ui.Components;

namespace Ramure.Steering.Board;

/// <summary>A line of the board: an indicator in the unit and year of the address, with its other years.</summary>
internal sealed record BoardRow(
    Objective Objective, EffectiveIndicator Indicator, IndicatorValue Value, IReadOnlyList<SeriesPoint> Series, string Href);

/// <summary>A year of a series; part of a year is no point of a trend.</summary>
internal sealed record SeriesPoint(string Label, decimal? Value, bool IsPartial = false);

/// <summary>Reads the board in one question to the ledger.</summary>
internal sealed class BoardReader(IndicatorReader indicators)
{
    public async Task<IReadOnlyList<BoardRow>> ReadAsync(PageContext page, CancellationToken cancel = default)
    {
        var (contract, query) = (page.Contract, page.Query);
        var years = contract.Definition.Years.Where(y => y <= query.Year).Append(query.Year).Distinct().Order().ToList();
        var answer = await indicators.ReadAsync(
            contract, query.Question(contract.Code, null, [query.Unit.Code], years), cancel);
        return
        [
            .. contract.Indicators.Select(indicator => new BoardRow(
                contract.Definition.Objectives.First(o => o.Code == indicator.Definition.Objective),
                indicator,
                answer[indicator.Code, query.Unit.Code, query.Year],
                Series(page, indicator, years, answer),
                $"/pilotage/{contract.Code}/indicateurs/{indicator.Code}{query.Address()}")),
        ];
    }

    /// <summary>The stated baseline, then the computed years.</summary>
    public static List<SeriesPoint> Series(
        PageContext page, EffectiveIndicator indicator, IEnumerable<int> years, IndicatorAnswer answer)
    {
        var series = new List<SeriesPoint>();
        if (page.Query.Unit.Code == page.Root.Code && page.Query.Calendar is null && indicator is { BaselineYear: { } year, Baseline.Number: { } stated })
            series.Add(new SeriesPoint($"{year} (énoncé)", stated));
        var calendar = page.Query.Calendar ?? indicator.Definition.Calendar;
        series.AddRange(years.Select(y =>
        {
            var (whole, value) = (Period.Year(calendar, y), answer[indicator.Code, page.Query.Unit.Code, y]);
            return value.Days == whole.Days
                ? new SeriesPoint(whole.Label, value.Value)
                : new SeriesPoint($"{whole.Label} (au {French.ShortDay(value.Days.To.AddDays(-1))})", value.Value, true);
        }));
        return series;
    }
}
