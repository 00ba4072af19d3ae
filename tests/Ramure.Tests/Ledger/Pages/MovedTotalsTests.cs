using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Time;
using Ramure.Network.Contracts;
using Ramure.Tests.Support;

namespace Ramure.Tests.Ledger.Pages;

public sealed class MovedTotalsTests
{
    [Theory(DisplayName = "L9 Before a move is confirmed, the totals that go from one directorate to the other are told in both views")]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_move_takes_totals_along(string database)
    {
        await using var scene = await LedgerScene.CreateAsync(
            database, Before(), services => services.AddSingleton<IClock>(new FixedClock()), LedgerScene.Flow());
        await scene.PostAsync(LedgerSite.Acts("C", "2024-05-01", 40), LedgerSite.Acts("C", "2023-05-01", 2), LedgerSite.Acts("A", "2024-05-01", 5));
        var after = Base().Unit("C", "DT1", "2015-01-01", "2024-03-01").Unit("C", "DT2", "2024-03-01");
        var lines = await DescribeAsync(scene, after, ["C", "DT1", "DT2", "NAT"], "2024-03-01");

        // Courant: what happened from the effective day on. Constant at that day: all years.
        Assert.Contains(new EffectLine("Actes (actes), en 2024", "DT1", "périmètre courant", "45", "5"), lines);
        Assert.Contains(new EffectLine("Actes (actes), depuis 2023", "DT1", "périmètre courant", "47", "7"), lines);
        Assert.Contains(new EffectLine("Actes (actes), depuis 2023", "DT1", "périmètre constant au 1er mars 2024", "47", "5"), lines);
        Assert.Contains(lines, l => l is { Unit: "DT2", View: "périmètre constant au 1er mars 2024", Measure: "Actes (actes), depuis 2023", After: "42" });
        // C keeps its own total, and the nation's is the same in both views.
        Assert.DoesNotContain(lines, l => l.Unit == "C");
        Assert.Equal(2, lines.Count(l => l is { Unit: "NAT", Before: "inchangés", After: "inchangés" }));
        Assert.DoesNotContain(lines, l => l.Unit == "NAT" && l.Before != "inchangés");
        // Those that move most come first.
        Assert.Equal(("Actes (actes), depuis 2023", "périmètre constant au 1er mars 2024"), (lines[0].Measure, lines[0].View));
    }

    [Fact]
    public async Task A_reorganisation_that_moves_no_total_says_nothing()
    {
        await using var scene = await LedgerScene.CreateAsync(
            "sqlite", Before(), services => services.AddSingleton<IClock>(new FixedClock()), LedgerScene.Flow());
        await scene.PostAsync(LedgerSite.Acts("A", "2024-05-01", 5));
        Assert.Empty(await DescribeAsync(scene, Base().Unit("C", "DT1", "2015-01-01", "2024-03-01").Unit("C", "DT2", "2024-03-01"), ["C", "DT1", "DT2", "NAT"], "2024-03-01"));
    }

    private static SmallNetwork Base() => new SmallNetwork().Unit("NAT", null).Unit("DT1", "NAT").Unit("DT2", "NAT").Unit("A", "DT1").Unit("B", "DT1");

    private static SmallNetwork Before() => Base().Unit("C", "DT1");

    private static Task<IReadOnlyList<EffectLine>> DescribeAsync(LedgerScene scene, SmallNetwork after, string[] touched, string effective) =>
        scene.Installation.RunAsync(async services => await services.GetServices<IReorganisationEffect>().Single().DescribeAsync(
            await Before().SnapshotAsync(), await after.SnapshotAsync(), touched, LedgerScene.Day(effective), CancellationToken.None));

    private sealed class FixedClock : IClock
    {
        public DateTime UtcNow => new(2025, 6, 1, 12, 0, 0, DateTimeKind.Utc);
    }
}
