using CsCheck;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.PersonalData;
using Ramure.Tests.Support;
using Ramure.Training.Model;
using Ramure.Training.PersonalData;
using Ramure.Training.Registration;
using Ramure.Training.Sessions;

namespace Ramure.Tests.Training;

public sealed class RegistrarTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Who_comes_after_the_last_seat_waits_in_the_order_of_arrival(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var session = await scene.SessionAsync(seats: 2);
        foreach (var name in new[] { "Alice", "Bob", "Chloé", "David" })
            await scene.RegisterAsync(session, name);
        Assert.Equal("Alice Confirmed, Bob Confirmed, Chloé Waiting, David Waiting", await scene.PeopleAsync(session));
        var trail = await scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<AuditEvent>().Where(e => e.Operation == "training.register-person").ToListAsync());
        Assert.Equal(4, trail.Count);
        Assert.All(trail, e => Assert.Equal("A62", e.Unit));
        Assert.DoesNotContain(trail, e => (e.After ?? "").Contains('@', StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_seat_given_back_is_offered_to_the_next_and_passes_on_when_it_is_not_taken_in_time(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var session = await scene.SessionAsync(seats: 1);
        var alice = await scene.RegisterAsync(session, "Alice");
        await scene.RegisterAsync(session, "Bob");
        await scene.RegisterAsync(session, "Chloé");

        Assert.True((await scene.RunAsync(s => s.GetRequiredService<Registrar>().WithdrawAsync(alice.Id))).Succeeded);
        Assert.Equal("Alice Withdrawn, Bob Offered, Chloé Waiting", await scene.PeopleAsync(session));
        Assert.Equal((1, 1), await scene.SeatsAsync(session));

        await ExpireAsync(scene);
        Assert.Equal("Alice Withdrawn, Bob Offered, Chloé Waiting", await scene.PeopleAsync(session));
        scene.Clock.UtcNow += WaitingList.Kept;
        await ExpireAsync(scene);
        await ExpireAsync(scene);
        Assert.Equal("Alice Withdrawn, Bob Expired, Chloé Offered", await scene.PeopleAsync(session));
        scene.Clock.UtcNow += WaitingList.Kept;
        await ExpireAsync(scene);
        Assert.Equal((0, 0), await scene.SeatsAsync(session));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Seats_that_are_added_go_to_who_waits_and_seats_that_are_held_are_not_taken_away(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var session = await scene.SessionAsync(seats: 2);
        foreach (var name in new[] { "Alice", "Bob", "Chloé", "David", "Emma" })
            await scene.RegisterAsync(session, name);

        var fewer = await ChangeAsync(scene, session, 1, seats: "1");
        Assert.Equal(("capacity-below-taken", "places"), (Assert.Single(fewer.Refusals).Code, fewer.Refusals[0].Field));
        Assert.True((await ChangeAsync(scene, session, 1, seats: "4")).Succeeded);
        Assert.Equal("Alice Confirmed, Bob Confirmed, Chloé Offered, David Offered, Emma Waiting", await scene.PeopleAsync(session));
        Assert.Equal((4, 4), await scene.SeatsAsync(session));
        Assert.Equal("session-changed", Assert.Single((await ChangeAsync(scene, session, 1, seats: "5")).Refusals).Code);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_person_is_registered_once_and_may_come_back_behind_the_others(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var session = await scene.SessionAsync(seats: 1);
        var alice = await scene.RegisterAsync(session, "Alice");
        await scene.RegisterAsync(session, "Bob");
        var twice = await scene.RunAsync(s => s.GetRequiredService<Registrar>().RegisterAsync(new RegisterPerson(session.Id, "Alice", "ALICE@exemple.test")));
        Assert.Equal("already-registered", Assert.Single(twice.Refusals).Code);

        await scene.RunAsync(s => s.GetRequiredService<Registrar>().WithdrawAsync(alice.Id));
        await scene.RegisterAsync(session, "Alice");
        Assert.Equal("Bob Offered, Alice Waiting", await scene.PeopleAsync(session));
    }

    [Fact]
    public async Task A_request_waits_for_the_unit_and_takes_a_seat_only_when_it_agrees()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        var session = await scene.SessionAsync(seats: 1, mode: "accord");
        using var teacher = await scene.Installation.ClientAsync(global::Ramure.Kernel.Access.Role.Teacher, "A62");
        using var sent = await RegisterAsync(teacher, session);
        var request = Assert.Single(await scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<SessionRegistration>().ToListAsync()));
        Assert.Equal(RegistrationState.Requested, request.State);
        Assert.Equal((0, 0), await scene.SeatsAsync(session));
        Assert.True((await scene.RunAsync(s => s.GetRequiredService<Registrar>().ApproveAsync(request.Id))).Succeeded);
        Assert.Equal((1, 1), await scene.SeatsAsync(session));
        Assert.Equal("request-settled", Assert.Single((await scene.RunAsync(s => s.GetRequiredService<Registrar>().RefuseAsync(request.Id))).Refusals).Code);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_person_who_is_erased_leaves_the_seat_to_the_next_and_no_name(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var session = await scene.SessionAsync(seats: 1);
        await scene.RegisterAsync(session, "Alice");
        await scene.RegisterAsync(session, "Bob");
        var alice = new Person("account:" + Guid.CreateVersion7(), "Alice") { Email = "Alice@exemple.test" };
        var held = await scene.RunAsync(s => Part(s).HeldAsync(alice, CancellationToken.None));
        Assert.Equal("Alice", Assert.Single(Assert.Single(held).Rows)[2]);

        var erased = await scene.RunAsync(s => s.GetRequiredService<OperationRunner>().RunAsync(
            new Operation("test.erase", global::Ramure.Kernel.Access.Permission.System), scope => Part(s).EraseAsync(scope, alice, CancellationToken.None)));
        Assert.Equal(1, erased.Value);
        Assert.Equal("Personne effacée Withdrawn, Bob Offered", await scene.PeopleAsync(session));
        Assert.Empty(Assert.Single(await scene.RunAsync(s => Part(s).HeldAsync(alice, CancellationToken.None))).Rows);

        scene.Clock.UtcNow = session.StartsAt.AddYears(TrainingPersonalData.YearsKept).AddDays(1);
        await scene.RunAsync(s => s.GetRequiredService<OperationRunner>().RunAsync<int>(
            new Operation("test.forget", global::Ramure.Kernel.Access.Permission.System), async scope => await Part(s).ForgetAsync(scope, CancellationToken.None)));
        Assert.Equal("Personne effacée Withdrawn, Personne effacée Offered", await scene.PeopleAsync(session));
        Assert.Equal((1, 1), await scene.SeatsAsync(session));
    }

    private static IPersonalData Part(IServiceProvider services) => services.GetServices<IPersonalData>().OfType<TrainingPersonalData>().Single();

    /// <summary>Any sequence of arrivals, withdrawals, acceptances and lapses of time, against a list kept by hand.</summary>
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Seats_never_pass_the_capacity_and_nobody_overtakes(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        await Gen.Select(Gen.Int[1, 4], Gen.Select(Gen.Int[0, 3], Gen.Int[0, 7]).List[0, 25]).SampleAsync(async (seats, steps) =>
        {
            var session = await scene.SessionAsync(seats, slots: "2025-06-18 9:00-12:00 Atelier Canopé 62");
            foreach (var (step, who) in steps)
            {
                var row = await scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<SessionRegistration>().SingleOrDefaultAsync(r => r.SessionId == session.Id && r.PersonKey == $"p{who}@exemple.test"));
                if (step <= 1)
                    await scene.RunAsync(s => s.GetRequiredService<Registrar>().RegisterAsync(new RegisterPerson(session.Id, $"P{who}", $"p{who}@exemple.test")));
                else if (step == 2 && row is not null)
                    await scene.RunAsync(s => s.GetRequiredService<Registrar>().WithdrawAsync(row.Id));
                else if (step == 3)
                {
                    scene.Clock.UtcNow += TimeSpan.FromHours(30);
                    await ExpireAsync(scene);
                }

                var (said, counted) = await scene.SeatsAsync(session);
                Assert.Equal(said, counted);
                Assert.InRange(counted, 0, seats);
                var rows = await scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<SessionRegistration>().Where(r => r.SessionId == session.Id).ToListAsync());
                // Whoever waits: no seat is free.
                if (rows.Exists(r => r.State == RegistrationState.Waiting))
                    Assert.Equal(seats, counted);
                // Whoever holds an offer came before all who wait.
                Assert.DoesNotContain(rows, o => o.State == RegistrationState.Offered && rows.Exists(w => w.State == RegistrationState.Waiting && w.Number < o.Number));
            }

            scene.Clock.UtcNow = Journal.JournalInstallation.Now;
        }, iter: 12, threads: 1);
    }

    /// <summary>Opens the page of the session and clicks « S’inscrire », as a browser without script does.</summary>
    internal static async Task<HttpResponseMessage> RegisterAsync(HttpClient client, Session session) =>
        await ClickAsync(client, session, await OpenAsync(client, session));

    /// <summary>What the form of the session's page would post.</summary>
    internal static async Task<IReadOnlyList<KeyValuePair<string, string>>> OpenAsync(HttpClient client, Session session)
    {
        var page = await Journal.Browsing.PageAsync(client, $"/formations/sessions/{session.Id}");
        return [.. page.QuerySelectorAll("section form input[type=hidden]").Select(i => KeyValuePair.Create(i.GetAttribute("name")!, i.GetAttribute("value") ?? ""))];
    }

    internal static async Task<HttpResponseMessage> ClickAsync(HttpClient client, Session session, IEnumerable<KeyValuePair<string, string>> hidden, string action = "inscrire")
    {
        using var form = new FormUrlEncodedContent([.. hidden, new("Action", action)]);
        return await client.PostAsync($"/formations/sessions/{session.Id}", form, TestContext.Current.CancellationToken);
    }

    private static Task ExpireAsync(TrainingScene scene) => scene.RunAsync(async s =>
    {
        await s.GetServices<global::Ramure.Kernel.Jobs.IJob>().OfType<OfferExpiry>().Single().RunAsync(CancellationToken.None);
        return 0;
    });

    private static Task<Result<Session>> ChangeAsync(TrainingScene scene, Session session, int version, string seats) => scene.RunAsync(s => s.GetRequiredService<SessionPlanner>()
        .ChangeAsync(new SessionChange(session.Id, version), new SessionText { Slots = TrainingScene.Lines("2024-09-18 9:00-12:00 Atelier Canopé 62"), Capacity = seats, Mode = "libre" }));
}
