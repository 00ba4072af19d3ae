using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Tests.Journal;
using Ramure.Tests.Support;
using Ramure.Training.Catalogue.Indexing;
using Ramure.Training.Catalogue.Searching;
using Ramure.Training.Model;
using Ramure.Training.Programme;
using Ramure.Training.Registration;
using Ramure.Training.Sessions;

namespace Ramure.Tests.Training.Catalogue;

/// <summary>The catalogue in memory says what the database says, on every host, after every write.</summary>
public sealed class CatalogueFreshnessTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Each_step_of_a_training_shows_in_the_next_search_of_every_host(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        await using var second = await scene.Installation.CreateSecondHostAsync(services =>
        {
            services.AddSingleton<Ramure.Kernel.Time.IClock>(scene.Clock);
            services.AddSingleton<Ramure.Network.Contracts.INetwork, SmallNetwork>();
        });
        async Task ShowsAsync(string expected)
        {
            foreach (var host in new[] { scene.Installation, second })
            {
                var search = (await host.RunAsync(s => s.GetRequiredService<CatalogueFinder>().PrepareAsync(new()))).Value;
                Assert.Equal(expected, string.Join(", ", search.Search.Courses().Select(c => $"{c.Course.Title} {c.Sessions}")));
            }
        }

        await ShowsAsync("");
        var draft = await scene.CourseAsync("Radio", publish: false);
        await ShowsAsync("");
        await scene.RunAsync(s => s.GetRequiredService<CourseEditor>().PublishAsync(new CourseChange(draft.Id, 1)));
        await ShowsAsync("Radio 0");
        var session = await scene.PlanAsync(draft, "2024-09-18");
        await ShowsAsync("Radio 1");
        var text = CourseText.Of(draft);
        text.Title = "Webradio";
        await scene.RunAsync(s => s.GetRequiredService<CourseEditor>().ChangeAsync(new CourseChange(draft.Id, 2), text));
        await ShowsAsync("Webradio 1");
        await scene.RunAsync(s => s.GetRequiredService<SessionPlanner>().CancelAsync(new SessionChange(session.Id, 1), "Neige"));
        await ShowsAsync("Webradio 0");
        await scene.RunAsync(s => s.GetRequiredService<CourseEditor>().WithdrawAsync(new CourseChange(draft.Id, 3)));
        await ShowsAsync("");
    }

    [Fact]
    public async Task What_has_begun_is_no_longer_to_come_though_nobody_wrote()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        await scene.PlanAsync(await scene.CourseAsync("Radio"), "2024-06-13");
        Assert.Equal("Radio", await scene.FindAsync(new() { From = "2024-06-01" }));
        scene.Clock.UtcNow = new DateTime(2024, 6, 13, 7, 0, 0, DateTimeKind.Utc);
        Assert.Equal("", await scene.FindAsync(new() { From = "2024-06-01" }));
    }

    [Fact]
    public async Task A_registration_reads_nothing_again_and_the_list_shows_its_seat_at_once()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        var session = await scene.PlanAsync(await scene.CourseAsync("Radio"), "2024-09-18", seats: 2);
        using var stranger = await scene.Installation.StrangerAsync();
        Assert.Contains("2 places", (await stranger.PageAsync("/formations")).Text("tbody").Replace('\u00a0', ' '), StringComparison.Ordinal);
        var before = await scene.RunAsync(s => s.GetRequiredService<CatalogueIndex>().CurrentAsync().AsTask());
        await scene.RegisterAsync(session, "Alice");
        Assert.Contains("1 place", (await stranger.PageAsync("/formations")).Text("tbody").Replace('\u00a0', ' '), StringComparison.Ordinal);
        await scene.RegisterAsync(session, "Bob");
        Assert.Contains("complet, liste d’attente", (await stranger.PageAsync("/formations")).Text("tbody"), StringComparison.Ordinal);
        var after = await scene.RunAsync(s => s.GetRequiredService<CatalogueIndex>().CurrentAsync().AsTask());
        Assert.True(after.Position > before.Position);
        Assert.Same(before.Courses, after.Courses);
    }

    /// <summary>Many changes read one by one, and all at once by a host that starts afterwards: the same catalogue.</summary>
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_was_followed_change_by_change_is_what_a_new_host_reads(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var chance = new Random(20240612);
        var courses = new List<Course>();
        for (var i = 0; i < 6; i++)
        {
            courses.Add(await scene.CourseAsync($"Formation {i}"));
            for (var j = 0; j < 3; j++)
            {
                var session = await scene.PlanAsync(courses[chance.Next(courses.Count)], $"2024-09-{10 + j:00}", at: j == 0 ? CatalogueScene.Arras : null);
                await CurrentAsync(scene.Installation);
                if (chance.Next(3) == 0)
                    await scene.RunAsync(s => s.GetRequiredService<SessionPlanner>().CancelAsync(new SessionChange(session.Id, 1), "Neige"));
            }
        }

        var followed = await CurrentAsync(scene.Installation);
        await using var second = await scene.Installation.CreateSecondHostAsync(services =>
        {
            services.AddSingleton<Ramure.Kernel.Time.IClock>(scene.Clock);
            services.AddSingleton<Ramure.Network.Contracts.INetwork, SmallNetwork>();
        });
        Assert.Equal(followed, await CurrentAsync(second));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Readers_and_writers_at_once_end_with_what_was_written(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var courses = new List<Course>();
        for (var i = 0; i < 4; i++)
            courses.Add(await scene.CourseAsync($"Formation {i}"));
        using var done = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
                await scene.FindAsync(new() { Seats = "1" });
        })).ToList();
        await Parallel.ForEachAsync(courses, async (course, _) =>
        {
            for (var day = 10; day < 16; day++)
                await scene.PlanAsync(course, $"2024-09-{day}");
        });
        await done.CancelAsync();
        await Task.WhenAll(readers);
        var search = (await scene.RunAsync(s => s.GetRequiredService<CatalogueFinder>().PrepareAsync(new()))).Value;
        Assert.Equal([6, 6, 6, 6], search.Search.Courses().Select(c => c.Sessions));
    }

    private static async Task<string> CurrentAsync(TestInstallation installation)
    {
        var now = await installation.RunAsync(s => s.GetRequiredService<CatalogueIndex>().CurrentAsync().AsTask());
        return string.Join('\n', now.Courses.Select(c => $"{c.Id} {c.Title} {c.Unit} {string.Join(' ', c.Words.Order(StringComparer.Ordinal))}\n" + string.Join('\n', c.Sessions.Select(s =>
            $"  {s.Id} {s.Cancelled} {s.StartsAt:O} {s.EndsAt:O} {s.ClosesAt:O} {s.Capacity} {s.CalendarSequence} {s.ChangedAt:O} {string.Join(' ', s.Slots.Select(x => $"{x.Place} {x.Where?.Latitude}"))}"))));
    }
}
