using System.Net;
using Ramure.Tests.Support;
using Ramure.Tests.Training.Attendance;
using Ramure.Tests.Training.Closing;

namespace Ramure.Tests.Training.Api;

/// <summary>Presence, for programs.</summary>
public sealed class AttendanceApiTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Statements_are_kept_once_and_a_difference_is_left_to_a_person(string database)
    {
        await using var scene = await AttendanceScene.CreateAsync(database, "Alice", "Bob");
        using var program = await scene.Scene.ProgramAsync();
        var address = $"/api/v1/sessions/{scene.Session.Id}/attendance";
        var (alice, slot, mark) = (await scene.IdAsync("Alice"), scene.Slots[0].Id, Guid.CreateVersion7());
        var body = new { presences = new[] { new { id = mark, slot, registration = alice, minutes = 180 } }, headcounts = new[] { new { id = Guid.CreateVersion7(), slot, audience = "pupil", count = 24, school = "0622863A" } } };
        Assert.Equal((2, 0), Counts(await program.PostAsync(address, body, HttpStatusCode.OK)));
        Assert.Equal((0, 2), Counts(await program.PostAsync(address, body, HttpStatusCode.OK)));
        await scene.NoteAsync(await scene.MarkAsync("Alice", 0, 90));
        var sheet = await program.JsonAsync(address);
        var presence = sheet.GetProperty("presences").EnumerateArray().First(p => p.GetProperty("name").GetString() == "Alice");
        Assert.True(presence.GetProperty("disputed").GetBoolean());
        Assert.Equal(["feuille", "systeme"], presence.GetProperty("statements").EnumerateArray().Select(s => s.GetProperty("source").GetString()).Order());
        Assert.Equal(24, sheet.GetProperty("headcounts")[0].GetProperty("count").GetInt32());
        var seen = presence.GetProperty("statements").EnumerateArray().Select(s => s.GetProperty("id").GetGuid()).ToArray();
        await program.PostAsync(address, new { presences = new[] { new { id = Guid.CreateVersion7(), slot, registration = alice, minutes = 120, replaces = seen } } }, HttpStatusCode.OK);
        Assert.StartsWith("Alice 120 -", await scene.SheetTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_is_named_by_its_place_and_nothing_is_noted()
    {
        await using var scene = await AttendanceScene.CreateAsync("sqlite", "Alice");
        using var program = await scene.Scene.ProgramAsync();
        var address = $"/api/v1/sessions/{scene.Session.Id}/attendance";
        var (alice, slot) = (await scene.IdAsync("Alice"), scene.Slots[0].Id);
        var refused = await program.PostAsync(
            address,
            new
            {
                presences = new object[]
                {
                    new { id = Guid.CreateVersion7(), slot, registration = alice, minutes = 180 }, new { id = Guid.CreateVersion7(), slot, registration = alice, minutes = 181 },
                    new { id = Guid.CreateVersion7(), slot, registration = Guid.CreateVersion7(), minutes = 1 },
                },
                headcounts = new object[] { new { id = Guid.CreateVersion7(), slot, audience = "martien", count = 1 } },
            },
            HttpStatusCode.UnprocessableEntity);
        Assert.Equal(["presences[1]", "presences[2]", "headcounts[0]"], refused.Errors());
        Assert.Equal("Alice - -", await scene.SheetTextAsync());
        Assert.Equal(["presences[0].id"], (await program.PostAsync(address, new { presences = new object[] { new { id = Guid.Empty, slot, registration = alice, minutes = 1 } } }, HttpStatusCode.BadRequest)).Errors());
        await program.PostAsync(address, new { }, HttpStatusCode.BadRequest);
        await program.PostAsync(address, new { presences = new object?[] { null } }, HttpStatusCode.BadRequest);
        await program.PostAsync($"/api/v1/sessions/{Guid.Empty}/attendance", new { }, HttpStatusCode.NotFound);
        await program.JsonAsync($"/api/v1/sessions/{Guid.Empty}/attendance", HttpStatusCode.NotFound);
        await scene.NoteAsync(await scene.MarkAsync("Alice", 0, 0), await scene.MarkAsync("Alice", 1, 0));
        Assert.True((await SessionCloserTests.CloseAsync(scene)).Succeeded);
        Assert.Equal("sheet-closed", (await program.PostAsync(address, new { presences = new object[] { new { id = Guid.CreateVersion7(), slot, registration = alice, minutes = 1 } } }, HttpStatusCode.UnprocessableEntity)).GetProperty("code").GetString());
    }

    private static (int Kept, int Known) Counts(System.Text.Json.JsonElement noted) => (noted.GetProperty("kept").GetInt32(), noted.GetProperty("known").GetInt32());
}
