using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Tests.Journal;
using Ramure.Tests.Support;
using Ramure.Tests.Training.Sessions;
using Ramure.Training.Rooms;
using static Ramure.Tests.Training.Sessions.Planning;

namespace Ramure.Tests.Training.Rooms;

/// <summary>The rooms of a unit.</summary>
public sealed class RoomTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_room_is_added_renamed_and_taken_out_of_use(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var course = await scene.PublishedAsync();
        using var staff = await scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        Assert.Contains("Aucune salle", (await staff.PageAsync("/formations/salles")).Text("main"), StringComparison.Ordinal);
        using var added = await staff.SendAsync("/formations/salles?unite=A62", await staff.PageAsync("/formations/salles?unite=A62"), "salle", new() { ["Text.Name"] = "Pégase", ["Text.Capacity"] = "20" });
        Assert.Equal(HttpStatusCode.Redirect, added.StatusCode);
        var link = (await staff.PageAsync("/formations/salles")).QuerySelector("tbody a")!.GetAttribute("href")!;
        var room = Guid.Parse(link[^36..]);
        var session = (await scene.PlanAsync(course, [At("2024-09-18", "9:00", "12:00", room), At("2024-06-10", "9:00", "12:00", room)])).Value;
        Assert.Contains("Pégase | 20 | 1 | en service", (await staff.PageAsync("/formations/salles")).Text("tbody tr > *"), StringComparison.Ordinal);

        using var changed = await staff.SendAsync(link, await staff.PageAsync(link), "salle", new() { ["Text.Name"] = "Andromède" });
        Assert.Equal(HttpStatusCode.Redirect, changed.StatusCode);
        // What is past was held in the room of that name.
        Assert.Equal(["Pégase, Atelier Canopé 62 – Arras", "Andromède, Atelier Canopé 62 – Arras"], (await scene.ReadAsync(session)).Slots.OrderBy(s => s.StartsAt).Select(s => s.Place));
        Assert.Equal(0, (await scene.ReadAsync(session)).CalendarSequence);

        await scene.RunAsync(s => s.GetRequiredService<RoomKeeper>().ChangeAsync(new RoomChange(room, 2), new RoomText { Name = "Andromède", Capacity = "20" }));
        var page = await staff.PageAsync(link);
        Assert.Contains("des créneaux s’y tiennent encore", page.Text(".notice"), StringComparison.Ordinal);
        Assert.Contains("mercredi 18 septembre 2024", page.Text("main li"), StringComparison.Ordinal);
        Assert.DoesNotContain("10 juin", page.Text("main li"), StringComparison.Ordinal);
        // The session stays where it is; a new one does not come in.
        Assert.Contains("Andromède, 20 personnes (retirée)", (await staff.PageAsync($"/formations/sessions/{session.Id}/modifier")).Text("select option"), StringComparison.Ordinal);
        Assert.DoesNotContain("Andromède", (await staff.PageAsync($"/formations/{course.Id}/session")).Text("select option"), StringComparison.Ordinal);
        Assert.Contains("n’est plus proposée", Assert.Single((await scene.PlanAsync(course, [At("2024-10-18", "9:00", "12:00", room)])).Refusals).Message, StringComparison.Ordinal);
        Assert.Single(await scene.TrailAsync("training.add-room"));
        Assert.All(await scene.TrailAsync("training.change-room"), e => Assert.Equal("A62", e.Unit));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Of_two_who_change_a_room_at_once_the_second_is_told_and_overwrites_nothing(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var address = $"/formations/salles/{await scene.RoomAsync("Pégase")}";
        using var staff = await scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        var (mine, yours) = (await staff.PageAsync(address), await staff.PageAsync(address));
        using var first = await staff.SendAsync(address, mine, "salle", new() { ["Text.Name"] = "Andromède" });
        Assert.Equal(HttpStatusCode.Redirect, first.StatusCode);
        using var second = await staff.SendAsync(address, yours, "salle", new() { ["Text.Name"] = "Orion" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, second.StatusCode);
        Assert.Contains("Quelqu’un a modifié cette salle entre-temps", WebUtility.HtmlDecode(await second.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)), StringComparison.Ordinal);
        Assert.Contains("Andromède", (await staff.PageAsync(address)).Text("h1"), StringComparison.Ordinal);
        using var again = await staff.SendAsync(address, await staff.PageAsync(address), "salle", new() { ["Text.Name"] = "Orion" });
        Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
        Assert.Equal(2, (await scene.TrailAsync("training.change-room")).Count);
    }

    [Fact]
    public async Task What_is_wrong_with_a_room_is_said()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        await scene.RoomAsync("Pégase");
        using var staff = await scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        using var sent = await staff.SendAsync("/formations/salles", await staff.PageAsync("/formations/salles"), "salle", new() { ["Text.Name"] = "pegase", ["Text.Capacity"] = "beaucoup" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, sent.StatusCode);
        var text = WebUtility.HtmlDecode(await sent.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Contains("L’unité a déjà une salle « Pégase »", text, StringComparison.Ordinal);
        Assert.Contains("ou laissez vide", text, StringComparison.Ordinal);
        Assert.Equal(["name-missing"], (await scene.RunAsync(s => s.GetRequiredService<RoomKeeper>().AddAsync("A62", new RoomText { Name = " " }))).Refusals.Select(r => r.Code));
        Assert.Equal(["unit-unknown"], (await scene.RunAsync(s => s.GetRequiredService<RoomKeeper>().AddAsync("A1", new RoomText { Name = "x" }))).Refusals.Select(r => r.Code));
        Assert.Equal(["room-unknown"], (await scene.RunAsync(s => s.GetRequiredService<RoomKeeper>().ChangeAsync(new RoomChange(Guid.Empty, 1), new RoomText { Name = "x" }))).Refusals.Select(r => r.Code));
    }

    [Theory]
    [InlineData("salles")]
    [InlineData("formateurs")]
    public async Task Rooms_and_trainers_are_for_who_prepares_the_sessions_of_the_unit(string list)
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        var one = list == "salles" ? await scene.RoomAsync("Pégase") : await scene.TrainerAsync("Jeanne Martin");
        foreach (var (role, unit) in new[] { (Role.Teacher, "A62"), (Role.Trainer, "A62"), (Role.AtelierStaff, "A988"), (Role.OversightReader, "*") })
        {
            using var client = await scene.Installation.ClientAsync(role, unit);
            await client.PageAsync($"/formations/{list}?unite=A62", HttpStatusCode.Forbidden);
            await client.PageAsync($"/formations/{list}/{one}", HttpStatusCode.Forbidden);
        }

        using var director = await scene.Installation.ClientAsync(Role.TerritorialDirector, "DT-HDF");
        Assert.Contains(list == "salles" ? "Pégase" : "Jeanne Martin", (await director.PageAsync($"/formations/{list}?unite=A62")).Text("tbody"), StringComparison.Ordinal);
        await director.PageAsync($"/formations/{list}?unite=A1", HttpStatusCode.NotFound);
        await director.PageAsync($"/formations/{list}/{Guid.Empty}", HttpStatusCode.NotFound);
        using var everywhere = await scene.Installation.ClientAsync();
        var chooser = await everywhere.PageAsync($"/formations/{list}");
        Assert.Contains("A988 – Atelier Canopé 988 – Nouméa", chooser.Text("main select option"), StringComparison.Ordinal);
        Assert.DoesNotContain("A59", chooser.Text("main select option"), StringComparison.Ordinal);
    }
}
