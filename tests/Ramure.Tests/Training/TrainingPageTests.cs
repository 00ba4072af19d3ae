using System.Net;
using Ramure.Kernel.Access;
using Ramure.Tests.Journal;
using Ramure.Tests.Support;

namespace Ramure.Tests.Training;

/// <summary>The pages of trainings as staff, teachers and strangers meet them.</summary>
public sealed class TrainingPageTests
{
    private static readonly Dictionary<string, string> Course = new()
    {
        ["Text.Unit"] = "A62",
        ["Text.Title"] = "Premiers pas en webradio",
        ["Text.Objectives"] = "Publier une émission avec une classe.",
        ["Text.Programme"] = "Écriture, prise de son.",
        ["Text.Audiences"] = "teacher-secondary",
        ["Text.Prerequisites"] = "Aucun.",
        ["Text.Hours"] = "1,5",
        ["Text.Modality"] = "presence",
        ["Text.Frame"] = "plan-academique",
        ["Text.Methods"] = "Atelier.",
        ["Text.Evaluation"] = "Une émission.",
        ["Text.Accessibility"] = "Oui.",
        ["Text.Contact"] = "atelier62@exemple.test",
    };

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_training_is_written_published_planned_found_and_a_teacher_registers_and_withdraws(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        using var staff = await scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        using var stranger = await scene.Installation.StrangerAsync();
        using var draft = await staff.SendAsync("/formations/nouvelle", await staff.PageAsync("/formations/nouvelle"), "formation", new(Course));
        Assert.Equal(HttpStatusCode.Redirect, draft.StatusCode);
        var course = draft.Headers.Location!.ToString();
        await stranger.PageAsync(course, HttpStatusCode.NotFound);
        Assert.Contains("Le catalogue est vide", (await stranger.PageAsync("/formations")).Text("main"), StringComparison.Ordinal);

        using var published = await staff.SendAsync(course, await staff.PageAsync(course), "etat", new() { ["Action"] = "publier" });
        Assert.Equal(HttpStatusCode.Redirect, published.StatusCode);
        using var planned = await staff.SendAsync(course + "/session", await staff.PageAsync(course + "/session"), "session", new()
        {
            ["Text.Slots[0].Day"] = "2024-09-18",
            ["Text.Slots[0].Start"] = "09:00",
            ["Text.Slots[0].End"] = "12:00",
            ["Text.Capacity"] = "12",
            ["Text.Mode"] = "libre",
        });
        Assert.Equal(HttpStatusCode.Redirect, planned.StatusCode);
        var session = planned.Headers.Location!.ToString();

        var list = (await stranger.PageAsync("/formations?q=WEBRADIO+emission&modalite=presence&public=teacher-secondary&unite=A62")).Text("tbody tr > *");
        Assert.Contains("Premiers pas en webradio | 18 septembre 2024 | 12 places | En présence | 1 h 30", list.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Contains("Aucune formation ne correspond", (await stranger.PageAsync("/formations?theme=assessment")).Text("main"), StringComparison.Ordinal);
        Assert.Contains("/connexion?retour=/formations/sessions/", (await stranger.PageAsync(session)).QuerySelector("#inscription ~ p a, section p a.btn")!.GetAttribute("href"), StringComparison.Ordinal);

        using var teacher = await scene.Installation.ClientAsync(Role.Teacher, "A62");
        using var registered = await teacher.SendAsync(session, await teacher.PageAsync(session), "inscription", new() { ["Action"] = "inscrire" });
        Assert.Equal(HttpStatusCode.Redirect, registered.StatusCode);
        Assert.Contains("inscrit", (await teacher.PageAsync("/compte/inscriptions")).Text("main li"), StringComparison.Ordinal);
        Assert.Contains("Teacher de A62", (await staff.PageAsync(session + "/inscrits")).Text("tbody"), StringComparison.Ordinal);
        using var withdrawn = await teacher.SendAsync(session, await teacher.PageAsync(session), "inscription", new() { ["Action"] = "desister" });
        Assert.Equal(HttpStatusCode.Redirect, withdrawn.StatusCode);
        Assert.Contains("désisté", (await teacher.PageAsync(session)).Text("section"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_is_said_beside_its_field_and_nothing_is_kept()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        using var staff = await scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        using var sent = await staff.SendAsync("/formations/nouvelle", await staff.PageAsync("/formations/nouvelle"), "formation", new(Course)
        {
            ["Text.Title"] = " ",
            ["Text.Hours"] = "beaucoup",
            ["Text.Price"] = "-3",
            ["Text.Frame"] = "autre",
            ["Text.Audiences"] = "martiens",
        });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, sent.StatusCode);
        var text = WebUtility.HtmlDecode(await sent.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        foreach (var message in new[] { "Donnez un titre.", "Donnez la durée en heures", "Donnez le prix en euros", "Choisissez un cadre.", "« martiens » n’est pas dans la liste" })
            Assert.Contains(message, text, StringComparison.Ordinal);
        Assert.Contains("Le catalogue est vide", (await staff.PageAsync("/formations")).Text("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_and_changes_are_for_who_works_for_the_unit()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        var session = await scene.SessionAsync(seats: 5);
        await scene.RegisterAsync(session, "Zénobie");
        string[] closed = [$"/formations/sessions/{session.Id}/inscrits", $"/formations/sessions/{session.Id}/modifier", $"/formations/{session.CourseId}/modifier", $"/formations/{session.CourseId}/session"];
        foreach (var (role, unit) in new[] { (Role.Teacher, "A62"), (Role.AtelierStaff, "A988"), (Role.OversightReader, "*") })
        {
            using var client = await scene.Installation.ClientAsync(role, unit);
            foreach (var address in closed)
                await client.PageAsync(address, HttpStatusCode.Forbidden);
            Assert.DoesNotContain("Zénobie", (await client.PageAsync($"/formations/sessions/{session.Id}")).Text("body"), StringComparison.Ordinal);
        }

        using var staff = await scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        Assert.Contains("Zénobie", (await staff.PageAsync(closed[0])).Text("tbody"), StringComparison.Ordinal);
        foreach (var missing in closed.Select(a => a.Replace(session.Id.ToString(), Guid.Empty.ToString()).Replace(session.CourseId.ToString(), Guid.Empty.ToString())))
            await staff.PageAsync(missing, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Hours_are_those_of_the_place_also_across_the_change_of_clocks()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        using var stranger = await scene.Installation.StrangerAsync();
        var october = await scene.SessionAsync(seats: 5, slots: "2024-10-26 9:00-12:00 Atelier\n2024-10-28 9:00-12:00 Atelier");
        Assert.Equal(new DateTime(2024, 10, 26, 7, 0, 0, DateTimeKind.Utc), october.StartsAt);
        var noumea = await scene.PublishedAsync(new Ramure.Training.Programme.CourseText
        {
            Unit = "A988",
            Title = "À Nouméa",
            Objectives = "o",
            Programme = "p",
            Audiences = ["trainer"],
            Prerequisites = "p",
            Hours = "3",
            Modality = "presence",
            Frame = "atelier",
            Methods = "m",
            Evaluation = "e",
            Accessibility = "a",
            Contact = "c",
        });
        using var staff = await scene.Installation.ClientAsync(Role.AtelierStaff, "A988");
        var address = $"/formations/{noumea.Id}/session";
        using var planned = await staff.SendAsync(address, await staff.PageAsync(address), "session", new()
        {
            ["Text.Slots[0].Day"] = "2024-09-18",
            ["Text.Slots[0].Start"] = "08:00",
            ["Text.Slots[0].End"] = "11:00",
            ["Text.Capacity"] = "5",
            ["Text.Mode"] = "libre",
            ["Text.Closes"] = "2024-09-17T18:00",
        });
        var page = (await stranger.PageAsync(planned.Headers.Location!.ToString())).Text("section");
        Assert.Contains("mercredi 18 septembre 2024, 8 h 00 à 11 h 00 (heure de Nouvelle-Calédonie)", page.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Contains("closes le 17 septembre 2024 à 18 h 00 (heure de Nouvelle-Calédonie)", page.Replace('\u00a0', ' '), StringComparison.Ordinal);
    }
}
