using CsCheck;
using Ramure.Ledger.Contracts;
using Ramure.Steering.Formulas;

namespace Ramure.Tests.Steering;

public sealed class FormulaParserTests
{
    private static readonly string[] Measures = ["revenue.ateliers", "network.ateliers", "platform.visits", "training.days", "a", "b"];

    [Fact]
    public void A_ratio_of_filtered_measures_reads_into_its_terms()
    {
        var formula = FormulaParser.Parse("training.days[partner-kind=espe] / training.days");
        Assert.Equal(["training.days[partner-kind=espe]", "training.days"], formula.Terms.Select(t => t.ToString()));
        Assert.True(formula.IsRate);
        Assert.NotNull(formula.Numerator);
    }

    [Fact]
    public void A_filter_may_name_several_values()
    {
        var term = Assert.Single(FormulaParser.Parse("platform.visits[service=myriae|e-sidoc][place=atelier]").Terms);
        Assert.Equal(["myriae", "e-sidoc"], term.Filters[0].Values);
        Assert.Equal(("place", "atelier"), (term.Filters[1].Key, Assert.Single(term.Filters[1].Values)));
    }

    [Theory]
    [InlineData("1 + 2 * 3", 7)]
    [InlineData("(1 + 2) * 3", 9)]
    [InlineData("8 / 4 / 2", 1)]
    [InlineData("8 - 4 - 2", 2)]
    [InlineData("0.5 * 3", 1.5)]
    public void Operators_have_their_usual_precedence_and_read_from_the_left(string text, decimal expected)
    {
        var evaluation = FormulaEvaluator.Evaluate(
            FormulaParser.Parse(text), _ => throw new InvalidOperationException(), new Dictionary<string, MeasureDefinition>());
        Assert.Equal(expected, evaluation.Value);
    }

    [Fact]
    public void A_hyphen_inside_a_word_belongs_to_the_code_and_a_minus_needs_a_space()
    {
        Assert.Equal(["a-b"], FormulaParser.Parse("a-b").Terms.Select(t => t.Measure));
        Assert.Equal(["a", "b"], FormulaParser.Parse("a - b").Terms.Select(t => t.Measure));
        Assert.False(FormulaCheck.TryRead("a-b", Measures, new Dictionary<string, IReadOnlyList<string>>(), out _, out var errors));
        Assert.Contains("« a - b »", Assert.Single(errors).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a +", 3, "donnée élémentaire")]
    [InlineData("(a + b", 6, "parenthèse fermante")]
    [InlineData("a + b)", 5, "ouvrante")]
    [InlineData("a , b", 2, "point")]
    [InlineData("a ÷ b", 2, "« / »")]
    [InlineData("a b", 2, "signe")]
    [InlineData("a[x=1", 5, "crochet")]
    [InlineData("a[x]", 3, "[x=valeur]")]
    [InlineData("a[=1]", 2, "mot")]
    [InlineData("a + Été", 4, "donnée élémentaire")]
    [InlineData("a + Abc", 4, "minuscules")]
    [InlineData("1. / a", 0, "nombre")]
    [InlineData("", 0, "vide")]
    public void A_wrong_formula_says_where_and_what_to_do(string text, int offset, string words)
    {
        Assert.False(FormulaParser.TryParse(text, out _, out var error));
        Assert.Equal(offset, error.Offset);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_measure_is_named_with_the_closest_known_one()
    {
        Assert.False(FormulaCheck.TryRead(
            "revenue.ateliers / network.atelier", Measures, new Dictionary<string, IReadOnlyList<string>>(), out _, out var errors));
        var error = Assert.Single(errors);
        Assert.Equal(19, error.Offset);
        Assert.Contains("Vouliez-vous dire « network.ateliers » ?", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_context_key_that_the_measure_does_not_declare_is_refused()
    {
        var keys = new Dictionary<string, IReadOnlyList<string>> { ["platform.visits"] = ["service"] };
        Assert.False(FormulaCheck.TryRead("platform.visits[site=clemi]", Measures, keys, out _, out var errors));
        Assert.Contains("service", Assert.Single(errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_is_typed_is_read_or_refused_at_a_place_inside_it() =>
        Gen.OneOf(
            Gen.Char["ab.-+*/()[]=|0159 ,%é'\n\t\0_A"].Array[0, 60].Select(c => new string(c)),
            Gen.String[0, 40],
            Gen.Int[1, 3000].Select(n => new string('(', n) + "a"),
            Gen.Int[1, 400].Select(n => string.Join(" + ", Enumerable.Repeat("a", n))))
            .Sample(
                text =>
                {
                    if (!FormulaParser.TryParse(text, out var formula, out var error))
                        Assert.InRange(error.Offset, 0, text.Length);
                    else
                        Assert.Equal(formula.Terms, FormulaParser.Parse(text).Terms);
                },
                iter: 3000);
}
