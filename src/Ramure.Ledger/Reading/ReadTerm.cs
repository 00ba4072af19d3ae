using System.Globalization;
using System.Text.RegularExpressions;
using Ramure.Ledger.Contracts;

namespace Ramure.Ledger.Reading;

/// <summary>A term with its measure's number and the SQL that selects its contexts.</summary>
internal sealed partial class ReadTerm
{
    public ReadTerm(Term term, int measureId, MeasureDefinition measure)
    {
        Term = term;
        MeasureId = measureId;
        Measure = measure;
        ContextClause = string.Concat(term.Filters.Select(Clause));
        Key = string.Create(CultureInfo.InvariantCulture, $"{measureId}{ContextClause}");
        Whole = IsFiltered ? new ReadTerm(new Term(term.Measure), measureId, measure) : this;
    }

    public Term Term { get; }

    public int MeasureId { get; }

    public MeasureDefinition Measure { get; }

    public bool IsLasting => Measure.TimeOperator == TimeOperator.Last;

    public bool IsDistinct => Measure.Kind == MeasureKind.Distinct;

    public bool IsFiltered => ContextClause.Length > 0;

    /// <summary>Begins with AND; empty when every context counts.</summary>
    public string ContextClause { get; }

    /// <summary>Same key, same rows.</summary>
    public string Key { get; }

    /// <summary>The same measure in every context: it says where a filtered term is known.</summary>
    public ReadTerm Whole { get; }

    /// <summary>An empty value stands for entries without the key. Anything but plain words selects nothing.</summary>
    private static string Clause(ContextFilter filter)
    {
        if (!Word().IsMatch(filter.Key) || filter.Values.Any(v => v.Length > 0 && !Word().IsMatch(v)))
            return " AND 1 = 0";
        var choices = new List<string>();
        var values = filter.Values.Where(v => v.Length > 0).ToList();
        if (values.Count > 0)
            choices.Add($"context_id IN (SELECT context_id FROM ledger_context_facets WHERE key = '{filter.Key}' AND value IN ({string.Join(", ", values.Select(v => $"'{v}'"))}))");
        if (values.Count < filter.Values.Count)
            choices.Add($"context_id NOT IN (SELECT context_id FROM ledger_context_facets WHERE key = '{filter.Key}')");
        return choices.Count == 0 ? " AND 1 = 0" : $" AND ({string.Join(" OR ", choices)})";
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._:-]*$")]
    private static partial Regex Word();
}
