using Ramure.Steering.Contracts;
using Ramure.Steering.Disagreements;
using Ramure.Steering.Formulas;

namespace Ramure.Steering.Model;

/// <summary>A contract as it holds now: its definition, with what people settled.</summary>
internal sealed class EffectiveContract
{
    public EffectiveContract(ContractDefinition definition, int version, long revision, IReadOnlyList<Settlement> settlements)
    {
        (Definition, Version, Revision) = (definition, version, revision);
        var byItem = settlements.ToDictionary(s => (s.Indicator, s.Item));
        Indicators = [.. definition.Indicators.Select(i => new EffectiveIndicator(i, byItem))];
    }

    public ContractDefinition Definition { get; }

    public string Code => Definition.Code;

    public int Version { get; }

    public long Revision { get; }

    public IReadOnlyList<EffectiveIndicator> Indicators { get; }

    public EffectiveIndicator? Find(string indicator) => Indicators.FirstOrDefault(i => i.Code == indicator);

    public int OpenDisagreements => Indicators.Sum(i => i.Disagreements.Count(d => !d.IsSettled));
}

/// <summary>A disagreement with what became of it.</summary>
/// <param name="Settlement">Also after reopening: who reopened it and why.</param>
internal sealed record DisagreementState(Disagreement Disagreement, Settlement? Settlement)
{
    /// <summary>The reading that holds; null while nobody chose, or when the chosen one no longer says the same.</summary>
    public Reading? Chosen => Settlement?.Reading is { } key
        ? Disagreement.Readings.FirstOrDefault(r => r.Key == key && r.Value.ToString() == Settlement.Value)
        : null;

    public bool IsSettled => Chosen is not null;
}

/// <summary>A target of one year.</summary>
/// <param name="Value">Null while two statements of it disagree.</param>
internal sealed record EffectiveTarget(Figure? Value, bool Disputed);

/// <summary>An indicator as it holds now.</summary>
internal sealed class EffectiveIndicator
{
    public EffectiveIndicator(IndicatorDefinition definition, IReadOnlyDictionary<(string Indicator, string Item), Settlement> settlements)
    {
        Definition = definition;
        Disagreements =
        [
            .. DisagreementFinder.Find(definition)
                .Select(d => new DisagreementState(d, settlements.GetValueOrDefault((d.Indicator, d.Item)))),
        ];
        Formula = definition.Formula is null ? null : FormulaParser.Parse(ChosenFormula() ?? definition.Formula);
        Milestones = [.. definition.Milestones.Select(m => (m, FormulaParser.Parse(m.Formula)))];
        var baseline = definition.Statements.SelectMany(s => s.Baseline).OrderByDescending(b => b.Key).ToList();
        BaselineYear = baseline.Count == 0 ? null : baseline[0].Key;
        Baseline = BaselineYear is null ? null : Stated("baseline", baseline.Where(b => b.Key == BaselineYear).Select(b => b.Value)).Value;
        Targets = definition.Statements.SelectMany(s => s.Targets)
            .GroupBy(t => t.Key, t => t.Value)
            .OrderBy(t => t.Key)
            .ToDictionary(t => t.Key, t => Stated($"target-{t.Key}", t.Where(v => !v.IsAnswerForm)));
    }

    public IndicatorDefinition Definition { get; }

    public string Code => Definition.Code;

    public string Label => Chosen("label")?.Value.Text ?? Definition.Label;

    public IReadOnlyList<DisagreementState> Disagreements { get; }

    /// <summary>Null for milestones.</summary>
    public Formula? Formula { get; }

    public IReadOnlyList<(Milestone Milestone, Formula Formula)> Milestones { get; }

    public int? BaselineYear { get; }

    /// <summary>Stated by the contract, never computed.</summary>
    public Figure? Baseline { get; }

    public IReadOnlyDictionary<int, EffectiveTarget> Targets { get; }

    /// <summary>Does not grow with the unit's size, so that the nation's target says something of a unit.</summary>
    public bool IsRate => Formula?.IsRate ?? false;

    public IEnumerable<Formula> Formulas => Formula is null ? Milestones.Select(m => m.Formula) : [Formula];

    private Reading? Chosen(string item) => Disagreements.FirstOrDefault(d => d.Disagreement.Item == item)?.Chosen;

    /// <summary>The formula of the reading settled last: two items may carry formulas, the later decision holds.</summary>
    private string? ChosenFormula() => Disagreements
        .Where(d => d.Chosen?.Formula is not null)
        .OrderByDescending(d => d.Settlement!.At)
        .FirstOrDefault()?.Chosen!.Formula;

    private EffectiveTarget Stated(string item, IEnumerable<Figure> statements)
    {
        // A text such as "10,3 millions de visites" explains; it is not a figure to compute with.
        if (Chosen(item) is { } chosen && (chosen.Value.Number is not null || chosen.Value.Low is not null || chosen.Value.Text is "NC" or "oui"))
            return new EffectiveTarget(chosen.Value, false);
        var values = statements.ToList();
        return values.Count == 0 ? new EffectiveTarget(null, false)
            : values.TrueForAll(v => v.Says(values[0])) ? new EffectiveTarget(values[0], false)
            : new EffectiveTarget(null, true);
    }
}
