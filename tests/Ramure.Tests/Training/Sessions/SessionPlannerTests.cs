using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Data;
using Ramure.Tests.Support;
using Ramure.Training.Model;
using Ramure.Training.Sessions;
using static Ramure.Tests.Training.Sessions.Planning;

namespace Ramure.Tests.Training.Sessions;

/// <summary>Slots, places and trainers as services keep them.</summary>
public sealed class SessionPlannerTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_slot_keeps_its_identifier_when_it_moves_and_calendars_are_told_only_then(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var course = await scene.PublishedAsync();
        var session = (await scene.PlanAsync(course, [At("2024-09-18", "9:00", "12:00"), At("2024-09-25", "9:00", "12:00")])).Value;
        var (first, second) = (session.Slots[0].Id, session.Slots[1].Id);

        session = (await scene.ChangeAsync(session, [At("2024-09-18", "9:00", "12:00", id: first), At("2024-09-25", "9:00", "12:00", id: second)], say: t => t.Capacity = "20")).Value;
        Assert.Equal((0, 20), (session.CalendarSequence, session.Capacity));

        // The second comes before the first now: each stays who it is.
        session = (await scene.ChangeAsync(session, [At("2024-09-18", "9:00", "12:00", id: first), At("2024-09-11", "14:00", "17:00", id: second)])).Value;
        Assert.Equal(1, session.CalendarSequence);
        var kept = await scene.ReadAsync(session);
        Assert.Equal([(second, new DateOnly(2024, 9, 11)), (first, new DateOnly(2024, 9, 18))], kept.Slots.OrderBy(s => s.StartsAt).Select(s => (s.Id, s.Day)));
        Assert.Equal(new DateTime(2024, 9, 11, 12, 0, 0, DateTimeKind.Utc), kept.StartsAt);

        // A file has no identifiers: what begins at the same hour is the same slot.
        session = (await scene.ChangeAsync(session, [At("2024-09-11", "14:00", "16:00"), At("2024-10-02", "9:00", "12:00")])).Value;
        var ids = (await scene.ReadAsync(session)).Slots.ToDictionary(s => s.Day, s => s.Id);
        Assert.Equal(second, ids[new DateOnly(2024, 9, 11)]);
        Assert.DoesNotContain(first, ids.Values);
        Assert.Equal(2, session.CalendarSequence);

        Assert.Equal(3, (await scene.TrailAsync("training.change-session")).Count);
        Assert.Contains("2024-09-11", (await scene.TrailAsync("training.change-session"))[1].After, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Each_kind_of_place_is_kept_with_where_it_is(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database, OnTheMap);
        var course = await scene.PublishedAsync();
        var room = await scene.RoomAsync("Pégase", 20);
        var session = (await scene.PlanAsync(course,
        [
            At("2024-09-02", "9:00", "12:00", room),
            At("2024-09-03", "9:00", "12:00"),
            new SlotText { Day = "2024-09-04", Start = "9h", End = "12h30", Place = "etablissement", School = "0622863a" },
            new SlotText { Day = "2024-09-05", Start = "09:00", End = "12:00:00", Place = "adresse", Address = " 1 place des Héros, Arras " },
            new SlotText { Day = "2024-09-06", Start = "9:00", End = "12:00", Place = "distance", Link = "https://visio.exemple.test/webradio" },
        ])).Value;
        var kept = (await scene.ReadAsync(session)).Slots.OrderBy(s => s.StartsAt)
            .Select(s => (s.PlaceKind, s.Place, s.RoomId, s.Uai, s.Link, s.Latitude, s.Longitude, s.Minutes)).ToList();
        Assert.Equal(
        [
            (PlaceKind.Atelier, "Pégase, Atelier Canopé 62 – Arras", room, null, null, 50.29, 2.78, 180),
            (PlaceKind.Atelier, "Atelier Canopé 62 – Arras", null, null, null, 50.29, 2.78, 180),
            (PlaceKind.School, "Collège Adam de la Halle, Achicourt", null, "0622863A", null, 50.27, 2.76, 210),
            (PlaceKind.Address, "1 place des Héros, Arras", null, null, null, null, null, 180),
            (PlaceKind.Remote, "À distance", (Guid?)null, null, "https://visio.exemple.test/webradio", (double?)null, (double?)null, 180),
        ], kept);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_slot_with_presence_is_neither_taken_away_nor_made_shorter_than_it(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var course = await scene.PublishedAsync();
        var session = (await scene.PlanAsync(course, [At("2024-09-18", "9:00", "12:00"), At("2024-09-25", "9:00", "12:00")])).Value;
        var (first, second) = (session.Slots[0], session.Slots[1]);
        var (alice, bob) = (await scene.RegisterAsync(session, "Alice"), await scene.RegisterAsync(session, "Bob"));
        await scene.RunAsync(async s =>
        {
            var db = s.GetRequiredService<RamureDb>();
            db.AddRange(
                Mark(session, first, alice, 1, 180), Mark(session, first, alice, 2, 120), Mark(session, first, bob, 3, 180, disputed: true), Mark(session, first, bob, 4, 60));
            db.Add(new AttendanceHeadcount
            {
                Id = Guid.CreateVersion7(),
                Number = 5,
                SessionId = session.Id,
                SlotId = second.Id,
                Audience = "teacher-secondary",
                Count = 3,
                Source = MarkSource.Trainer,
                NotedAt = scene.Clock.UtcNow,
                ReceivedAt = scene.Clock.UtcNow,
                By = "test",
            });
            return await db.SaveChangesAsync();
        });
        SlotText Second() => At("2024-09-25", "9:00", "12:00", id: second.Id);

        Assert.Contains("il ne se retire plus", Assert.Single((await scene.ChangeAsync(session, [Second()])).Refusals).Message, StringComparison.Ordinal);
        Assert.Contains("il ne se retire plus", Assert.Single((await scene.ChangeAsync(session, [At("2024-09-18", "9:00", "12:00", id: first.Id)])).Refusals).Message, StringComparison.Ordinal);
        // Alice's last mark holds, 120 minutes; Bob's longer one is disputed.
        var refusal = Assert.Single((await scene.ChangeAsync(session, [Second(), At("2024-09-18", "9:00", "10:59", id: first.Id)])).Refusals);
        Assert.Equal(("slot-attended", "creneau-2-fin"), (refusal.Code, refusal.Field));
        Assert.Contains("120 minutes", refusal.Message, StringComparison.Ordinal);
        var moved = (await scene.ChangeAsync(session, [Second(), At("2024-09-19", "9:00", "11:00", id: first.Id)])).Value;
        Assert.Equal(120, moved.Slots.Single(s => s.Id == first.Id).Minutes);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_is_taken_is_what_the_session_says_through_every_change(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var course = await scene.PublishedAsync();
        var room = await scene.RoomAsync("Pégase");
        var jeanne = await scene.TrainerAsync("Jeanne Martin");
        var session = (await scene.PlanAsync(course, [At("2024-09-18", "9:00", "12:00", room), At("2024-09-25", "9:00", "12:00")], [jeanne], t => t.NewTrainers = "Luc Petit, jeanne martin")).Value;
        Assert.Equal(["Jeanne Martin", "Luc Petit"], session.Trainers.Select(t => t.Trainer!.Name).Order());
        var luc = session.Trainers.Single(t => t.TrainerId != jeanne).TrainerId;
        Assert.Equal(5, await TakenAsync(jeanne, luc, room));
        Assert.Contains("Luc Petit", (await scene.TrailAsync("training.plan-session"))[0].After, StringComparison.Ordinal);

        // Moved by half its length: it does not stand in its own way.
        session = (await scene.ChangeAsync(session, [At("2024-09-18", "10:00", "13:00", room, session.Slots[0].Id)], [luc])).Value;
        Assert.Equal(2, await TakenAsync(luc, room));
        Assert.Equal(new DateTime(2024, 9, 18, 8, 0, 0, DateTimeKind.Utc), (await scene.OccupationsAsync())[0].StartsAt);

        await scene.RunAsync(s => s.GetRequiredService<SessionPlanner>().CancelAsync(new SessionChange(session.Id, session.Version), "Trop peu d’inscrits"));
        Assert.Empty(await scene.OccupationsAsync());
        // What it gave back can be taken.
        Assert.True((await scene.PlanAsync(course, [At("2024-09-18", "9:00", "12:00", room)], [luc])).Succeeded);

        async Task<int> TakenAsync(params Guid[] expected)
        {
            var taken = await scene.OccupationsAsync();
            Assert.Equal(expected.Order(), taken.Select(o => o.ResourceId).Distinct().Order());
            return taken.Count;
        }
    }

    [Fact]
    public async Task Price_minimum_and_more_seats_than_the_room_are_said_and_kept()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        var course = await scene.PublishedAsync();
        var room = await scene.RoomAsync("Pégase", 10);
        SlotText[] slots = [At("2024-09-18", "9:00", "12:00", room)];
        var refusal = Assert.Single((await scene.PlanAsync(course, slots)).Refusals);
        Assert.Equal(("capacity-above-room", "places"), (refusal.Code, refusal.Field));
        Assert.Contains("tient 10 personnes", refusal.Message, StringComparison.Ordinal);
        var session = (await scene.PlanAsync(course, slots, say: t => (t.BeyondRoom, t.Price, t.Minimum) = ("oui", "87,5", "4"))).Value;
        Assert.Equal((12, 8750L, 4), (session.Capacity, session.PriceCents, session.Minimum));
        Assert.Contains("\"BeyondRoom\":true", (await scene.TrailAsync("training.plan-session"))[0].After, StringComparison.Ordinal);
        Assert.Equal("0", SessionText.Of(await scene.ReadAsync((await scene.ChangeAsync(session, slots, say: t => (t.BeyondRoom, t.Price) = ("oui", "0"))).Value)).Price);
        Assert.Equal(["minimum", "prix"], (await scene.PlanAsync(course, [At("2024-09-19", "9:00", "12:00")], say: t => (t.Minimum, t.Price) = ("13", "gratuit"))).Refusals.Select(r => r.Field));
    }

    private static AttendanceMark Mark(Session session, Slot slot, SessionRegistration who, long number, int minutes, bool disputed = false) => new()
    {
        Id = Guid.CreateVersion7(),
        Number = number,
        SessionId = session.Id,
        SlotId = slot.Id,
        RegistrationId = who.Id,
        Minutes = minutes,
        Disputed = disputed,
        Source = MarkSource.Trainer,
        NotedAt = session.StartsAt,
        ReceivedAt = session.StartsAt,
        By = "test",
    };
}
