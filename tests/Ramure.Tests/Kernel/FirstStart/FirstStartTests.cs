using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Ramure.Kernel.FirstStart;
using Ramure.Tests.Support;

namespace Ramure.Tests.Kernel.FirstStart;

public sealed class FirstStartTests
{
    private readonly List<string> log = [];
    private readonly Step network = new("network", 10, false);
    private readonly Step activity = new("activity", 20, true);

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_new_installation_is_filled_once_in_order(string database)
    {
        await using var installation = await CreateAsync(database);
        await StartAsync(installation, empty: false);
        await StartAsync(installation, empty: false);
        Assert.Equal(["network", "activity"], log);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Empty_leaves_activity_out_for_good(string database)
    {
        await using var installation = await CreateAsync(database);
        await StartAsync(installation, empty: true);
        await StartAsync(installation, empty: false);
        Assert.Equal(["network"], log);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_start_that_was_cut_short_goes_on_with_the_same_choice(string database)
    {
        await using var installation = await CreateAsync(database);
        activity.Fails = true;
        await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(installation, empty: false));
        activity.Fails = false;
        network.Untouched = activity.Untouched = false;
        await StartAsync(installation, empty: true);
        Assert.Equal(["network", "activity"], log);
    }

    [Fact]
    public async Task An_installation_in_which_somebody_put_something_is_left_alone()
    {
        await using var installation = await CreateAsync("sqlite");
        network.Untouched = false;
        await StartAsync(installation, empty: false);
        Assert.Empty(log);
    }

    [Fact]
    public async Task Hosts_that_start_together_over_one_server_take_turns()
    {
        Assert.SkipWhen(Databases.Postgres is null, "No server: the embedded database has one host.");
        await using var installation = await CreateAsync("postgres");
        await using var second = await installation.CreateSecondHostAsync(Adjust);
        // Time for the second host to come while the first is at work.
        network.Pause = TimeSpan.FromMilliseconds(200);
        await Task.WhenAll(StartAsync(installation, empty: false), StartAsync(second, empty: true));
        Assert.Equal("network", log[0]);
        Assert.Equal(log.Count, log.Distinct().Count());
    }

    private Task<TestInstallation> CreateAsync(string database) => TestInstallation.CreateAsync(database, Adjust);

    private void Adjust(IServiceCollection services)
    {
        services.RemoveAll<IFirstStart>();
        services.AddSingleton<IFirstStart>(activity);
        services.AddSingleton<IFirstStart>(network);
        (network.Log, activity.Log) = (log, log);
    }

    private static Task StartAsync(TestInstallation installation, bool empty) => installation.RunAsync(services =>
        services.GetRequiredService<FirstStartRunner>().RunAsync(empty, (_, work) => work(new Progress<double>()), CancellationToken.None));

    private sealed class Step(string name, int order, bool bringsActivity) : IFirstStart
    {
        public List<string> Log { get; set; } = [];

        public bool Fails { get; set; }

        public TimeSpan Pause { get; set; }

        public bool Untouched { get; set; } = true;

        public string Name => name;

        public int Order => order;

        public string Label => name;

        public bool BringsActivity => bringsActivity;

        public Task<bool> IsUntouchedAsync(CancellationToken cancel) => Task.FromResult(Untouched);

        public async Task RunAsync(IProgress<double> progress, CancellationToken cancel)
        {
            if (Fails)
                throw new InvalidOperationException("Killed.");
            await Task.Delay(Pause, cancel);
            lock (Log)
                Log.Add(name);
        }
    }
}
