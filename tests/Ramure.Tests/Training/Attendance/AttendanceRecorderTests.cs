using CsCheck;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Tests.Support;
using Ramure.Training.Attendance;
using Ramure.Training.Model;

namespace Ramure.Tests.Training.Attendance;

public sealed class AttendanceRecorderTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_is_noted_holds_and_what_replaces_it_holds_instead(string database)
    {
        await using var scene = await AttendanceScene.CreateAsync(database);
        var first = await scene.MarkAsync("Alice", 0, 180);
        Assert.Equal(2, (await scene.NoteAsync(first, await scene.MarkAsync("Bob", 0, 0))).Value.Kept);
        Assert.Equal("Alice 180 -, Bob 0 -, Chloé - -", await scene.SheetTextAsync());
        await scene.NoteAsync(await scene.MarkAsync("Alice", 0, 95, first.Id));
        Assert.Equal("Alice 95 -, Bob 0 -, Chloé - -", await scene.SheetTextAsync());
        Assert.Equal(4, (await scene.SheetAsync()).Missing.Count());

        var trail = await scene.Scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<AuditEvent>().Where(e => e.Operation == "training.note-attendance").ToListAsync());
        Assert.Equal(2, trail.Count);
        Assert.All(trail, e => Assert.Equal(("A62", scene.Session.Id.ToString()), (e.Unit, e.SubjectId)));
        Assert.DoesNotContain(trail, e => (e.After ?? "").Contains("Alice", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_same_batch_sent_twice_or_at_once_counts_once(string database)
    {
        await using var scene = await AttendanceScene.CreateAsync(database);
        var walkIn = new NotedWalkIn(Guid.CreateVersion7(), "Denis Venu", null, "teacher-primary", null);
        var batch = new AttendanceBatch(scene.Session.Id, MarkSource.Device)
        {
            WalkIns = [walkIn],
            Marks = [await scene.MarkAsync("Alice", 0, 180), new(Guid.CreateVersion7(), scene.Slots[0].Id, walkIn.Id, 120, [], AttendanceScene.Evening)],
            Headcounts = [new(Guid.CreateVersion7(), scene.Slots[1].Id, "pupil", null, 24, [], AttendanceScene.Evening)],
        };
        var together = new Rendezvous(4);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            await together.ArriveAsync();
            return (await scene.NoteAsync(batch)).Value;
        })));
        Assert.Equal([0, 0, 0, 4], outcomes.Select(o => o.Kept).Order());
        Assert.All(outcomes, o => Assert.Equal(walkIn.Id, o.Registrations[walkIn.Id]));
        Assert.Equal("Alice 180 -, Bob - -, Chloé - -, Denis Venu 120 -, 1:pupil 24", await scene.SheetTextAsync());
        Assert.Equal([1, 2, 3], await scene.Scene.RunAsync(async s =>
        {
            var db = s.GetRequiredService<RamureDb>();
            return (await db.Set<AttendanceMark>().Select(m => m.Number).ToListAsync()).Concat(await db.Set<AttendanceHeadcount>().Select(m => m.Number).ToListAsync()).Order().ToList();
        }));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Two_devices_that_had_not_seen_each_other_dispute_and_somebody_who_sees_both_settles(string database)
    {
        await using var scene = await AttendanceScene.CreateAsync(database);
        await scene.NoteAsync(await scene.MarkAsync("Alice", 0, 180), await scene.MarkAsync("Bob", 0, 180));
        await scene.NoteAsync(await scene.MarkAsync("Alice", 0, 0), await scene.MarkAsync("Bob", 0, 180));
        Assert.Equal("Alice 0/180 -, Bob 180 -, Chloé - -", await scene.SheetTextAsync());
        var (person, mark) = Assert.Single((await scene.SheetAsync()).Disputed);
        Assert.Null(mark.Minutes);
        // Who had seen only one of the two does not settle.
        await scene.NoteAsync(await scene.MarkAsync("Alice", 0, 60, mark.Seen[0]));
        Assert.True(Assert.Single((await scene.SheetAsync()).Disputed).Mark.IsDisputed);
        await scene.NoteAsync(await scene.MarkAsync("Alice", 0, 120, [.. (await scene.SheetAsync()).Disputed.Single().Mark.Seen]));
        Assert.Equal("Alice 120 -, Bob 180 -, Chloé - -", await scene.SheetTextAsync());
        Assert.Equal("Alice", person.Registration.Name);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Who_comes_without_a_seat_is_put_on_the_sheet_and_an_address_that_is_known_is_the_same_person(string database)
    {
        await using var scene = await AttendanceScene.CreateAsync(database);
        var again = new NotedWalkIn(Guid.CreateVersion7(), "Alice Autrement", "ALICE@exemple.test", "teacher-primary", "0620166" + global::Ramure.Network.Contracts.Uai.LetterOf("0620166"));
        var outcome = (await scene.NoteAsync(new AttendanceBatch(scene.Session.Id, MarkSource.Device)
        {
            WalkIns = [again],
            Marks = [new(Guid.CreateVersion7(), scene.Slots[0].Id, again.Id, 60, [], AttendanceScene.Evening)],
        })).Value;
        Assert.Equal(await scene.IdAsync("Alice"), outcome.Registrations[again.Id]);
        var bob = await scene.IdAsync("Bob");
        await scene.Scene.RunAsync(s => s.GetRequiredService<global::Ramure.Training.Registration.Registrar>().WithdrawAsync(bob));
        Assert.Equal("Alice 60 -, Chloé - -", await scene.SheetTextAsync());
        await scene.NoteAsync(new NotedMark(Guid.CreateVersion7(), scene.Slots[0].Id, bob, 30, [], AttendanceScene.Evening));
        Assert.Equal("Alice 60 -, Bob 30 -, Chloé - -", await scene.SheetTextAsync());
        Assert.Equal("Alice Confirmed, Bob WalkIn, Chloé Confirmed", await scene.Scene.PeopleAsync(scene.Session));
        Assert.Equal((2, 2), await scene.Scene.SeatsAsync(scene.Session));
    }

    [Fact]
    public async Task All_that_is_wrong_is_named_with_its_place_and_nothing_is_kept()
    {
        await using var scene = await AttendanceScene.CreateAsync("sqlite");
        var alice = await scene.IdAsync("Alice");
        NotedMark Mark(Guid slot, Guid person, int? minutes) => new(Guid.CreateVersion7(), slot, person, minutes, [], AttendanceScene.Evening);
        var refused = await scene.NoteAsync(new AttendanceBatch(scene.Session.Id, MarkSource.Device)
        {
            WalkIns = [new(Guid.CreateVersion7(), " ", null, null, null), new(Guid.CreateVersion7(), "Zoé", "zoé sans arobase", null, null), new(Guid.CreateVersion7(), "Zoé", null, "martians", null), new(Guid.CreateVersion7(), "Zoé", null, null, "0620166A")],
            Marks = [Mark(scene.Slots[0].Id, alice, 180), Mark(scene.Slots[0].Id, alice, 181), Mark(scene.Slots[0].Id, alice, -1), Mark(Guid.CreateVersion7(), alice, 1), Mark(scene.Slots[0].Id, Guid.CreateVersion7(), 1)],
            Headcounts = [new(Guid.CreateVersion7(), scene.Slots[0].Id, "pupil", null, -3, [], AttendanceScene.Evening), new(Guid.CreateVersion7(), scene.Slots[0].Id, "martians", null, 3, [], AttendanceScene.Evening)],
        });
        Assert.Equal(
            [
                "walkins 1 name-missing", "walkins 2 email-invalid", "walkins 3 audience-unknown", "walkins 4 uai-invalid",
                "marks 2 minutes-invalid", "marks 3 minutes-invalid", "marks 4 slot-unknown", "marks 5 person-unknown",
                "headcounts 1 count-invalid", "headcounts 2 audience-unknown",
            ],
            refused.Refusals.Select(r => $"{r.Field} {r.Line} {r.Code}"));
        Assert.Equal("Alice - -, Bob - -, Chloé - -", await scene.SheetTextAsync());

        scene.Scene.Clock.UtcNow = scene.Slots[1].StartsAt - AttendanceRules.Before - TimeSpan.FromSeconds(1);
        Assert.Equal("slot-not-begun", Assert.Single((await scene.NoteAsync(await scene.MarkAsync("Alice", 1, 180))).Refusals).Code);
        Assert.Equal("session-unknown", Assert.Single((await scene.NoteAsync(new AttendanceBatch(Guid.CreateVersion7(), MarkSource.Device))).Refusals).Code);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_database_refuses_to_change_or_remove_what_was_said(string database)
    {
        await using var scene = await AttendanceScene.CreateAsync(database);
        await scene.NoteAsync(new AttendanceBatch(scene.Session.Id, MarkSource.Device)
        {
            Marks = [await scene.MarkAsync("Alice", 0, 180)],
            Headcounts = [new(Guid.CreateVersion7(), scene.Slots[1].Id, "pupil", null, 24, [], AttendanceScene.Evening)],
        });
        foreach (var sql in new[]
        {
            "UPDATE training_marks SET \"Minutes\" = 0", "DELETE FROM training_marks", "UPDATE training_headcounts SET \"Count\" = 0", "DELETE FROM training_headcounts",
        })
        {
            var fault = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => scene.Scene.RunAsync(s => s.GetRequiredService<RamureDb>().Database.ExecuteSqlRawAsync(sql)));
            Assert.Contains("append-only", fault.Message, StringComparison.Ordinal);
        }

        Assert.Equal("Alice 180 -, Bob - -, Chloé - -, 1:pupil 24", await scene.SheetTextAsync());
    }

    /// <summary>Devices that note for days without each other, and send in any order, cut into any batches, as often as they like.</summary>
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Any_order_and_any_repetition_of_the_same_marks_gives_the_same_sheet(string database)
    {
        await using var first = await AttendanceScene.CreateAsync(database);
        // (device, person, minutes, whether it has synchronised before noting)
        var step = Gen.Select(Gen.Int[0, 2], Gen.Int[0, 1], Gen.Int[0, 3], Gen.Bool);
        await Gen.Select(step.List[1, 12], Gen.Int[0, 1_000_000]).SampleAsync(async (steps, seed) =>
        {
            string[] names = ["Alice", "Bob"];
            var one = await AttendanceScene.OfAsync(first.Scene, names);
            var other = await AttendanceScene.OfAsync(first.Scene, names);
            var here = new[] { await one.IdAsync("Alice"), await one.IdAsync("Bob") };
            var there = new[] { await other.IdAsync("Alice"), await other.IdAsync("Bob") };
            // What each device has seen of each person: its own last mark, or what the server knew when it synchronised.
            var seen = new Dictionary<(int, int), Guid[]>();
            var said = new List<(NotedMark Mark, int Person)>();
            foreach (var (device, person, quarter, synchronised) in steps)
            {
                if (synchronised)
                    seen[(device, person)] = [.. said.Where(s => s.Person == person && !said.Exists(r => r.Mark.Replaces.Contains(s.Mark.Id))).Select(s => s.Mark.Id)];
                var mark = new NotedMark(Guid.CreateVersion7(), one.Slots[0].Id, here[person], quarter * 60, seen.GetValueOrDefault((device, person)) ?? [], AttendanceScene.Evening);
                said.Add((mark, person));
                seen[(device, person)] = [mark.Id];
            }

            // The other session hears the same under names of its own, in another order, everything twice.
            var named = said.ToDictionary(s => s.Mark.Id, _ => Guid.CreateVersion7());
            var random = new Random(seed);
            var heard = said.Concat(said).Select(s => s.Mark with { Id = named[s.Mark.Id], Slot = other.Slots[0].Id, Registration = there[s.Person], Replaces = [.. s.Mark.Replaces.Select(r => named[r])] })
                .OrderBy(_ => random.Next()).ToList();
            Assert.True((await one.NoteAsync([.. said.Select(s => s.Mark)])).Succeeded);
            for (var at = 0; at < heard.Count;)
            {
                var size = random.Next(1, 4);
                Assert.True((await other.NoteAsync([.. heard.Skip(at).Take(size)])).Succeeded);
                at += size;
            }

            Assert.Equal(await one.SheetTextAsync(), await other.SheetTextAsync());
        }, iter: 12, threads: 1);
    }
}
