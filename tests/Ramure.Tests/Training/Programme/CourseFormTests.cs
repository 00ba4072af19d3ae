using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Lists;
using Ramure.Kernel.Operations;
using Ramure.Tests.Journal;
using Ramure.Tests.Support;
using Ramure.Training.Model;
using Ramure.Training.Programme;

namespace Ramure.Tests.Training.Programme;

/// <summary>Competences, partners, what is missing, copies, and the page of who prepares.</summary>
public sealed class CourseFormTests
{
    [Fact]
    public async Task The_list_holds_both_frameworks_once_each()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        var all = (await scene.RunAsync(s => Task.FromResult(s.GetRequiredService<ReferenceLists>()))).Competences;
        Assert.Equal(35, all.Select(c => c.Code).Distinct().Count());
        Assert.Equal([19, 16], all.GroupBy(c => c.Framework).Select(g => g.Count()));
        Assert.All(all, c => Assert.DoesNotContain('\'', c.Label));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Competences_and_the_kind_of_partner_are_kept_by_the_form_and_shown_in_words(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var text = CourseText.Of(await scene.PublishedAsync());
        (text.Competences, text.Partner, text.PartnerKind) = (["EDU2.1", "CC9"], "Inspé de Lille", "espe");
        var course = (await scene.RunAsync(s => s.GetRequiredService<CourseEditor>().CreateAsync(text))).Value;
        Assert.Equal(["CC9", "EDU2.1"], course.Content.Competences);

        using var staff = await scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        var page = await staff.PageAsync($"/formations/{course.Id}");
        var facts = page.Text("dl.facts");
        Assert.Contains("CC9 Intégrer les éléments de la culture numérique", facts, StringComparison.Ordinal);
        Assert.Contains("EDU2.1 Sélectionner des ressources", facts, StringComparison.Ordinal);
        Assert.Contains("Espé ou Inspé", facts, StringComparison.Ordinal);

        // The form shows what is ticked, and sending it back unchanged keeps it.
        var address = $"/formations/{course.Id}/modifier";
        var form = await staff.PageAsync(address);
        Assert.Equal(["CC9", "EDU2.1"], form.QuerySelectorAll("input[name='Text.Competences']").OfType<IHtmlInputElement>().Where(i => i.IsChecked).Select(i => i.Value));
        using var sent = await staff.SendAsync(address, form, "formation", new() { ["Text.Title"] = "Autre titre" });
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        var kept = await scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<Course>().SingleAsync(c => c.Id == course.Id));
        Assert.Equal(("Autre titre", "espe", "CC9 EDU2.1"), (kept.Content.Title, kept.Content.PartnerKind, string.Join(' ', kept.Content.Competences)));
    }

    [Fact]
    public async Task A_competence_or_a_kind_of_partner_that_is_none_is_refused_beside_its_field()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        var text = CourseText.Of(await scene.PublishedAsync());
        (text.Competences, text.PartnerKind) = (["CC99"], "martien");
        var refused = await scene.RunAsync(s => s.GetRequiredService<CourseEditor>().CreateAsync(text));
        Assert.Equal(["genre-partenaire", "competences"], refused.Refusals.Select(r => r.Field));
    }

    [Fact]
    public async Task A_draft_says_what_it_lacks_before_it_can_be_published()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        var text = CourseText.Of(await scene.PublishedAsync());
        (text.Methods, text.Contact) = ("", "");
        var draft = (await scene.RunAsync(s => s.GetRequiredService<CourseEditor>().CreateAsync(text))).Value;
        using var staff = await scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        foreach (var address in new[] { $"/formations/{draft.Id}", $"/formations/{draft.Id}/modifier" })
        {
            var notice = (await staff.PageAsync(address)).QuerySelectorAll("main .notice").Single(n => n.TextContent.Contains("Il manque 2 choses", StringComparison.Ordinal));
            Assert.Equal(["les méthodes", "à qui s’adresser"], notice.QuerySelectorAll("li a").Select(a => a.TextContent));
            Assert.EndsWith("/modifier#methodes", notice.QuerySelector("li a")!.GetAttribute("href"), StringComparison.Ordinal);
        }

        using var refused = await staff.SendAsync($"/formations/{draft.Id}", await staff.PageAsync($"/formations/{draft.Id}"), "etat", new() { ["Action"] = "publier" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        (text.Methods, text.Contact) = ("Atelier.", "a@exemple.test");
        Assert.True((await scene.RunAsync(s => s.GetRequiredService<CourseEditor>().ChangeAsync(new CourseChange(draft.Id, 1), text))).Succeeded);
        Assert.Contains("Prête à publier", (await staff.PageAsync($"/formations/{draft.Id}")).Text("main"), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_copy_is_a_draft_of_the_unit_one_writes_for_and_the_original_stays(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var course = await scene.PublishedAsync();
        var draft = (await scene.RunAsync(s => s.GetRequiredService<CourseEditor>().CreateAsync(CourseText.Of(course)))).Value;
        using var elsewhere = await scene.Installation.ClientAsync(Role.AtelierStaff, "A988");
        var address = $"/formations/{course.Id}/copier";
        var page = await elsewhere.PageAsync(address);
        Assert.Equal(["", "A988"], page.QuerySelectorAll("#unite option").OfType<IHtmlOptionElement>().Select(o => o.Value));
        using var missing = await elsewhere.SendAsync(address, page, "copie", new() { ["Unit"] = "" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, missing.StatusCode);
        using var foreign = await elsewhere.SendAsync(address, page, "copie", new() { ["Unit"] = "A62" });
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        using var copied = await elsewhere.SendAsync(address, page, "copie", new() { ["Unit"] = "A988" });
        Assert.Equal(HttpStatusCode.Redirect, copied.StatusCode);
        // Somebody else's draft does not exist, for who copies.
        await elsewhere.PageAsync($"/formations/{draft.Id}/copier", HttpStatusCode.NotFound);

        var rows = await scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<Course>().OrderBy(c => c.Id).ToListAsync());
        Assert.Equal(["A62 Published", "A62 Draft", "A988 Draft"], rows.Select(c => $"{c.Unit} {c.State}"));
        Assert.Equal(rows[0].Content.Title, rows[2].Content.Title);
        var trail = await scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<AuditEvent>().SingleAsync(e => e.Operation == "training.copy"));
        Assert.Equal(("A988", rows[2].Id.ToString("D")), (trail.Unit, trail.SubjectId));
        Assert.Contains(course.Id.ToString(), trail.Before, StringComparison.Ordinal);

        using var teacher = await scene.Installation.ClientAsync(Role.Teacher, "A62");
        await teacher.PageAsync(address, HttpStatusCode.Forbidden);
        await elsewhere.PageAsync($"/formations/{Guid.Empty}/copier", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Who_prepares_sees_the_trainings_of_the_own_units_whatever_their_state()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        var course = await scene.PublishedAsync();
        var text = CourseText.Of(course);
        (text.Title, text.Methods) = ("Brouillon sans méthodes", "");
        await scene.RunAsync(s => s.GetRequiredService<CourseEditor>().CreateAsync(text));
        (text.Unit, text.Title) = ("A988", "À Nouméa");
        await scene.RunAsync(s => s.GetRequiredService<CourseEditor>().CreateAsync(text));

        using var staff = await scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        var all = (await staff.PageAsync("/formations/preparation")).Text("tbody tr > *");
        Assert.Contains("Brouillon sans méthodes | brouillon | 1 chose", all.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Contains("Premiers pas en webradio | publiée", all, StringComparison.Ordinal);
        Assert.DoesNotContain("Nouméa", all, StringComparison.Ordinal);
        Assert.DoesNotContain("Brouillon", (await staff.PageAsync("/formations/preparation?etat=publiee&q=webradio")).Text("tbody tr"), StringComparison.Ordinal);
        Assert.Contains("Aucune ne correspond", (await staff.PageAsync("/formations/preparation?q=zzz")).Text("main"), StringComparison.Ordinal);
        using var teacher = await scene.Installation.ClientAsync(Role.Teacher, "A62");
        await teacher.PageAsync("/formations/preparation", HttpStatusCode.Forbidden);
    }
}
