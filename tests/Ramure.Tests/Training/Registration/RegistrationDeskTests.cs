using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Tests.Support;
using Ramure.Training.Model;
using Ramure.Training.Registration;

namespace Ramure.Tests.Training.Registration;

/// <summary>People who come at the same moment are let in together, each for themselves.</summary>
public sealed class RegistrationDeskTests
{
    private const int People = 60;

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Each_of_many_who_come_together_has_an_answer_a_number_and_a_trace_of_their_own(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var session = await scene.SessionAsync(seats: 20);
        var desk = await DeskAsync(scene);

        // One person twice among them.
        var answers = await Task.WhenAll(Enumerable.Range(0, People).Append(7).Select(i => desk.EnterAsync(session.Id, Arrival(i))));

        Assert.Equal(People, answers.Count(a => a.Succeeded));
        Assert.Equal("already-registered", Assert.Single(answers.Where(a => !a.Succeeded).SelectMany(a => a.Refusals)).Code);
        Assert.Equal(Enumerable.Range(1, People).Select(n => (long)n), answers.Where(a => a.Succeeded).Select(a => a.Value.Number).Order());
        Assert.All(answers.Where(a => a.Succeeded).Select(a => a.Value), r => Assert.Equal(r.Number <= 20 ? RegistrationState.Confirmed : RegistrationState.Waiting, r.State));
        var (trail, mails) = await scene.RunAsync(async s =>
        {
            var db = s.GetRequiredService<RamureDb>();
            return (await db.Set<AuditEvent>().Where(e => e.Operation == "training.register").ToListAsync(), await db.Set<SessionMail>().ToListAsync());
        });
        Assert.Equal(Enumerable.Range(0, People).Select(Who).Order(), trail.Select(e => e.Actor).Order());
        Assert.Equal(People, mails.Count);
        Assert.True(mails.Select(m => m.Batch).Distinct().Count() < People, "Nobody was let in together: the test shows nothing.");
        Assert.Equal((20, 20), await scene.SeatsAsync(session));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_goes_wrong_with_one_of_them_does_not_touch_the_others(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var session = await scene.SessionAsync(seats: 20);
        var desk = await DeskAsync(scene);
        var impossible = new Arrival(new Entry("Personne", null!, Belonging.Unsaid, RegistrationOrigin.Self), Who(99));

        var wrong = Assert.ThrowsAnyAsync<Exception>(() => desk.EnterAsync(session.Id, impossible));
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => desk.EnterAsync(session.Id, Arrival(i))).Append(desk.EnterAsync(session.Id, Arrival(10))));
        await wrong;

        Assert.All(answers, a => Assert.Equal(RegistrationState.Confirmed, a.Value.State));
        Assert.Equal((11, 11), await scene.SeatsAsync(session));
        // The desk goes on after that.
        Assert.True((await desk.EnterAsync(session.Id, Arrival(11))).Succeeded);
    }

    [Fact]
    public async Task A_session_that_is_not_there_is_said_to_each()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        var desk = await DeskAsync(scene);
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => desk.EnterAsync(Guid.CreateVersion7(), Arrival(i))));
        Assert.All(answers, a => Assert.Equal("session-unknown", Assert.Single(a.Refusals).Code));
    }

    [Fact]
    public async Task Only_the_product_itself_writes_a_trace_in_the_name_of_somebody_else()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        Task<Result<Done>> WriteAsync(string onBehalfOf) => scene.RunAsync(s => s.GetRequiredService<OperationRunner>().RunAsync<Done>(
            new Operation("test.for", Permission.System) { OnBehalfOf = onBehalfOf },
            scope =>
            {
                scope.AuditFor(Who(1), "test", "1", null, null);
                return Task.FromResult<Result<Done>>(default(Done));
            }));
        await Assert.ThrowsAsync<InvalidOperationException>(() => WriteAsync(Who(2)));
        Assert.True((await WriteAsync(Who(1))).Succeeded);
        Assert.True((await WriteAsync("system")).Succeeded);
    }

    private static Task<RegistrationDesk> DeskAsync(TrainingScene scene) => scene.Installation.HostingAsync(host => host.GetRequiredService<RegistrationDesk>());

    private static string Who(int i) => $"account:{new Guid(i, 0, 0, new byte[8]):D}";

    private static Arrival Arrival(int i) => new(new Entry($"Personne {i}", $"p{i}@exemple.test", Belonging.Unsaid, RegistrationOrigin.Self), Who(i));
}
