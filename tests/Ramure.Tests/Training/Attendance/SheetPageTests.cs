using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Tests.Journal;
using Ramure.Tests.Support;
using Ramure.Tests.Training.Closing;
using Ramure.Training.Model;

namespace Ramure.Tests.Training.Attendance;

/// <summary>The pages of the sheet as trainers, staff and others meet them, without script.</summary>
public sealed class SheetPageTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_trainer_of_the_session_notes_everybody_closes_and_finds_each_line_under_its_figure(string database)
    {
        await using var scene = await AttendanceScene.CreateAsync(database);
        using var trainer = await scene.TrainerAsync();
        Assert.Contains("à clore", (await trainer.PageAsync("/formations/feuilles?periode=passees")).Text("main"), StringComparison.Ordinal);
        for (var slot = 0; slot < 2; slot++)
        {
            var address = $"{scene.Address}?creneau={scene.Slots[slot].Id}";
            var values = new Dictionary<string, string> { ["Faire"] = "tous" };
            if (slot == 0)
            {
                values[$"etat-{await scene.IdAsync("Bob"):n}"] = "retard";
                values[$"minutes-{await scene.IdAsync("Bob"):n}"] = "20";
                values[$"etat-{await scene.IdAsync("Chloé"):n}"] = "absent";
            }

            using var saved = await trainer.SendAsync(address, await trainer.PageAsync(address), "feuille", values);
            Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        }

        Assert.Equal("Alice 180 180, Bob 160 180, Chloé 0 180", await scene.SheetTextAsync());
        var close = scene.Address + "/clore";
        using var closed = await trainer.SendAsync(close, await trainer.PageAsync(close), "clore", []);
        Assert.Equal(HttpStatusCode.Redirect, closed.StatusCode);
        var figures = await trainer.PageAsync($"/formations/sessions/{scene.Session.Id}/chiffres?mesure=training.trainee-minutes");
        Assert.Contains("Bob", figures.Text("tbody"), StringComparison.Ordinal);
        Assert.Contains("160 minutes", figures.Text("tbody"), StringComparison.Ordinal);
        Assert.Contains("Cette feuille est close", (await trainer.PageAsync(scene.Address)).Text("main"), StringComparison.Ordinal);
        // The unit opens it again; a trainer of the session alone does not.
        Assert.Contains("L’unité qui organise peut la rouvrir", (await trainer.PageAsync(close)).Text("main"), StringComparison.Ordinal);
        using var staff = await scene.Scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        using var without = await staff.SendAsync(close, await staff.PageAsync(close), "rouvrir", []);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, without.StatusCode);
        using var reopened = await staff.SendAsync(close, await staff.PageAsync(close), "rouvrir", new() { ["Reason"] = "Chloé était là" });
        Assert.Equal(HttpStatusCode.Redirect, reopened.StatusCode);
    }

    [Fact]
    public async Task Names_are_for_the_trainer_and_the_unit_and_who_opens_figures_sees_lines_without_names()
    {
        await using var scene = await SessionCloserTests.FullAsync("sqlite");
        Assert.True((await SessionCloserTests.CloseAsync(scene)).Succeeded);
        var figures = $"/formations/sessions/{scene.Session.Id}/chiffres";
        foreach (var (role, unit) in new[] { (Role.Teacher, "A62"), (Role.AtelierStaff, "A988"), (Role.OversightReader, "*") })
        {
            using var client = await scene.Scene.Installation.ClientAsync(role, unit);
            foreach (var address in new[] { scene.Address, scene.Address + "/clore", scene.Address + "/code" })
                await client.PageAsync(address, HttpStatusCode.Forbidden);
            if (role != Role.OversightReader)
            {
                await client.PageAsync(figures, HttpStatusCode.Forbidden);
                continue;
            }

            var page = await client.PageAsync(figures);
            Assert.DoesNotContain("Alice", page.Text("body"), StringComparison.Ordinal);
            Assert.Contains("Personne n° 1", page.Text("tbody"), StringComparison.Ordinal);
        }

        using var staff = await scene.Scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        Assert.Contains("Alice", (await staff.PageAsync(figures)).Text("tbody"), StringComparison.Ordinal);
        foreach (var missing in new[] { scene.Address, scene.Address + "/clore", scene.Address + "/code", figures })
            await staff.PageAsync(missing.Replace(scene.Session.Id.ToString(), Guid.Empty.ToString(), StringComparison.Ordinal), HttpStatusCode.NotFound);
        await staff.PageAsync($"{scene.Address}?creneau={Guid.Empty}", HttpStatusCode.NotFound);
        using var stranger = await scene.Scene.Installation.StrangerAsync();
        await stranger.PageAsync(scene.Address, HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task The_page_of_the_session_leads_who_holds_the_sheet_to_it_and_nobody_else()
    {
        await using var scene = await AttendanceScene.CreateAsync("sqlite");
        var session = $"/formations/sessions/{scene.Session.Id}";
        using var trainer = await scene.TrainerAsync();
        using var staff = await scene.Scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        foreach (var client in new[] { trainer, staff })
            Assert.Equal("Présence", (await client.PageAsync(session)).QuerySelector($"a[href='{scene.Address}']")!.TextContent);
        using var elsewhere = await scene.Scene.Installation.ClientAsync(Role.AtelierStaff, "A988");
        using var stranger = await scene.Scene.Installation.StrangerAsync();
        foreach (var client in new[] { elsewhere, stranger })
            Assert.Null((await client.PageAsync(session)).QuerySelector($"a[href='{scene.Address}']"));
    }

    [Fact]
    public async Task What_is_disputed_is_shown_with_both_statements_and_settled_on_the_page()
    {
        await using var scene = await AttendanceScene.CreateAsync("sqlite");
        await scene.NoteAsync(await scene.MarkAsync("Alice", 0, 180));
        await scene.NoteAsync(await scene.MarkAsync("Alice", 0, 0));
        using var staff = await scene.Scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        var page = await staff.PageAsync($"{scene.Address}?creneau={scene.Slots[0].Id}");
        var form = page.QuerySelector("form.settle")!;
        Assert.Contains("présent, noté sur la feuille", form.TextContent, StringComparison.Ordinal);
        Assert.Contains("absent, noté sur la feuille", form.TextContent, StringComparison.Ordinal);
        var handler = form.QuerySelector("input[name=_handler]")!.GetAttribute("value")!;
        using var nothing = await staff.SendAsync(scene.Address, page, handler, []);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nothing.StatusCode);
        using var settled = await staff.SendAsync(scene.Address, page, handler, new() { ["choix"] = "autre", ["autre"] = "75" });
        Assert.Equal(HttpStatusCode.Redirect, settled.StatusCode);
        Assert.Equal("Alice 75 -, Bob - -, Chloé - -", await scene.SheetTextAsync());
    }

    [Fact]
    public async Task Who_came_unregistered_and_people_without_names_are_noted_and_what_is_wrong_is_said_at_its_field()
    {
        await using var scene = await AttendanceScene.CreateAsync("sqlite");
        using var staff = await scene.Scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        var address = $"{scene.Address}?creneau={scene.Slots[0].Id}";
        using var came = await staff.SendAsync(address, await staff.PageAsync(address), "venu", new() { ["nom"] = "Denis Venu", ["uai-venu"] = "0620130e", ["public-venu"] = "teacher-secondary" });
        Assert.Equal(HttpStatusCode.Redirect, came.StatusCode);
        using var counted = await staff.SendAsync(address, await staff.PageAsync(address), "effectif", new() { ["public"] = "pupil", ["effectif"] = "24" });
        using var corrected = await staff.SendAsync(address, await staff.PageAsync(address), "effectif", new() { ["public"] = "pupil", ["effectif"] = "25" });
        using var unknown = await staff.SendAsync(address, await staff.PageAsync(address), "effectif", new() { ["public"] = "parent", ["effectif"] = "nc" });
        Assert.Equal("Alice - -, Bob - -, Chloé - -, Denis Venu 180 -, 0:parent ?, 0:pupil 25", await scene.SheetTextAsync());
        var walkIn = await scene.Scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<SessionRegistration>().SingleAsync(r => r.State == RegistrationState.WalkIn));
        Assert.Equal(("0620130E", "teacher-secondary", RegistrationOrigin.Door), (walkIn.Uai, walkIn.Audience, walkIn.Origin));

        foreach (var (handler, values, message) in new[]
        {
            ("venu", new Dictionary<string, string> { ["nom"] = "" }, "Donnez le nom et le prénom"),
            ("venu", new() { ["nom"] = "Zoé", ["uai-venu"] = "0620130A" }, "ne correspond pas à ses chiffres"),
            ("effectif", new() { ["effectif"] = "beaucoup" }, "Choisissez le public."),
            ("feuille", new() { [$"etat-{await scene.IdAsync("Bob"):n}"] = "partiel", [$"minutes-{await scene.IdAsync("Bob"):n}"] = "999" }, "Bob : donnez des minutes, de 0 à 180."),
        })
        {
            using var refused = await staff.SendAsync(address, await staff.PageAsync(address), handler, values);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.Contains(message, WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)), StringComparison.Ordinal);
        }
    }
}
