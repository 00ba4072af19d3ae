using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Accounts.Contracts;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.PersonalData;
using Ramure.Tests.Accounts;
using Ramure.Tests.Journal;
using Ramure.Tests.Support;
using Ramure.Tests.Training.Sessions;
using Ramure.Training.Catalogue;
using Ramure.Training.Model;
using Ramure.Training.Registration;
using Ramure.Training.Trainers;
using static Ramure.Tests.Training.Sessions.Planning;

namespace Ramure.Tests.Training.Trainers;

/// <summary>The trainers of a unit.</summary>
public sealed class TrainerTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_trainer_is_added_linked_to_their_account_and_leaves(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var course = await scene.PublishedAsync();
        var account = await scene.Installation.OpenAsync((Role.Trainer, "A62"));
        var email = (await scene.RunAsync(s => s.GetRequiredService<IAccounts>().FindAsync(account)))!.Email;
        using var staff = await scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        Assert.Contains("Aucun formateur", (await staff.PageAsync("/formations/formateurs")).Text("main"), StringComparison.Ordinal);
        using var added = await staff.SendAsync("/formations/formateurs", await staff.PageAsync("/formations/formateurs"), "formateur", new() { ["Text.Name"] = "Jeanne Martin" });
        Assert.Equal(HttpStatusCode.Redirect, added.StatusCode);
        var link = (await staff.PageAsync("/formations/formateurs")).QuerySelector("tbody th a")!.GetAttribute("href")!;
        var id = Guid.Parse(link[^36..]);
        await scene.PlanAsync(course, [At("2024-09-18", "9:00", "12:00")], [id]);
        Assert.Equal(id, Assert.Single(await scene.OccupationsAsync()).ResourceId);

        using var linked = await staff.SendAsync(link, await staff.PageAsync(link), "formateur", new() { ["Text.Email"] = email });
        Assert.Equal(HttpStatusCode.Redirect, linked.StatusCode);
        Assert.Equal(account, Assert.Single(await scene.OccupationsAsync()).ResourceId);
        Assert.Contains("relié", (await staff.PageAsync("/formations/formateurs")).Text("tbody"), StringComparison.Ordinal);

        await scene.RunAsync(s => s.GetRequiredService<TrainerKeeper>().ChangeAsync(id, new TrainerText { Name = "Jeanne Martin", Email = email }));
        Assert.Contains("anime encore des sessions", (await staff.PageAsync(link)).Text(".notice"), StringComparison.Ordinal);
        Assert.DoesNotContain("Jeanne Martin", (await staff.PageAsync($"/formations/{course.Id}/session")).Text("main label"), StringComparison.Ordinal);
        Assert.Equal(2, (await scene.TrailAsync("training.change-trainer")).Count);
        Assert.DoesNotContain(await scene.TrailAsync("training.change-trainer"), e => (e.After ?? "").Contains('@', StringComparison.Ordinal));

        // Without the address the hours are those of the name again.
        await scene.RunAsync(s => s.GetRequiredService<TrainerKeeper>().ChangeAsync(id, new TrainerText { Name = "Jeanne Martin", Active = "oui" }));
        Assert.Equal(id, Assert.Single(await scene.OccupationsAsync()).ResourceId);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_name_is_for_the_registered_and_staff_until_the_unit_shows_it_to_the_public(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var course = await scene.PublishedAsync();
        var jeanne = await scene.TrainerAsync("Jeanne Martin");
        var session = (await scene.PlanAsync(course, [At("2024-09-18", "9:00", "12:00")], [jeanne, await scene.TrainerAsync("Luc Petit")])).Value;
        var address = $"/formations/sessions/{session.Id}";
        using var stranger = await scene.Installation.StrangerAsync();
        foreach (var page in new[] { address, $"/formations/{course.Id}", "/formations", CatalogueViews.CalendarFeed, CatalogueViews.AtomFeed })
        {
            using var read = await stranger.GetAsync(page, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, read.StatusCode);
            Assert.DoesNotContain("Jeanne", await read.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        // Nor does the search find her.
        Assert.DoesNotContain(session.Id.ToString(), (await stranger.PageAsync("/formations?q=Jeanne")).Text("main"), StringComparison.Ordinal);
        using var staff = await scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        Assert.Contains("Avec Jeanne Martin, Luc Petit.", (await staff.PageAsync(address)).Text("main"), StringComparison.Ordinal);
        using var participant = await scene.Installation.ClientAsync(Role.Teacher, "A988");
        Assert.DoesNotContain("Jeanne", (await participant.PageAsync(address)).Text("main"), StringComparison.Ordinal);
        var email = await scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<global::Ramure.Accounts.Model.Account>().OrderByDescending(a => a.Id).Select(a => a.Email).FirstAsync());
        Assert.True((await scene.RunAsync(s => s.GetRequiredService<Registrar>().RegisterAsync(new RegisterPerson(session.Id, "Participante", email!)))).Succeeded);
        Assert.Contains("Avec Jeanne Martin, Luc Petit.", (await participant.PageAsync(address)).Text("main"), StringComparison.Ordinal);

        var own = $"/formations/formateurs/{jeanne}";
        using var shown = await staff.SendAsync(own, await staff.PageAsync(own), "formateur", new() { ["Text.Public"] = "oui" });
        Assert.Equal(HttpStatusCode.Redirect, shown.StatusCode);
        Assert.Contains("Avec Jeanne Martin.", (await stranger.PageAsync(address)).Text("main"), StringComparison.Ordinal);
        Assert.Contains("NamedPublicly", Assert.Single(await scene.TrailAsync("training.change-trainer")).After, StringComparison.Ordinal);
        // Saying nothing of it takes it back.
        await scene.RunAsync(s => s.GetRequiredService<TrainerKeeper>().ChangeAsync(jeanne, new TrainerText { Name = "Jeanne Martin", Active = "oui" }));
        Assert.DoesNotContain("Jeanne", (await stranger.PageAsync(address)).Text("main"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "", "Donnez le prénom et le nom")]
    [InlineData("jeanne  MARTIN", "", "L’unité a déjà Jeanne Martin")]
    [InlineData("Luc Petit", "pas une adresse", "n’est pas valable")]
    [InlineData("Luc Petit", "account", "déjà celui de Jeanne Martin")]
    public async Task What_is_wrong_with_a_trainer_is_said(string name, string email, string message)
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        var account = await scene.Installation.OpenAsync((Role.Trainer, "A62"));
        var known = (await scene.RunAsync(s => s.GetRequiredService<IAccounts>().FindAsync(account)))!.Email;
        await scene.TrainerAsync("Jeanne Martin", known);
        using var staff = await scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        using var sent = await staff.SendAsync("/formations/formateurs", await staff.PageAsync("/formations/formateurs"), "formateur", new() { ["Text.Name"] = name, ["Text.Email"] = email == "account" ? known : email });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, sent.StatusCode);
        Assert.Contains(message, WebUtility.HtmlDecode(await sent.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)), StringComparison.Ordinal);
        Assert.Single(await scene.TrailAsync("training.add-trainer"));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_trainer_is_found_forgotten_on_demand_and_forgotten_in_time(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var course = await scene.PublishedAsync();
        var account = await scene.Installation.OpenAsync((Role.Trainer, "A62"));
        var person = (await scene.RunAsync(s => s.GetRequiredService<IPersons>().FindAsync($"account:{account:D}", CancellationToken.None)))!;
        var jeanne = await scene.TrainerAsync("Jeanne M. Martin", person.Email);
        var luc = await scene.TrainerAsync("Luc Petit");
        await scene.PlanAsync(course, [At("2024-09-18", "9:00", "12:00")], [jeanne, luc]);
        var held = await scene.RunAsync(s => Part(s).HeldAsync(person, CancellationToken.None));
        Assert.Equal(["A62", "Jeanne M. Martin", person.Email, "non", "oui", null], Assert.Single(held[0].Rows));
        Assert.Equal("Premiers pas en webradio", Assert.Single(held[1].Rows)[0]);

        Assert.Equal(1, (await scene.RunAsync(s => s.GetRequiredService<OperationRunner>().RunAsync<int>(new Operation("test.erase", Permission.System), scope => Part(s).EraseAsync(scope, person, CancellationToken.None)))).Value);
        var after = await scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<Trainer>().SingleAsync(t => t.Id == jeanne));
        Assert.Equal(("Personne effacée", null, null, false), (after.Name, after.Email, after.AccountId, after.Active));
        Assert.Equal([jeanne, luc], (await scene.OccupationsAsync()).Select(o => o.ResourceId).Order());
        Assert.DoesNotContain(await scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<AuditEvent>().ToListAsync()), e => $"{e.Before}{e.After}".Contains("Jeanne M.", StringComparison.Ordinal));

        // Luc leaves; three years after his last session nobody knows his name.
        await scene.RunAsync(s => s.GetRequiredService<TrainerKeeper>().ChangeAsync(luc, new TrainerText { Name = "Luc Petit" }));
        scene.Clock.UtcNow = new DateTime(2027, 9, 17, 0, 0, 0, DateTimeKind.Utc);
        Assert.Equal(0, await ForgetAsync());
        scene.Clock.UtcNow = new DateTime(2027, 9, 19, 0, 0, 0, DateTimeKind.Utc);
        Assert.Equal(1, await ForgetAsync());
        Assert.Equal(0, await ForgetAsync());

        Task<int> ForgetAsync() => scene.RunAsync(async s => (await s.GetRequiredService<OperationRunner>().RunAsync<int>(
            new Operation("test.forget", Permission.System), async scope => await Part(s).ForgetAsync(scope, CancellationToken.None))).Value);
    }

    private static IPersonalData Part(IServiceProvider services) => services.GetServices<IPersonalData>().OfType<TrainerPersonalData>().Single();
}
