using Microsoft.Extensions.DependencyInjection;
using Ramure.Accounts.Grants;
using Ramure.Accounts.Model;
using Ramure.Kernel.Access;
using Ramure.Tests.Network;
using Ramure.Tests.Support;

namespace Ramure.Tests.Accounts.Grants;

public sealed class GrantTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_role_is_granted_changed_and_revoked_and_each_leaves_its_trace(string database)
    {
        await using var installation = await NetworkTesting.CreateAsync(database);
        var person = await installation.OpenAsync();
        var grant = (await installation.GrantAsync(null, person, Role.AtelierStaff, "A", until: new DateOnly(2099, 1, 1))).Value;
        Assert.Equal(new DateOnly(2099, 1, 2), Assert.Single(await installation.GrantsAsync(person)).To);

        Assert.True((await installation.AsAsync(null, s => s.GetRequiredService<GrantService>().ChangeDatesAsync(grant, new DateOnly(2021, 1, 1), null, "sans fin"))).Succeeded);
        Assert.Null(Assert.Single(await installation.GrantsAsync(person)).To);
        Assert.True((await installation.RevokeAsync(null, grant)).Succeeded);
        Assert.NotNull(Assert.Single(await installation.GrantsAsync(person)).RevokedAt);
        Assert.Equal(["grant-revoked"], (await installation.RevokeAsync(null, grant)).Codes());

        foreach (var operation in (string[])["accounts.grant", "accounts.change-grant", "accounts.revoke"])
        {
            var trace = Assert.Single(await installation.TrailAsync(operation));
            Assert.Equal(("grant", grant.ToString(), "A"), (trace.SubjectKind, trace.SubjectId, trace.Unit));
        }
    }

    [Fact]
    public async Task A_grant_that_cannot_be_names_each_field()
    {
        await using var installation = await NetworkTesting.CreateAsync("sqlite");
        var person = await installation.OpenAsync();
        var wrong = await installation.AsAsync(null, s => s.GetRequiredService<GrantService>().GrantAsync(
            person, new GrantWish(null, "nulle part", new DateOnly(2026, 2, 1), new DateOnly(2026, 1, 31), ["measure:x"])));
        Assert.Equal(["role", "unite", "au", "elements"], wrong.Refusals.Select(r => r.Field));
        Assert.Equal(["items-missing"], (await installation.GrantAsync(null, person, Role.HeadOfficeService, "RC")).Codes());
        Assert.Equal(["item-unknown"], (await installation.GrantAsync(null, person, Role.HeadOfficeService, "RC", items: "measure:nothing")).Codes());
        Assert.Empty((await installation.GrantAsync(null, person, Role.HeadOfficeService, "RC", items: "measure:training.actions")).Codes());
        Assert.Equal(["account-unknown"], (await installation.GrantAsync(null, Guid.CreateVersion7(), Role.Trainer, "A")).Codes());
        Assert.Empty((await installation.GrantAsync(null, person, Role.Trainer, "A")).Codes());
        Assert.Equal(["grant-exists"], (await installation.GrantAsync(null, person, Role.Trainer, "A")).Codes());
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_director_grants_the_team_of_their_own_units_and_nothing_else(string database)
    {
        await using var installation = await NetworkTesting.CreateAsync(database);
        var director = await installation.OpenAsync((Role.AtelierDirector, "A"), (Role.AtelierStaff, "B"));
        var person = await installation.OpenAsync();
        foreach (var role in (Role[])[Role.Trainer, Role.AtelierStaff, Role.AtelierDirector])
            Assert.Empty((await installation.GrantAsync(director, person, role, "A")).Refusals);
        foreach (var role in (Role[])[Role.TerritorialDirector, Role.Administrator, Role.FunderReader, Role.OversightReader])
            Assert.Equal(["role-too-wide"], (await installation.GrantAsync(director, person, role, "A")).Codes());
        foreach (var unit in (string[])["B", "DT1", "RC", "*"])
            await Assert.ThrowsAsync<AccessDeniedException>(() => installation.GrantAsync(director, person, Role.AtelierStaff, unit));
        Assert.Equal(["own-grant"], (await installation.GrantAsync(director, director, Role.Trainer, "A")).Codes());
    }

    [Fact]
    public async Task A_territorial_director_grants_below_and_an_administrator_of_a_directorate_nothing_of_the_whole_network()
    {
        await using var installation = await NetworkTesting.CreateAsync("sqlite");
        var person = await installation.OpenAsync();
        var territorial = await installation.OpenAsync((Role.TerritorialDirector, "DT1"));
        Assert.Empty((await installation.GrantAsync(territorial, person, Role.AtelierDirector, "B")).Refusals);
        Assert.Equal(["role-too-wide"], (await installation.GrantAsync(territorial, person, Role.TerritorialDirector, "DT1")).Codes());
        await Assert.ThrowsAsync<AccessDeniedException>(() => installation.GrantAsync(territorial, person, Role.AtelierDirector, "C"));

        var administrator = await installation.OpenAsync((Role.Administrator, "DT1"));
        Assert.Empty((await installation.GrantAsync(administrator, person, Role.Administrator, "A")).Refusals);
        Assert.Equal(["role-too-wide"], (await installation.GrantAsync(administrator, person, Role.OversightReader, "A")).Codes());

        // The root reaches everything of today; the whole network, whatever its units, is more.
        var root = await installation.OpenAsync((Role.Administrator, "RC"));
        Assert.Empty((await installation.GrantAsync(root, person, Role.OversightReader, "RC")).Refusals);
        Assert.Equal(["role-too-wide"], (await installation.GrantAsync(root, person, Role.Administrator, "*")).Codes());
    }

    [Fact]
    public async Task Who_may_not_give_a_role_does_not_take_it_away()
    {
        await using var installation = await NetworkTesting.CreateAsync("sqlite");
        var director = await installation.OpenAsync((Role.AtelierDirector, "A"));
        var funder = await installation.OpenAsync((Role.FunderReader, "A"));
        var elsewhere = await installation.OpenAsync((Role.AtelierStaff, "B"));
        foreach (var person in (Guid[])[funder, elsewhere])
        {
            var grant = Assert.Single(await installation.GrantsAsync(person)).Id;
            await Assert.ThrowsAsync<AccessDeniedException>(() => installation.RevokeAsync(director, grant));
        }
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_last_administrator_of_the_network_stays_even_when_two_leave_at_once(string database)
    {
        await using var installation = await NetworkTesting.CreateAsync(database);
        await installation.OpenAsync((Role.Administrator, "*"));
        await installation.OpenAsync((Role.Administrator, "*"));
        await installation.OpenAsync((Role.Administrator, "DT1"));
        var grants = (await installation.GrantsAsync()).Where(g => g.Unit == "*").Select(g => g.Id).ToList();
        var results = await Task.WhenAll(grants.Select(g => Task.Run(() => installation.RevokeAsync(null, g))));
        var lost = Assert.Single(results, r => !r.Succeeded);
        Assert.Equal(["last-administrator"], lost.Codes());

        var last = Assert.Single(await installation.GrantsAsync(), g => g.Unit == "*" && g.RevokedAt is null);
        var ended = await installation.AsAsync(null, s => s.GetRequiredService<GrantService>().ChangeDatesAsync(last.Id, last.From, new DateOnly(2098, 12, 31)));
        Assert.Equal(["last-administrator"], ended.Codes());
        Assert.Null((await installation.GrantsAsync()).Single(g => g.Id == last.Id).To);
    }

    [Fact]
    public async Task A_role_for_a_closed_unit_names_what_continues_it()
    {
        await using var installation = await TestInstallation.CreateAsync("sqlite");
        Assert.Empty((await installation.ImportAsync(NetworkTesting.Header + """
            RC,Réseau,head-office,,2015-01-01,,Europe/Paris
            A,Atelier A,atelier,RC,2015-01-01,2020-01-01,Europe/Paris
            B,Atelier B,atelier,RC,2015-01-01,,Europe/Paris

            """, "predecessor,successor,date,share\nA,B,2020-01-01,1\n")).Refusals);
        var person = await installation.OpenAsync();
        var refusal = Assert.Single((await installation.GrantAsync(null, person, Role.Trainer, "A")).Refusals);
        Assert.Equal("unit-closed", refusal.Code);
        Assert.Contains("continue, B", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_role_has_its_code_and_its_words()
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            Assert.Equal(role, RoleWords.Parse(RoleWords.Code(role)));
            Assert.NotEqual(role.ToString(), RoleWords.Label(role));
            Assert.NotEmpty(RoleWords.Purpose(role));
        }

        Assert.Equal("head-office-service", RoleWords.Code(Role.HeadOfficeService));
        Assert.Equal("*", RoleGrant.WholeNetwork);
    }
}
