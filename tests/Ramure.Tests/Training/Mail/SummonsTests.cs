using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Data;
using Ramure.Kernel.Jobs;
using Ramure.Tests.Support;
using Ramure.Training.Mail;
using Ramure.Training.Model;
using Ramure.Training.Registration;
using Ramure.Training.Sessions;

namespace Ramure.Tests.Training.Mail;

/// <summary>Summons some days before, a reminder the day before, each once. The session is on 18 September 2024 at 9:00 in Paris, 7:00 UTC.</summary>
public sealed class SummonsTests
{
    private static readonly DateTime Begins = new(2024, 9, 18, 7, 0, 0, DateTimeKind.Utc);

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Who_is_registered_is_summoned_a_week_before_and_reminded_the_day_before_once_each(string database)
    {
        await using var scene = await MailScene.CreateAsync(database);
        var session = await scene.SessionAsync(seats: 1);
        await scene.RegisterAsync(session, "Alice");
        await scene.RegisterAsync(session, "Bob");
        await scene.DeliverAsync();

        await AtAsync(scene, Begins.AddDays(-7).AddMinutes(-1));
        Assert.Equal("Alice Confirmed, Bob Waiting", await scene.ToldAsync());
        await AtAsync(scene, Begins.AddDays(-7));
        Assert.Equal("Alice Confirmed, Bob Waiting, Alice Summons", await scene.ToldAsync());
        Assert.Equal(2, (await scene.Files()[2].EventsAsync("REQUEST")).Count);

        // 17 September, 7:59 then 8:00 in Paris.
        await AtAsync(scene, new DateTime(2024, 9, 17, 5, 59, 0, DateTimeKind.Utc));
        Assert.Equal(3, scene.Files().Count);
        await AtAsync(scene, new DateTime(2024, 9, 17, 6, 0, 0, DateTimeKind.Utc));
        await AtAsync(scene, Begins.AddHours(-1));
        Assert.Equal("Alice Confirmed, Bob Waiting, Alice Summons, Alice Reminder", await scene.ToldAsync());
        Assert.Contains("c’est demain", scene.Files()[3].Title(), StringComparison.Ordinal);
        await AtAsync(scene, Begins);
        Assert.Equal(4, scene.Files().Count);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Hosts_that_summon_at_the_same_moment_summon_once(string database)
    {
        await using var scene = await MailScene.CreateAsync(database);
        await using var second = await scene.Installation.CreateSecondHostAsync(MailScene.Services(scene.Clock));
        var session = await scene.SessionAsync(seats: 20);
        for (var i = 0; i < 10; i++)
            await scene.RegisterAsync(session, $"P{i}");
        scene.Clock.UtcNow = Begins.AddDays(-3);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => (i % 2 == 0 ? scene.Installation : second).RunAsync(s => Job(s).RunAsync(CancellationToken.None))));
        Assert.Equal(10, await SummonedAsync(scene));
        await scene.DeliverAsync();
        Assert.Equal(10, scene.Files().Count(m => m.Title().Contains("convocation", StringComparison.Ordinal)));
    }

    /// <summary>The control: what two hosts do when both have looked before either has written. Only the database's own guard keeps it to one.</summary>
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Without_the_guard_of_the_database_a_second_host_would_summon_again(string database)
    {
        await using var scene = await MailScene.CreateAsync(database);
        var session = await scene.SessionAsync(seats: 20);
        var alice = await scene.RegisterAsync(session, "Alice");
        async Task<int> AddAsync() => await scene.RunAsync(async s =>
        {
            var db = s.GetRequiredService<RamureDb>();
            db.Add(new SessionMail { Id = Guid.CreateVersion7(), SessionId = session.Id, RegistrationId = alice.Id, Number = alice.Number, Kind = MailKind.Summons, At = scene.Clock.UtcNow, Batch = Guid.CreateVersion7(), Once = 0 });
            return await db.SaveChangesAsync();
        });
        await AddAsync();
        await Assert.ThrowsAsync<DbUpdateException>(AddAsync);
        await scene.RunAsync(s => s.GetRequiredService<RamureDb>().Database.ExecuteSqlRawAsync("DROP INDEX \"IX_training_mails_RegistrationId_Number_Kind_Once\""));
        await AddAsync();
        Assert.Equal(2, await SummonedAsync(scene));
    }

    [Fact]
    public async Task Who_registers_late_is_summoned_at_once_and_nobody_once_the_session_is_cancelled()
    {
        await using var scene = await MailScene.CreateAsync("sqlite");
        var session = await scene.SessionAsync(seats: 5);
        scene.Clock.UtcNow = Begins.AddDays(-3);
        await scene.RegisterAsync(session, "Alice");
        await scene.DeliverAsync();
        await scene.SummonAsync();
        Assert.Equal("Alice Confirmed, Alice Summons", await scene.ToldAsync());
        scene.Clock.UtcNow = Begins.AddDays(-2);
        await scene.RunAsync(s => s.GetRequiredService<SessionPlanner>().CancelAsync(new SessionChange(session.Id, 1), "Grève"));
        await AtAsync(scene, Begins.AddHours(-20));
        Assert.Equal("Alice Confirmed, Alice Summons, Alice Cancelled", await scene.ToldAsync());
    }

    [Fact]
    public async Task Another_date_is_summoned_to_again_unless_the_change_itself_came_that_late()
    {
        await using var scene = await MailScene.CreateAsync("sqlite");
        var session = await scene.SessionAsync(seats: 5);
        await scene.RegisterAsync(session, "Alice");
        await AtAsync(scene, Begins.AddDays(-5));
        Assert.Equal("Alice Confirmed, Alice Summons", await scene.ToldAsync());
        await ChangeAsync(scene, session, 1, "2024-10-18 9:00-12:00 Atelier Canopé 62");
        await AtAsync(scene, new DateTime(2024, 10, 15, 7, 0, 0, DateTimeKind.Utc));
        Assert.Equal("Alice Confirmed, Alice Summons, Alice Changed, Alice Summons", await scene.ToldAsync());
        await ChangeAsync(scene, session, 2, "2024-10-18 10:00-12:00 Atelier Canopé 62");
        await AtAsync(scene, new DateTime(2024, 10, 16, 7, 0, 0, DateTimeKind.Utc));
        Assert.Equal("Alice Confirmed, Alice Summons, Alice Changed, Alice Summons, Alice Changed", await scene.ToldAsync());
    }

    [Fact]
    public async Task Who_gives_the_place_back_before_the_summons_is_written_is_not_summoned()
    {
        await using var scene = await MailScene.CreateAsync("sqlite");
        var session = await scene.SessionAsync(seats: 5);
        var alice = await scene.RegisterAsync(session, "Alice");
        await scene.DeliverAsync();
        scene.Clock.UtcNow = Begins.AddDays(-3);
        await scene.RunAsync(async s =>
        {
            await Job(s).RunAsync(CancellationToken.None);
            return 0;
        });
        scene.Clock.UtcNow += TimeSpan.FromMinutes(1);
        await scene.RunAsync(s => s.GetRequiredService<Registrar>().WithdrawAsync(alice.Id));
        await scene.DeliverAsync();
        Assert.Equal("Alice Confirmed, (Alice Summons), Alice Withdrawn", await scene.ToldAsync());
    }

    [Theory]
    [InlineData("Pacific/Noumea", "2024-09-16T20:59:00Z", false)]
    [InlineData("Pacific/Noumea", "2024-09-16T21:00:00Z", true)]
    [InlineData("Europe/Paris", "2024-09-16T21:00:00Z", false)]
    public void The_day_before_is_a_day_of_the_place(string zone, string now, bool due)
    {
        var starts = LocalTime.Utc(new DateOnly(2024, 9, 18), new TimeOnly(9, 0), zone)!.Value;
        Assert.Equal(due, Summoner.IsDayBefore(DateTime.Parse(now, null, System.Globalization.DateTimeStyles.AdjustToUniversal), starts, zone));
    }

    private static Summoner Job(IServiceProvider services) => services.GetServices<IJob>().OfType<Summoner>().Single();

    private static async Task AtAsync(TrainingScene scene, DateTime now)
    {
        scene.Clock.UtcNow = now;
        await scene.SummonAsync();
    }

    private static Task<int> SummonedAsync(TrainingScene scene) => scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<SessionMail>().CountAsync(m => m.Kind == MailKind.Summons));

    private static async Task ChangeAsync(TrainingScene scene, Session session, int version, string slots)
    {
        await scene.ChangeAsync(session, version, slots, seats: 5);
        await scene.DeliverAsync();
    }
}
