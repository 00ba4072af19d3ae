using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Tests.Accounts;
using Ramure.Tests.Journal;
using Ramure.Tests.Support;
using Ramure.Training.Model;
using Ramure.Training.Registration;
using Ramure.Training.Registration.Moving;

namespace Ramure.Tests.Training.Registration;

public sealed class MoverTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Who_moves_takes_a_seat_there_and_leaves_their_own_to_the_next(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var (first, second) = await TwoAsync(scene, 1, 1);
        var alice = await scene.RegisterAsync(first, "Alice");
        await scene.RegisterAsync(first, "Bob");
        var moved = await MoveAsync(scene, alice, second, seatOrNothing: true);
        Assert.Equal(RegistrationState.Confirmed, moved.Value.State);
        Assert.Equal("Alice Withdrawn, Bob Offered", await scene.PeopleAsync(first));
        Assert.Equal("Alice Confirmed", await scene.PeopleAsync(second));
        // Entered there, told where to, left here, offered to Bob.
        Assert.Equal(4, (await scene.Installation.TrailAsync("training.move-person")).Count(e => e.SubjectKind == Registrar.SubjectKind && e.Unit == "A62"));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_full_session_changes_nothing_or_makes_one_wait_there_as_one_chooses(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var (first, second) = await TwoAsync(scene, 1, 1);
        var alice = await scene.RegisterAsync(first, "Alice");
        await scene.RegisterAsync(second, "Zoé");
        Assert.Equal("session-full", Assert.Single((await MoveAsync(scene, alice, second, seatOrNothing: true)).Refusals).Code);
        Assert.Equal("Alice Confirmed", await scene.PeopleAsync(first));
        Assert.Equal("Zoé Confirmed", await scene.PeopleAsync(second));
        Assert.Equal(RegistrationState.Waiting, (await MoveAsync(scene, alice, second, seatOrNothing: false)).Value.State);
        Assert.Equal("Alice Withdrawn", await scene.PeopleAsync(first));
        Assert.Equal((0, 0), await scene.SeatsAsync(first));
    }

    [Fact]
    public async Task One_moves_only_to_another_session_of_the_same_training()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        var (first, second) = await TwoAsync(scene, 1, 1);
        var elsewhere = await scene.SessionAsync(seats: 3);
        var alice = await scene.RegisterAsync(first, "Alice");
        Assert.Equal("session-other", Assert.Single((await MoveAsync(scene, alice, elsewhere, true)).Refusals).Code);
        Assert.Equal("session-other", Assert.Single((await MoveAsync(scene, alice, first, true)).Refusals).Code);
        Assert.True((await MoveAsync(scene, alice, second, true)).Succeeded);
        Assert.Equal("registration-over", Assert.Single((await MoveAsync(scene, alice, second, true)).Refusals).Code);
    }

    /// <summary>Many exchange places at once, in both directions: nobody waits for the other, no seat is lost or doubled.</summary>
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task People_who_exchange_places_at_the_same_time_do_not_hold_each_other_up(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var (first, second) = await TwoAsync(scene, 40, 40);
        var here = new List<SessionRegistration>();
        var there = new List<SessionRegistration>();
        for (var i = 0; i < 12; i++)
        {
            here.Add(await scene.RegisterAsync(first, $"A{i}"));
            there.Add(await scene.RegisterAsync(second, $"B{i}"));
        }

        var moved = await Task.WhenAll(here.Select(r => MoveAsync(scene, r, second, true)).Concat(there.Select(r => MoveAsync(scene, r, first, true))));
        Assert.All(moved, m => Assert.True(m.Succeeded));
        Assert.Equal((12, 12), await scene.SeatsAsync(first));
        Assert.Equal((12, 12), await scene.SeatsAsync(second));
    }

    [Fact]
    public async Task A_person_changes_session_from_their_own_page_and_nobody_else_does_it_for_them()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        var (first, second) = await TwoAsync(scene, 2, 2);
        using var teacher = await scene.Installation.ClientAsync(Role.Teacher, "A62");
        using var registered = await RegistrarTests.RegisterAsync(teacher, first);
        var row = Assert.Single(await scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<SessionRegistration>().ToListAsync()));
        var address = $"/compte/inscriptions/{row.Id}/deplacer";
        using (var other = await scene.Installation.ClientAsync(Role.Teacher, "A62"))
            await other.PageAsync(address, HttpStatusCode.NotFound);
        using var nothing = await teacher.SendAsync(address, await teacher.PageAsync(address), "deplacer", []);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nothing.StatusCode);
        using var moved = await teacher.SendAsync(address, await teacher.PageAsync(address), "deplacer", new() { ["Target"] = second.Id.ToString() });
        Assert.Equal($"/formations/sessions/{second.Id}", moved.Headers.Location!.PathAndQuery());
        Assert.Equal((0, 0), await scene.SeatsAsync(first));
        Assert.Equal((1, 1), await scene.SeatsAsync(second));
        Assert.Equal("teacher-secondary", (await scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<SessionRegistration>().SingleAsync(r => r.SessionId == second.Id))).Audience);
    }

    private static async Task<(Session First, Session Second)> TwoAsync(TrainingScene scene, int seats, int others)
    {
        var first = await scene.SessionAsync(seats);
        var second = await OtherSession.OfAsync(scene, first, others);
        return (first, second);
    }

    private static Task<Result<SessionRegistration>> MoveAsync(TrainingScene scene, SessionRegistration row, Session to, bool seatOrNothing) =>
        scene.RunAsync(s => s.GetRequiredService<Mover>().MoveAsync(new MoveTo(row.Id, to.Id, seatOrNothing)));
}
