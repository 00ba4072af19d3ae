using Ramure.Kernel;
using Ramure.Ledger.Contracts;
using Ramure.Steering.Formulas;

namespace Ramure.Tests.Steering;

public sealed class FormulaEvaluatorTests
{
    private const int A = 1;
    private const int B = 2;

    [Fact(DisplayName = "L3 A ratio is the ratio of sums: 9/10 and 10/100 give 19/110")]
    public void Ratio_of_sums()
    {
        var result = Evaluate("n / d", ("n", [(A, 9m), (B, 10m)]), ("d", [(A, 10m), (B, 100m)]));
        Assert.Equal(19m / 110m, result.Value);
        Assert.Equal(17.27m, Rounding.HalfAwayFromZero(result.Value!.Value * 100, 2));
        Assert.Equal((19m, 110m), (result.Numerator, result.Denominator));
        Assert.Equal(new Coverage(2, 2), result.Coverage);
    }

    [Fact(DisplayName = "L6 Only units with both terms count: A 8/10, B NC/20 give 80 % (1/2)")]
    public void Only_units_with_both_terms_count()
    {
        var result = Evaluate("n / d", ("n", [(A, 8m), (B, null)]), ("d", [(A, 10m), (B, 20m)]));
        Assert.Equal(0.8m, result.Value);
        Assert.Equal((8m, 10m), (result.Numerator, result.Denominator));
        Assert.Equal(new Coverage(1, 2), result.Coverage);
        Assert.Equal(30m, result.Terms[1].Ledger.Value);
        Assert.Equal((10m, 1), (result.Terms[1].Retained, result.Terms[1].SetAside));
    }

    [Fact(DisplayName = "L6 Terms asked of different kinds of unit are aggregated each on its own")]
    public void Terms_of_different_units_do_not_restrict_each_other()
    {
        var cells = Cells(("n", [(A, 8m), (B, null)]), ("d", [(3, 10m)]));
        var result = FormulaEvaluator.Evaluate(
            FormulaParser.Parse("n / d"), t => cells[t.Measure],
            new Dictionary<string, MeasureDefinition> { ["n"] = Measure("n", ["atelier"]), ["d"] = Measure("d", ["head-office"]) });
        Assert.Equal(0.8m, result.Value);
        Assert.Equal(new Coverage(1, 2), result.Coverage);
    }

    [Fact(DisplayName = "L6 A unit that gave the measure and nothing under the filter gave 0 there")]
    public void Part_of_a_known_whole_is_known()
    {
        var cells = new Dictionary<string, LedgerCell>
        {
            ["d[partner-kind=espe]"] = Cell([(A, 3m), (B, null)]),
            ["d"] = Cell([(A, 10m), (B, 20m)]),
        };
        var result = FormulaEvaluator.Evaluate(
            FormulaParser.Parse("d[partner-kind=espe] / d"), t => cells[t.ToString()],
            new Dictionary<string, MeasureDefinition> { ["d"] = Measure("d", ["atelier"]) });
        Assert.Equal(0.1m, result.Value);
        Assert.Equal(new Coverage(2, 2), result.Coverage);
    }

    [Fact(DisplayName = "L6 All NC gives NC")]
    public void All_missing_is_missing() =>
        Assert.Equal(CellState.NotCommunicated, Evaluate("n / d", ("n", [(A, null)]), ("d", [(A, 20m)])).State);

    [Fact(DisplayName = "L7 0/0 is SO and n/0 an anomaly")]
    public void Zero_denominator()
    {
        Assert.Equal(CellState.NotApplicable, Evaluate("n / d", ("n", [(A, 0m)]), ("d", [(A, 0m)])).State);
        var anomaly = Evaluate("n / d", ("n", [(A, 3m)]), ("d", [(A, 0m)]));
        Assert.Equal((CellState.Anomaly, null), (anomaly.State, anomaly.Value));
        Assert.NotNull(anomaly.Reason);
    }

    [Fact(DisplayName = "L8 What the ledger cannot compute is not computed, and the reason stays")]
    public void Not_computable_keeps_its_reason()
    {
        var result = FormulaEvaluator.Evaluate(
            FormulaParser.Parse("n"),
            _ => new LedgerCell(CellState.NotComputable, null, 0, default, [], "Donnée connue par année scolaire."),
            new Dictionary<string, MeasureDefinition> { ["n"] = Measure("n", []) });
        Assert.Equal((CellState.NotComputable, "Donnée connue par année scolaire."), (result.State, result.Reason));
    }

    [Theory(DisplayName = "L10 Rounding is half away from zero, once, at output")]
    [InlineData(2.345, 2, 2.35)]
    [InlineData(-2.345, 2, -2.35)]
    [InlineData(2.344999, 2, 2.34)]
    [InlineData(0.5, 0, 1)]
    [InlineData(1.5, 0, 2)]
    [InlineData(2.5, 0, 3)]
    public void Half_away_from_zero(decimal value, int decimals, decimal expected) =>
        Assert.Equal(expected, Rounding.HalfAwayFromZero(value, decimals));

    [Fact]
    public void A_result_too_large_to_be_exact_is_said_so()
    {
        var result = Evaluate("n * n * n", ("n", [(A, 1_000_000_000_000_000m)]));
        Assert.Equal(CellState.NotComputable, result.State);
        Assert.NotNull(result.Reason);
    }

    private static Evaluation Evaluate(string formula, params (string Measure, (int Unit, decimal? Value)[] Parts)[] terms)
    {
        var cells = Cells(terms);
        return FormulaEvaluator.Evaluate(
            FormulaParser.Parse(formula), t => cells[t.Measure], terms.ToDictionary(t => t.Measure, t => Measure(t.Measure, ["atelier"])));
    }

    private static Dictionary<string, LedgerCell> Cells(params (string Measure, (int Unit, decimal? Value)[] Parts)[] terms) =>
        terms.ToDictionary(t => t.Measure, t => Cell(t.Parts));

    private static LedgerCell Cell((int Unit, decimal? Value)[] parts)
    {
        var known = parts.Count(p => p.Value is not null);
        return new LedgerCell(
            known > 0 ? CellState.Value : CellState.NotCommunicated,
            known > 0 ? parts.Sum(p => p.Value ?? 0) : null,
            known,
            new Coverage(known, parts.Length),
            [.. parts.Select(p => new CellPart(p.Unit, p.Value is null ? CellState.NotCommunicated : CellState.Value, p.Value ?? 0, 1, 1))]);
    }

    private static MeasureDefinition Measure(string code, string[] asked) =>
        new(code, code, "", "", 1, 0, MeasureKind.Flow, TimeOperator.Sum, UnitOperator.Sum, asked);
}
