using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Tests.Accounts;
using Ramure.Tests.Journal;
using Ramure.Tests.Support;
using Ramure.Tests.Training.Mail;
using Ramure.Training.Model;
using Ramure.Training.Registration;
using Ramure.Training.Registration.Links;
using Ramure.Training.Registration.Teams;

namespace Ramure.Tests.Training.Registration;

/// <summary>A colleague registers a school's team.</summary>
public sealed class TeamTests
{
    private const string Halle = "0622863A";
    private const string Three = "Lise Martin, lise@exemple.test\n\nJean Petit <jean@exemple.test>\nanne@exemple.test;Anne Roy";

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Those_there_are_seats_for_are_registered_the_others_wait_and_each_may_decline(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var session = await scene.SessionAsync(seats: 2);
        var me = await scene.Installation.OpenAsync();
        var rows = await RegisterAsync(scene, me, session, Three);
        Assert.True(rows.Succeeded);
        Assert.Equal("Lise Martin Confirmed, Jean Petit Confirmed, Anne Roy Waiting", await scene.PeopleAsync(session));
        var kept = await RowsAsync(scene);
        Assert.All(kept, r => Assert.Equal((RegistrationOrigin.Colleague, "account:" + me, Halle, "teacher-primary"), (r.Origin, r.By, r.Uai, r.Audience)));
        Assert.All(await scene.Installation.TrailAsync("training.register-team"), e => Assert.Equal(("account:" + me, "A62"), (e.Actor, e.Unit)));

        // One mail each: what became of it, and who did it.
        await scene.DeliverAsync();
        var letters = (await scene.Installation.LettersAsync()).ToDictionary(l => l.To);
        Assert.Equal(["anne@exemple.test", "jean@exemple.test", "lise@exemple.test"], letters.Keys.Order());
        Assert.All(letters.Values, l => Assert.StartsWith("Camille Essai vous a inscrit avec l’équipe", l.Paragraphs[0], StringComparison.Ordinal));
        Assert.Contains("Une place vous attend", letters["lise@exemple.test"].Paragraphs[1], StringComparison.Ordinal);
        Assert.Contains("liste d’attente", letters["anne@exemple.test"].Paragraphs[1], StringComparison.Ordinal);
        Assert.NotEmpty(letters["lise@exemple.test"].Calendars);
        Assert.True((await scene.RunAsync(s => s.GetRequiredService<LinkRegistrar>().WithdrawAsync(letters["lise@exemple.test"].LinkPath!.Split('=')[1]))).Succeeded);
        Assert.Equal("Lise Martin Withdrawn, Jean Petit Confirmed, Anne Roy Offered", await scene.PeopleAsync(session));
    }

    [Fact]
    public async Task Who_registers_the_team_with_themselves_in_it_is_not_told_that_they_did()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        var session = await scene.SessionAsync(seats: 5);
        var me = await scene.Installation.OpenAsync();
        var email = (await scene.RunAsync(s => s.GetRequiredService<global::Ramure.Accounts.Contracts.IAccounts>().FindAsync(me)))!.Email;
        Assert.True((await RegisterAsync(scene, me, session, $"Camille Essai, {email}\nLise Martin, lise@exemple.test")).Succeeded);
        await scene.DeliverAsync();
        var letters = await scene.Installation.LettersAsync();
        Assert.Equal(2, letters.Count);
        Assert.StartsWith("Vous êtes inscrit", letters.Single(l => l.To == email).Paragraphs[0], StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_team_that_comes_together_or_not_is_not_registered_in_part(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var session = await scene.SessionAsync(seats: 2);
        var me = await scene.Installation.OpenAsync();
        var refused = await RegisterAsync(scene, me, session, Three, together: true);
        var refusal = Assert.Single(refused.Refusals);
        Assert.Equal(("session-full", "equipe"), (refusal.Code, refusal.Field));
        Assert.StartsWith("Ligne 4 :", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(await RowsAsync(scene));
        Assert.Empty(await scene.Installation.LettersAsync());
        Assert.Equal((0, 0), await scene.SeatsAsync(session));
        Assert.True((await RegisterAsync(scene, me, session, "Lise Martin lise@exemple.test\nJean Petit jean@exemple.test", together: true)).Succeeded);
    }

    [Fact]
    public async Task Each_refused_line_is_named()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        var session = await scene.SessionAsync(seats: 9);
        var me = await scene.Installation.OpenAsync();
        await scene.RunAsync(s => s.GetRequiredService<Registrar>().RegisterAsync(new RegisterPerson(session.Id, "Anne Roy", "anne@exemple.test")));
        var wrong = await RegisterAsync(scene, me, session, "Lise Martin\nlise@exemple.test\nJean, jean@exemple.test\nJeanne, JEAN@exemple.test\nPaul p@a@b");
        Assert.Equal(
            ["Ligne 1 : écrivez", "Ligne 2 : donnez", "Ligne 4 : cette adresse est déjà celle de la ligne 3", "Ligne 5 : cette adresse électronique"],
            wrong.Refusals.Select(r => r.Message).Zip([17, 16, 52, 36], (m, n) => m[..n]));
        var known = await RegisterAsync(scene, me, session, "Lise Martin, lise@exemple.test\nAnne Roy, anne@exemple.test");
        Assert.StartsWith("Ligne 2 : anne@exemple.test est déjà inscrit", Assert.Single(known.Refusals).Message, StringComparison.Ordinal);
        Assert.Equal("team-size", Assert.Single((await RegisterAsync(scene, me, session, " ")).Refusals).Code);
        Assert.Equal("team-size", (await RegisterAsync(scene, me, session, string.Join('\n', Enumerable.Range(0, 51).Select(i => $"P{i}, p{i}@exemple.test")))).Refusals[0].Code);
        Assert.Single(await RowsAsync(scene));
    }

    [Fact]
    public async Task Nobody_registers_a_hundred_strangers()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        var session = await scene.SessionAsync(seats: 200);
        var me = await scene.Installation.OpenAsync();
        for (var round = 0; round < 2; round++)
            Assert.True((await RegisterAsync(scene, me, session, string.Join('\n', Enumerable.Range(0, 50).Select(i => $"P{i}, p{round}-{i}@exemple.test")))).Succeeded);
        Assert.Equal("team-too-many", Assert.Single((await RegisterAsync(scene, me, session, "Un de plus, plus@exemple.test")).Refusals).Code);
        scene.Clock.UtcNow += TimeSpan.FromDays(1.1);
        Assert.True((await RegisterAsync(scene, me, session, "Un de plus, plus@exemple.test")).Succeeded);
    }

    [Fact]
    public async Task The_page_is_for_who_is_signed_in_and_says_what_became_of_the_team()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        var session = await scene.SessionAsync(seats: 2);
        var address = $"/formations/sessions/{session.Id}/equipe";
        using (var stranger = await scene.Installation.StrangerAsync())
            await stranger.PageAsync(address, HttpStatusCode.Redirect);
        using var teacher = await scene.Installation.ClientAsync(Role.Teacher, "A62");
        await teacher.PageAsync($"/formations/sessions/{Guid.Empty}/equipe", HttpStatusCode.NotFound);
        using var wrong = await teacher.SendAsync(address, await teacher.PageAsync(address), "equipe", new() { ["Text.Audience"] = "teacher-primary", ["People"] = Three });
        Assert.Contains("Donnez l’établissement", WebUtility.HtmlDecode(await wrong.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)), StringComparison.Ordinal);
        using var sent = await teacher.SendAsync(address, await teacher.PageAsync(address), "equipe", new() { ["Text.Audience"] = "teacher-primary", ["Text.School"] = Halle, ["People"] = Three });
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        Assert.Contains("2 collègues inscrits, 1 en attente", (await teacher.PageAsync($"/formations/sessions/{session.Id}")).Text("body"), StringComparison.Ordinal);
        Assert.Equal("nomination", await ModeAsync());

        async Task<string> ModeAsync()
        {
            var named = await scene.SessionAsync(seats: 2, mode: "designation");
            var me = await scene.Installation.OpenAsync();
            return (await RegisterAsync(scene, me, named, Three)).Refusals[0].Code == "session-by-nomination" ? "nomination" : "registered";
        }
    }

    private static Task<Result<List<SessionRegistration>>> RegisterAsync(TrainingScene scene, Guid me, Session session, string people, bool together = false) =>
        scene.Installation.AsAsync(me, s => s.GetRequiredService<TeamRegistrar>().RegisterAsync(new RegisterTeam(session.Id, people, new Belonging("teacher-primary", Halle), together)));

    private static Task<List<SessionRegistration>> RowsAsync(TrainingScene scene) =>
        scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<SessionRegistration>().AsNoTracking().OrderBy(r => r.Number).ToListAsync());
}
