using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Tests.Journal;
using Ramure.Tests.Support;
using Ramure.Training.Model;
using Ramure.Training.Programme;

namespace Ramure.Tests.Training.Catalogue;

/// <summary>The list, the map, the calendar and the page of a training, as a stranger, a teacher and staff meet them.</summary>
public sealed class CataloguePageTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_search_keeps_its_address_from_view_to_view_and_in_its_feeds(string database)
    {
        await using var scene = await CatalogueSearchTests.PlacedAsync(database);
        await scene.PlanAsync(await scene.CourseAsync("Radio"), "2024-09-18", at: CatalogueScene.Arras);
        using var stranger = await scene.Installation.StrangerAsync();
        const string query = "?q=radio&modalite=presence&lieu=Arras&km=20&tri=distance";
        var list = await stranger.PageAsync("/formations" + query);
        Assert.Equal("Radio | 18 septembre 2024 | 5 places | En présence | 6 h | Atelier Canopé 62 | moins de 1 km | Atelier Canopé 62 – Arras", list.Text("tbody tr > *").Replace('\u00a0', ' '));
        Assert.Contains("1 formation, 1 session à venir", list.Text("main").Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Contains("depuis Arras (62)", list.Text("main"), StringComparison.Ordinal);
        Assert.Equal(["/formations" + query, "/formations/carte" + query, "/formations/calendrier" + query], list.QuerySelectorAll("nav.tabs a").Select(a => a.GetAttribute("href")));
        Assert.Equal(["/formations/agenda.ics" + query, "/formations/nouveautes.atom" + query], list.QuerySelectorAll("link[rel=alternate]").Select(a => a.GetAttribute("href")));
        // However the address is written, the search has one.
        var shuffled = await stranger.PageAsync("/formations?tri=distance&km=20&lieu=Arras&theme=&modalite=presence&q=radio");
        Assert.EndsWith("/formations" + query, shuffled.QuerySelector("link[rel=canonical]")!.GetAttribute("href"), StringComparison.Ordinal);
        foreach (var feed in list.QuerySelectorAll("link[rel=alternate]"))
        {
            using var answer = await stranger.GetAsync(feed.GetAttribute("href"), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        Assert.Contains("Aucune formation ne correspond", (await stranger.PageAsync("/formations?q=zzz")).Text("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_follow_each_other_and_each_training_is_on_one_of_them()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        for (var i = 0; i < 27; i++)
            await scene.CourseAsync($"Formation {i:00}");
        using var stranger = await scene.Installation.StrangerAsync();
        var first = await stranger.PageAsync("/formations?tri=titre");
        Assert.Contains("1 à 25 sur 27 formations", first.Text(".pager").Replace('\u00a0', ' '), StringComparison.Ordinal);
        var second = await stranger.PageAsync(first.QuerySelector(".pager a[rel=next]")!.GetAttribute("href")!);
        Assert.Equal(
            Enumerable.Range(0, 27).Select(i => $"Formation {i:00}"),
            first.QuerySelectorAll("tbody th").Concat(second.QuerySelectorAll("tbody th")).Select(t => t.TextContent.Trim()));
    }

    [Fact]
    public async Task The_map_shows_places_and_its_tables_say_the_same()
    {
        await using var scene = await CatalogueSearchTests.PlacedAsync("sqlite");
        var radio = await scene.CourseAsync("Radio");
        await scene.PlanAsync(radio, "2024-09-18", at: CatalogueScene.Arras);
        await scene.PlanAsync(radio, "2024-09-25", at: CatalogueScene.Arras);
        await scene.PlanAsync(await scene.CourseAsync("Oral"), "2024-09-19", place: "Ailleurs");
        using var stranger = await scene.Installation.StrangerAsync();
        var map = await stranger.PageAsync("/formations/carte");
        Assert.Contains("3 sessions à venir, dont 1 sans lieu", map.Text("main").Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Equal("Atelier Canopé 62 : 2 sessions", map.QuerySelector("circle.map-point title")!.TextContent.Replace('\u00a0', ' '));
        Assert.Equal("Atelier Canopé 62 | Atelier Canopé 62 – Arras | 2 | 18/09/2024 | Radio", map.Text("#lieux tbody tr > *"));
        Assert.Contains("Aucune session à venir ne correspond", (await stranger.PageAsync("/formations/carte?q=zzz")).Text("main"), StringComparison.Ordinal);
        await stranger.PageAsync("/formations/carte?du=hier", HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_calendar_opens_on_the_month_where_something_is_held_and_leads_on()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        var radio = await scene.CourseAsync("Radio");
        for (var i = 0; i < 8; i++)
            await scene.PlanAsync(radio, "2024-09-18");
        using var stranger = await scene.Installation.StrangerAsync();
        var september = await stranger.PageAsync("/formations/calendrier?q=radio");
        Assert.Contains("septembre 2024", september.Text(".kicker"), StringComparison.Ordinal);
        var day = september.QuerySelectorAll(".calendar td").Single(t => t.QuerySelector(".calendar-day")?.TextContent == "18");
        Assert.Equal(6, day.QuerySelectorAll("li").Length);
        Assert.Contains("Radio 9 h 00 à 12 h 00, Atelier Canopé 62", day.Text("li").Replace('\u00a0', ' '), StringComparison.Ordinal);
        var others = day.QuerySelector("td > p a")!;
        Assert.Contains("et 2 autres", others.TextContent.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Contains("8 sessions", (await stranger.PageAsync(others.GetAttribute("href")!)).Text("main").Replace('\u00a0', ' '), StringComparison.Ordinal);
        var october = await stranger.PageAsync(september.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        Assert.Contains("Rien en octobre 2024", october.Text("main"), StringComparison.Ordinal);
        Assert.Equal("/formations/calendrier?q=radio&mois=2024-09", october.QuerySelector(".empty-actions a")!.GetAttribute("href"));
        await stranger.PageAsync("/formations/calendrier?mois=octobre", HttpStatusCode.BadRequest);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_page_of_a_training_carries_its_data_for_machines(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var course = await scene.CourseAsync("Radio </script><script>alert(1)</script>", t =>
        {
            (t.Competences, t.Price, t.Hours) = (["CC9"], "87,50", "1,5");
            t.Objectives = string.Join(' ', Enumerable.Repeat("Apprendre à faire.", 20));
        });
        var session = await scene.PlanAsync(course, "2024-09-18", at: CatalogueScene.Arras);
        using var stranger = await scene.Installation.StrangerAsync();
        using var answer = await stranger.GetAsync($"/formations/{course.Id}", TestContext.Current.CancellationToken);
        Assert.Contains("script-src 'self'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        var page = await stranger.PageAsync($"/formations/{course.Id}");
        Assert.EndsWith($"/formations/{course.Id}", page.QuerySelector("link[rel=canonical]")!.GetAttribute("href"), StringComparison.Ordinal);
        Assert.InRange(page.QuerySelector("meta[name=description]")!.GetAttribute("content")!.Length, 100, 161);
        // The title has not ended the element, and the one block is the only script without an address.
        var block = Assert.Single(page.QuerySelectorAll("script:not([src])"));
        Assert.Equal("application/ld+json", block.GetAttribute("type"));
        using var data = JsonDocument.Parse(block.TextContent);
        var root = data.RootElement;
        Assert.Equal("Course", root.GetProperty("@type").GetString());
        Assert.Equal("Radio </script><script>alert(1)</script>", root.GetProperty("name").GetString());
        Assert.Equal("PT1H30M", root.GetProperty("timeRequired").GetString());
        Assert.Equal("87.50", root.GetProperty("offers").GetProperty("price").GetString());
        Assert.StartsWith("CC9", root.GetProperty("teaches")[0].GetString(), StringComparison.Ordinal);
        var instance = root.GetProperty("hasCourseInstance")[0];
        Assert.Equal("CourseInstance", instance.GetProperty("@type").GetString());
        Assert.Equal("2024-09-18T09:00:00+02:00", instance.GetProperty("startDate").GetString());
        Assert.Equal(5, instance.GetProperty("remainingAttendeeCapacity").GetInt32());
        Assert.Equal("Atelier Canopé 62", instance.GetProperty("location")[0].GetProperty("name").GetString());
        Assert.Equal(50.292, instance.GetProperty("location")[0].GetProperty("geo").GetProperty("latitude").GetDouble());
        using var one = JsonDocument.Parse(Assert.Single((await stranger.PageAsync($"/formations/sessions/{session.Id}")).QuerySelectorAll("script[type='application/ld+json']")).TextContent);
        Assert.EndsWith($"/formations/sessions/{session.Id}", one.RootElement.GetProperty("hasCourseInstance")[0].GetProperty("url").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Staff_and_strangers_see_the_same_catalogue_and_a_draft_has_no_data_for_machines()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        await scene.PlanAsync(await scene.CourseAsync("Radio"), "2024-09-18");
        var draft = await scene.CourseAsync("Brouillon", publish: false);
        using var stranger = await scene.Installation.StrangerAsync();
        using var staff = await scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        Assert.Equal((await stranger.PageAsync("/formations")).Text("tbody"), (await staff.PageAsync("/formations")).Text("tbody"));
        Assert.Null((await stranger.PageAsync("/formations")).QuerySelector("a[href='/formations/preparation']"));
        Assert.NotNull((await staff.PageAsync("/formations")).QuerySelector("a[href='/formations/preparation']"));
        await stranger.PageAsync($"/formations/{draft.Id}", HttpStatusCode.NotFound);
        var page = await staff.PageAsync($"/formations/{draft.Id}");
        Assert.Empty(page.QuerySelectorAll("script[type='application/ld+json'], link[rel=canonical]"));
        Assert.Equal("noindex", page.QuerySelector("meta[name=robots]")!.GetAttribute("content"));
    }

    [Fact]
    public async Task Sessions_of_a_training_stand_by_place()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        var course = await scene.CourseAsync("Radio");
        await scene.PlanAsync(course, "2024-09-18", place: "Lille");
        await scene.PlanAsync(course, "2024-09-11", place: "Arras");
        await scene.PlanAsync(course, "2024-09-25", place: "Arras");
        using var stranger = await scene.Installation.StrangerAsync();
        var page = await stranger.PageAsync($"/formations/{course.Id}");
        Assert.Equal("Arras | Lille", page.Text("section[aria-labelledby=sessions] h3"));
        Assert.Equal("11 septembre 2024 | 25 septembre 2024 | 18 septembre 2024", page.Text("section[aria-labelledby=sessions] li a"));
    }
}
