using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;
using Ramure.Network.Contracts;
using Ramure.Network.Model;
using Ramure.Network.Reorganisations;
using Ramure.Tests.Support;

namespace Ramure.Tests.Network.Reorganisations;

public sealed class ReorganisationTests
{
    private static readonly DateOnly Day = new(2030, 1, 1);

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_move_takes_effect_on_its_day_and_withdrawing_restores_the_rows(string database)
    {
        await using var installation = await NetworkTesting.CreateAsync(database, adjust: Clock(2029, 6, 1));
        var before = await installation.SnapshotAsync();

        var id = (await ConfirmAsync(installation, Move("A", "DT2", Day))).Value;

        var after = await installation.SnapshotAsync();
        Assert.True(after.TryFind("A", out var unit));
        Assert.Equal("DT1", after.ParentAt(unit.Number, Day.AddDays(-1))?.Code);
        Assert.Equal("DT2", after.ParentAt(unit.Number, Day)?.Code);
        Assert.Contains(await installation.AuditAsync(), e => e is { Operation: "network.reorganise", Actor: "system", Reason: "raison" } && e.SubjectId == id.ToString());

        Assert.Empty((await WithdrawAsync(installation, id)).Refusals);
        var restored = await installation.SnapshotAsync();
        Assert.Equal(before.Text(), restored.Text());
        Assert.True(restored.Version > after.Version);
        Assert.Contains(await installation.AuditAsync(), e => e.Operation == "network.withdraw" && e.SubjectId == id.ToString());
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_split_with_a_key_opens_units_and_shares_the_children(string database)
    {
        await using var installation = await NetworkTesting.CreateAsync(database, adjust: Clock(2029, 6, 1));
        var before = (await installation.SnapshotAsync()).Text();
        var id = (await ConfirmAsync(installation, new(ReorganisationKind.Split, Day, ["DT1"], null, [new("DT1A", "Direction 1 A", 0.4m, ["A"]), new("DT2", null, 0.6m, ["B"])]))).Value;

        var network = await installation.SnapshotAsync();
        Assert.True(network.TryFind("DT1", out var closed));
        Assert.True(network.TryFind("DT1A", out var opened));
        Assert.Equal(Day, closed.Open.To);
        Assert.Equal((Day, "directorate", 7), (opened.Open.From, opened.Kind, opened.Number));
        Assert.Equal(["A"], network.ChildrenAt(opened.Number, Day).Select(u => u.Code));
        Assert.Equal(["DT1A 0.4", "DT2 0.6"], network.SuccessorsOf(closed.Number).Select(s => FormattableString.Invariant($"{network[s.Successor].Code} {s.Share:0.#}")).Order());

        Assert.Empty((await WithdrawAsync(installation, id)).Refusals);
        Assert.Equal(before, (await installation.SnapshotAsync()).Text());
        Assert.False((await installation.SnapshotAsync()).TryFind("DT1A", out _));
        // L9 figures refer to numbers: one that was given is never given again.
        await installation.ImportAsync(NetworkTesting.Header + "N,N,atelier,DT1,2015-01-01,,Europe/Paris\n");
        Assert.True((await installation.SnapshotAsync()).TryFind("N", out var next));
        Assert.Equal(8, next.Number);
    }

    [Fact]
    public async Task A_merge_closes_the_units_and_brings_theirs_under_the_one_that_goes_on()
    {
        await using var installation = await NetworkTesting.CreateAsync("sqlite", adjust: Clock(2029, 6, 1));
        await ConfirmAsync(installation, new(ReorganisationKind.Merge, Day, ["DT1", "DT2"], null, [new("DT2", null, null, [])]));

        var network = await installation.SnapshotAsync();
        Assert.True(network.TryFind("DT2", out var successor));
        Assert.Equal(["A", "B", "C"], network.ChildrenAt(successor.Number, Day).Select(u => u.Code).Order());
        Assert.True(network.TryFind("DT1", out var closed));
        Assert.Equal(Day, closed.Open.To);
        Assert.Equal((successor.Number, 1m), Assert.Single(network.Successions.Select(s => (s.Successor, s.Share))));
    }

    public static TheoryData<string, string, string> Refused => new()
    {
        { "move-self", "parent-same", "vers" },
        { "move-below", "membership-cycle", "vers" },
        { "move-nowhere", "parent-missing", "vers" },
        { "move-unknown", "unit-unknown", "unites" },
        { "move-first-day", "change-same-day", "jour" },
        { "move-too-early", "unit-closed", "vers" },
        { "split-one", "split-two", "s2" },
        { "split-sum", "share-sum", "s2-part" },
        { "split-left", "child-left", "s1-unites" },
        { "split-stranger", "child-unknown", "s1-unites" },
        { "close-children", "parent-missing", "vers" },
        { "merge-alone", "merge-alone", "unites" },
        { "code-taken", "code-taken", "s1-code" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_plan_that_cannot_be_is_refused_at_its_field(string which, string code, string field)
    {
        await using var installation = await NetworkTesting.CreateAsync("sqlite", adjust: Clock(2029, 6, 1));
        ReorganisationPlan Split(params PlannedSuccessor[] successors) => new(ReorganisationKind.Split, Day, ["DT1"], null, successors);
        var plan = which switch
        {
            "move-self" => Move("A", "DT1", Day),
            "move-below" => Move("DT1", "A", Day),
            "move-nowhere" => Move("A", "", Day),
            "move-unknown" => Move("ZZ", "DT1", Day),
            "move-first-day" => Move("A", "DT2", new DateOnly(2015, 1, 1)),
            "move-too-early" => Move("A", "DT2", new DateOnly(2014, 1, 1)),
            "split-one" => Split(new PlannedSuccessor("DT2", null, null, ["A", "B"])),
            "split-sum" => Split(new("X", "X", 0.4m, ["A", "B"]), new("Y", "Y", 0.4m, [])),
            "split-left" => Split(new("X", "X", null, ["A"]), new("Y", "Y", null, [])),
            "split-stranger" => Split(new("X", "X", null, ["A", "B", "C"]), new("Y", "Y", null, [])),
            "close-children" => new(ReorganisationKind.Close, Day, ["DT1"], null, []),
            "merge-alone" => new(ReorganisationKind.Merge, Day, ["DT1"], null, [new("DT1", null, null, [])]),
            _ => Split(new("C", "Encore C", null, ["A", "B"]), new("Y", "Y", null, [])),
        };
        var before = (await installation.SnapshotAsync()).Text();
        var refusal = Assert.Single((await ConfirmAsync(installation, plan)).Refusals);
        Assert.Equal((code, field), (refusal.Code, refusal.Field));
        Assert.Equal(before, (await installation.SnapshotAsync()).Text());
    }

    [Fact]
    public async Task A_plan_about_a_unit_already_planned_is_refused_and_names_the_other()
    {
        await using var installation = await NetworkTesting.CreateAsync("sqlite", adjust: Clock(2029, 6, 1));
        await ConfirmAsync(installation, Move("A", "DT2", Day));
        var refusal = Assert.Single((await ConfirmAsync(installation, Move("A", "DT1", Day.AddYears(1)))).Refusals);
        Assert.Equal("reorganisation-conflict", refusal.Code);
        Assert.Contains("1er janvier 2030 par le système (raison)", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reorganisation_cannot_be_withdrawn_from_its_day_on()
    {
        await using var installation = await NetworkTesting.CreateAsync("sqlite", adjust: Clock(2030, 1, 1));
        var id = (await ConfirmAsync(installation, Move("A", "DT2", Day))).Value;
        Assert.Equal("reorganisation-effective", Assert.Single((await WithdrawAsync(installation, id)).Refusals).Code);
    }

    [Fact]
    public async Task A_reorganisation_that_another_stands_on_is_withdrawn_after_it()
    {
        await using var installation = await NetworkTesting.CreateAsync("sqlite", adjust: Clock(2029, 6, 1));
        var first = (await ConfirmAsync(installation, new(ReorganisationKind.Split, Day, ["DT2"], null, [new("X", "X", null, ["C"]), new("Y", "Y", null, [])]))).Value;
        var second = (await ConfirmAsync(installation, Move("A", "X", Day.AddDays(10)))).Value;

        Assert.Equal("reorganisation-needed", Assert.Single((await WithdrawAsync(installation, first)).Refusals).Code);
        Assert.Empty((await WithdrawAsync(installation, second)).Refusals);
        Assert.Empty((await WithdrawAsync(installation, first)).Refusals);
    }

    [Fact]
    public async Task A_plan_checked_on_another_network_is_not_confirmed_unseen()
    {
        await using var installation = await NetworkTesting.CreateAsync("sqlite", adjust: Clock(2029, 6, 1));
        var seen = (await installation.SnapshotAsync()).Version;
        await ConfirmAsync(installation, Move("B", "DT2", Day));
        var result = await installation.RunAsync(s => s.GetRequiredService<ReorganisationService>().ConfirmAsync(Move("A", "DT2", Day), "raison", seen));
        Assert.Equal("network-changed", Assert.Single(result.Refusals).Code);
    }

    [Fact]
    public async Task The_effect_is_described_on_the_network_that_confirming_makes()
    {
        var effect = new Spy();
        await using var installation = await NetworkTesting.CreateAsync("sqlite", adjust: services =>
        {
            Clock(2029, 6, 1)(services);
            services.AddSingleton<IReorganisationEffect>(effect);
        });
        var preview = (await installation.RunAsync(s => s.GetRequiredService<ReorganisationService>().PreviewAsync(Move("A", "DT2", Day)))).Value;
        var untouched = (await installation.SnapshotAsync()).Text();
        await ConfirmAsync(installation, Move("A", "DT2", Day));

        Assert.Equal(["A", "DT1", "DT2", "RC"], effect.Units);
        Assert.Equal("Mesure", Assert.Single(preview.Effects, e => e.Measure == "Mesure").Measure);
        Assert.NotEqual(untouched, preview.Applied.After.Text());
        Assert.Equal(preview.Applied.After.Text(), (await installation.SnapshotAsync()).Text());
    }

    internal static ReorganisationPlan Move(string unit, string parent, DateOnly day) => new(ReorganisationKind.Move, day, [unit], parent, []);

    internal static Task<Result<Guid>> ConfirmAsync(TestInstallation installation, ReorganisationPlan plan) =>
        installation.RunAsync(s => s.GetRequiredService<ReorganisationService>().ConfirmAsync(plan, "raison"));

    internal static Task<Result<Done>> WithdrawAsync(TestInstallation installation, Guid id) =>
        installation.RunAsync(s => s.GetRequiredService<ReorganisationService>().WithdrawAsync(id, "abandon"));

    internal static Action<IServiceCollection> Clock(int year, int month, int day) =>
        services => services.AddSingleton<IClock>(new FixedClock(new DateTime(year, month, day, 12, 0, 0, DateTimeKind.Utc)));

    private sealed class FixedClock(DateTime now) : IClock
    {
        public DateTime UtcNow => now;
    }

    private sealed class Spy : IReorganisationEffect
    {
        public IReadOnlyList<string> Units { get; private set; } = [];

        public Task<IReadOnlyList<EffectLine>> DescribeAsync(
            NetworkSnapshot before, NetworkSnapshot after, IReadOnlyList<string> touchedUnits, DateOnly effective, CancellationToken cancel)
        {
            Units = touchedUnits;
            return Task.FromResult<IReadOnlyList<EffectLine>>([new("Mesure", "Direction 1", "périmètre courant", "2", "1")]);
        }
    }
}
