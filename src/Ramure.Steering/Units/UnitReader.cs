using Ramure.Kernel.Time;
using Ramure.Network.Contracts;
using Ramure.Steering.Board;
using Ramure.Steering.Contracts;
using Ramure.Steering.Indicators;
using Ramure.Steering.Model;

namespace Ramure.Steering.Units;

/// <summary>An indicator of a unit, of its directorate and of the nation where their figures are open to who asks.</summary>
internal sealed record UnitRow(
    Objective Objective, EffectiveIndicator Indicator, IndicatorValue Unit, IndicatorValue? Directorate, IndicatorValue? Nation, string Href);

/// <summary>A unit's value of one indicator, for tables, ranking and map.</summary>
/// <param name="Rank">1 is best by the indicator's direction; null without value. Equal values share a rank.</param>
internal sealed record UnitValue(UnitInfo Unit, IndicatorDefinition Indicator, IndicatorValue Value, int? Rank, decimal? Gap, string Href);

/// <summary>Reads indicators by unit.</summary>
internal sealed class UnitReader(IndicatorReader indicators)
{
    /// <summary>The directorate above a unit at the end of the year, in the view; null for the nation, for what has none, and where its figures are not open.</summary>
    public static UnitInfo? Directorate(PageContext page, UnitInfo unit)
    {
        var day = page.Query.View.ConstantAt ?? Period.Year(page.Query.Calendar ?? page.Contract.Definition.Calendar, page.Query.Year).Days.To.AddDays(-1);
        return page.Network.AncestorsAt(unit.Number, day)
            .FirstOrDefault(a => a.Kind is UnitKinds.Directorate or UnitKinds.AcademicDirectorate) is { } found && page.Figures.Covers(found.Code) ? found : null;
    }

    public async Task<IReadOnlyList<UnitRow>> OfUnitAsync(PageContext page, UnitInfo unit, CancellationToken cancel = default)
    {
        var directorate = Directorate(page, unit);
        string[] units = [.. new[] { unit.Code, directorate?.Code, page.SeesNetwork ? page.Root.Code : null }.OfType<string>().Distinct()];
        var year = page.Query.Year;
        var answer = await indicators.ReadAsync(page.Contract, page.Query.Question(page.Contract.Code, null, units, [year]), cancel);
        return
        [
            .. page.Contract.Indicators.Select(i => new UnitRow(
                page.Contract.Definition.Objectives.First(o => o.Code == i.Definition.Objective), i, answer[i.Code, unit.Code, year],
                directorate is null ? null : answer[i.Code, directorate.Code, year],
                page.SeesNetwork ? answer[i.Code, page.Root.Code, year] : null,
                $"/pilotage/{page.Contract.Code}/indicateurs/{i.Code}{page.Query.Address(unit.Code)}")),
        ];
    }

    /// <summary>The units of a level below the unit of the address, during the year, in the view.</summary>
    public static IReadOnlyList<UnitInfo> Level(PageContext page, bool ateliers)
    {
        var days = Period.Year(page.Query.Calendar ?? page.Contract.Definition.Calendar, page.Query.Year).Days;
        DateOnly[] dates = page.Query.View.ConstantAt is { } at ? [at] : [days.From, days.To.AddDays(-1)];
        // A unit that opens later in the year is found at its end, one that closes at its beginning.
        return
        [
            .. dates.SelectMany(d => page.Network.SubtreeAt(page.Query.Unit.Number, d)).Distinct()
                .Where(u => u.Number != page.Query.Unit.Number && page.Figures.Covers(u.Code) && (ateliers
                    ? u.Kind == UnitKinds.Atelier
                    : u.Kind is UnitKinds.Directorate or UnitKinds.AcademicDirectorate))
                .OrderBy(u => u.Name, StringComparer.Create(Ramure.Ui.Components.French.Culture, true)),
        ];
    }

    /// <summary>Values by unit, ranked; <paramref name="nation"/> gives the gap of a rate, in points; null where it is not open.</summary>
    public static List<UnitValue> Rank(
        PageContext page, EffectiveIndicator indicator, IReadOnlyList<UnitInfo> units, IndicatorAnswer answer, IndicatorValue? nation)
    {
        var values = units.Select(u => (Unit: u, Value: answer[indicator.Code, u.Code, page.Query.Year])).ToList();
        var known = values.Where(v => v.Value.Value is not null).Select(v => v.Value.Value!.Value).ToList();
        return
        [
            .. values.Select(v => new UnitValue(
                v.Unit,
                indicator.Definition,
                v.Value,
                v.Value.Value is not { } own ? null
                    : 1 + known.Count(k => indicator.Definition.Direction == Direction.Down ? k < own : k > own),
                indicator.IsRate ? v.Value.Value - nation?.Value : null,
                $"/pilotage/{page.Contract.Code}/unites/{v.Unit.Code}{page.Query.Address(v.Unit.Code)}")),
        ];
    }
}
