using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Tests.Journal;
using Ramure.Tests.Support;
using Ramure.Training.Model;
using Ramure.Training.Registration;

namespace Ramure.Tests.Training.Registration;

/// <summary>The list of who is registered, one of them, and one's own.</summary>
public sealed class PeoplePageTests
{
    [Fact]
    public async Task Three_hundred_people_are_found_filtered_counted_and_exported()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        var session = await scene.SessionAsync(seats: 200);
        await scene.RunAsync(async s =>
        {
            for (var i = 0; i < 300; i++)
                await s.GetRequiredService<Registrar>().RegisterAsync(new RegisterPerson(session.Id, $"Personne {i:000}", $"p{i}@exemple.test") { Belonging = new Belonging("trainer", i % 2 == 0 ? "0622863A" : null) });
            return 0;
        });
        var address = $"/formations/sessions/{session.Id}/inscrits";
        using var staff = await scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        var page = await staff.PageAsync(address);
        Assert.Equal("Tous 300 | Inscrits 200 | En attente 100", page.Text("nav.tabs a").Replace("Tous300", "Tous 300", StringComparison.Ordinal).Replace("Inscrits200", "Inscrits 200", StringComparison.Ordinal).Replace("attente100", "attente 100", StringComparison.Ordinal));
        Assert.Equal(50, page.QuerySelectorAll("#tableau tbody tr").Length);
        Assert.Contains("Personne 250", (await staff.PageAsync(address + "?etat=attente&filtre=personne+250")).Text("#tableau tbody"), StringComparison.Ordinal);
        Assert.Contains("Rien ne correspond", (await staff.PageAsync(address + "?etat=inscrits&filtre=personne+250")).Text("main"), StringComparison.Ordinal);
        var csv = await staff.GetStringAsync(address + "/liste.csv?etat=attente&filtre=achicourt", TestContext.Current.CancellationToken);
        Assert.Equal(51, csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("Personne 298;p298@exemple.test;sur liste d’attente;99;0;Formateurs;Collège Adam de la Halle, Achicourt;0622863A;par l’unité : le système", csv, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await staff.GetAsync(address + "/liste.xlsx", TestContext.Current.CancellationToken)).StatusCode);
        using var elsewhere = await scene.Installation.ClientAsync(Role.AtelierStaff, "A988");
        Assert.Equal(HttpStatusCode.Forbidden, (await elsewhere.GetAsync(address + "/liste.csv", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await staff.GetAsync($"/formations/sessions/{Guid.Empty}/inscrits/liste.csv", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task Requests_are_answered_together_in_the_order_of_their_numbers()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        var session = await scene.SessionAsync(seats: 1, mode: "accord");
        for (var i = 0; i < 3; i++)
        {
            using var teacher = await scene.Installation.ClientAsync(Role.Teacher, "A62");
            using var sent = await RegistrarTests.RegisterAsync(teacher, session);
        }

        var rows = await RowsAsync(scene);
        var address = $"/formations/sessions/{session.Id}/inscrits";
        using var staff = await scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        var page = await staff.PageAsync(address);
        Assert.Equal(3, page.QuerySelectorAll("input[form=demandes][type=checkbox]").Length);
        using var none = await staff.SendAsync(address, page, "demandes", new() { ["Answer"] = "accepter" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, none.StatusCode);
        using var two = await staff.SendAsync(address, page, "demandes", new() { ["Answer"] = "accepter", ["Chosen[0]"] = rows[1].Id.ToString(), ["Chosen[1]"] = rows[0].Id.ToString() });
        Assert.Equal(HttpStatusCode.Redirect, two.StatusCode);
        Assert.Equal("Confirmed Waiting Requested", string.Join(' ', (await RowsAsync(scene)).Select(r => r.State)));
        using var one = await staff.SendAsync(address, await staff.PageAsync(address), "demandes", new() { ["Answer"] = "refuser", ["Chosen"] = rows[2].Id.ToString() });
        Assert.Equal(HttpStatusCode.Redirect, one.StatusCode);
        Assert.Equal("Confirmed Waiting Refused", string.Join(' ', (await RowsAsync(scene)).Select(r => r.State)));
    }

    [Fact]
    public async Task The_page_of_a_person_changes_what_concerns_them()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        var session = await scene.SessionAsync(seats: 2);
        var later = await OtherSession.OfAsync(scene, session, seats: 1);
        var alice = await scene.RegisterAsync(session, "Alice");
        var address = $"/formations/sessions/{session.Id}/inscrits/{alice.Id}";
        using var staff = await scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        await staff.PageAsync($"/formations/sessions/{session.Id}/inscrits/{Guid.Empty}", HttpStatusCode.NotFound);
        await staff.PageAsync($"/formations/sessions/{later.Id}/inscrits/{alice.Id}", HttpStatusCode.NotFound);
        foreach (var (role, unit) in new[] { (Role.Teacher, "A62"), (Role.AtelierStaff, "A988"), (Role.OversightReader, "*") })
        {
            using var other = await scene.Installation.ClientAsync(role, unit);
            await other.PageAsync(address, HttpStatusCode.Forbidden);
        }

        using var priority = await staff.SendAsync(address, await staff.PageAsync(address), "priorite", new() { ["Priority"] = "4" });
        using var described = await staff.SendAsync(address, await staff.PageAsync(address), "appartenance", new() { ["Text.Audience"] = "trainer", ["Text.School"] = "0622863A" });
        using var wrong = await staff.SendAsync(address, await staff.PageAsync(address), "appartenance", new() { ["Text.School"] = "0622863B" });
        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Redirect, HttpStatusCode.UnprocessableEntity), (priority.StatusCode, described.StatusCode, wrong.StatusCode));
        var row = Assert.Single(await RowsAsync(scene));
        Assert.Equal((4, "trainer", "0622863A"), (row.Priority, row.Audience, row.Uai));
        using var moved = await staff.SendAsync(address, await staff.PageAsync(address), "deplacer", new() { ["Target"] = later.Id.ToString() });
        var there = moved.Headers.Location!.PathAndQuery();
        Assert.StartsWith($"/formations/sessions/{later.Id}/inscrits/", there, StringComparison.Ordinal);
        using var removed = await staff.SendAsync(there + "?retirer=1", await staff.PageAsync(there + "?retirer=1"), "retirer", []);
        Assert.Equal(HttpStatusCode.Redirect, removed.StatusCode);
        Assert.Equal("Alice Withdrawn", await scene.PeopleAsync(later));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task One_s_own_page_shows_what_is_to_come_offers_and_what_is_past(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var session = await scene.SessionAsync(seats: 1);
        var alice = await scene.RegisterAsync(session, "Alice");
        using var teacher = await scene.Installation.ClientAsync(Role.Teacher, "A62");
        Assert.Contains("Aucune inscription", (await teacher.PageAsync("/compte/inscriptions")).Text("main"), StringComparison.Ordinal);
        using var registered = await RegistrarTests.RegisterAsync(teacher, session);
        Assert.Contains("sur liste d’attente au rang 1", (await teacher.PageAsync("/compte/inscriptions")).Text("article"), StringComparison.Ordinal);
        await scene.RunAsync(s => s.GetRequiredService<Registrar>().WithdrawAsync(alice.Id));
        var page = await teacher.PageAsync("/compte/inscriptions");
        Assert.Contains("place proposée gardée jusqu’au 14 juin 2024 à 22 h 30", page.Text("article").Replace('\u00a0', ' '), StringComparison.Ordinal);
        var row = (await RowsAsync(scene)).Single(r => r.State == RegistrationState.Offered);
        using var taken = await teacher.SendAsync("/compte/inscriptions", page, $"accepter-{row.Id:n}", []);
        Assert.Equal(HttpStatusCode.Redirect, taken.StatusCode);
        Assert.Equal((1, 1), await scene.SeatsAsync(session));

        // What they said of themselves is remembered for the next time.
        var next = await scene.SessionAsync(seats: 1);
        Assert.Equal("teacher-secondary", (await teacher.PageAsync($"/formations/sessions/{next.Id}")).QuerySelector("#public option[selected]")!.GetAttribute("value"));

        var leave = $"/compte/inscriptions?desister={row.Id}";
        using var left = await teacher.SendAsync(leave, await teacher.PageAsync(leave), "desister", []);
        Assert.Equal(HttpStatusCode.Redirect, left.StatusCode);
        Assert.Equal((0, 0), await scene.SeatsAsync(session));
        var past = await scene.SessionAsync(seats: 1, slots: "2024-05-15 9:00-12:00 Atelier Canopé 62");
        await scene.RunAsync(s => s.GetRequiredService<Registrar>().RegisterAsync(new RegisterPerson(past.Id, row.Name, row.Email)));
        Assert.Contains("2024 | Premiers pas en webradio | inscrit", (await teacher.PageAsync("/compte/inscriptions")).Text("#tableau tbody tr > *"), StringComparison.Ordinal);
    }

    private static Task<List<SessionRegistration>> RowsAsync(TrainingScene scene) =>
        scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<SessionRegistration>().AsNoTracking().OrderBy(r => r.Number).ToListAsync());
}
