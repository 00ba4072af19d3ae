using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Accounts.Model;
using Ramure.Accounts.People;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Tests.Journal;
using Ramure.Tests.Network;
using Ramure.Tests.Support;

namespace Ramure.Tests.Accounts.People;

public sealed class AdministrationPageTests
{
    [Fact]
    public async Task A_director_sees_who_works_in_their_units_and_no_other_name()
    {
        await using var installation = await NetworkTesting.CreateAsync("sqlite");
        var here = await installation.OpenAsync((Role.AtelierStaff, "A"), (Role.AtelierStaff, "C"));
        var there = await installation.OpenAsync((Role.AtelierStaff, "C"));
        using var director = await installation.ClientAsync(Role.AtelierDirector, "A");

        var list = await director.PageAsync("/administration/comptes");
        Assert.NotNull(list.QuerySelector($"a[href='/administration/comptes/{here}']"));
        Assert.Null(list.QuerySelector($"a[href='/administration/comptes/{there}']"));
        Assert.Null(list.QuerySelector("#unite option[value=C]"));
        Assert.DoesNotContain("Atelier C", list.Text("table"), StringComparison.Ordinal);
        Assert.Null((await director.PageAsync("/administration/comptes?unite=C")).QuerySelector($"a[href='/administration/comptes/{there}']"));
        Assert.DoesNotContain("Atelier C", (await director.PageAsync($"/administration/comptes/{here}")).Text("table"), StringComparison.Ordinal);
        await director.PageAsync($"/administration/comptes/{there}", HttpStatusCode.NotFound);
        await director.PageAsync($"/administration/comptes/{Guid.CreateVersion7()}", HttpStatusCode.NotFound);
        Assert.DoesNotContain("Atelier C", await director.GetStringAsync("/administration/comptes.csv"), StringComparison.Ordinal);
        await director.PageAsync("/reseau/unites/C/acces", HttpStatusCode.Forbidden);
        await director.PageAsync("/reseau/unites/XX/acces", HttpStatusCode.NotFound);
        Assert.Contains("Équipe d’un atelier", (await director.PageAsync("/reseau/unites/A/acces")).Text("table"), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_list_is_paged_filtered_and_sorted_by_the_database(string database)
    {
        await using var installation = await NetworkTesting.CreateAsync(database);
        foreach (var (name, unit) in ((string, string)[])[("Éloi Zola", "A"), ("Ada Aubry", "A"), ("Zoé Éluard", "B"), ("Émile Durand", "C")])
            await NamedAsync(installation, name, unit);
        for (var i = 0; i < 30; i++)
            await NamedAsync(installation, $"Marie Numéro {i:00}", "A");
        using var director = await installation.ClientAsync(Role.TerritorialDirector, "DT1");
        var first = await director.PageAsync("/administration/comptes");
        Assert.Equal(25, Names(first).Count);
        Assert.Equal("Ada Aubry", Names(first)[0]);
        // 33 of theirs and themselves; a page beyond the end is the last one.
        Assert.Equal(9, Names(await director.PageAsync("/administration/comptes?page=2")).Count);
        Assert.Equal(9, Names(await director.PageAsync("/administration/comptes?page=99")).Count);
        Assert.Equal(["Éloi Zola"], Names(await director.PageAsync("/administration/comptes?filtre=ELOI")));
        Assert.Empty(Names(await director.PageAsync("/administration/comptes?filtre=durand")));
        Assert.Equal("Zoé Éluard", Names(await director.PageAsync("/administration/comptes?tri=-nom"))[0]);
        Assert.Equal(["Zoé Éluard"], Names(await director.PageAsync("/administration/comptes?unite=B")));
        Assert.Equal(["TerritorialDirector de DT1"], Names(await director.PageAsync("/administration/comptes?role=territorial-director")));
        // Who was never seen comes last, whichever way.
        foreach (var sort in (string[])["vu-le", "-vu-le"])
            Assert.Equal("TerritorialDirector de DT1", Names(await director.PageAsync("/administration/comptes?tri=" + sort))[0]);
        Assert.Equal(35, (await director.GetStringAsync("/administration/comptes.csv")).Trim().Split('\n').Length);
        Assert.Equal(2, (await director.GetStringAsync("/administration/comptes.csv?filtre=eloi")).Trim().Split('\n').Length);
        using var administrator = await installation.ClientAsync();
        Assert.Equal(["Émile Durand"], Names(await administrator.PageAsync("/administration/comptes?filtre=durand")));
    }

    [Fact]
    public async Task Who_has_access_from_above_is_named_without_a_link_that_leads_nowhere()
    {
        await using var installation = await NetworkTesting.CreateAsync("sqlite");
        var above = await installation.OpenAsync((Role.TerritorialDirector, "DT1"));
        var here = await installation.OpenAsync((Role.AtelierStaff, "A"));
        using var director = await installation.ClientAsync(Role.AtelierDirector, "A");
        var page = await director.PageAsync("/reseau/unites/A/acces");
        Assert.Equal(3, page.QuerySelectorAll("tbody tr").Length);
        Assert.Null(page.QuerySelector($"a[href='/administration/comptes/{above}']"));
        foreach (var link in page.QuerySelectorAll("tbody a").Select(a => a.GetAttribute("href")!))
            await director.PageAsync(link);
        Assert.NotNull(page.QuerySelector($"a[href='/administration/comptes/{here}']"));
    }

    [Theory]
    [InlineData(Role.Teacher), InlineData(Role.Trainer), InlineData(Role.AtelierStaff), InlineData(Role.HeadOfficeService), InlineData(Role.OversightReader), InlineData(Role.FunderReader)]
    public async Task Other_roles_do_not_open_the_administration_of_accounts(Role role)
    {
        await using var installation = await NetworkTesting.CreateAsync("sqlite");
        using var client = await installation.ClientAsync(role, "RC", "measure:training.actions");
        foreach (var address in (string[])["/administration/comptes", "/administration/comptes.csv", "/administration/roles", "/administration/invitations", "/administration/invitations/nouvelle", "/reseau/unites/A/acces"])
        {
            using var answer = await client.GetAsync(address);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_role_is_given_its_dates_changed_and_taken_away_on_the_pages()
    {
        await using var installation = await NetworkTesting.CreateAsync("sqlite");
        var person = await installation.OpenAsync();
        using var client = await installation.ClientAsync();
        var form = await client.PageAsync($"/administration/comptes/{person}/role");
        using (var wrong = await client.SendAsync($"/administration/comptes/{person}/role", form, "role", new() { ["role"] = "atelier-staff", ["unite"] = "A", ["au"] = "hier" }))
            Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        using (var given = await client.SendAsync($"/administration/comptes/{person}/role", form, "role", new() { ["role"] = "atelier-staff", ["unite"] = "A", ["au"] = "2099-06-30" }))
            Assert.Equal(HttpStatusCode.Redirect, given.StatusCode);
        var page = await client.PageAsync($"/administration/comptes/{person}");
        Assert.Contains("30/06/2099", page.Text("#liste"), StringComparison.Ordinal);
        var grant = Assert.Single(await installation.GrantsAsync(person)).Id;

        var address = $"/administration/comptes/{person}?dates={grant}";
        using (var changed = await client.SendAsync(address, await client.PageAsync(address), "dates", new() { ["du"] = "2026-01-01", ["au"] = "2025-01-01" }))
            Assert.Equal(HttpStatusCode.UnprocessableEntity, changed.StatusCode);
        using (var changed = await client.SendAsync(address, await client.PageAsync(address), "dates", new() { ["du"] = "2026-01-01", ["au"] = "" }))
            Assert.Equal(HttpStatusCode.Redirect, changed.StatusCode);
        Assert.Null(Assert.Single(await installation.GrantsAsync(person)).To);
        address = $"/administration/comptes/{person}?retirer={grant}";
        using (var taken = await client.SendAsync(address, await client.PageAsync(address), "retirer", []))
            Assert.Equal(HttpStatusCode.Redirect, taken.StatusCode);
        Assert.NotNull(Assert.Single(await installation.GrantsAsync(person)).RevokedAt);
    }

    [Fact]
    public async Task A_revoked_role_counts_no_more_at_the_next_request_and_a_role_ends_at_its_day()
    {
        await using var installation = await NetworkTesting.CreateAsync("sqlite");
        using var client = await installation.ClientAsync(Role.AtelierDirector, "A");
        await client.PageAsync("/administration/comptes");
        var grant = Assert.Single(await installation.GrantsAsync());
        await SetAsync(installation, g => g.To = DateOnly.FromDateTime(DateTime.MinValue.AddYears(2024)));
        await client.PageAsync("/administration/comptes", HttpStatusCode.Forbidden);
        await SetAsync(installation, g => g.To = null);
        await client.PageAsync("/administration/comptes");
        Assert.True((await installation.RevokeAsync(null, grant.Id)).Succeeded);
        await client.PageAsync("/administration/comptes", HttpStatusCode.Forbidden);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_closed_account_loses_its_sessions_at_once_and_comes_back_by_signing_in_again(string database)
    {
        await using var installation = await NetworkTesting.CreateAsync(database);
        using var client = await installation.ClientAsync(Role.AtelierDirector, "A");
        await installation.OpenAsync((Role.Administrator, "*"));
        var account = (await installation.GrantsAsync()).Single(g => g.Unit == "A").AccountId;
        await client.PageAsync("/administration/comptes");
        Assert.Equal(["reason-missing"], (await CloseAsync(installation, account, " ")).Codes());
        Assert.True((await CloseAsync(installation, account, "départ")).Succeeded);
        using (var refused = await client.GetAsync("/administration/comptes"))
            Assert.Contains("/connexion", refused.Headers.Location?.ToString(), StringComparison.Ordinal);
        Assert.Equal(["account-closed"], (await installation.GrantAsync(null, account, Role.Trainer, "B")).Codes());

        Assert.True((await installation.AsAsync(null, s => s.GetRequiredService<AccountService>().ReopenAsync(account, null))).Succeeded);
        using (var refused = await client.GetAsync("/administration/comptes"))
            Assert.Contains("/connexion", refused.Headers.Location?.ToString(), StringComparison.Ordinal);
        var trail = Assert.Single(await installation.TrailAsync("accounts.close"));
        Assert.Equal("départ", trail.Reason);
        Assert.Contains("\"Sessions\":1", trail.After, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_administrators_account_stays_open_and_an_administrator_below_closes_nobody_who_works_elsewhere()
    {
        await using var installation = await NetworkTesting.CreateAsync("sqlite");
        var last = await installation.OpenAsync((Role.Administrator, "*"));
        Assert.Equal(["last-administrator"], (await CloseAsync(installation, last, "départ")).Codes());
        var below = await installation.OpenAsync((Role.Administrator, "DT1"));
        var elsewhere = await installation.OpenAsync((Role.AtelierStaff, "A"), (Role.AtelierStaff, "C"));
        await Assert.ThrowsAsync<AccessDeniedException>(() => CloseAsync(installation, elsewhere, "départ", below));
        await Assert.ThrowsAsync<AccessDeniedException>(() => CloseAsync(installation, last, "départ", below));
        Assert.True((await CloseAsync(installation, await installation.OpenAsync((Role.AtelierStaff, "A")), "départ", below)).Succeeded);
    }

    [Fact]
    public async Task The_matrix_of_roles_says_what_the_modules_declare()
    {
        await using var installation = await NetworkTesting.CreateAsync("sqlite");
        using var client = await installation.ClientAsync();
        var page = await client.PageAsync("/administration/roles");
        var catalogue = await installation.RunAsync(s => Task.FromResult(s.GetRequiredService<PermissionCatalogue>()));
        var rows = page.QuerySelectorAll("#matrice tbody tr").ToDictionary(r => r.QuerySelector("th")!.TextContent, r => r.QuerySelectorAll("td").Select(c => c.TextContent.Trim()).ToList());
        Assert.Equal(catalogue.All.Count(p => p.NeedsRole), rows.Count);
        foreach (var permission in catalogue.All.Where(p => p.NeedsRole))
            foreach (var (role, i) in Enum.GetValues<Role>().Select((r, i) => (r, i)))
                Assert.Equal(
                    permission.Grants.TryGetValue(role, out var reach) ? reach switch { Reach.Network => "Réseau", Reach.NamedItems => "Désignés", _ => "Unité" } : "–non",
                    rows[permission.Label][i]);
    }

    private static List<string> Names(IParentNode page) => [.. page.QuerySelectorAll("#tableau tbody th").Select(c => c.TextContent.Trim())];

    private static Task NamedAsync(TestInstallation installation, string name, string unit) => installation.RunAsync(async s =>
    {
        var id = await installation.OpenAsync((Role.AtelierStaff, unit));
        var db = s.GetRequiredService<RamureDb>();
        (await db.Set<Account>().SingleAsync(a => a.Id == id)).DisplayName = name;
        await db.SaveChangesAsync();
    });

    private static Task<Result<Done>> CloseAsync(TestInstallation installation, Guid account, string reason, Guid? actor = null) =>
        installation.AsAsync(actor, s => s.GetRequiredService<AccountService>().CloseAsync(account, reason));

    private static Task SetAsync(TestInstallation installation, Action<RoleGrant> change) => installation.RunAsync(async s =>
    {
        var db = s.GetRequiredService<RamureDb>();
        change(await db.Set<RoleGrant>().SingleAsync());
        await db.SaveChangesAsync();
    });
}
