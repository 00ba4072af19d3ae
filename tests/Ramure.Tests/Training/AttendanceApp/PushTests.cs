using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Tests.Support;
using Ramure.Tests.Training.Attendance;
using Ramure.Training.AttendanceApp;
using Ramure.Training.Model;

namespace Ramure.Tests.Training.AttendanceApp;

public sealed class PushTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_a_device_noted_is_kept_once_however_often_it_is_sent(string database)
    {
        await using var scene = await AttendanceScene.CreateAsync(database);
        using var device = await Device.OfAsync(await scene.TrainerAsync());
        var (walkIn, first) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var batch = device.Batch(
            [
                Device.Mark(scene, await scene.IdAsync("Alice"), 0, 180), Device.Mark(scene, await scene.IdAsync("Bob"), 0, 60, first),
                Device.Mark(scene, await scene.IdAsync("Bob"), 0, 120, null, first), Device.Mark(scene, walkIn, 0, 180),
            ],
            [Device.WalkIn(scene, walkIn, "Dora")],
            [Device.Headcount(scene, 1, "pupil", 24)]);

        var once = await device.SendAsync(batch);
        var again = await device.SendAsync(batch);

        const string Held = "Alice 180 -, Bob 120 -, Chloé - -, Dora 180 -, 1:pupil 24";
        Assert.Equal(Held, await scene.SheetTextAsync());
        Assert.Equal(6, once["taken"]!.AsArray().Count);
        Assert.Equal(once["taken"]!.ToJsonString(), again["taken"]!.ToJsonString());
        Assert.Equal(once["sheets"]!.ToJsonString(), again["sheets"]!.ToJsonString());
        var events = await scene.Scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<AuditEvent>().CountAsync(e => e.Operation == "training.note-attendance" && e.SubjectKind == "training-attendance"));
        Assert.Equal(1, events);
        Assert.All(await MarksAsync(scene), m => Assert.Equal((MarkSource.Device, $"account:{device.Account:D}"), (m.Source, m.By)));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_same_batch_sent_by_many_at_once_is_kept_once(string database)
    {
        await using var scene = await AttendanceScene.CreateAsync(database);
        using var device = await Device.OfAsync(await scene.TrainerAsync());
        var batch = device.Batch([Device.Mark(scene, await scene.IdAsync("Alice"), 0, 180), Device.Mark(scene, await scene.IdAsync("Bob"), 1, 0)]);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => device.SendAsync(batch)));

        Assert.All(answers, a => Assert.Equal(2, a["taken"]!.AsArray().Count));
        Assert.Equal(2, (await MarksAsync(scene)).Count);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Something_bad_does_not_hold_back_the_rest(string database)
    {
        await using var scene = await AttendanceScene.CreateAsync(database);
        using var device = await Device.OfAsync(await scene.TrainerAsync());
        var (nameless, orphan, long_) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());

        var answer = await device.SendAsync(device.Batch(
            [
                Device.Mark(scene, await scene.IdAsync("Alice"), 0, 181, long_), Device.Mark(scene, await scene.IdAsync("Bob"), 0, 180),
                // Of somebody who is refused: refused with them.
                Device.Mark(scene, nameless, 0, 180, orphan),
            ],
            [Device.WalkIn(scene, nameless, " ")],
            [Device.Headcount(scene, 0, "nobody-knows", 3)]));

        Assert.Equal("Alice - -, Bob 180 -, Chloé - -", await scene.SheetTextAsync());
        Assert.Single(answer["taken"]!.AsArray());
        var refused = answer["refused"]!.AsArray().ToDictionary(r => (Guid)r!["id"]!, r => (string)r!["message"]!);
        Assert.Equal(4, refused.Count);
        Assert.Contains("180 minutes", refused[long_], StringComparison.Ordinal);
        Assert.Contains("nom", refused[nameless], StringComparison.Ordinal);
        Assert.Contains("pas sur la feuille", refused[orphan], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Two_devices_that_had_not_seen_each_other_disagree_until_one_settles(string database)
    {
        await using var scene = await AttendanceScene.CreateAsync(database, "Alice");
        using var one = await Device.OfAsync(await scene.TrainerAsync());
        using var other = await Device.OfAsync(await scene.Scene.Installation.ClientAsync(Role.AtelierStaff, "A62"));
        var alice = await scene.IdAsync("Alice");
        await one.SendAsync(one.Batch([Device.Mark(scene, alice, 0, 180)]));

        var seen = await other.SendAsync(other.Batch([Device.Mark(scene, alice, 0, 0)]));

        Assert.Equal("Alice 0/180 -", await scene.SheetTextAsync());
        var heads = seen["sheets"]![0]!["marks"]![0]!["heads"]!.AsArray();
        Assert.Equal(["180", "0"], heads.Select(h => h!["value"]!.ToJsonString()));
        Assert.Equal("vous", (string)heads[1]!["by"]!);
        Assert.NotEqual("vous", (string)heads[0]!["by"]!);
        await other.SendAsync(other.Batch([Device.Mark(scene, alice, 0, 90, null, [.. heads.Select(h => (Guid)h!["id"]!)])]));
        Assert.Equal("Alice 90 -", await scene.SheetTextAsync());
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Somebody_at_the_door_who_was_registered_keeps_their_line(string database)
    {
        await using var scene = await AttendanceScene.CreateAsync(database, "Alice");
        using var device = await Device.OfAsync(await scene.TrainerAsync());
        var walkIn = Guid.CreateVersion7();

        var answer = await device.SendAsync(device.Batch([Device.Mark(scene, walkIn, 0, 180)], [Device.WalkIn(scene, walkIn, "A. Lice", "ALICE@exemple.test")]));

        Assert.Equal("Alice 180 -", await scene.SheetTextAsync());
        Assert.Equal(await scene.IdAsync("Alice"), (Guid)answer["registrations"]![walkIn.ToString("D")]!);
    }

    [Fact]
    public async Task A_device_whose_clock_ran_ahead_notes_nothing_that_is_yet_to_come()
    {
        await using var scene = await AttendanceScene.CreateAsync("sqlite", "Alice");
        using var device = await Device.OfAsync(await scene.TrainerAsync());
        var mark = Device.Mark(scene, await scene.IdAsync("Alice"), 0, 180);
        mark["notedAt"] = scene.Scene.Clock.UtcNow.AddHours(3);

        await device.SendAsync(device.Batch([mark]));

        Assert.Equal(scene.Scene.Clock.UtcNow, Assert.Single(await MarksAsync(scene)).NotedAt);
    }

    [Fact]
    public async Task The_trainer_of_another_session_is_refused_and_leaves_nothing()
    {
        await using var scene = await AttendanceScene.CreateAsync("sqlite", "Alice");
        var other = await AttendanceScene.OfAsync(scene.Scene, "Bob");
        using var device = await Device.OfAsync(await other.TrainerAsync());
        var (own, foreign) = (Guid.CreateVersion7(), Guid.CreateVersion7());

        var answer = await device.SendAsync(device.Batch([Device.Mark(scene, await scene.IdAsync("Alice"), 0, 180, foreign), Device.Mark(other, await other.IdAsync("Bob"), 0, 180, own)]));

        Assert.Equal(own, (Guid)answer["taken"]!.AsArray().Single()!);
        var refused = answer["refused"]!.AsArray().Single()!;
        Assert.Equal(foreign, (Guid)refused["id"]!);
        Assert.Contains("Votre compte ne tient pas", (string)refused["message"]!, StringComparison.Ordinal);
        Assert.Equal("Alice - -", await scene.SheetTextAsync());
        Assert.DoesNotContain("Alice", answer.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(scene.Session.Id, (Guid)answer["gone"]!.AsArray().Single()!["session"]!);
    }

    [Fact]
    public async Task What_is_kept_for_one_account_is_not_taken_from_another()
    {
        await using var scene = await AttendanceScene.CreateAsync("sqlite", "Alice");
        using var device = await Device.OfAsync(await scene.TrainerAsync());
        var batch = device.Batch([Device.Mark(scene, await scene.IdAsync("Alice"), 0, 180)]);
        batch["account"] = Guid.CreateVersion7();

        using var answer = await device.PushAsync(batch);

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("autre compte", (await Device.ProblemAsync(answer)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Empty(await MarksAsync(scene));
    }

    [Theory]
    [InlineData("""{"account":"%A","walkIns":[],"marks":[{"id":"x"}],"headcounts":[]}""", "marks[0].id")]
    [InlineData("""{"account":"%A","walkIns":[],"marks":[null],"headcounts":[]}""", "marks[0]")]
    [InlineData("""{"account":"%A","walkIns":[],"marks":null,"headcounts":[]}""", "marks")]
    [InlineData("""{"account":"%A","walkIns":[{"id":"%N","session":"%N","name":"A\u0000","email":null,"audience":null,"uai":null}],"marks":[],"headcounts":[]}""", "walkIns[0].name")]
    [InlineData("""{"account":"%A","walkIns":[{"id":"%N","session":"%N","name":"A\ud800","email":null,"audience":null,"uai":null}],"marks":[],"headcounts":[]}""", "walkIns[0].name")]
    [InlineData("""{"account":"%A","walkIns":[],"marks":[{"id":"%N","session":"%N","slot":"%N","registration":"%N","minutes":1e9,"replaces":[],"notedAt":"2024-09-18T10:00:00Z"}],"headcounts":[]}""", "marks[0].minutes")]
    [InlineData("""{"account":"%A","walkIns":[],"marks":[{"id":"%N","session":"%N","slot":"%N","registration":"%N","minutes":1,"replaces":[],"notedAt":"1999-09-18T10:00:00Z"}],"headcounts":[]}""", "marks[0].notedAt")]
    [InlineData("""{"account":"%A","walkIns":[],"marks":[{"id":"00000000-0000-0000-0000-000000000000","session":"%N","slot":"%N","registration":"%N","minutes":1,"replaces":[],"notedAt":"2024-09-18T10:00:00Z"}],"headcounts":[]}""", "marks[0].id")]
    [InlineData("""{"account":"%A","walkIns":[],"marks":[],"headcounts":[],"more":1}""", "more")]
    [InlineData("""{"account":"%A","walkIns":[],"marks":[]}""", "$")]
    [InlineData("not json", "$")]
    [InlineData("", "$")]
    [InlineData("null", "$")]
    public async Task What_cannot_be_read_is_refused_by_its_field(string body, string field)
    {
        await using var scene = await AttendanceScene.CreateAsync("sqlite", "Alice");
        using var device = await Device.OfAsync(await scene.TrainerAsync());

        using var answer = await device.PushAsync(body.Replace("%A", device.Account.ToString("D"), StringComparison.Ordinal).Replace("%N", Guid.CreateVersion7().ToString("D"), StringComparison.Ordinal), device.Token);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal([field], (await Device.ProblemAsync(answer)).GetProperty("errors").EnumerateObject().Select(e => e.Name));
    }

    [Fact]
    public async Task A_batch_has_its_limits_and_its_token()
    {
        await using var scene = await AttendanceScene.CreateAsync("sqlite", "Alice");
        using var device = await Device.OfAsync(await scene.TrainerAsync());
        var alice = await scene.IdAsync("Alice");
        var large = device.Batch([.. Enumerable.Range(0, PushedBatch.Most + 1).Select(_ => Device.Mark(scene, alice, 0, 180))]);

        using var tooMany = await device.PushAsync(large);
        Assert.Equal(HttpStatusCode.BadRequest, tooMany.StatusCode);
        Assert.Contains($"{PushedBatch.Most}", (await Device.ProblemAsync(tooMany)).GetProperty("errors").ToString(), StringComparison.Ordinal);

        using var forged = await device.PushAsync(device.Batch().ToJsonString(), "CfDJ8Nfaux");
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        Assert.Contains("jeton", (await Device.ProblemAsync(forged)).GetProperty("detail").GetString(), StringComparison.Ordinal);

        using var long_ = await device.PushAsync(new string(' ', 1_100_000));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, long_.StatusCode);
        await Device.ProblemAsync(long_);

        using var stranger = new Device(await scene.Scene.Installation.StrangerAsync());
        using var unknown = await stranger.PushAsync(device.Batch().ToJsonString(), device.Token);
        Assert.Equal(HttpStatusCode.Unauthorized, unknown.StatusCode);
        Assert.Empty(await MarksAsync(scene));
    }

    private static Task<List<AttendanceMark>> MarksAsync(AttendanceScene scene) =>
        scene.Scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<AttendanceMark>().AsNoTracking().Where(m => m.SessionId == scene.Session.Id).ToListAsync());
}
