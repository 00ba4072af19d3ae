using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Ramure.Kernel.Data;
using Ramure.Kernel.Jobs;
using Ramure.Kernel.Leases;
using Ramure.Kernel.Time;
using Ramure.Tests.Support;

namespace Ramure.Tests.Kernel.Jobs;

public sealed class JobTests
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero));
    private readonly Runs runs = new();

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_job_runs_at_once_then_again_after_its_interval(string database)
    {
        await using var host = await TestInstallation.CreateAsync(database, Adjust);
        await RunAsync(host);
        await RunAsync(host);
        Assert.Single(runs.Started);
        time.Advance(TestJob.Interval - TimeSpan.FromSeconds(1));
        await RunAsync(host);
        Assert.Single(runs.Started);
        time.Advance(TimeSpan.FromSeconds(1));
        await RunAsync(host);
        Assert.Equal(2, runs.Started.Count);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Two_hosts_that_start_together_run_a_job_once(string database) => Assert.Equal(1, await RaceAsync<MeetingQueue>(database));

    /// <summary>The control: without the condition of the claim the same race runs it twice.</summary>
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Without_the_condition_of_the_claim_both_hosts_run_it(string database) => Assert.Equal(2, await RaceAsync<UnguardedQueue>(database));

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_run_of_a_dead_host_starts_over_once_its_lease_has_ended(string database)
    {
        await using var host = await TestInstallation.CreateAsync(database, Adjust);
        await host.RunAsync(async s =>
        {
            var queue = s.GetRequiredService<JobQueue>();
            await queue.DueAsync([TestJob.JobName], default);
            Assert.True(await queue.TryClaimAsync(TestJob.JobName, Guid.CreateVersion7(), default));
        });

        await using var other = await host.CreateSecondHostAsync(Adjust);
        await RunAsync(other);
        Assert.Empty(runs.Started);
        time.Advance(LeaseKeeper.Duration);
        await RunAsync(other);
        Assert.Single(runs.Started);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_failed_run_keeps_its_error_until_a_run_succeeds(string database)
    {
        await using var host = await TestInstallation.CreateAsync(database, Adjust);
        runs.Behaviour = () => throw new InvalidOperationException("disque plein");
        await RunAsync(host);
        var status = await StatusAsync(host);
        Assert.Equal("InvalidOperationException : disque plein", status.LastError);
        Assert.Equal(time.GetUtcNow().UtcDateTime + TestJob.Interval, status.NextRunAt);

        runs.Behaviour = () => { };
        time.Advance(TestJob.Interval);
        await RunAsync(host);
        Assert.Null((await StatusAsync(host)).LastError);
    }

    private void Adjust(IServiceCollection services)
    {
        services.AddSingleton<TimeProvider>(time);
        services.AddSingleton(runs);
        services.AddScoped<IJob, TestJob>();
    }

    private async Task<int> RaceAsync<TQueue>(string database)
        where TQueue : JobQueue
    {
        var meeting = new Rendezvous(2);
        void Racing(IServiceCollection services)
        {
            Adjust(services);
            services.AddSingleton(meeting);
            services.AddScoped<JobQueue, TQueue>();
        }

        await using var first = await TestInstallation.CreateAsync(database, Racing);
        await using var second = await first.CreateSecondHostAsync(Racing);
        await Task.WhenAll(Task.Run(() => RunAsync(first)), Task.Run(() => RunAsync(second)));
        return runs.Started.Count;
    }

    private static Task<int> RunAsync(TestInstallation host) => host.RunAsync(s => s.GetRequiredService<JobWorker>().RunAsync(default));

    private static async Task<JobStatus> StatusAsync(TestInstallation host) =>
        (await host.RunAsync(s => s.GetRequiredService<BackgroundWork>().JobsAsync())).Single(j => j.Name == TestJob.JobName);

    private sealed class Runs
    {
        public ConcurrentQueue<DateTime> Started { get; } = [];

        public Action Behaviour { get; set; } = () => { };
    }

    private sealed class TestJob(Runs runs, IClock clock) : IJob
    {
        public const string JobName = "test.job";
        public static readonly TimeSpan Interval = TimeSpan.FromHours(1);

        public string Name => JobName;

        public string Label => "Essai";

        public TimeSpan Every => Interval;

        public Task RunAsync(CancellationToken cancel)
        {
            runs.Started.Enqueue(clock.UtcNow);
            runs.Behaviour();
            return Task.CompletedTask;
        }
    }

    private class MeetingQueue(RamureDb db, IClock clock, Rendezvous meeting) : JobQueue(db, clock)
    {
        public override async Task<IReadOnlyList<string>> DueAsync(IReadOnlyCollection<string> names, CancellationToken cancel)
        {
            var due = await base.DueAsync(names, cancel);
            await meeting.ArriveAsync();
            return due;
        }
    }

    private sealed class UnguardedQueue(RamureDb db, IClock clock, Rendezvous meeting) : MeetingQueue(db, clock, meeting)
    {
        private readonly RamureDb db = db;

        public override async Task<bool> TryClaimAsync(string name, Guid lease, CancellationToken cancel) =>
            await TakeAsync(db.Set<JobRecord>().Where(j => j.Name == name), lease, cancel) == 1;
    }
}
