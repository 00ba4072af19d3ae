using Ramure.Kernel.Time;
using Ramure.Ledger.Contracts;
using Ramure.Steering.Contracts;
using Ramure.Tests.Support;

namespace Ramure.Tests.Steering;

public sealed class IndicatorReaderTests
{
    private static readonly Dictionary<string, string> Espe = new() { ["partner-kind"] = "espe" };

    [Theory(DisplayName = "L3 L10 A rate is the ratio of sums, rounded once, on both databases")]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_rate_is_the_ratio_of_sums(string database)
    {
        await using var installation = await BoardNetwork.InstallAsync(database);
        await BoardNetwork.PostAsync(
            installation, Line("trainers.certified", "A", 9), Line("trainers.teachers", "A", 10), Line("trainers.certified", "B", 10),
            Line("trainers.teachers", "B", 100));
        var answer = await BoardNetwork.ReadAsync(installation, "4-1-1", ["RC", "A", "D2"], [2018]);
        var nation = answer!["4-1-1", "RC", 2018];
        Assert.Equal((1900m / 110m, 17m), (nation.Exact, nation.Value));
        Assert.Equal((19m, 110m), (nation.Numerator, nation.Denominator));
        Assert.Equal(new Coverage(2, 3), nation.Coverage);
        Assert.False(nation.IsPublishable);
        Assert.Equal((15m, Attainment.Reached), (nation.Target!.Number, nation.Attainment));
        Assert.Equal(90m, answer["4-1-1", "A", 2018].Value);
        Assert.NotNull(answer["4-1-1", "A", 2018].Target);
        Assert.Contains("nationale", answer["4-1-1", "A", 2018].TargetNote!, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "L6 Only ateliers with both terms count, and the term says how many are set aside")]
    public async Task Both_terms()
    {
        await using var installation = await BoardNetwork.InstallAsync("sqlite");
        await BoardNetwork.PostAsync(
            installation, Line("trainers.certified", "A", 8), Line("trainers.teachers", "A", 10), Line("trainers.teachers", "B", 20));
        var value = (await BoardNetwork.ReadAsync(installation, "4-1-1", ["RC"], [2018]))!["4-1-1", "RC", 2018];
        Assert.Equal((80m, new Coverage(1, 3)), (value.Value, value.Coverage));
        Assert.Equal((30m, 10m, 1), (value.Terms[1].LedgerValue, value.Terms[1].Retained, value.Terms[1].SetAside));
    }

    [Fact(DisplayName = "L7 n/0 is an anomaly with its reason")]
    public async Task A_zero_denominator_is_an_anomaly()
    {
        await using var installation = await BoardNetwork.InstallAsync("sqlite");
        await BoardNetwork.PostAsync(installation, Line("web.purchases", "RC", 3), Line("web.visits", "RC", 0));
        var value = (await BoardNetwork.ReadAsync(installation, "2-4", ["RC"], [2018]))!["2-4", "RC", 2018];
        Assert.Equal((CellState.Anomaly, Attainment.NotJudged), (value.State, value.Attainment));
        Assert.NotNull(value.Reason);
    }

    [Fact(DisplayName = "L8 A datum known by school year cannot answer a civil-year target")]
    public async Task School_year_only()
    {
        await using var installation = await BoardNetwork.InstallAsync("sqlite");
        await BoardNetwork.PostAsync(installation, Line("agreements.signed", "RC", 120) with { Basis = DayBasis.SchoolYear, Day = new DateOnly(2018, 3, 1) });
        var value = (await BoardNetwork.ReadAsync(installation, "2-3", ["RC"], [2018]))!["2-3", "RC", 2018];
        Assert.Equal((CellState.NotComputable, Attainment.NotJudged), (value.State, value.Attainment));
        Assert.NotNull(value.Reason);
        var school = (await BoardNetwork.ReadAsync(installation, "2-3", ["RC"], [2017], calendar: YearCalendar.School))!["2-3", "RC", 2017];
        Assert.Equal((120m, null, Attainment.NoTarget), (school.Value, school.Target, school.Attainment));
    }

    [Fact(DisplayName = "L9 A move credits the old parent or the new one by the view; the nation is the same in both")]
    public async Task A_move_shows_by_the_view()
    {
        await using var installation = await BoardNetwork.InstallAsync("sqlite");
        await BoardNetwork.PostAsync(installation, Line("event.count", "C", 40) with { Day = new DateOnly(2018, 2, 1) });
        var current = await BoardNetwork.ReadAsync(installation, "1-4", ["RC", "D1", "D2"], [2018]);
        var constant = await BoardNetwork.ReadAsync(installation, "1-4", ["RC", "D1", "D2"], [2018], HierarchyView.Constant(new DateOnly(2019, 6, 1)));
        Assert.Equal([40m, 40m, null], new[] { "RC", "D1", "D2" }.Select(u => current!["1-4", u, 2018].Value));
        Assert.Equal([40m, null, 40m], new[] { "RC", "D1", "D2" }.Select(u => constant!["1-4", u, 2018].Value));
    }

    [Fact(DisplayName = "L11 A number has no target of its own below the nation")]
    public async Task Number_of_a_unit()
    {
        await using var installation = await BoardNetwork.InstallAsync("sqlite");
        await BoardNetwork.PostAsync(installation, Line("event.count", "A", 4000));
        var answer = await BoardNetwork.ReadAsync(installation, "1-4", ["RC", "A"], [2018]);
        Assert.Equal(Attainment.Reached, answer!["1-4", "RC", 2018].Attainment);
        Assert.Equal((null, Attainment.NoTarget), (answer["1-4", "A", 2018].Target, answer["1-4", "A", 2018].Attainment));
        Assert.Contains("propre", answer["1-4", "A", 2018].TargetNote!, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "L11 L14 A disputed target judges nothing")]
    public async Task A_disputed_target_judges_nothing()
    {
        await using var installation = await BoardNetwork.InstallAsync("sqlite");
        await BoardNetwork.PostAsync(installation, Line("platform.visits", "RC", 9_000_000) with { Day = new DateOnly(2019, 3, 1) });
        var value = (await BoardNetwork.ReadAsync(installation, "3-3", ["RC"], [2019]))!["3-3", "RC", 2019];
        Assert.Equal((9_000_000m, Attainment.NoTarget), (value.Value, value.Attainment));
        Assert.Contains("trancher", value.TargetNote!, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "L11 A target met before its year is flagged, and the trend of a stated baseline says so")]
    public async Task Reached_early()
    {
        await using var installation = await BoardNetwork.InstallAsync("sqlite");
        await BoardNetwork.PostAsync(
            installation, Line("agreements.signed", "RC", 150) with { Day = new DateOnly(2017, 5, 1) },
            Line("agreements.signed", "RC", 141) with { Day = new DateOnly(2018, 5, 1) });
        var answer = await BoardNetwork.ReadAsync(installation, "2-3", ["RC"], [2017, 2018, 2019]);
        Assert.Equal([false, true, false], new[] { 2017, 2018, 2019 }.Select(y => answer!["2-3", "RC", y].ReachedEarly));
        Assert.Equal(new Trend(93, true, 61.3m, false), answer!["2-3", "RC", 2017].Trend);
        Assert.Equal(new Trend(150, false, -6.0m, false), answer["2-3", "RC", 2018].Trend);
        Assert.Equal((CellState.NotCommunicated, Attainment.NotJudged), (answer["2-3", "RC", 2019].State, answer["2-3", "RC", 2019].Attainment));
    }

    [Theory(DisplayName = "L11 At a day of the year the value is on the line or behind it")]
    [InlineData(70, Attainment.OnTrack)]
    [InlineData(69, Attainment.Late)]
    public async Task The_situation_at_a_day_is_held_against_the_line(int count, Attainment expected)
    {
        await using var installation = await BoardNetwork.InstallAsync("sqlite");
        await BoardNetwork.PostAsync(
            installation, Line("agreements.signed", "RC", count) with { Day = new DateOnly(2018, 5, 1) },
            Line("agreements.signed", "RC", 100) with { Day = new DateOnly(2018, 9, 1) });
        // 182 days of 365 at the end of 1 July; the target of 2018 is 140.
        var value = (await BoardNetwork.ReadAsync(installation, "2-3", ["RC"], [2018], asOf: new DateOnly(2018, 7, 1)))!["2-3", "RC", 2018];
        Assert.Equal(((decimal)count, expected), (value.Value, value.Attainment));
        Assert.Equal(140m * 182 / 365, value.Expected);
        Assert.Null(value.Trend);
    }

    [Fact(DisplayName = "L11 A milestone is done with evidence, late when an earlier one is not, missed when its year is over")]
    public async Task A_milestone_needs_evidence()
    {
        await using var installation = await BoardNetwork.InstallAsync("sqlite");
        await BoardNetwork.PostAsync(
            installation,
            Line("mutualisation.milestones", "RC", 1) with { Day = new DateOnly(2017, 5, 1), Context = new Dictionary<string, string> { ["step"] = "framing" } },
            Line("mutualisation.milestones", "RC", 1) with { Day = new DateOnly(2017, 6, 1), Context = new Dictionary<string, string> { ["step"] = "evaluation" } });
        var answer = await BoardNetwork.ReadAsync(installation, "4-4", ["RC"], [2017, 2018, 2019]);
        Assert.Equal(
            [(Attainment.Reached, false), (Attainment.Missed, false), (Attainment.Reached, true)],
            new[] { 2017, 2018, 2019 }.Select(y => answer!["4-4", "RC", y]).Select(v => (v.Attainment, v.ReachedEarly)));
        var during = await BoardNetwork.ReadAsync(installation, "4-4", ["RC"], [2018], asOf: new DateOnly(2018, 2, 1));
        Assert.Equal(Attainment.OnTrack, during!["4-4", "RC", 2018].Attainment);
    }

    [Fact(DisplayName = "L6 A rate that is not asked of a unit has no target there")]
    public async Task A_rate_that_is_not_asked_has_no_target()
    {
        await using var installation = await BoardNetwork.InstallAsync("sqlite");
        var value = (await BoardNetwork.ReadAsync(installation, "2-4", ["A"], [2018]))!["2-4", "A", 2018];
        Assert.Equal((CellState.NotExpected, null, Attainment.NoTarget), (value.State, value.Target, value.Attainment));
    }

    [Fact]
    public async Task An_unknown_contract_has_no_values()
    {
        await using var installation = await BoardNetwork.InstallAsync("sqlite");
        Assert.Null(await installation.RunAsync(s => ((IIndicators)s.GetService(typeof(IIndicators))!).ReadAsync(
            new IndicatorQuestion("autre", null, ["RC"], [2018], HierarchyView.Current))));
    }

    [Fact(DisplayName = "L6 A unit that trained without any ESPE counts 0 above and its days below")]
    public async Task Filtered_ratio()
    {
        await using var installation = await BoardNetwork.InstallAsync("sqlite");
        await BoardNetwork.PostAsync(
            installation, Line("training.days", "A", 100) with { Context = Espe }, Line("training.days", "A", 300), Line("training.days", "B", 400));
        var value = (await BoardNetwork.ReadAsync(installation, "1-5", ["RC"], [2018]))!["1-5", "RC", 2018];
        Assert.Equal((12.5m, 13m, new Coverage(2, 3)), (value.Exact, value.Value, value.Coverage));
    }

    private static LedgerLine Line(string measure, string unit, long quantity) => new(measure, unit, new DateOnly(2018, 3, 1), quantity);
}
