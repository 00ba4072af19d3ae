using Ramure.Steering.Model;

namespace Ramure.Steering.Disagreements;

/// <summary>An item that the document states in more than one way (L14).</summary>
/// <param name="Item">For example <c>target-2019</c>, <c>definition</c>.</param>
internal sealed record Disagreement(string Indicator, string Item, string? Note, IReadOnlyList<Reading> Readings);

/// <summary>One of the ways.</summary>
/// <param name="Key">Stable within the disagreement: <c>table</c>, <c>sheet</c>, or the statement's own.</param>
/// <param name="Formula">The formula that follows from choosing it, null when none is given.</param>
internal sealed record Reading(string Key, string Place, Figure Value, string? Formula);

/// <summary>Finds what an indicator states in two ways.</summary>
internal static class DisagreementFinder
{
    /// <summary>Items held against each other as texts, in the order in which they are listed.</summary>
    private static readonly string[] TextItems =
    [
        "objective", "action", "label", "type", "meaning", "scope", "lever", "calculation", "definition", "numerator",
        "denominator", "unit",
    ];

    public static IReadOnlyList<Disagreement> Find(IndicatorDefinition indicator)
    {
        var differences = indicator.Differences.ToDictionary(d => d.Item);
        var found = new List<Disagreement>();
        if (indicator is { Table: { } table, Sheet: { } sheet })
        {
            foreach (var item in TextItems)
            {
                if (table.Text(item) is not { } left || sheet.Text(item) is not { } right
                    || Words.Normalise(left) == Words.Normalise(right)
                    || (indicator.Wordings.Any(w => w.Item == item) && !differences.ContainsKey(item)))
                    continue;
                differences.Remove(item, out var difference);
                found.Add(Between(indicator, item, difference, new Figure(Text: left), new Figure(Text: right)));
            }

            found.AddRange(Numbers("baseline", table.Baseline, sheet.Baseline, perYear: false));
            found.AddRange(Numbers("targets", table.Targets, sheet.Targets, perYear: true));
            found.AddRange(Numbers("evolution", table.Evolution, sheet.Evolution, perYear: true));
        }

        foreach (var difference in differences.Values)
            found.Add(Stated(indicator, difference));
        return found;

        IEnumerable<Disagreement> Numbers(
            string item, IReadOnlyDictionary<int, Figure> left, IReadOnlyDictionary<int, Figure> right, bool perYear)
        {
            var name = item.TrimEnd('s');
            foreach (var (year, value) in left.OrderBy(l => l.Key))
            {
                if (!right.TryGetValue(year, out var other) || value.Says(other) || value.IsAnswerForm || other.IsAnswerForm)
                    continue;
                var key = perYear ? $"{name}-{year}" : name;
                if (!differences.Remove(key, out var difference))
                    differences.Remove(item, out difference);
                yield return Between(indicator, key, difference, value, other);
            }
        }
    }

    private static Disagreement Between(IndicatorDefinition indicator, string item, Difference? difference, Figure left, Figure right)
    {
        var readings = new List<Reading>
        {
            new("table", indicator.Table!.Place, left, difference?.Formulas.GetValueOrDefault("table")),
            new("sheet", indicator.Sheet!.Place, right, difference?.Formulas.GetValueOrDefault("sheet")),
        };
        if (difference is not null)
            readings.AddRange(Quoted(difference));
        return new Disagreement(indicator.Code, item, difference?.Note, readings);
    }

    /// <summary>A difference that comparing did not find: a contradiction inside one place, or against the rest of the document.</summary>
    private static Disagreement Stated(IndicatorDefinition indicator, Difference difference)
    {
        var readings = Quoted(difference).ToList();
        if (readings.Count == 0)
            readings.AddRange(indicator.Statements
                .Select(s => (s.Reading, s.Place, Value: Whole(s, difference.Item)))
                .Where(s => s.Value is not null)
                .Select(s => new Reading(s.Reading, s.Place, s.Value!, difference.Formulas.GetValueOrDefault(s.Reading))));
        return new Disagreement(indicator.Code, difference.Item, difference.Note, readings);
    }

    private static IEnumerable<Reading> Quoted(Difference difference) => difference.Statements.Select((s, index) => new Reading(
        s.Reading ?? $"quote-{index + 1}", s.Place, s.Value, s.Reading is null ? null : difference.Formulas.GetValueOrDefault(s.Reading)));

    private static Figure? Whole(Statement statement, string item)
    {
        if (statement.Text(item) is { } text)
            return new Figure(Text: text);
        var figures = item switch
        {
            "targets" => statement.Targets,
            "evolution" => statement.Evolution,
            "baseline" => statement.Baseline,
            _ => null,
        };
        if (figures is { Count: > 0 })
            return new Figure(Text: string.Join(", ", figures.OrderBy(f => f.Key).Select(f => $"{f.Key} : {f.Value}")));
        return item == "elementary-data" && statement.ElementaryData.Count > 0
            ? new Figure(Text: string.Join("\n", statement.ElementaryData.Select(d => $"{d.Term} = {d.Label}")))
            : null;
    }
}
