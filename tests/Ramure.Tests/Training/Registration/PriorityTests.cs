using Microsoft.Extensions.DependencyInjection;
using Ramure.Tests.Accounts;
using Ramure.Tests.Support;
using Ramure.Training.Registration;

namespace Ramure.Tests.Training.Registration;

public sealed class PriorityTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_seat_is_offered_by_priority_and_then_in_the_order_of_arrival(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var session = await scene.SessionAsync(seats: 1);
        var alice = await scene.RegisterAsync(session, "Alice");
        await scene.RegisterAsync(session, "Bob");
        await scene.RegisterAsync(session, "Chloé");
        var david = await scene.RegisterAsync(session, "David");
        Assert.True((await scene.RunAsync(s => s.GetRequiredService<Registrar>().PrioritiseAsync(david.Id, 3))).Succeeded);
        Assert.Equal("{\"Priority\":3}", Assert.Single(await scene.Installation.TrailAsync("training.prioritise")).After);
        Assert.Equal(1, await scene.RunAsync(async s => await s.GetRequiredService<RegistrationReader>().RankAsync(await RowAsync(scene, david.Id))));

        await scene.RunAsync(s => s.GetRequiredService<Registrar>().WithdrawAsync(alice.Id));
        Assert.Equal("Alice Withdrawn, Bob Waiting, Chloé Waiting, David Offered", await scene.PeopleAsync(session));
        await scene.RunAsync(s => s.GetRequiredService<Registrar>().WithdrawAsync(david.Id));
        Assert.Equal("Alice Withdrawn, Bob Offered, Chloé Waiting, David Withdrawn", await scene.PeopleAsync(session));

        Assert.Equal("registration-over", Assert.Single((await scene.RunAsync(s => s.GetRequiredService<Registrar>().PrioritiseAsync(david.Id, 1))).Refusals).Code);
        Assert.Equal("priority-invalid", Assert.Single((await scene.RunAsync(s => s.GetRequiredService<Registrar>().PrioritiseAsync(alice.Id, 10))).Refusals).Code);
    }

    private static Task<global::Ramure.Training.Model.SessionRegistration> RowAsync(TrainingScene scene, Guid id) =>
        scene.RunAsync(async s => (await s.GetRequiredService<global::Ramure.Kernel.Data.RamureDb>().FindAsync<global::Ramure.Training.Model.SessionRegistration>(id))!);
}
