using CsCheck;
using Ramure.Kernel.Operations;
using Ramure.Steering.Contracts;
using Ramure.Steering.Disagreements;
using Ramure.Steering.Loading;
using Ramure.Steering.Model;

namespace Ramure.Tests.Steering;

public sealed class ContractFileTests
{
    /// <summary>What the journal declares and the contract uses.</summary>
    internal static readonly string[] JournalMeasures =
        ["training.trainee-minutes", "training.days", "training.actions", "event.count", "offer.beneficiaries", "codesign.sessions"];

    internal const string Small = """
        code: essai
        title: Contrat d'essai
        from: 2017-01-01
        to: 2020-01-01
        calendar: civil
        measures:
          - code: done
            label: Faits
            unit: faits
            smallest_unit: fait
            per_unit: 1
            decimals: 0
            kind: flow
            time_operator: sum
            unit_operator: sum
            asked: [atelier]
            context_keys: [step]
        objectives:
          - code: "1"
            label: Premier
        indicators:
          - code: 1-1
            objective: "1"
            direction: up
            unit: faits
            decimals: 0
            coverage_threshold: 80
            formula: done
            statements:
              table:
                place: Tableau
                label: Nombre de faits
                baseline: {2016: NC}
                targets: {2017: 10, 2018: 20, 2019: 30}
              sheet:
                place: Fiche
                label: nombre de faits
                targets: {2017: 10, 2018: 20, 2019: 31}

        """;

    [Fact]
    public void The_real_contract_reads_and_holds_23_indicators_under_4_objectives()
    {
        var contract = Real();
        Assert.Equal("cop-2017-2019", contract.Code);
        Assert.Equal(4, contract.Objectives.Count);
        Assert.Equal(17, contract.Objectives.Sum(o => o.Actions.Count));
        Assert.Equal(23, contract.Indicators.Count);
        Assert.Equal([2017, 2018, 2019], contract.Years);
    }

    // From the tables of the contract's objectives.
    [Theory]
    [InlineData("1-1", "87325", "89000", "91000", "93000")]
    [InlineData("1-2", "70", "75", "80", "85")]
    [InlineData("1-3", "14654", "15000", "15500", "16000")]
    [InlineData("1-4", "3170", "3400", "3500", "3600")]
    [InlineData("1-5", "3", "5", "10", "15")]
    [InlineData("2-1", "20", "30", "40", "60")]
    [InlineData("2-2-1", "2168143", "2300000", "2500000", "2700000")]
    [InlineData("2-2-2", "447826", "520000", "600000", "680000")]
    [InlineData("2-3", "93", "115", "140", "165")]
    [InlineData("2-4", "0.8", "1", "1.1", "1.2")]
    [InlineData("3-1", "NC", "50", "75", "100")]
    [InlineData("3-2", "NC", "30", "60", "90")]
    [InlineData("3-3", "6300000", "6500000", "6800000", "7500000")]
    [InlineData("3-4", "838", "900", "990", "1100")]
    [InlineData("4-1-1", "6", "10", "15", "30")]
    [InlineData("4-1-2", "38", "41", "43", "44")]
    [InlineData("4-2-2", "50816", "67000", "72200", "80500")]
    [InlineData("4-2-3", "1076", "1200", "1350", "1550")]
    [InlineData("4-2-4", "39534838", "39000000", "38000000", "37500000")]
    [InlineData("4-2-5", "27", "33", "33", "35")]
    [InlineData("4-3", "139", "120", "110", "110")]
    public void The_table_states_baseline_and_targets_as_the_contract_prints_them(
        string indicator, string baseline, string first, string second, string third)
    {
        var table = Real().Find(indicator)!.Table!;
        Assert.Equal(baseline, Shown(table.Baseline[2016]));
        Assert.Equal([first, second, third], new[] { 2017, 2018, 2019 }.Select(y => Shown(table.Targets[y])));

        static string Shown(Figure figure) => figure.Number is { } n ? n.ToString("0.####", System.Globalization.CultureInfo.InvariantCulture) : figure.Text!;
    }

    [Fact]
    public void The_milestones_of_4_4_are_yes_in_each_year_and_its_direction_says_so()
    {
        var indicator = Real().Find("4-4")!;
        Assert.Equal(Direction.Milestone, indicator.Direction);
        Assert.Equal([2017, 2018, 2019], indicator.Milestones.Select(m => m.Year));
        Assert.All(indicator.Sheet!.Targets.Values, target => Assert.Equal("oui", target.Text));
    }

    [Fact]
    public void Support_spending_and_premises_go_down_and_everything_else_up()
    {
        var down = Real().Indicators.Where(i => i.Direction == Direction.Down).Select(i => i.Code);
        Assert.Equal(["4-2-4", "4-3"], down);
    }

    [Fact(DisplayName = "L14 The target 2019 of 3-3 is 7 500 000 in the table and 7 200 000 in the sheet, and no other target differs")]
    public void The_one_target_stated_twice()
    {
        var targets = Real().Indicators.SelectMany(DisagreementFinder.Find).Where(d => d.Item.StartsWith("target", StringComparison.Ordinal) && d.Item != "targets");
        var only = Assert.Single(targets);
        Assert.Equal(("3-3", "target-2019"), (only.Indicator, only.Item));
        Assert.Equal([7500000m, 7200000m], only.Readings.Select(r => r.Value.Number));
        Assert.NotNull(only.Note);
    }

    [Fact(DisplayName = "L14 Every disagreement of the real contract has at least two readings, each with its place")]
    public void Every_disagreement_has_two_places()
    {
        var all = Real().Indicators.SelectMany(DisagreementFinder.Find).ToList();
        Assert.All(all, d => Assert.True(d.Readings.Count >= 2, $"{d.Indicator} {d.Item}"));
        Assert.All(all, d => Assert.Equal(d.Readings.Count, d.Readings.Select(r => r.Key).Distinct().Count()));
        Assert.Equal(all.Count, all.Select(d => (d.Indicator, d.Item)).Distinct().Count());
        Assert.Empty(Real().Indicators.Where(i => i.Code is "3-1" or "4-2-3" or "4-3").SelectMany(DisagreementFinder.Find));
        Assert.Contains(all, d => d is { Indicator: "3-2", Item: "evolution-2019" });
    }

    [Fact(DisplayName = "L14 Every disagreement of the real contract says in a note what is at stake")]
    public void Nothing_differs_that_nobody_explained() =>
        Assert.Equal([], Real().Indicators.SelectMany(DisagreementFinder.Find).Where(d => d.Note is null).Select(d => $"{d.Indicator} {d.Item}"));

    [Fact]
    public void The_percent_evolutions_of_the_sheets_follow_from_the_values_except_where_a_difference_says_so()
    {
        foreach (var indicator in Real().Indicators.Where(i => i.Sheet!.Evolution.Count > 0))
        {
            var sheet = indicator.Sheet!;
            foreach (var (year, stated) in sheet.Evolution)
            {
                var previous = sheet.Targets.GetValueOrDefault(year - 1) ?? sheet.Baseline.GetValueOrDefault(year - 1);
                if (previous?.Number is not { } from || indicator.Differences.Any(d => d.Item == $"evolution-{year}"))
                    continue;
                var computed = (sheet.Targets[year].Number!.Value / from - 1) * 100;
                Assert.True(Math.Abs(computed - stated.Number!.Value) <= 1, $"{indicator.Code} {year}: {computed}");
            }
        }
    }

    [Fact]
    public void A_small_contract_reads() => Assert.True(Read(Small).Succeeded);

    [Theory]
    [InlineData("direction: up", "direction: upp", "value-unknown", 24, 16)]
    [InlineData("    direction: up\n", "", "key-missing", 22, 5)]
    [InlineData("2018: 20, 2019: 30}", "2018: vingt, 2019: 30}", "number-invalid", 34, 35)]
    [InlineData("2018: 20, 2019: 30}", "2018: 20, 2020: 30}", "year-outside", 34, 39)]
    [InlineData("formula: done", "formula: dome", "formula-invalid", 28, 14)]
    [InlineData("formula: done", "formula: done / ", "formula-invalid", 28, 20)]
    [InlineData("formula: done", "formula: \"done + x.y\"", "formula-invalid", 28, 22)]
    [InlineData("formula: done", "formula: done[stage=a]", "formula-invalid", 28, 14)]
    [InlineData("formula: done", "formule: done", "key-unknown", 28, 5)]
    [InlineData("from: 2017-01-01", "from: 2017-02-31", "day-invalid", 3, 7)]
    [InlineData("to: 2020-01-01", "to: 2016-01-01", "days-invalid", 4, 5)]
    [InlineData("per_unit: 1", "per_unit: 0", "number-invalid", 11, 15)]
    [InlineData("kind: flow", "kind: flux", "value-unknown", 13, 11)]
    [InlineData("objective: \"1\"", "objective: \"9\"", "objective-unknown", 23, 16)]
    [InlineData("title: Contrat d'essai", "title: ''", "text-missing", 2, 8)]
    [InlineData("code: essai", "code: Essai 1", "code-invalid", 1, 7)]
    public void A_wrong_contract_says_where_and_what(string from, string to, string code, int line, int column)
    {
        Assert.Contains(from, Small, StringComparison.Ordinal);
        var position = Small.IndexOf(from, StringComparison.Ordinal);
        var refusals = Read(Small[..position] + to + Small[(position + from.Length)..]).Refusals;
        var refusal = Assert.Single(refusals, r => r.Code == code);
        Assert.Equal(("essai.yaml", line, column), (refusal.File, refusal.Line, refusal.Column));
    }

    [Fact]
    public void Every_error_of_a_file_is_named_at_once()
    {
        var text = Small.Replace("direction: up", "direction: upp", StringComparison.Ordinal)
            .Replace("formula: done", "formula: dome", StringComparison.Ordinal)
            .Replace("kind: flow", "kind: flux", StringComparison.Ordinal);
        Assert.Equal(["value-unknown", "value-unknown", "formula-invalid"], Read(text).Refusals.Select(r => r.Code));
    }

    [Fact]
    public void A_second_indicator_of_the_same_code_is_refused()
    {
        var start = Small.IndexOf("  - code: 1-1", StringComparison.Ordinal);
        var refusal = Assert.Single(Read(Small + Small[start..]).Refusals);
        Assert.Equal(("duplicate", 39), (refusal.Code, refusal.Line));
    }

    [Fact]
    public void A_key_written_twice_is_refused_at_its_second_place()
    {
        var refusal = Assert.Single(Read(Small.Replace("calendar: civil", "calendar: civil\ntitle: Autre", StringComparison.Ordinal)).Refusals);
        Assert.Equal(("yaml-invalid", 6), (refusal.Code, refusal.Line));
    }

    [Fact]
    public void Text_that_is_not_yaml_is_refused_with_its_place()
    {
        var refusal = Assert.Single(Read("code: essai\n  title: [oups\n").Refusals);
        Assert.Equal("yaml-invalid", refusal.Code);
        Assert.NotNull(refusal.Line);
    }

    [Fact]
    public void Whatever_the_text_the_contract_is_read_or_refused()
    {
        Gen.OneOf(
            Gen.String[0, 200],
            Gen.Char["ab:-[]{}&*!|>'\"%@`#,? \n\t0"].Array[0, 120].Select(c => new string(c)),
            Gen.Int[1, 5000].Select(n => new string('[', n)),
            Gen.Select(Gen.Int[0, Small.Length - 1], Gen.Int[0, 40], Gen.Char["ab:-[]{}&*'\"\n \t0"].Array[0, 6].Select(c => new string(c)))
                .Select((at, length, text) => Small[..at] + text + Small[Math.Min(Small.Length, at + length)..]))
            .Sample(text => Assert.All(Read(text).Refusals, r => Assert.False(string.IsNullOrEmpty(r.Message))), iter: 2000);
    }

    internal static ContractDefinition Real()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "data", "contracts", "cop-2017-2019.yaml");
        return ContractFile.Read("cop-2017-2019.yaml", File.ReadAllText(file), JournalMeasures).Value;
    }

    private static Result<ContractDefinition> Read(string text) => ContractFile.Read("essai.yaml", text, []);
}
