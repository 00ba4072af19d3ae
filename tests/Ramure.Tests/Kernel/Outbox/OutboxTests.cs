using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Jobs;
using Ramure.Kernel.Leases;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Outbox;
using Ramure.Kernel.Time;
using Ramure.Tests.Support;

namespace Ramure.Tests.Kernel.Outbox;

public sealed class OutboxTests
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero));
    private readonly Deliveries deliveries = new();

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_message_is_handled_with_its_payload_and_then_never_again(string database)
    {
        await using var host = await TestInstallation.CreateAsync(database, Adjust);
        await EnqueueAsync(host, 42);

        Assert.Equal(1, await RunAsync(host));
        Assert.Equal(0, await RunAsync(host));
        Assert.Equal((42, 1), (Assert.Single(deliveries.Made).Payload, deliveries.Made.Single().Delivery.Attempt));
        Assert.Equal(OutboxState.Done, (await MessagesAsync(host)).Single().State);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_can_never_be_done_is_given_up_at_the_first_attempt_with_its_reason(string database)
    {
        await using var host = await TestInstallation.CreateAsync(database, Adjust);
        deliveries.Behaviour = (_, _) => throw new UndeliverableException("Cette adresse n’existe pas.", new InvalidOperationException());
        await EnqueueAsync(host, 1);

        Assert.Equal(1, await RunAsync(host));
        time.Advance(TimeSpan.FromDays(2));
        Assert.Equal(0, await RunAsync(host));
        var message = Assert.Single(await MessagesAsync(host));
        Assert.Equal((OutboxState.Failed, 1, "Cette adresse n’existe pas."), (message.State, message.Attempts, message.Error));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_refused_operation_sends_nothing(string database)
    {
        await using var host = await TestInstallation.CreateAsync(database, Adjust);
        await host.RunAsync(s => s.GetRequiredService<OperationRunner>().RunAsync<Done>(new Operation("test.send", Permission.System), async scope =>
        {
            scope.Enqueue(RecordingHandler.KindName, new { number = 1 });
            await scope.Db.SaveChangesAsync();
            return new Refusal("no", "Non.");
        }));

        Assert.Equal(0, await RunAsync(host));
        Assert.Empty(await MessagesAsync(host));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Two_hosts_on_one_queue_handle_each_message_exactly_once(string database)
    {
        await using var first = await TestInstallation.CreateAsync(database, Adjust);
        await using var second = await first.CreateSecondHostAsync(Adjust);
        await EnqueueAsync(first, [.. Enumerable.Range(0, 60)]);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(worker => Task.Run(() => RunAsync(worker % 2 == 0 ? first : second))));

        Assert.Equal(Enumerable.Range(0, 60), deliveries.Made.Select(m => m.Payload).Order());
    }

    /// <summary>Both hosts have read the same candidates before either claims: the worst moment, each time.</summary>
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Hosts_that_saw_the_same_messages_still_handle_each_once(string database)
    {
        Assert.Equal(Enumerable.Range(0, 10), await RaceAsync<MeetingQueue>(database));
    }

    /// <summary>The control: without the condition of the claim the same race handles messages twice.</summary>
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Without_the_condition_of_the_claim_the_race_makes_doubles(string database)
    {
        Assert.Equal(Enumerable.Range(0, 10).SelectMany(n => new[] { n, n }), await RaceAsync<UnguardedQueue>(database));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_message_of_a_dead_host_is_handled_by_another_once_its_lease_has_ended(string database)
    {
        await using var host = await TestInstallation.CreateAsync(database, Adjust);
        await EnqueueAsync(host, 7);
        await ClaimAndDieAsync(host);

        await using var other = await host.CreateSecondHostAsync(Adjust);
        time.Advance(LeaseKeeper.Duration - TimeSpan.FromSeconds(1));
        Assert.Equal(0, await RunAsync(other));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await RunAsync(other));
        Assert.Equal((7, 2), (deliveries.Made.Single().Payload, deliveries.Made.Single().Delivery.Attempt));
    }

    [Fact]
    public async Task A_message_that_kills_every_host_is_given_up()
    {
        await using var host = await TestInstallation.CreateAsync("sqlite", Adjust);
        await EnqueueAsync(host, 7);
        for (var attempt = 0; attempt < OutboxWorker.MaxAttempts; attempt++)
        {
            await ClaimAndDieAsync(host);
            time.Advance(LeaseKeeper.Duration);
        }

        await RunAsync(host);
        Assert.Empty(deliveries.Made);
        Assert.Equal(OutboxState.Failed, (await MessagesAsync(host)).Single().State);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Long_work_keeps_its_lease_and_no_other_host_starts_it(string database)
    {
        await using var host = await TestInstallation.CreateAsync(database, Adjust);
        await using var other = await host.CreateSecondHostAsync(Adjust);
        await EnqueueAsync(host, 1);
        var started = new TaskCompletionSource();
        var finish = new TaskCompletionSource();
        deliveries.Behaviour = (_, cancel) =>
        {
            started.SetResult();
            return finish.Task.WaitAsync(cancel);
        };
        var running = RunAsync(host);
        await started.Task;
        for (var half = 0; half < 10; half++)
        {
            var before = (await MessagesAsync(host)).Single().LeaseUntil;
            time.Advance(TimeSpan.FromSeconds(30));
            while ((await MessagesAsync(host)).Single().LeaseUntil == before)
                await Task.Delay(5);
        }

        Assert.Equal(0, await RunAsync(other));
        finish.SetResult();
        Assert.Equal(1, await running);
        Assert.Equal(OutboxState.Done, (await MessagesAsync(host)).Single().State);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Work_whose_lease_was_taken_over_is_cancelled_and_cannot_write_its_outcome(string database)
    {
        await using var host = await TestInstallation.CreateAsync(database, Adjust);
        await EnqueueAsync(host, 1);
        var started = new TaskCompletionSource();
        deliveries.Behaviour = (_, cancel) =>
        {
            started.SetResult();
            return Task.Delay(Timeout.Infinite, cancel);
        };
        var running = RunAsync(host);
        await started.Task;
        var thief = Guid.CreateVersion7();
        await host.RunAsync(s => s.GetRequiredService<RamureDb>().Set<OutboxMessage>().ExecuteUpdateAsync(set => set.SetProperty(m => m.Lease, thief)));
        time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(1, await running);
        var message = (await MessagesAsync(host)).Single();
        Assert.Equal((OutboxState.Waiting, thief, (string?)null), (message.State, message.Lease, message.Error));
    }

    [Fact]
    public async Task A_host_that_stops_frees_its_message_without_counting_the_attempt()
    {
        await using var host = await TestInstallation.CreateAsync("sqlite", Adjust);
        await EnqueueAsync(host, 1);
        using var stop = new CancellationTokenSource();
        deliveries.Behaviour = (_, cancel) =>
        {
            stop.Cancel();
            return Task.Delay(Timeout.Infinite, cancel);
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(host, stop.Token));
        deliveries.Behaviour = (_, _) => Task.CompletedTask;

        Assert.Equal(1, await RunAsync(host));
        Assert.All(deliveries.Made, m => Assert.Equal(1, m.Delivery.Attempt));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_failing_message_is_tried_at_growing_intervals_then_left_to_a_person_who_can_retry_it(string database)
    {
        await using var host = await TestInstallation.CreateAsync(database, Adjust);
        await EnqueueAsync(host, 1);
        deliveries.Behaviour = (_, _) => throw new InvalidOperationException("le serveur de courrier ne répond pas");
        for (var attempt = 1; attempt <= OutboxWorker.MaxAttempts; attempt++)
        {
            Assert.Equal(1, await RunAsync(host));
            time.Advance(OutboxWorker.WaitAfter(attempt) - TimeSpan.FromSeconds(1));
            Assert.Equal(0, await RunAsync(host));
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(0, await RunAsync(host));
        var failed = (await MessagesAsync(host)).Single();
        Assert.Equal((OutboxState.Failed, 8), (failed.State, failed.Attempts));
        Assert.Contains("le serveur de courrier ne répond pas", failed.Error, StringComparison.Ordinal);

        deliveries.Behaviour = (_, _) => Task.CompletedTask;
        Assert.True((await host.RunAsync(s => s.GetRequiredService<BackgroundWork>().RetryAsync(failed.Id))).Succeeded);
        Assert.Equal(1, await RunAsync(host));
        Assert.Equal(OutboxState.Done, (await MessagesAsync(host)).Single().State);
        var audit = await host.RunAsync(s => s.GetRequiredService<RamureDb>().Set<AuditEvent>().SingleAsync(e => e.Operation == "outbox.retry"));
        Assert.Equal((failed.Id.ToString(), "system"), (audit.SubjectId, audit.Actor));
    }

    [Fact]
    public async Task Only_a_failed_message_can_be_retried()
    {
        await using var host = await TestInstallation.CreateAsync("sqlite", Adjust);
        await EnqueueAsync(host, 1);
        var id = (await MessagesAsync(host)).Single().Id;
        var codes = new List<string>();
        foreach (var asked in new[] { id, Guid.CreateVersion7() })
            codes.Add((await host.RunAsync(s => s.GetRequiredService<BackgroundWork>().RetryAsync(asked))).Refusals.Single().Code);
        Assert.Equal(["message-not-failed", "message-unknown"], codes);
    }

    [Fact]
    public async Task Handled_messages_are_forgotten_after_a_month_and_failed_ones_are_kept()
    {
        await using var host = await TestInstallation.CreateAsync("sqlite", Adjust);
        await EnqueueAsync(host, 1, 2);
        await RunAsync(host);
        await host.RunAsync(s => s.GetRequiredService<RamureDb>().Set<OutboxMessage>().Where(m => m.Payload == "{\"number\":2}")
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.State, OutboxState.Failed)));
        time.Advance(TimeSpan.FromDays(31));
        await host.RunAsync(s => s.GetServices<IJob>().Single(j => j.Name == "outbox.forget").RunAsync(default));
        Assert.Equal(OutboxState.Failed, (await MessagesAsync(host)).Single().State);
    }

    private void Adjust(IServiceCollection services)
    {
        services.AddSingleton<TimeProvider>(time);
        services.AddSingleton(deliveries);
        services.AddScoped<IOutboxHandler, RecordingHandler>();
    }

    private async Task<IEnumerable<int>> RaceAsync<TQueue>(string database)
        where TQueue : OutboxQueue
    {
        var meeting = new Rendezvous(2);
        void Racing(IServiceCollection services)
        {
            Adjust(services);
            services.AddSingleton(meeting);
            services.AddScoped<OutboxQueue, TQueue>();
        }

        await using var first = await TestInstallation.CreateAsync(database, Racing);
        await using var second = await first.CreateSecondHostAsync(Racing);
        await EnqueueAsync(first, [.. Enumerable.Range(0, 10)]);
        await Task.WhenAll(Task.Run(() => RunAsync(first)), Task.Run(() => RunAsync(second)));
        return deliveries.Made.Select(m => m.Payload).Order().ToList();
    }

    private static Task EnqueueAsync(TestInstallation host, params int[] numbers) =>
        host.RunAsync(s => s.GetRequiredService<OperationRunner>().RunAsync<Done>(new Operation("test.send", Permission.System), scope =>
        {
            foreach (var number in numbers)
                scope.Enqueue(RecordingHandler.KindName, new { number });
            scope.Audit("test", "1", null, numbers);
            return Task.FromResult<Result<Done>>(default(Done));
        }));

    private static Task<int> RunAsync(TestInstallation host, CancellationToken cancel = default) =>
        host.RunAsync(s => s.GetRequiredService<OutboxWorker>().RunAsync(cancel));

    private static Task<List<OutboxMessage>> MessagesAsync(TestInstallation host) =>
        host.RunAsync(s => s.GetRequiredService<RamureDb>().Set<OutboxMessage>().AsNoTracking().ToListAsync());

    private static Task ClaimAndDieAsync(TestInstallation host) => host.RunAsync(async s =>
    {
        var queue = s.GetRequiredService<OutboxQueue>();
        var id = Assert.Single(await queue.CandidatesAsync([RecordingHandler.KindName], default));
        Assert.True(await queue.TryClaimAsync(id, Guid.CreateVersion7(), default));
    });

    private class MeetingQueue(RamureDb db, IClock clock, Rendezvous meeting) : OutboxQueue(db, clock)
    {
        public override async Task<IReadOnlyList<Guid>> CandidatesAsync(IReadOnlyCollection<string> kinds, CancellationToken cancel)
        {
            var candidates = await base.CandidatesAsync(kinds, cancel);
            await meeting.ArriveAsync();
            return candidates;
        }
    }

    private sealed class UnguardedQueue(RamureDb db, IClock clock, Rendezvous meeting) : MeetingQueue(db, clock, meeting)
    {
        private readonly RamureDb db = db;

        public override async Task<bool> TryClaimAsync(Guid id, Guid lease, CancellationToken cancel) =>
            await TakeAsync(db.Set<OutboxMessage>().Where(m => m.Id == id), lease, cancel) == 1;
    }
}
