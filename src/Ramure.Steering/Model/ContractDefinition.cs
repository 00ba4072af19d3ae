using Ramure.Kernel.Time;
using Ramure.Ledger.Contracts;
using Ramure.Steering.Contracts;

namespace Ramure.Steering.Model;

/// <summary>All that a contract's file says, one version of it: immutable, always read whole.</summary>
internal sealed record ContractDefinition(
    string Code,
    string Title,
    IReadOnlyList<string> Parties,
    DateOnly From,
    DateOnly To,
    YearCalendar Calendar,
    SourceDocument? Source,
    string? Note,
    IReadOnlyList<ContractMeasure> Measures,
    IReadOnlyList<Objective> Objectives,
    IReadOnlyList<IndicatorDefinition> Indicators)
{
    /// <summary>The contract's years, by their first calendar year.</summary>
    public IEnumerable<int> Years => Period.Years(Calendar, new DayRange(From, To))
        .Select(p => p.Days.From.Year);

    public IndicatorDefinition? Find(string indicator) => Indicators.FirstOrDefault(i => i.Code == indicator);
}

/// <summary>The document a contract was transcribed from.</summary>
internal sealed record SourceDocument(string Document, string? Publisher, string? File);

/// <summary>An elementary datum the contract declares, with the context keys that may break it down.</summary>
internal sealed record ContractMeasure(MeasureDefinition Measure, IReadOnlyList<string> ContextKeys);

/// <summary>An objective with its actions.</summary>
internal sealed record Objective(string Code, string Label, string? Text, IReadOnlyList<ContractAction> Actions);

/// <summary>An action of an objective.</summary>
internal sealed record ContractAction(string Code, string Label, string? Text);

/// <summary>An indicator as the contract states it, with our reading of it (direction, formula).</summary>
internal sealed record IndicatorDefinition(
    string Code,
    string Objective,
    Direction Direction,
    string Unit,
    int Decimals,
    YearCalendar Calendar,
    int CoverageThreshold,
    string? Formula,
    IReadOnlyList<Milestone> Milestones,
    IReadOnlyList<Statement> Statements,
    IReadOnlyList<Wording> Wordings,
    IReadOnlyList<Difference> Differences)
{
    public Statement? Table => Statements.FirstOrDefault(s => s.Reading == "table");

    public Statement? Sheet => Statements.FirstOrDefault(s => s.Reading == "sheet");

    /// <summary>As the body of the contract names it; its sheet where there is no table.</summary>
    public string Label => Table?.Text("label") ?? Sheet?.Text("label") ?? Code;

    /// <summary>The unit "%": formulas give a plain ratio, output multiplies by 100, differences are in points (L10).</summary>
    public bool IsPercent => Unit == "%";

    public override string ToString() => $"{Code} {Label}";
}

/// <summary>A step to be done in a year (direction <see cref="Direction.Milestone"/>): done when its formula is at least 1.</summary>
internal sealed record Milestone(int Year, string Code, string Label, string Formula);

/// <summary>What one place of the document says (L14).</summary>
/// <param name="Reading"><c>table</c> or <c>sheet</c>.</param>
/// <param name="Texts">Items by name, words joined by hyphens: label, action, definition, numerator…</param>
internal sealed record Statement(
    string Reading,
    string Place,
    IReadOnlyDictionary<string, string> Texts,
    IReadOnlyDictionary<int, Figure> Baseline,
    IReadOnlyDictionary<int, Figure> Targets,
    IReadOnlyDictionary<int, Figure> Evolution,
    IReadOnlyList<ElementaryDatum> ElementaryData,
    IReadOnlyList<Collection> Collection)
{
    public string? Text(string item) => Texts.GetValueOrDefault(item);
}

/// <summary>A term of the sheet's calculation and the measure it maps to.</summary>
internal sealed record ElementaryDatum(string Term, string Label, string? Measure);

/// <summary>Where a sheet's data come from.</summary>
internal sealed record Collection(string? Source, string? Tool, string? Service);

/// <summary>Worded in two ways that are judged to say the same.</summary>
internal sealed record Wording(string Item, string Reason);

/// <summary>An item that differs in substance.</summary>
/// <param name="Formulas">The formula of each reading: <c>table</c>, <c>sheet</c>, or a statement's own.</param>
internal sealed record Difference(
    string Item,
    string Note,
    IReadOnlyDictionary<string, string> Formulas,
    IReadOnlyList<StatedValue> Statements);

/// <summary>A value with the place that states it; <paramref name="Reading"/> where a formula goes with it.</summary>
internal sealed record StatedValue(string? Reading, string Place, Figure Value);
