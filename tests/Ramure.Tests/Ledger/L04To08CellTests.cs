using Ramure.Ledger.Contracts;
using Ramure.Network.Contracts;
using Ramure.Tests.Support;
using static Ramure.Tests.Ledger.LedgerScene;

namespace Ramure.Tests.Ledger;

public sealed class L04To08CellTests
{
    [Theory(DisplayName = "L4 Stock: last in the period per unit, then the sum over units; no look-back")]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Stock_is_the_last_in_the_period_per_unit_then_the_sum(string database)
    {
        await using var scene = await CreateAsync(database, SmallNetwork.OfTheRules(), Stock());
        await scene.PostAsync(
            new LedgerLine("posts", "A", Day("2024-01-10"), 4), new LedgerLine("posts", "A", Day("2024-03-10"), 6),
            new LedgerLine("posts", "B", Day("2024-02-10"), 3));

        Assert.Equal(9, (await scene.CellAsync("posts", "DT1", "2024-01-01", "2024-04-01")).Value);
        Assert.Equal(3, (await scene.CellAsync("posts", "DT1", "2024-02-01", "2024-03-01")).Value);
        Assert.Equal(CellState.NotCommunicated, (await scene.CellAsync("posts", "DT1", "2024-04-01", "2024-07-01")).State);
        Assert.Equal(7, (await scene.CellAsync("posts", "DT1", "2024-01-05", "2024-03-10")).Value);
    }

    [Theory(DisplayName = "L4 A reversal uncovers the stock of the day before")]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_reversal_uncovers_the_stock_of_the_day_before(string database)
    {
        await using var scene = await CreateAsync(database, SmallNetwork.OfTheRules(), Stock());
        await scene.TryPostAsync(new LedgerPosting(new SourceRef("test", "early", 1), [new LedgerLine("posts", "A", Day("2024-03-05"), 4)]));
        await scene.TryPostAsync(new LedgerPosting(new SourceRef("test", "late", 1), [new LedgerLine("posts", "A", Day("2024-03-20"), 6)]));
        Assert.Equal(6, (await scene.CellAsync("posts", "A", "2024-03-01", "2024-04-01")).Value);
        await scene.WithdrawAsync("late");

        Assert.Equal(4, (await scene.CellAsync("posts", "A", "2024-03-01", "2024-04-01")).Value);
        Assert.Empty((await scene.VerifyAsync()).Differences);
    }

    [Theory(DisplayName = "L3 An average keeps its sum and its n")]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task An_average_keeps_its_sum_and_its_n(string database)
    {
        var average = Flow("wait", perUnit: 10, decimals: 1, UnitOperator.Average, TimeOperator.Average);
        await using var scene = await CreateAsync(database, SmallNetwork.OfTheRules(), average);
        await scene.PostAsync(
            new LedgerLine("wait", "A", Day("2024-01-10"), 10), new LedgerLine("wait", "A", Day("2024-01-11"), 20),
            new LedgerLine("wait", "B", Day("2024-02-10"), 90));

        Assert.Equal(4, (await scene.CellAsync("wait", "DT1", "2024-01-01", "2025-01-01")).Value);
        Assert.Equal(1.5m, (await scene.CellAsync("wait", "A", "2024-01-01", "2025-01-01")).Value);
    }

    [Theory(DisplayName = "L5 A person present in A and in B counts once in each and once in the directorate")]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_person_counts_once_in_each_cell(string database)
    {
        await using var scene = await CreateAsync(database, SmallNetwork.OfTheRules(), Persons());
        LedgerLine Present(string unit, string day, string person) =>
            new("persons", unit, Day(day), 1, new Dictionary<string, string> { ["modality"] = unit == "A" ? "remote" : "on-site" }, person);
        await scene.PostAsync(Present("A", "2024-01-10", "p1"), Present("A", "2024-02-10", "p1"), Present("B", "2024-01-10", "p1"), Present("B", "2024-02-10", "p2"));

        Assert.Equal(1, (await scene.CellAsync("persons", "A", "2024-01-01", "2025-01-01")).Value);
        Assert.Equal(2, (await scene.CellAsync("persons", "B", "2024-01-01", "2025-01-01")).Value);
        Assert.Equal(2, (await scene.CellAsync("persons", "DT1", "2024-01-01", "2025-01-01")).Value);
        Assert.Equal(1, (await scene.CellAsync("persons", "DT1", "2024-01-05", "2024-01-20")).Value);
        var remote = new Term("persons", [new ContextFilter("modality", ["remote"])]);
        Assert.Equal(1, (await scene.CellAsync(remote, "DT1", Days("2024-01-01", "2025-01-01"))).Value);
    }

    [Theory(DisplayName = "L6 {5, 0, NC} gives 5 with 2 of 3; all NC gives NC; SO leaves the count")]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Known_values_add_up_with_their_coverage(string database)
    {
        await using var scene = await CreateAsync(database, SmallNetwork.OfTheRules(), Flow());
        await scene.PostAsync(
            new LedgerLine("acts", "A", Day("2024-01-10"), 5), new LedgerLine("acts", "B", Day("2024-01-10"), 0),
            new LedgerLine("acts", "C", Day("2024-01-10"), 0, State: EntryState.NotCommunicated));
        var cell = await scene.CellAsync("acts", "DT1", "2024-01-01", "2024-02-01");
        Assert.Equal((CellState.Value, 5m, new Coverage(2, 3)), (cell.State, cell.Value, cell.Coverage));
        Assert.True(cell.Coverage.IsPartial);

        await scene.PostAsync(new LedgerLine("acts", "A", Day("2024-03-10"), 0, State: EntryState.NotCommunicated));
        var silent = await scene.CellAsync("acts", "DT1", "2024-03-01", "2024-04-01");
        Assert.Equal((CellState.NotCommunicated, null, new Coverage(0, 3)), (silent.State, silent.Value, silent.Coverage));

        foreach (var unit in new[] { "A", "B", "C" })
            await scene.PostAsync(new LedgerLine("acts", unit, Day("2024-05-10"), 0, State: EntryState.NotApplicable));
        var without = await scene.CellAsync("acts", "DT1", "2024-05-01", "2024-06-01");
        Assert.Equal((CellState.NotApplicable, new Coverage(0, 0)), (without.State, without.Coverage));
    }

    [Theory(DisplayName = "L6 A closed unit and a unit nobody asked are not expected")]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Closed_and_unasked_units_are_not_expected(string database)
    {
        var network = new SmallNetwork().Unit("NAT", null).Unit("DT1", "NAT").Unit("A", "DT1").Unit("B", "DT1", "2015-01-01", "2024-01-01");
        await using var scene = await CreateAsync(database, network, Flow(), Flow("dan") with { Asked = [UnitKinds.Directorate] });

        Assert.Equal(CellState.NotExpected, (await scene.CellAsync("acts", "B", "2024-01-01", "2025-01-01")).State);
        Assert.Equal(CellState.NotCommunicated, (await scene.CellAsync("acts", "A", "2024-01-01", "2025-01-01")).State);
        Assert.Equal(CellState.NotExpected, (await scene.CellAsync("dan", "A", "2024-01-01", "2025-01-01")).State);
        Assert.Equal(new Coverage(0, 1), (await scene.CellAsync("dan", "NAT", "2024-01-01", "2025-01-01")).Coverage);
    }

    [Theory(DisplayName = "L6 A filtered measure is known wherever the measure is known")]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_filtered_measure_is_known_wherever_the_measure_is_known(string database)
    {
        await using var scene = await CreateAsync(database, SmallNetwork.OfTheRules(), Flow());
        await scene.PostAsync(
            new LedgerLine("acts", "A", Day("2024-01-10"), 5, new Dictionary<string, string> { ["partner-kind"] = "espe" }),
            new LedgerLine("acts", "B", Day("2024-01-10"), 7));
        var espe = await scene.CellAsync(new Term("acts", [new ContextFilter("partner-kind", ["espe"])]), "DT1", Days("2024-01-01", "2025-01-01"));

        Assert.Equal((5m, new Coverage(2, 3)), (espe.Value, espe.Coverage));
    }

    [Theory(DisplayName = "L6 What is NC in a context is not 0 there, and NC beside known values is said")]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_is_not_communicated_in_a_context_is_not_zero_there(string database)
    {
        await using var scene = await CreateAsync(database, SmallNetwork.OfTheRules(), Flow());
        Dictionary<string, string> Audience(string audience) => new() { ["audience"] = audience };
        await scene.PostAsync(
            new LedgerLine("acts", "A", Day("2024-01-10"), 12, Audience("teacher")),
            new LedgerLine("acts", "A", Day("2024-01-10"), 0, Audience("librarian"), State: EntryState.NotCommunicated));
        Task<LedgerCell> Of(string audience) => scene.CellAsync(new Term("acts", [new ContextFilter("audience", [audience])]), "A", Days("2024-01-01", "2025-01-01"));

        Assert.Equal((CellState.NotCommunicated, new Coverage(0, 1)), ((await Of("librarian")).State, (await Of("librarian")).Coverage));
        Assert.Equal((12m, null), ((await Of("teacher")).Value, (await Of("teacher")).Reason));
        Assert.Equal(0, (await Of("pupil")).Value);
        var whole = await scene.CellAsync("acts", "A", "2024-01-01", "2025-01-01");
        Assert.Equal(12, whole.Value);
        Assert.Contains("non communiquées", whole.Reason, StringComparison.Ordinal);
    }

    [Theory(DisplayName = "L8 The school year runs from 1 September; its data cannot answer a civil year")]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task School_year_data_cannot_answer_a_civil_year(string database)
    {
        await using var scene = await CreateAsync(database, SmallNetwork.OfTheRules(), Flow());
        await scene.PostAsync(
            new LedgerLine("acts", "A", Day("2024-08-31"), 12, Basis: DayBasis.SchoolYear),
            new LedgerLine("acts", "B", Day("2024-08-31"), 3), new LedgerLine("acts", "B", Day("2024-09-01"), 4));

        Assert.Equal(15, (await scene.CellAsync("acts", "DT1", "2023-09-01", "2024-09-01")).Value);
        Assert.Equal(4, (await scene.CellAsync("acts", "DT1", "2024-09-01", "2025-09-01")).Value);
        foreach (var (from, to) in new[] { ("2024-01-01", "2025-01-01"), ("2023-01-01", "2024-01-01"), ("2024-08-01", "2024-09-01") })
        {
            var cell = await scene.CellAsync("acts", "A", from, to);
            Assert.Equal(CellState.NotComputable, cell.State);
            Assert.Contains("01/09/2023", cell.Reason, StringComparison.Ordinal);
        }

        var partial = await scene.CellAsync("acts", "DT1", "2024-01-01", "2025-01-01");
        Assert.Equal((7m, new Coverage(1, 3)), (partial.Value, partial.Coverage));
        var listed = await scene.EntriesAsync(new Term("acts"), "DT1", Days("2024-01-01", "2025-01-01"));
        Assert.Equal(7, listed.Sum);
    }
}
