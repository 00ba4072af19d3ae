using System.Net;
using CsCheck;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Tests.Accounts;
using Ramure.Tests.Journal;
using Ramure.Tests.Support;
using Ramure.Training.Model;
using Ramure.Training.Quotas;
using Ramure.Training.Registration;

namespace Ramure.Tests.Training.Quotas;

public sealed class QuotaTests
{
    private const string First = "teacher-primary", Second = "teacher-secondary";
    private const string Halle = "0622863A", Artois = "0620130E";

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Who_is_over_the_quota_waits_though_seats_are_free_and_the_first_whom_it_lets_in_is_next(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var session = await scene.SessionAsync(seats: 3);
        await SetAsync(scene, session, new() { [First] = "1" });
        var alice = await EnterAsync(scene, session, "Alice", First);
        await EnterAsync(scene, session, "Bob", First);
        await EnterAsync(scene, session, "Chloé", Second);
        Assert.Equal("Alice Confirmed, Bob Waiting, Chloé Confirmed", await scene.PeopleAsync(session));
        await EnterAsync(scene, session, "David", Second);
        await EnterAsync(scene, session, "Emma", Second);
        Assert.Equal("Alice Confirmed, Bob Waiting, Chloé Confirmed, David Confirmed, Emma Waiting", await scene.PeopleAsync(session));

        // A seat of the second degree is given back: Bob came first, but the quota of his audience is full.
        await LeaveAsync(scene, session, "Chloé");
        Assert.Equal("Alice Confirmed, Bob Waiting, Chloé Withdrawn, David Confirmed, Emma Offered", await scene.PeopleAsync(session));
        await scene.RunAsync(s => s.GetRequiredService<Registrar>().WithdrawAsync(alice.Id));
        Assert.Equal("Alice Withdrawn, Bob Offered, Chloé Withdrawn, David Confirmed, Emma Offered", await scene.PeopleAsync(session));
        Assert.Equal((3, 3), await scene.SeatsAsync(session));
        Assert.Contains("\"teacher-primary\":1", Assert.Single(await scene.Installation.TrailAsync("training.set-quotas")).After, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task One_who_leaves_makes_room_in_two_quotas_for_two_who_wait(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var session = await scene.SessionAsync(seats: 3);
        await SetAsync(scene, session, new() { [First] = "1" }, perSchool: "1");
        var alice = await EnterAsync(scene, session, "Alice", First, Halle);
        await EnterAsync(scene, session, "Bob", First, Artois);
        await EnterAsync(scene, session, "Chloé", Second, Halle);
        Assert.Equal((1, 1), await scene.SeatsAsync(session));
        await scene.RunAsync(s => s.GetRequiredService<Registrar>().WithdrawAsync(alice.Id));
        Assert.Equal("Alice Withdrawn, Bob Offered, Chloé Offered", await scene.PeopleAsync(session));
        Assert.Equal((2, 2), await scene.SeatsAsync(session));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_quota_that_is_raised_or_taken_away_offers_what_it_kept_free(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var session = await scene.SessionAsync(seats: 4);
        await SetAsync(scene, session, new() { [First] = "1" });
        foreach (var name in new[] { "Alice", "Bob", "Chloé" })
            await EnterAsync(scene, session, name, First);
        await SetAsync(scene, session, new() { [First] = "2" });
        Assert.Equal("Alice Confirmed, Bob Offered, Chloé Waiting", await scene.PeopleAsync(session));
        await SetAsync(scene, session, []);
        Assert.Equal("Alice Confirmed, Bob Offered, Chloé Offered", await scene.PeopleAsync(session));
        // Lower than what is held: those who hold a seat keep it.
        await SetAsync(scene, session, new() { [First] = "0" });
        Assert.Equal((3, 3), await scene.SeatsAsync(session));
        await EnterAsync(scene, session, "David", First);
        Assert.EndsWith("David Waiting", await scene.PeopleAsync(session), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_does_not_say_what_a_quota_counts_does_not_pass_beside_it()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        var session = await scene.SessionAsync(seats: 4);
        var unsaid = await scene.RegisterAsync(session, "Alice");
        Assert.Equal("quota-unsaid", Assert.Single((await TrySetAsync(scene, session, new() { [First] = "1" })).Refusals).Code);
        var described = await scene.RunAsync(s => s.GetRequiredService<Registrar>().DescribeAsync(unsaid.Id, new Belonging(First, Halle)));
        Assert.Equal(First, described.Value.Audience);
        await SetAsync(scene, session, new() { [First] = "1" }, perSchool: "2");
        Assert.Equal("audience-missing", Assert.Single((await TryEnterAsync(scene, session, "Bob", null, Halle)).Refusals).Code);
        Assert.Equal("school-missing", Assert.Single((await TryEnterAsync(scene, session, "Bob", Second, null)).Refusals).Code);
        var bob = await EnterAsync(scene, session, "Bob", Second, Halle);
        // Bob cannot become somebody for whom there is no seat left.
        Assert.Equal("quota-full", Assert.Single((await scene.RunAsync(s => s.GetRequiredService<Registrar>().DescribeAsync(bob.Id, new Belonging(First, Halle)))).Refusals).Code);
    }

    /// <summary>Any sequence of arrivals, withdrawals and lapses of time under quotas: never over one, and nobody waits whom a free seat and the quotas would let in.</summary>
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task No_sequence_passes_a_quota_or_leaves_a_seat_that_somebody_may_have(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        await Gen.Select(Gen.Int[1, 4], Gen.Int[0, 2], Gen.Int[1, 2], Gen.Select(Gen.Int[0, 3], Gen.Int[0, 7]).List[0, 20]).SampleAsync(async (seats, one, two, steps) =>
        {
            var (first, perSchool) = (Math.Min(one, seats), Math.Min(two, seats));
            var session = await scene.SessionAsync(seats, slots: "2025-06-18 9:00-12:00 Atelier Canopé 62");
            await SetAsync(scene, session, new() { [First] = $"{first}" }, $"{perSchool}");
            foreach (var (step, who) in steps)
            {
                if (step <= 1)
                    await TryEnterAsync(scene, session, $"P{who}", who % 2 == 0 ? First : Second, who % 3 == 0 ? Halle : Artois);
                else if (step == 2)
                    await LeaveAsync(scene, session, $"P{who}");
                else
                {
                    scene.Clock.UtcNow += TimeSpan.FromHours(30);
                    await scene.RunAsync(async s =>
                    {
                        await s.GetServices<global::Ramure.Kernel.Jobs.IJob>().OfType<OfferExpiry>().Single().RunAsync(CancellationToken.None);
                        return 0;
                    });
                }

                var (said, counted) = await scene.SeatsAsync(session);
                Assert.Equal(said, counted);
                Assert.InRange(counted, 0, seats);
                var rows = await RowsAsync(scene, session);
                var held = rows.Where(r => r.HoldsSeat).ToList();
                Assert.True(held.Count(r => r.Audience == First) <= first);
                Assert.All(held.GroupBy(r => r.Uai), school => Assert.True(school.Count() <= perSchool));
                if (counted < seats)
                    Assert.DoesNotContain(rows, w => w.State == RegistrationState.Waiting
                        && (w.Audience != First || held.Count(r => r.Audience == First) < first) && held.Count(r => r.Uai == w.Uai) < perSchool);
            }

            scene.Clock.UtcNow = JournalInstallation.Now;
        }, iter: 8, threads: 1);
    }

    private const int Rush = 48;

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_rush_gives_each_quota_its_seats_and_not_one_more(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var session = await scene.SessionAsync(seats: 20);
        await SetAsync(scene, session, new() { [First] = "5" }, perSchool: "8");
        await Task.WhenAll(Enumerable.Range(0, Rush).Select(i => EnterAsync(scene, session, $"P{i}", i % 2 == 0 ? First : Second, i % 4 < 2 ? Halle : Artois)));
        var rows = await RowsAsync(scene, session);
        Assert.Equal(Rush, rows.Count);
        Assert.Equal(5, rows.Count(r => r.HoldsSeat && r.Audience == First));
        Assert.Equal([8, 8], rows.Where(r => r.HoldsSeat).GroupBy(r => r.Uai).Select(g => g.Count()));
        Assert.Equal((16, 16), await scene.SeatsAsync(session));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_quota_set_in_the_middle_of_a_rush_holds_for_all_who_come_after_it(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var session = await scene.SessionAsync(seats: 40);
        var rush = Enumerable.Range(0, Rush).Select(i => EnterAsync(scene, session, $"P{i}", First)).ToList();
        await SetAsync(scene, session, new() { [First] = "0" });
        await Task.WhenAll(rush);
        // Numbers are given under the row's lock: all seats come before the quota, none after.
        var states = (await RowsAsync(scene, session)).OrderBy(r => r.Number).Select(r => r.HoldsSeat).ToList();
        Assert.Equal(states.OrderByDescending(s => s), states);
        Assert.Equal(states.Count(s => s), (await scene.SeatsAsync(session)).Said);
    }

    /// <summary>The control: the room that quotas leave, read before the row is held, is out of date; the rush above would show it.</summary>
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Without_the_lock_a_quota_is_passed(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var session = await scene.SessionAsync(seats: 20);
        await SetAsync(scene, session, new() { [First] = "5" });
        var rush = new Rendezvous(Rush);
        await Task.WhenAll(Enumerable.Range(0, Rush).Select(i => scene.RunAsync(async s =>
        {
            var db = s.GetRequiredService<RamureDb>();
            var found = await db.Set<Session>().AsNoTracking().SingleAsync(x => x.Id == session.Id);
            var admitted = (await QuotaRoom.ReadAsync(db, found, CancellationToken.None)).Admits(First, null);
            await rush.ArriveAsync();
            return await s.GetRequiredService<OperationRunner>().RunAsync<Done>(new Operation("test.unguarded", Permission.System), scope =>
            {
                scope.Db.Add(new SessionRegistration
                {
                    Id = Guid.CreateVersion7(),
                    SessionId = session.Id,
                    Name = $"P{i}",
                    Email = $"p{i}@exemple.test",
                    PersonKey = $"p{i}@exemple.test",
                    Audience = First,
                    State = admitted ? RegistrationState.Confirmed : RegistrationState.Waiting,
                });
                scope.Audit("test", "unguarded", null, null);
                return Task.FromResult<Result<Done>>(default(Done));
            });
        })));
        Assert.True((await RowsAsync(scene, session)).Count(r => r.HoldsSeat) > 5);
    }

    [Fact]
    public async Task The_page_shares_out_seats_for_who_prepares_the_session()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        var session = await scene.SessionAsync(seats: 5);
        var address = $"/formations/sessions/{session.Id}/places";
        using var staff = await scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        using var elsewhere = await scene.Installation.ClientAsync(Role.AtelierStaff, "A988");
        await elsewhere.PageAsync(address, HttpStatusCode.Forbidden);
        await staff.PageAsync($"/formations/sessions/{Guid.Empty}/places", HttpStatusCode.NotFound);
        using var wrong = await staff.SendAsync(address, await staff.PageAsync(address), "places", new() { ["Text.PerSchool"] = "0", [$"Text.Audiences[{First}]"] = "beaucoup" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        var text = WebUtility.HtmlDecode(await wrong.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Contains("Par établissement : donnez un nombre de places de 1 à 5", text, StringComparison.Ordinal);
        Assert.Contains("Enseignants du premier degré : donnez un nombre de places de 0 à 5", text, StringComparison.Ordinal);

        using var saved = await staff.SendAsync(address, await staff.PageAsync(address), "places", new() { ["Text.PerSchool"] = "2", [$"Text.Audiences[{First}]"] = "3" });
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        await EnterAsync(scene, session, "Alice", First, Halle);
        Assert.Contains("Enseignants du premier degré | 1 | 3", (await staff.PageAsync($"/formations/sessions/{session.Id}/inscrits")).Text("#repartition tbody tr > *"), StringComparison.Ordinal);
        Assert.Equal("3", (await staff.PageAsync(address)).QuerySelector($"#quota-{First}")!.GetAttribute("value"));
    }

    private static async Task SetAsync(TrainingScene scene, Session session, Dictionary<string, string> audiences, string? perSchool = null) =>
        Assert.Empty((await TrySetAsync(scene, session, audiences, perSchool)).Refusals);

    private static Task<Result<Done>> TrySetAsync(TrainingScene scene, Session session, Dictionary<string, string> audiences, string? perSchool = null) =>
        scene.RunAsync(s => s.GetRequiredService<QuotaEditor>().SetAsync(session.Id, new QuotaText { Audiences = audiences, PerSchool = perSchool }));

    private static async Task<SessionRegistration> EnterAsync(TrainingScene scene, Session session, string name, string audience, string? uai = null) =>
        (await TryEnterAsync(scene, session, name, audience, uai)).Value;

    private static Task<Result<SessionRegistration>> TryEnterAsync(TrainingScene scene, Session session, string name, string? audience, string? uai) => scene.RunAsync(s =>
        s.GetRequiredService<Registrar>().RegisterAsync(new RegisterPerson(session.Id, name, $"{name.ToLowerInvariant()}@exemple.test") { Belonging = new Belonging(audience, uai) }));

    private static Task<List<SessionRegistration>> RowsAsync(TrainingScene scene, Session session) =>
        scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<SessionRegistration>().AsNoTracking().Where(r => r.SessionId == session.Id).ToListAsync());

    private static async Task LeaveAsync(TrainingScene scene, Session session, string name)
    {
        if ((await RowsAsync(scene, session)).Find(r => r.Name == name) is { } row)
            await scene.RunAsync(s => s.GetRequiredService<Registrar>().WithdrawAsync(row.Id));
    }
}
