using CsCheck;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;
using Ramure.Network.Contracts;
using Ramure.Network.Model;
using Ramure.Network.Reorganisations;
using Ramure.Tests.Support;

namespace Ramure.Tests.Network.Reorganisations;

public sealed class ReorganisationProperties
{
    private static readonly string[] Known = ["RC", "DT1", "DT2", "A", "B", "C", "N1", "N2", "N3"];
    private static readonly Gen<string> Unit = Gen.Int[0, 8].Select(i => Known[i]);

    private static readonly Gen<ReorganisationPlan> Plan = Gen.Select(
        Gen.Enum<ReorganisationKind>(), Gen.Int[1, 400], Gen.Select(Unit, Unit), Unit, Gen.Select(Unit, Unit), Gen.Bool, Gen.Bool)
        .Select((kind, day, units, parent, successors, opens, key) => new ReorganisationPlan(
            kind,
            new DateOnly(2030, 1, 1).AddDays(day),
            kind == ReorganisationKind.Merge ? [units.Item1, units.Item2] : [units.Item1],
            parent,
            kind switch
            {
                ReorganisationKind.Merge => [new(successors.Item1, opens ? "Nouvelle" : null, null, [])],
                ReorganisationKind.Split => [new(successors.Item1, opens ? "Nouvelle" : null, key ? 0.25m : null, ["A", "B"]), new(successors.Item2, opens ? "Autre" : null, key ? 0.75m : null, ["C"])],
                _ => [],
            }));

    [Fact]
    public void L9_any_sequence_of_reorganisations_leaves_memberships_without_gap_or_overlap()
    {
        var applied = 0;
        Plan.Array[1, 12].Sample(
            plans =>
            {
                var network = Small();
                foreach (var plan in plans)
                {
                    if (!ReorganisationPlanner.Apply(network, plan).TryGet(out var done, out _))
                        continue;
                    Interlocked.Increment(ref applied);
                    network = done.After;
                    Whole(network);
                }
            },
            iter: 2_000);
        Assert.True(applied > 500, $"Only {applied} plans could be applied: the generator has become too wild to prove anything.");
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task L9_withdrawing_in_reverse_order_restores_every_state(string database)
    {
        await using var installation = await NetworkTesting.CreateAsync(database, adjust: ReorganisationTests.Clock(2029, 6, 1));
        var states = new Stack<(Guid Id, string Before)>();
        foreach (var plan in Plan.Array[60].Single(plans => plans.Length == 60, "0000KOIPe036"))
        {
            var before = (await installation.SnapshotAsync()).Text();
            if ((await ReorganisationTests.ConfirmAsync(installation, plan)).TryGet(out var id, out _))
                states.Push((id, before));
        }

        Assert.NotEmpty(states);
        Whole(await installation.SnapshotAsync());
        while (states.TryPop(out var state))
        {
            Assert.Empty((await ReorganisationTests.WithdrawAsync(installation, state.Id)).Refusals);
            Assert.Equal(state.Before, (await installation.SnapshotAsync()).Text());
        }
    }

    /// <summary>Written apart from the product's own rules: days are looked at one by one.</summary>
    private static void Whole(NetworkSnapshot network)
    {
        var days = network.Memberships.SelectMany(m => new[] { m.Days.From, m.Days.To }).Where(d => d != DateOnly.MaxValue).SelectMany(d => new[] { d.AddDays(-1), d }).Distinct().ToList();
        foreach (var unit in network.Units)
        {
            foreach (var day in days)
            {
                var rows = network.Memberships.Where(m => m.Unit == unit.Number && m.Days.From <= day && day < m.Days.To).ToList();
                Assert.Equal(unit.Open.Contains(day) ? 1 : 0, rows.Count);
                if (rows is [{ Parent: { } parent }])
                    Assert.True(network[parent].Open.Contains(day), $"{unit.Code} under {network[parent].Code} on {day:yyyy-MM-dd}");
                Assert.DoesNotContain(unit, network.AncestorsAt(unit.Number, day).Take(20));
            }
        }
    }

    private static NetworkSnapshot Small()
    {
        var always = new DayRange(new DateOnly(2015, 1, 1), DateOnly.MaxValue);
        UnitInfo Info(int number, string code, string kind) => new(number, code, code, code, kind, "Europe/Paris", always, null, null, null, null);
        return new NetworkSnapshot(
            1,
            [Info(1, "RC", "head-office"), Info(2, "DT1", "directorate"), Info(3, "DT2", "directorate"), Info(4, "A", "atelier"), Info(5, "B", "atelier"), Info(6, "C", "atelier")],
            [new(1, null, always), new(2, 1, always), new(3, 1, always), new(4, 2, always), new(5, 2, always), new(6, 3, always)],
            []);
    }
}
