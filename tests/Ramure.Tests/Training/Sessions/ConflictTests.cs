using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Tests.Accounts;
using Ramure.Tests.Support;
using Ramure.Training.Model;
using Ramure.Training.Programme;
using Ramure.Training.Sessions;
using Ramure.Training.Trainers;
using static Ramure.Tests.Training.Sessions.Planning;

namespace Ramure.Tests.Training.Sessions;

/// <summary>A room or a trainer is in one place at a time: by the service, and by the database.</summary>
public sealed class ConflictTests
{
    private const int AtOnce = 8;

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_is_taken_is_refused_with_the_name_of_who_was_there_first(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var course = await scene.PublishedAsync();
        var (room, other) = (await scene.RoomAsync("Pégase"), await scene.RoomAsync("Orion"));
        var (jeanne, luc) = (await scene.TrainerAsync("Jeanne Martin"), await scene.TrainerAsync("Luc Petit"));
        Assert.True((await scene.PlanAsync(course, [At("2024-09-18", "9:00", "12:00", room)], [jeanne])).Succeeded);

        var refusals = (await scene.PlanAsync(course, [At("2024-09-17", "9:00", "12:00", room), At("2024-09-18", "11:59", "13:00", room)], [jeanne, luc])).Refusals;
        Assert.Equal(["creneau-2-salle", "formateurs"], refusals.Select(r => r.Field));
        Assert.Equal(
            "Créneau 2 : la salle « Pégase » est prise par « Premiers pas en webradio » (mercredi 18 septembre 2024, 9 h 00 à 12 h 00). Changez l’heure ou la salle.",
            refusals[0].Message.Replace('\u00a0', ' '));
        Assert.StartsWith("Créneau 2 : Jeanne Martin anime déjà « Premiers pas en webradio » (mercredi 18 septembre 2024", refusals[1].Message, StringComparison.Ordinal);
        Assert.Equal(2, (await scene.OccupationsAsync()).Count);

        // One begins when the other ends; another room, somebody else.
        Assert.True((await scene.PlanAsync(course, [At("2024-09-18", "12:00", "13:00", room)], [jeanne])).Succeeded);
        Assert.True((await scene.PlanAsync(course, [At("2024-09-18", "9:00", "12:00", other)], [luc])).Succeeded);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Who_gives_trainings_for_two_units_is_one_person(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var account = await scene.Installation.OpenAsync((Role.Trainer, "A62"));
        var email = (await scene.RunAsync(s => s.GetRequiredService<global::Ramure.Accounts.Contracts.IAccounts>().FindAsync(account)))!.Email;
        var (here, there) = (await scene.PublishedAsync(), await scene.PublishedAsync(Of("A988")));
        var mine = await scene.TrainerAsync("Jeanne Martin", email.ToUpperInvariant());
        var theirs = await scene.TrainerAsync("Jeanne M.", unit: "A988");
        // 20:00 to 23:00 UTC both: an evening in Arras, a morning in Nouméa.
        var session = (await scene.PlanAsync(here, [At("2024-09-18", "22:00", "23:30")], [mine])).Value;
        Assert.True((await scene.PlanAsync(there, [At("2024-09-19", "7:00", "8:30")], [theirs])).Succeeded);

        Task<Result<Trainer>> LinkAsync() => scene.RunAsync(s => s.GetRequiredService<TrainerKeeper>()
            .ChangeAsync(theirs, new TrainerText { Name = "Jeanne M.", Email = email, Active = "oui" }));
        var refusal = Assert.Single((await LinkAsync()).Refusals);
        Assert.Equal(("trainer-taken", "courriel"), (refusal.Code, refusal.Field));
        Assert.Contains("« Premiers pas en webradio » (mercredi 18 septembre 2024", refusal.Message, StringComparison.Ordinal);

        await scene.RunAsync(s => s.GetRequiredService<SessionPlanner>().CancelAsync(new SessionChange(session.Id, session.Version), "Reportée"));
        Assert.True((await LinkAsync()).Succeeded);
        Assert.Equal(account, Assert.Single(await scene.OccupationsAsync()).ResourceId);
        var taken = Assert.Single((await scene.PlanAsync(here, [At("2024-09-18", "21:30", "22:30")], [mine])).Refusals);
        Assert.Contains("Jeanne Martin anime déjà « À Nouméa » (jeudi 19 septembre 2024, 7 h 00 à 8 h 30 (heure de Nouvelle-Calédonie))".Replace("7 h 00", "7\u00a0h\u00a000").Replace("8 h 30", "8\u00a0h\u00a030"), taken.Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Of_those_who_plan_the_same_room_and_trainer_at_once_one_has_them_and_the_others_are_told(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var course = await scene.PublishedAsync();
        var (room, jeanne) = (await scene.RoomAsync("Pégase"), await scene.TrainerAsync("Jeanne Martin"));
        var rush = new Rendezvous(AtOnce);
        var results = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async i =>
        {
            await rush.ArriveAsync();
            return await scene.PlanAsync(course, [At("2024-09-18", "9:00", "12:00", room), At("2024-09-19", "9:00", $"{10 + i}:00", room)], [jeanne]);
        }));
        Assert.Single(results, r => r.Succeeded);
        Assert.All(results.Where(r => !r.Succeeded), r => Assert.Equal(["room-taken", "room-taken", "trainer-taken", "trainer-taken"], r.Refusals.Select(x => x.Code).Order()));
        Assert.Equal(4, (await scene.OccupationsAsync()).Count);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_database_itself_lets_one_in_whoever_writes(string database) => Assert.Equal(1, await InsertAtOnceAsync(database, guarded: true));

    /// <summary>The control: the same insertions with the guard taken away. The test above would show it.</summary>
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Without_its_guard_several_get_in(string database) => Assert.Equal(AtOnce, await InsertAtOnceAsync(database, guarded: false));

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_database_refuses_to_move_one_onto_another(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var course = await scene.PublishedAsync();
        var room = await scene.RoomAsync("Pégase");
        await scene.PlanAsync(course, [At("2024-09-18", "9:00", "12:00", room), At("2024-09-18", "13:00", "16:00", room)]);
        var noon = new DateTime(2024, 9, 18, 10, 30, 0, DateTimeKind.Utc);
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<Occupation>()
            .Where(o => o.StartsAt > noon).ExecuteUpdateAsync(set => set.SetProperty(o => o.StartsAt, noon.AddMinutes(-60)))));
    }

    /// <summary>Sees that the room is free, waits until everybody has seen it, takes it. How many took it.</summary>
    private static async Task<int> InsertAtOnceAsync(string database, bool guarded)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var course = await scene.PublishedAsync();
        var room = await scene.RoomAsync("Pégase");
        var sessions = new List<Session>();
        for (var i = 0; i < AtOnce; i++)
            sessions.Add((await scene.PlanAsync(course, [At("2024-09-18", "9:00", "12:00")])).Value);
        if (!guarded)
        {
            await scene.RunAsync(s => s.GetRequiredService<RamureDb>().Database.ExecuteSqlRawAsync(database == "sqlite"
                ? "DROP TRIGGER training_occupations_insert"
                : "ALTER TABLE training_occupations DROP CONSTRAINT ex_training_occupations_one_place"));
        }

        var rush = new Rendezvous(AtOnce);
        await Task.WhenAll(sessions.Select(session => scene.RunAsync(async s =>
        {
            var db = s.GetRequiredService<RamureDb>();
            Assert.Empty(await db.Set<Occupation>().ToListAsync());
            await rush.ArriveAsync();
            var slot = session.Slots[0];
            db.Add(new Occupation
            {
                Id = Guid.CreateVersion7(),
                Kind = ResourceKind.Room,
                ResourceId = room,
                SlotId = slot.Id,
                SessionId = session.Id,
                StartsAt = slot.StartsAt.AddMinutes(sessions.IndexOf(session)),
                EndsAt = slot.EndsAt,
            });
            try
            {
                return await db.SaveChangesAsync();
            }
            catch (DbUpdateException)
            {
                return 0;
            }
        })));
        return (await scene.OccupationsAsync()).Count;
    }

    private static CourseText Of(string unit) => new()
    {
        Unit = unit,
        Title = "À Nouméa",
        Objectives = "o",
        Programme = "p",
        Audiences = ["trainer"],
        Prerequisites = "p",
        Hours = "3",
        Modality = "presence",
        Frame = "atelier",
        Methods = "m",
        Evaluation = "e",
        Accessibility = "a",
        Contact = "c",
    };
}
