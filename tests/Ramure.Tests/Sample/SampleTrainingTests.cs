using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Data;
using Ramure.Kernel.FirstStart;
using Ramure.Kernel.Outbox;
using Ramure.Ledger.Contracts;
using Ramure.Sample.Trainings;
using Ramure.Tests.Network;
using Ramure.Tests.Support;
using Ramure.Training.Model;

namespace Ramure.Tests.Sample;

public sealed class SampleTrainingTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_newcomer_finds_forty_trainings_to_come_with_people_on_them_and_nothing_in_the_ledger(string database)
    {
        await using var installation = await NetworkTesting.CreateAsync(database);
        Assert.True(await installation.RunAsync(s => Step(s).IsUntouchedAsync(CancellationToken.None)));
        await LoadAsync(installation);
        var now = await installation.RunAsync(s => Task.FromResult(s.GetRequiredService<Ramure.Kernel.Time.IClock>().UtcNow));
        var (courses, sessions, people) = await CountsAsync(installation);
        Assert.Equal(40, courses);
        Assert.InRange(sessions, 120, 180);
        Assert.InRange(people, 500, 3000);
        var all = await installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<Session>().AsNoTracking().Include(x => x.Slots).ToListAsync());
        Assert.All(all, s => Assert.True(s.StartsAt > now, $"{s.StartsAt}"));
        Assert.All(all, s => Assert.InRange(s.Taken, 0, s.Capacity));
        Assert.Contains(all, s => s.Taken == s.Capacity);
        var states = await installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<SessionRegistration>().Select(r => r.State).Distinct().ToListAsync());
        Assert.Contains(RegistrationState.Waiting, states);
        Assert.All(await installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<SessionRegistration>().Select(r => r.Email).ToListAsync()), e => Assert.EndsWith("@exemple.ramure", e, StringComparison.Ordinal));
        Assert.Empty(await installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<OutboxMessage>().ToListAsync()));
        Assert.Equal(0, await installation.RunAsync(s => s.GetRequiredService<ILedgerReader>().PositionAsync()));
        Assert.False(await installation.RunAsync(s => Step(s).IsUntouchedAsync(CancellationToken.None)));

        using var stranger = await installation.StrangerAsync();
        foreach (var address in new[] { "/formations", "/formations/carte", "/formations/calendrier", $"/formations/sessions/{all[0].Id}", "/exemple" })
            Assert.Contains("sample-notice", await stranger.GetStringAsync(address, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("formations et leurs sessions à venir", System.Net.WebUtility.HtmlDecode(await stranger.GetStringAsync("/exemple", TestContext.Current.CancellationToken)), StringComparison.Ordinal);

        // Once more changes nothing.
        await LoadAsync(installation);
        Assert.Equal((courses, sessions, people), await CountsAsync(installation));
    }

    [Fact]
    public async Task A_load_that_was_cut_short_goes_on_where_it_stopped()
    {
        await using var whole = await NetworkTesting.CreateAsync("sqlite");
        await LoadAsync(whole);
        await using var cut = await NetworkTesting.CreateAsync("sqlite");
        using var source = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cut.RunAsync(async s =>
        {
            await Step(s).RunAsync(new CancelAfter(0.3, source), source.Token);
            return 0;
        }));
        Assert.InRange((await CountsAsync(cut)).Courses, 10, 20);
        await LoadAsync(cut);
        Assert.Equal(await CountsAsync(whole), await CountsAsync(cut));
    }

    [Fact]
    public void The_titles_are_all_different_and_say_what_the_lists_know() =>
        Assert.Equal(40, TrainingSubjects.All.Select(t => t.Title).Distinct().Count());

    private static IFirstStart Step(IServiceProvider services) => services.GetServices<IFirstStart>().Single(s => s.Name == "sample-trainings");

    private static Task LoadAsync(TestInstallation installation) => installation.RunAsync(s => Step(s).RunAsync(new Progress<double>(), CancellationToken.None));

    private static Task<(int Courses, int Sessions, int People)> CountsAsync(TestInstallation installation) => installation.RunAsync(async s =>
    {
        var db = s.GetRequiredService<RamureDb>();
        return (await db.Set<Course>().CountAsync(c => c.State == CourseState.Published), await db.Set<Session>().CountAsync(), await db.Set<SessionRegistration>().CountAsync());
    });

    private sealed class CancelAfter(double part, CancellationTokenSource source) : IProgress<double>
    {
        public void Report(double value)
        {
            if (value >= part)
                source.Cancel();
        }
    }
}
