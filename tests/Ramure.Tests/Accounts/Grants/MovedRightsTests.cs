using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Network.Contracts;
using Ramure.Network.Model;
using Ramure.Network.Reorganisations;
using Ramure.Tests.Network;
using Ramure.Tests.Network.Reorganisations;
using Ramure.Tests.Support;

namespace Ramure.Tests.Accounts.Grants;

public sealed class MovedRightsTests
{
    private static readonly DateOnly Day = new(2030, 1, 1);

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_move_takes_rights_along_and_its_trace_keeps_references_only(string database)
    {
        await using var installation = await NetworkTesting.CreateAsync(database, adjust: ReorganisationTests.Clock(2029, 6, 1));
        var left = await installation.OpenAsync((Role.TerritorialDirector, "DT1"));
        var right = await installation.OpenAsync((Role.TerritorialDirector, "DT2"));
        // Neither the unit's own people, nor those of all units, nor those whose role is over by then.
        await installation.OpenAsync((Role.AtelierDirector, "A"), (Role.Administrator, "*"), (Role.OversightReader, "RC"));
        var over = await installation.OpenAsync();
        await installation.GrantAsync(null, over, Role.TerritorialDirector, "DT1", new DateOnly(2020, 1, 1), Day.AddDays(-1));

        var move = ReorganisationTests.Move("A", "DT2", Day);
        var lines = await LinesAsync(installation, move);
        Assert.Equal(2, lines.Count);
        Assert.Contains(lines, l => Said(l) == $"account:{left} DT1 + - A" && l is { Person: "Camille Essai", Role: "Direction territoriale", Remedy: null });
        Assert.Contains(lines, l => Said(l) == $"account:{right} DT2 + A -");

        Assert.Empty((await ReorganisationTests.ConfirmAsync(installation, move)).Refusals);
        var trace = Assert.Single(await installation.TrailAsync("network.reorganise")).After;
        Assert.Contains($"account:{left}", trace, StringComparison.Ordinal);
        Assert.Contains($"account:{right}", trace, StringComparison.Ordinal);
        Assert.DoesNotContain("Camille", trace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_merge_leaves_the_people_of_the_unit_that_closes_behind_and_says_what_to_do()
    {
        await using var installation = await NetworkTesting.CreateAsync("sqlite", adjust: ReorganisationTests.Clock(2029, 6, 1));
        var left = await installation.OpenAsync((Role.TerritorialDirector, "DT1"));
        var right = await installation.OpenAsync((Role.TerritorialDirector, "DT2"));
        var lines = await LinesAsync(installation, new(ReorganisationKind.Merge, Day, ["DT1", "DT2"], null, [new("DT2", null, null, [])]));
        Assert.Equal(
            [$"account:{left} DT1 + - A B", $"account:{right} DT2 + A B DT1 -"],
            lines.Select(Said).Order(StringComparer.Ordinal));
        Assert.Equal("DT1 ferme le 1er janvier 2030 : donnez le rôle pour ce qui la continue, DT2.", lines.Single(l => l.Unit == "DT1").Remedy);
        Assert.Null(lines.Single(l => l.Unit == "DT2").Remedy);
    }

    [Fact]
    public async Task A_closing_names_the_people_of_the_unit_though_they_keep_its_past()
    {
        await using var installation = await NetworkTesting.CreateAsync("sqlite", adjust: ReorganisationTests.Clock(2029, 6, 1));
        await installation.OpenAsync((Role.TerritorialDirector, "DT1"));
        var staff = await installation.OpenAsync((Role.AtelierStaff, "A"));
        var line = Assert.Single(await LinesAsync(installation, new(ReorganisationKind.Close, Day, ["A"], null, [])));
        Assert.Equal($"account:{staff} A + -", Said(line));
        Assert.Equal("A ferme le 1er janvier 2030 : donnez le rôle pour une autre unité, ou retirez-le.", line.Remedy);
    }

    private static string Said(RightsLine line) => string.Join(' ', (string[])[line.Account, line.Unit, "+", .. line.Gained, "-", .. line.Lost]);

    private static async Task<IReadOnlyList<RightsLine>> LinesAsync(TestInstallation installation, ReorganisationPlan plan) =>
        (await installation.RunAsync(s => s.GetRequiredService<ReorganisationService>().PreviewAsync(plan))).Value.Rights;
}
