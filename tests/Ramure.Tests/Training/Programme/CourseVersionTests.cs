using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.PersonalData;
using Ramure.Tests.Journal;
using Ramure.Tests.Support;
using Ramure.Training.Model;
using Ramure.Training.Programme;

namespace Ramure.Tests.Training.Programme;

public sealed class CourseVersionTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_was_published_stays_readable_after_a_change_and_a_session_says_which_version_it_teaches(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var session = await scene.SessionAsync(seats: 5);
        Assert.Equal(2, session.CourseVersion);
        await ChangeAsync(scene, session.CourseId, 2, t => t.Title = "Webradio, deuxième manière");
        await ChangeAsync(scene, session.CourseId, 3, t => t.Hours = "12");

        var kept = await scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<CourseVersion>().OrderBy(v => v.Number).ToListAsync());
        Assert.Equal(["2 Premiers pas en webradio 360", "3 Webradio, deuxième manière 360"], kept.Select(v => $"{v.Number} {v.Content.Title} {v.Content.Minutes}"));

        using var stranger = await scene.Installation.StrangerAsync();
        var old = (await stranger.PageAsync($"/formations/{session.CourseId}/versions/{session.CourseVersion}")).Text("main");
        Assert.Contains("Premiers pas en webradio", old, StringComparison.Ordinal);
        Assert.Contains("La formation a changé depuis", old, StringComparison.Ordinal);
        Assert.Equal($"/formations/{session.CourseId}/versions/2", (await stranger.PageAsync($"/formations/sessions/{session.Id}")).QuerySelector("section p a[href*=versions]")!.GetAttribute("href"));
        Assert.Contains("12 h", (await stranger.PageAsync($"/formations/{session.CourseId}/versions/4")).Text("main").Replace('\u00a0', ' '), StringComparison.Ordinal);
        foreach (var missing in new[] { "0", "5" })
            await stranger.PageAsync($"/formations/{session.CourseId}/versions/{missing}", HttpStatusCode.NotFound);
        await stranger.PageAsync($"/formations/{Guid.Empty}/versions/1", HttpStatusCode.NotFound);

        using var staff = await scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        var list = await staff.PageAsync($"/formations/{session.CourseId}/versions");
        Assert.Equal(["Après la version 3", "Après la version 2"], list.QuerySelectorAll(".panel h2").Skip(1).Select(h => h.TextContent));
        Assert.Equal("Titre | Premiers pas en webradio | Webradio, deuxième manière", list.Text("#version-2 tbody tr > *"));
        Assert.Equal("Durée | 6 h | 12 h", list.Text("#version-3 tbody tr > *").Replace('\u00a0', ' '));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Sessions_to_come_follow_the_present_version_when_the_unit_says_so(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var session = await scene.SessionAsync(seats: 5);
        await ChangeAsync(scene, session.CourseId, 2, t => t.Title = "Webradio, deuxième manière");
        using var staff = await scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        var address = $"/formations/{session.CourseId}/versions";
        var page = await staff.PageAsync(address);
        Assert.Contains("version 2", page.Text("#en-retard"), StringComparison.Ordinal);
        using var stale = await staff.SendAsync(address, page, "suivre", new() { ["Version"] = "1" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, stale.StatusCode);
        using var followed = await staff.SendAsync(address, page, "suivre", []);
        Assert.Equal(HttpStatusCode.Redirect, followed.StatusCode);
        Assert.Null((await staff.PageAsync(address)).QuerySelector("#en-retard"));
        Assert.Equal(3, (await scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<Session>().SingleAsync())).CourseVersion);
        var trail = await scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<AuditEvent>().SingleAsync(e => e.Operation == "training.adopt-version"));
        Assert.Equal(("training-session", session.Id.ToString("D"), "A62"), (trail.SubjectKind, trail.SubjectId, trail.Unit));
        var again = await scene.RunAsync(s => s.GetRequiredService<VersionAdoption>().AdoptAsync(new CourseChange(session.CourseId, 3)));
        Assert.Equal("sessions-follow", Assert.Single(again.Refusals).Code);
    }

    [Fact]
    public async Task A_draft_keeps_no_versions_and_saying_the_same_again_makes_none()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        var draft = (await scene.RunAsync(s => s.GetRequiredService<CourseEditor>().CreateAsync(TrainingScene.Course))).Value;
        await ChangeAsync(scene, draft.Id, 1, t => t.Title = "Autre");
        await scene.RunAsync(s => s.GetRequiredService<CourseEditor>().PublishAsync(new CourseChange(draft.Id, 2)));
        await ChangeAsync(scene, draft.Id, 3, _ => { });
        Assert.Empty(await scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<CourseVersion>().ToListAsync()));
    }

    [Fact]
    public async Task Who_changed_what_is_for_who_prepares_in_the_unit()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        var course = await scene.PublishedAsync();
        using var staff = await scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        using var changed = await staff.SendAsync($"/formations/{course.Id}/modifier", await staff.PageAsync($"/formations/{course.Id}/modifier"), "formation", new() { ["Text.Title"] = "Autre titre" });
        Assert.Equal(HttpStatusCode.Redirect, changed.StatusCode);
        Assert.Contains("par AtelierStaff de A62", (await staff.PageAsync($"/formations/{course.Id}/versions")).Text("#version-2"), StringComparison.Ordinal);
        await staff.PageAsync($"/formations/{Guid.Empty}/versions", HttpStatusCode.NotFound);
        foreach (var (role, unit) in new[] { (Role.Teacher, "A62"), (Role.AtelierStaff, "A988"), (Role.OversightReader, "*") })
        {
            using var client = await scene.Installation.ClientAsync(role, unit);
            await client.PageAsync($"/formations/{course.Id}/versions", HttpStatusCode.Forbidden);
            Assert.DoesNotContain("AtelierStaff", (await client.PageAsync($"/formations/{course.Id}/versions/2")).Text("main"), StringComparison.Ordinal);
        }

        var by = await scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<CourseVersion>().Select(v => v.ReplacedBy).SingleAsync());
        var held = await scene.RunAsync(s => s.GetServices<IPersonalData>().OfType<CourseVersionData>().Single().HeldAsync(new Person(by, "x"), CancellationToken.None));
        Assert.Equal("Premiers pas en webradio", Assert.Single(Assert.Single(held).Rows)[1]);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_training_taken_out_stays_readable_to_who_is_registered(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var session = await scene.SessionAsync(seats: 5);
        using var registered = await scene.Installation.ClientAsync(Role.Teacher, "A62");
        using var entered = await RegistrarTests.RegisterAsync(registered, session);
        Assert.Equal(HttpStatusCode.Redirect, entered.StatusCode);
        Assert.True((await scene.RunAsync(s => s.GetRequiredService<CourseEditor>().WithdrawAsync(new CourseChange(session.CourseId, 2)))).Succeeded);

        string[] addresses = [$"/formations/{session.CourseId}", $"/formations/sessions/{session.Id}", $"/formations/{session.CourseId}/versions/2"];
        using var stranger = await scene.Installation.StrangerAsync();
        using var other = await scene.Installation.ClientAsync(Role.Teacher, "A62");
        foreach (var address in addresses)
        {
            Assert.Contains("webradio", (await registered.PageAsync(address)).Text("h1"), StringComparison.Ordinal);
            await stranger.PageAsync(address, HttpStatusCode.NotFound);
            await other.PageAsync(address, HttpStatusCode.NotFound);
        }
    }

    private static async Task ChangeAsync(TrainingScene scene, Guid course, int version, Action<CourseText> change)
    {
        var text = CourseText.Of(await scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<Course>().AsNoTracking().SingleAsync(c => c.Id == course)));
        change(text);
        var result = await scene.RunAsync(s => s.GetRequiredService<CourseEditor>().ChangeAsync(new CourseChange(course, version), text));
        Assert.Empty(result.Refusals);
    }
}
