using Ramure.Ledger.Contracts;
using Ramure.Tests.Support;
using static Ramure.Tests.Ledger.LedgerScene;

namespace Ramure.Tests.Ledger;

public sealed class L09HierarchyTests
{
    [Theory(DisplayName = "L9 Courant credits the parent of the day, constant the parent of the date; the nation is the same")]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Views_differ_below_the_nation_only(string database)
    {
        await using var scene = await CreateAsync(database, SmallNetwork.OfTheRules(), Flow());
        await scene.PostAsync(new LedgerLine("acts", "C", Day("2024-05-02"), 40));

        async Task Expect(string unit, string view, decimal? value) =>
            Assert.Equal(value, (await scene.CellAsync("acts", unit, "2024-01-01", "2025-01-01", view: view)).Value);
        await Expect("DT1", "courant", 40);
        await Expect("DT2", "courant", null);
        await Expect("DT1", "constant:2025-06-01", null);
        await Expect("DT2", "constant:2025-06-01", 40);
        await Expect("DT1", "constant:2024-06-01", 40);
        await Expect("NAT", "courant", 40);
        await Expect("NAT", "constant:2025-06-01", 40);
    }

    [Theory(DisplayName = "L9 A unit that moves in the middle of a month is cut on that day")]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_move_in_the_middle_of_a_month_is_cut_on_the_day(string database)
    {
        var network = new SmallNetwork().Unit("NAT", null).Unit("DT1", "NAT").Unit("DT2", "NAT")
            .Unit("C", "DT1", "2015-01-01", "2024-03-16").Unit("C", "DT2", "2024-03-16");
        await using var scene = await CreateAsync(database, network, Flow());
        await scene.PostAsync(new LedgerLine("acts", "C", Day("2024-03-15"), 1), new LedgerLine("acts", "C", Day("2024-03-16"), 10));

        Assert.Equal(1, (await scene.CellAsync("acts", "DT1", "2024-01-01", "2025-01-01")).Value);
        Assert.Equal(10, (await scene.CellAsync("acts", "DT2", "2024-01-01", "2025-01-01")).Value);
        Assert.Equal(11, (await scene.CellAsync("acts", "NAT", "2024-01-01", "2025-01-01")).Value);
    }

    [Theory(DisplayName = "L9 A unit that does not exist at the date follows its successor")]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_closed_unit_follows_its_successor(string database)
    {
        var network = new SmallNetwork().Unit("NAT", null).Unit("DT1", "NAT").Unit("DT2", "NAT")
            .Unit("A", "DT1", "2015-01-01", "2025-01-01").Unit("B", "DT1", "2015-01-01", "2025-01-01").Unit("AB", "DT2", "2025-01-01")
            .Continues("A", "AB", "2025-01-01").Continues("B", "AB", "2025-01-01");
        await using var scene = await CreateAsync(database, network, Flow());
        await scene.PostAsync(new LedgerLine("acts", "A", Day("2024-05-02"), 3), new LedgerLine("acts", "B", Day("2024-05-02"), 4), new LedgerLine("acts", "AB", Day("2025-05-02"), 9));

        Assert.Equal(7, (await scene.CellAsync("acts", "AB", "2024-01-01", "2025-01-01", subtree: false, view: "constant:2025-06-01")).Value);
        Assert.Equal(16, (await scene.CellAsync("acts", "DT2", "2024-01-01", "2026-01-01", view: "constant:2025-06-01")).Value);
        var before = await scene.CellAsync("acts", "A", "2025-01-01", "2026-01-01", view: "constant:2024-06-01");
        Assert.Equal(CellState.NotComputable, before.State);
        Assert.Contains("rupture de série", before.Reason, StringComparison.Ordinal);
        Assert.Equal(9, (await scene.CellAsync("acts", "DT1", "2025-01-01", "2026-01-01", view: "constant:2024-06-01")).Value);
    }

    [Theory(DisplayName = "L9 A split with a key shares exactly; without a key it is a break, and the nation keeps all")]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_split_shares_by_its_key_or_breaks_the_series(string database)
    {
        SmallNetwork Split(decimal? first, decimal? second) => new SmallNetwork().Unit("NAT", null).Unit("DT1", "NAT").Unit("DT2", "NAT")
            .Unit("X", "DT1", "2015-01-01", "2025-01-01").Unit("Y", "DT1", "2025-01-01").Unit("Z", "DT2", "2025-01-01")
            .Continues("X", "Y", "2025-01-01", first).Continues("X", "Z", "2025-01-01", second);
        await using (var shared = await CreateAsync(database, Split(0.6m, 0.4m), Flow()))
        {
            await shared.PostAsync(new LedgerLine("acts", "X", Day("2024-05-02"), 7));
            Assert.Equal(4.2m, (await shared.CellAsync("acts", "DT1", "2024-01-01", "2025-01-01", view: "constant:2025-06-01")).Value);
            Assert.Equal(2.8m, (await shared.CellAsync("acts", "Z", "2024-01-01", "2025-01-01", subtree: false, view: "constant:2025-06-01")).Value);
            Assert.Equal(7, (await shared.CellAsync("acts", "NAT", "2024-01-01", "2025-01-01", view: "constant:2025-06-01")).Value);
            var listed = await shared.EntriesAsync(new Term("acts"), "DT1", Days("2024-01-01", "2025-01-01"), view: "constant:2025-06-01");
            Assert.Equal(4.2m, listed.Sum);
        }

        await using var broken = await CreateAsync(database, Split(null, null), Flow());
        await broken.PostAsync(new LedgerLine("acts", "X", Day("2024-05-02"), 7));
        foreach (var unit in new[] { "DT1", "DT2", "Y", "Z" })
        {
            var cell = await broken.CellAsync("acts", unit, "2024-01-01", "2025-01-01", view: "constant:2025-06-01");
            Assert.Equal(CellState.NotComputable, cell.State);
            Assert.Contains("rupture de série", cell.Reason, StringComparison.Ordinal);
        }

        Assert.Equal(7, (await broken.CellAsync("acts", "NAT", "2024-01-01", "2025-01-01", view: "constant:2025-06-01")).Value);
        Assert.Equal(7, (await broken.CellAsync("acts", "DT1", "2024-01-01", "2025-01-01")).Value);
    }

    [Theory(DisplayName = "L9 L13 By unit, the parts make the whole, also of a unit that moved or closed inside the period")]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task By_unit_the_parts_make_the_whole(string database)
    {
        var network = new SmallNetwork().Unit("NAT", null).Unit("DT1", "NAT").Unit("DT2", "NAT").Unit("A", "DT1")
            .Unit("C", "DT1", "2015-01-01", "2024-03-16").Unit("C", "DT2", "2024-03-16").Unit("X", "DT1", "2015-01-01", "2024-06-01");
        await using var scene = await CreateAsync(database, network, Flow());
        await scene.PostAsync(
            new LedgerLine("acts", "A", Day("2024-02-01"), 1), new LedgerLine("acts", "C", Day("2024-03-15"), 10),
            new LedgerLine("acts", "C", Day("2024-03-16"), 100), new LedgerLine("acts", "X", Day("2024-05-01"), 1000));

        foreach (var view in new[] { "courant", "constant:2024-02-01", "constant:2024-12-01" })
        {
            foreach (var unit in new[] { "NAT", "DT1", "DT2" })
            {
                var whole = await scene.CellAsync("acts", unit, "2024-01-01", "2025-01-01", view: view);
                var parts = (await scene.CutAsync("acts", unit, "2024-01-01", "2025-01-01", "unit", view)).Cells;
                Assert.Equal(whole.Value ?? 0, parts.Sum(c => c.Cell.Value ?? 0));
                foreach (var part in parts)
                {
                    var entries = await scene.EntriesAsync(new Term("acts"), part.Unit.Code, Days("2024-01-01", "2025-01-01"), subtree: false, view: view, within: unit);
                    Assert.Equal(part.Cell.Value ?? 0, entries.Sum);
                }
            }
        }
    }

    [Theory(DisplayName = "L9 A unit closed without successor stays in the nation and under the unit it was under")]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_unit_closed_without_successor_stays_under_its_parent(string database)
    {
        var network = new SmallNetwork().Unit("NAT", null).Unit("DT1", "NAT").Unit("A", "DT1", "2015-01-01", "2025-01-01").Unit("B", "DT1");
        await using var scene = await CreateAsync(database, network, Flow());
        await scene.PostAsync(new LedgerLine("acts", "A", Day("2024-05-02"), 3));

        Assert.Equal(3, (await scene.CellAsync("acts", "DT1", "2024-01-01", "2025-01-01", view: "constant:2025-06-01")).Value);
        Assert.Equal(3, (await scene.CellAsync("acts", "NAT", "2024-01-01", "2025-01-01", view: "constant:2025-06-01")).Value);
    }
}
