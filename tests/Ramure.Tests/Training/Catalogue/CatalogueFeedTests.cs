using System.Net;
using System.Xml.Linq;
using Ical.Net;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Tests.Journal;
using Ramure.Tests.Support;
using Ramure.Training.Model;
using Ramure.Training.Programme;
using Ramure.Training.Sessions;

namespace Ramure.Tests.Training.Catalogue;

/// <summary>The feeds of a search, read by the library of calendars and by an XML reader as any subscriber does.</summary>
public sealed class CatalogueFeedTests
{
    private const string Calendar = "/formations/agenda.ics";
    private const string News = "/formations/nouveautes.atom";
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_calendar_has_an_event_for_each_slot_at_the_hour_of_its_place(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        // One day before the clocks change, and one after.
        var session = await scene.SessionAsync(5, slots: "2024-10-26 9:00-12:00 Atelier Canopé 62\n2024-10-28 9:00-12:00 Collège, rue Émile-Zola");
        var noumea = await scene.CourseAsync("À Nouméa", t => t.Unit = "A988");
        await scene.PlanAsync(noumea, "2024-09-18", place: "Atelier Canopé 988");
        using var stranger = await scene.Installation.StrangerAsync();
        using var answer = await stranger.GetAsync(Calendar, TestContext.Current.CancellationToken);
        Assert.Equal("text/calendar", answer.Content.Headers.ContentType!.MediaType);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var calendar = Ical.Net.Calendar.Load(text)!;
        Assert.Equal("PUBLISH", calendar.Method);
        Assert.Equal(["Europe/Paris", "Pacific/Noumea"], calendar.TimeZones.Select(z => z.TzId).Order());
        var events = calendar.Events.OrderBy(e => e.Start!.AsUtc).ToList();
        Assert.Equal(
            [new DateTime(2024, 9, 17, 22, 0, 0), new DateTime(2024, 10, 26, 7, 0, 0), new DateTime(2024, 10, 28, 8, 0, 0)],
            events.Select(e => e.Start!.AsUtc));
        Assert.Equal(["À Nouméa", "Premiers pas en webradio (1/2)", "Premiers pas en webradio (2/2)"], events.Select(e => e.Summary));
        Assert.Equal("Collège, rue Émile-Zola", events[2].Location);
        Assert.EndsWith($"/formations/sessions/{session.Id}", events[2].Url!.ToString(), StringComparison.Ordinal);
        Assert.All(text.Split("\r\n"), line => Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(line), 0, 75));
    }

    [Fact]
    public async Task A_session_that_is_planned_for_long_after_today_is_in_the_calendar()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        await scene.SessionAsync(5, slots: "2090-03-02 9:00-12:00 Atelier Canopé 62");
        using var stranger = await scene.Installation.StrangerAsync();
        Assert.Equal(new DateTime(2090, 3, 2, 8, 0, 0), Assert.Single(await EventsAsync(stranger)).Start!.AsUtc);
    }

    [Fact]
    public async Task A_change_keeps_the_event_and_a_cancellation_says_so()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        var course = await scene.CourseAsync("Radio");
        var session = await scene.PlanAsync(course, "2024-09-18");
        using var stranger = await scene.Installation.StrangerAsync();
        var before = Assert.Single(await EventsAsync(stranger));
        scene.Clock.UtcNow += TimeSpan.FromHours(1);
        await scene.EditAsync(session.Id, s => (s.Slots[0].StartsAt, s.Slots[0].Start, s.CalendarSequence) = (s.Slots[0].StartsAt.AddHours(1), new TimeOnly(10, 0), 1));
        var moved = Assert.Single(await EventsAsync(stranger));
        Assert.Equal((before.Uid, 0, 1), (moved.Uid, before.Sequence, moved.Sequence));
        Assert.Equal(before.Start!.AsUtc.AddHours(1), moved.Start!.AsUtc);
        Assert.Equal(before.DtStamp!.AsUtc.AddHours(1), moved.DtStamp!.AsUtc);
        await scene.RunAsync(s => s.GetRequiredService<SessionPlanner>().CancelAsync(new SessionChange(session.Id, 1), "Neige"));
        Assert.Equal("CANCELLED", Assert.Single(await EventsAsync(stranger)).Status);
        Assert.Contains("Annulée : Radio", await stranger.GetStringAsync(News, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_calendar_keeps_what_is_past_for_a_month()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        await scene.PlanAsync(await scene.CourseAsync("Radio"), "2024-06-13");
        using var stranger = await scene.Installation.StrangerAsync();
        scene.Clock.UtcNow += TimeSpan.FromDays(20);
        Assert.Single(await EventsAsync(stranger));
        scene.Clock.UtcNow += TimeSpan.FromDays(20);
        Assert.Empty(await EventsAsync(stranger));
    }

    [Theory]
    [InlineData(Calendar)]
    [InlineData(News)]
    public async Task A_feed_answers_the_search_of_its_address_and_a_reader_that_has_it_is_told_so(string feed)
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        await scene.PlanAsync(await scene.CourseAsync("Radio <em>&</em> \u0001son"), "2024-09-18");
        await scene.PlanAsync(await scene.CourseAsync("Oral", t => t.Modality = "distance"), "2024-09-19");
        using var stranger = await scene.Installation.StrangerAsync();
        using var first = await stranger.GetAsync(feed + "?q=radio&modalite=presence", TestContext.Current.CancellationToken);
        var text = await first.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("Radio", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Oral", text, StringComparison.Ordinal);
        var tag = first.Headers.ETag!;
        using var staff = await scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        foreach (var client in new[] { stranger, staff })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, feed + "?q=radio&modalite=presence");
            request.Headers.IfNoneMatch.Add(tag);
            using var second = await client.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        }

        using var wrong = await stranger.GetAsync(feed + "?du=hier", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Contains("« hier » n’est pas un jour", await wrong.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task News_are_valid_atom_the_last_change_first()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        var course = await scene.CourseAsync("Radio & <b>son</b>");
        var old = await scene.PlanAsync(course, "2024-09-18");
        scene.Clock.UtcNow += TimeSpan.FromHours(2);
        var last = await scene.PlanAsync(course, "2024-12-18");
        using var stranger = await scene.Installation.StrangerAsync();
        var feed = XDocument.Parse(await stranger.GetStringAsync(News + "?q=radio", TestContext.Current.CancellationToken)).Root!;
        Assert.Equal(Atom + "feed", feed.Name);
        Assert.Equal("2024-06-12T22:30:00Z", feed.Element(Atom + "updated")!.Value);
        Assert.EndsWith("/formations/nouveautes.atom?q=radio", feed.Elements(Atom + "link").Single(l => l.Attribute("rel")!.Value == "self").Attribute("href")!.Value, StringComparison.Ordinal);
        Assert.Equal([$"urn:uuid:{last.Id}", $"urn:uuid:{old.Id}"], feed.Elements(Atom + "entry").Select(e => e.Element(Atom + "id")!.Value));
        var entry = feed.Elements(Atom + "entry").First();
        Assert.Equal("Radio & <b>son</b>, 18 décembre 2024", entry.Element(Atom + "title")!.Value);
        Assert.Equal("Atelier Canopé 62 – Arras", entry.Element(Atom + "author")!.Element(Atom + "name")!.Value);
    }

    [Fact]
    public async Task No_draft_no_withdrawn_training_no_name_and_no_remote_address_leaks()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        await scene.CourseAsync("Brouillonsecret", publish: false);
        var gone = await scene.CourseAsync("Retireesecret");
        await scene.PlanAsync(gone, "2024-09-18");
        await scene.RunAsync(s => s.GetRequiredService<CourseEditor>().WithdrawAsync(new CourseChange(gone.Id, 2)));
        var course = await scene.CourseAsync("À distance", t => t.Modality = "distance");
        var session = await scene.PlanAsync(course, "2024-09-19", place: "https://visio.exemple.test/salle-secrete");
        await scene.EditAsync(session.Id, s => (s.Slots[0].PlaceKind, s.Slots[0].Link) = (PlaceKind.Remote, "https://visio.exemple.test/lien-secret"));
        await scene.RegisterAsync(session, "Zénobie");

        using var stranger = await scene.Installation.StrangerAsync();
        using var teacher = await scene.Installation.ClientAsync(Role.Teacher, "A62");
        string[] addresses = ["/formations", "/formations?q=secret", "/formations/carte", "/formations/calendrier?mois=2024-09", Calendar, News, $"/formations/{course.Id}", $"/formations/sessions/{session.Id}"];
        foreach (var client in new[] { stranger, teacher })
        {
            foreach (var address in addresses)
            {
                var text = WebUtility.HtmlDecode(await client.GetStringAsync(address, TestContext.Current.CancellationToken));
                // The search repeats the word that was typed.
                foreach (var secret in new[] { "Brouillonsecret", "Retireesecret", "salle-secrete", "lien-secret", "Zénobie" })
                    Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
            }
        }

        Assert.Contains("À distance", await stranger.GetStringAsync(Calendar, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal("À distance", await scene.FindAsync(new() { Words = "distance" }));
        Assert.Equal("", await scene.FindAsync(new() { Words = "visio" }));
        Assert.Equal("", await scene.FindAsync(new() { Words = "brouillonsecret" }));
    }

    private static async Task<List<Ical.Net.CalendarComponents.CalendarEvent>> EventsAsync(HttpClient client) =>
        [.. Ical.Net.Calendar.Load(await client.GetStringAsync(Calendar, TestContext.Current.CancellationToken))!.Events];
}
