using Ramure.Kernel;
using Ramure.Kernel.Time;
using Ramure.Ledger.Contracts;
using Ramure.Steering.Contracts;
using Ramure.Steering.Formulas;
using Ramure.Steering.Model;

namespace Ramure.Steering.Indicators;

/// <summary>One indicator of one unit over the years: each year is judged beside the others.</summary>
internal sealed class IndicatorSeries(
    EffectiveIndicator indicator,
    string unit,
    bool isRoot,
    YearCalendar calendar,
    IReadOnlyList<int> years,
    DateOnly now,
    bool isSituation,
    IReadOnlyDictionary<string, MeasureDefinition> measures,
    Func<Term, int, LedgerCell?> cell)
{
    private readonly Dictionary<int, Evaluation> evaluations = [];

    private IndicatorDefinition Definition => indicator.Definition;

    /// <summary>A count that grows over the year; a stock or a ratio does not.</summary>
    private bool Cumulates => indicator.Formula is { Denominator: null } formula
        && formula.Terms.All(t => measures[t.Measure] is { Kind: not MeasureKind.Stock, TimeOperator: not TimeOperator.Average });

    public IndicatorValue Value(int year)
    {
        var days = Days(year);
        if (days is null)
        {
            return new IndicatorValue(
                indicator.Code, unit, year, Period.Year(calendar, year).Days, CellState.NotComputable, null, null, null, null, [], default,
                false, null, null, Attainment.NoTarget, null, false, null, "L'année commence après la date de la situation.");
        }

        return Definition.Direction == Direction.Milestone ? Milestone(year, days.Value) : Computed(year, days.Value);
    }

    private IndicatorValue Computed(int year, DayRange days)
    {
        var evaluation = Evaluate(year);
        var rounded = Rounded(year);
        var (target, note) = evaluation.State == CellState.NotExpected && !isRoot
            ? (null, "Cette donnée n'est pas demandée à cette unité.")
            : Target(year);
        var (attainment, expected) = Judge(year, rounded, target);
        return new IndicatorValue(
            indicator.Code, unit, year, days, evaluation.State, evaluation.Value, rounded, evaluation.Numerator,
            evaluation.Denominator, Terms(evaluation), evaluation.Coverage, IsPublishable(evaluation), target, note, attainment, expected,
            target is not null && Earlier(year).Any(v => AttainmentRule.Meets(Definition.Direction, v, target)), Trend(year, rounded),
            evaluation.Reason);
    }

    /// <summary>Done by the end of its year, with evidence in the ledger; an earlier year counts.</summary>
    private IndicatorValue Milestone(int year, DayRange days)
    {
        var (step, formula) = indicator.Milestones.FirstOrDefault(m => m.Milestone.Year == year);
        if (step is null)
        {
            return new IndicatorValue(
                indicator.Code, unit, year, days, CellState.NotExpected, null, null, null, null, [], default, false, null,
                "Aucune étape n'est prévue cette année.", Attainment.NoTarget, null, false, null, null);
        }

        var evaluation = Evaluation(formula, year);
        var doneIn = years.Where(y => y <= year && Evaluation(formula, y) is { Value: >= 1 }).Select(y => (int?)y).FirstOrDefault();
        var (target, note) = Target(year);
        var late = indicator.Milestones.Any(m => m.Milestone.Year < year && years.All(y => Evaluation(m.Formula, y) is not { Value: >= 1 }));
        var attainment = target is null ? Attainment.NoTarget
            : doneIn is not null ? Attainment.Reached
            : Period.Year(calendar, year).Days.To <= now ? Attainment.Missed
            : late ? Attainment.Late
            : Attainment.OnTrack;
        decimal? done = doneIn is not null ? 1 : evaluation.State == CellState.Value ? 0 : null;
        return new IndicatorValue(
            indicator.Code, unit, year, days, done is null ? evaluation.State : CellState.Value, done, done, null, null, Terms(evaluation),
            evaluation.Coverage, IsPublishable(evaluation), target, note, attainment, null, target is not null && doneIn < year, null,
            evaluation.Reason);
    }

    private (Attainment Attainment, decimal? Expected) Judge(int year, decimal? value, TargetValue? target)
    {
        var whole = Period.Year(calendar, year).Days;
        if (target is not null)
        {
            return value is null
                ? (Attainment.NotJudged, null)
                : AttainmentRule.Judge(new Judged(Definition.Direction, value.Value, target, Start(year)?.Value, Cumulates, whole, now));
        }

        // No target this year but a later one: the line between the two known points is what is expected meanwhile.
        if (value is null || !HasTargets || indicator.Targets.GetValueOrDefault(year) is { Disputed: true } || (Cumulates && whole.To > now)
            || Start(year) is not { } from || Next(year) is not { } to)
            return (Attainment.NoTarget, null);
        return AttainmentRule.Between(Definition.Direction, value.Value, from, to, whole.To <= now ? whole.To : now);
    }

    /// <summary>The nation's targets hold for the root; a unit is held against them only where size plays no part.</summary>
    private bool HasTargets => (isRoot || indicator.IsRate) && calendar == Definition.Calendar;

    private (TargetValue? Target, string? Note) Target(int year)
    {
        var stated = indicator.Targets.GetValueOrDefault(year);
        if (calendar != Definition.Calendar)
            return (null, "Les cibles du contrat suivent un autre calendrier : elles ne disent rien de ces années.");
        if (stated is null)
            return (null, null);
        if (stated.Disputed)
            return (null, "Le contrat énonce deux cibles différentes : le désaccord est à trancher.");
        if (!isRoot && !indicator.IsRate)
            return (null, "Sans cible propre : la cible du contrat est nationale et dépend de la taille.");
        TargetValue? target = stated.Value switch
        {
            { Number: { } number } => new TargetValue(number),
            { Low: { } low, High: { } high } => new TargetValue(null, low, high),
            { Text: not null } when Definition.Direction == Direction.Milestone => new TargetValue(1),
            _ => null,
        };
        return (target, target is not null && !isRoot ? "Cible nationale, prise comme repère : un taux ne dépend pas de la taille." : null);
    }

    private (DateOnly Day, decimal Value)? Start(int year)
    {
        var previous = indicator.Targets.Where(t => t.Key < year && t.Value.Value?.Number is not null).OrderByDescending(t => t.Key).ToList();
        if (previous.Count > 0)
            return (Period.Year(calendar, previous[0].Key).Days.To, previous[0].Value.Value!.Number!.Value);
        return indicator.Baseline?.Number is { } baseline && indicator.BaselineYear < year
            ? (Period.Year(calendar, indicator.BaselineYear.Value).Days.To, baseline)
            : null;
    }

    private (DateOnly Day, decimal Value)? Next(int year)
    {
        var next = indicator.Targets.Where(t => t.Key > year && t.Value.Value?.Number is not null).OrderBy(t => t.Key).ToList();
        return next.Count == 0 ? null : (Period.Year(calendar, next[0].Key).Days.To, next[0].Value.Value!.Number!.Value);
    }

    /// <summary>Values before a year: computed ones, and the stated baseline for the whole network.</summary>
    private IEnumerable<decimal> Earlier(int year)
    {
        if (isRoot && indicator.BaselineYear < year && indicator.Baseline?.Number is { } baseline)
            yield return baseline;
        foreach (var value in years.Where(y => y < year).Select(Rounded))
            if (value is not null)
                yield return value.Value;
    }

    private Trend? Trend(int year, decimal? value)
    {
        // Part of a year beside a whole one is no trend.
        if (value is null || (isSituation && Period.Year(calendar, year).Days.To > now))
            return null;
        var computed = years.Contains(year - 1) ? Rounded(year - 1) : null;
        var stated = computed is null && isRoot && calendar == Definition.Calendar && indicator.BaselineYear == year - 1 ? indicator.Baseline?.Number : null;
        if ((computed ?? stated) is not { } previous)
            return null;
        if (Definition.IsPercent)
            return new Trend(previous, computed is null, value.Value - previous, true);
        return previous == 0
            ? null
            : new Trend(previous, computed is null, Rounding.HalfAwayFromZero((value.Value / previous - 1) * 100, 1), false);
    }

    private DayRange? Days(int year)
    {
        var whole = Period.Year(calendar, year).Days;
        if (!isSituation || whole.To <= now)
            return whole;
        return now <= whole.From ? null : new DayRange(whole.From, now);
    }

    private decimal? Rounded(int year) => Evaluate(year).Value is { } value
        ? Rounding.HalfAwayFromZero(value, Definition.Decimals)
        : null;

    private Evaluation Evaluate(int year)
    {
        if (!evaluations.TryGetValue(year, out var evaluation))
            evaluations[year] = evaluation = Evaluation(indicator.Formula!, year);
        return evaluation;
    }

    private Evaluation Evaluation(Formula formula, int year) => Days(year) is null
        ? new Evaluation(CellState.NotComputable, null, null, null, default, [])
        : FormulaEvaluator.Evaluate(formula, term => cell(term, year)!, measures, Definition.IsPercent ? 100 : 1);

    private bool IsPublishable(Evaluation evaluation) => evaluation.State == CellState.Value
        && evaluation.Coverage is { Expected: var expected, Known: var known }
        && known * 100 >= Definition.CoverageThreshold * expected;

    private static List<TermValue> Terms(Evaluation evaluation) =>
    [
        .. evaluation.Terms.Select(t => new TermValue(
            t.Term, t.Ledger.State, t.Ledger.Value, t.Retained, t.SetAside, t.Ledger.Entries, t.Ledger.Coverage)),
    ];
}
