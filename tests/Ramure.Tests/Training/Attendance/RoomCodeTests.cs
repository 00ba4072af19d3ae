using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Tests.Journal;
using Ramure.Tests.Support;
using Ramure.Training.Attendance.Codes;
using Ramure.Training.Model;

namespace Ramure.Tests.Training.Attendance;

public sealed class RoomCodeTests
{
    [Fact]
    public async Task A_code_lives_half_a_minute_and_the_next_and_only_during_its_slot()
    {
        await using var scene = await AttendanceScene.CreateAsync("sqlite");
        await using var second = await scene.Scene.Installation.CreateSecondHostAsync();
        var codes = await scene.Scene.RunAsync(s => Task.FromResult(s.GetRequiredService<RoomCode>()));
        var slot = scene.Slots[0];
        var now = slot.StartsAt.AddMinutes(5);
        var code = codes.Of(slot.Id, now);
        Assert.Matches("^[0-9]{6}$", code);
        Assert.Equal(code, await second.RunAsync(s => Task.FromResult(s.GetRequiredService<RoomCode>().Of(slot.Id, now.AddSeconds(29)))));
        Assert.NotEqual(code, codes.Of(slot.Id, now.AddSeconds(30)));
        Assert.NotEqual(code, codes.Of(scene.Slots[1].Id, now));
        Assert.True(codes.Knows(slot, code, now.AddSeconds(59)));
        Assert.False(codes.Knows(slot, code, now.AddSeconds(60)));
        Assert.False(codes.Knows(slot, code, now.AddSeconds(-1)));
        var late = slot.EndsAt + RoomCode.Margin;
        Assert.False(codes.Knows(slot, codes.Of(slot.Id, late), late));
        Assert.True(codes.Knows(slot, codes.Of(slot.Id, late.AddSeconds(-1)), late.AddSeconds(-1)));
        Assert.Equal(30, RoomCode.SecondsLeft(now));
        Assert.Equal(1, RoomCode.SecondsLeft(now.AddSeconds(29.5)));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_participant_confirms_with_the_code_of_the_room_on_time_and_late(string database)
    {
        await using var scene = await AttendanceScene.CreateAsync(database, "Alice");
        using var teacher = await scene.Scene.Installation.ClientAsync(Role.Teacher, "A62");
        await RegisterAsync(scene, "Teacher de A62");
        scene.Scene.Clock.UtcNow = scene.Slots[0].StartsAt.AddMinutes(10);
        using var staff = await scene.Scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        var shown = await staff.GetAsync($"{scene.Address}/code?creneau={scene.Slots[0].Id}", TestContext.Current.CancellationToken);
        Assert.Equal("30", string.Join("", shown.Headers.GetValues("Refresh")));
        var code = new string([.. (await shown.DocumentAsync()).Text(".room-code-digits").Where(char.IsAsciiDigit)]);

        var address = $"/compte/presence/{scene.Slots[0].Id}";
        using var wrong = await teacher.SendAsync(address, await teacher.PageAsync(address), "presence", new() { ["Code"] = code == "000000" ? "000001" : "000000" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        var page = await teacher.PageAsync($"{address}?code={code}");
        Assert.Equal(code, page.QuerySelector("#code")!.GetAttribute("value"));
        using var right = await teacher.SendAsync(address, page, "presence", []);
        Assert.Equal(HttpStatusCode.Redirect, right.StatusCode);
        Assert.Contains("Noté : présent", (await teacher.PageAsync(address)).Text("main"), StringComparison.Ordinal);
        Assert.Equal("Alice - -, Teacher de A62 180 -", await scene.SheetTextAsync());

        scene.Scene.Clock.UtcNow = scene.Slots[1].StartsAt.AddMinutes(40);
        var afternoon = $"/compte/presence/{scene.Slots[1].Id}";
        var codes = await scene.Scene.RunAsync(s => Task.FromResult(s.GetRequiredService<RoomCode>()));
        using var late = await teacher.SendAsync(afternoon, await teacher.PageAsync(afternoon), "presence", new() { ["Code"] = codes.Of(scene.Slots[1].Id, scene.Scene.Clock.UtcNow) });
        Assert.Equal("Alice - -, Teacher de A62 180 140", await scene.SheetTextAsync());
        Assert.Equal(2, await scene.Scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<AuditEvent>().CountAsync(e => e.Operation == "training.confirm-presence")));
        await teacher.PageAsync($"/compte/presence/{Guid.Empty}", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Who_guesses_is_stopped_and_who_is_not_registered_is_told_so()
    {
        await using var scene = await AttendanceScene.CreateAsync("sqlite", "Alice");
        using var teacher = await scene.Scene.Installation.ClientAsync(Role.Teacher, "A62");
        await RegisterAsync(scene, "Teacher de A62");
        scene.Scene.Clock.UtcNow = scene.Slots[0].StartsAt.AddMinutes(10);
        var codes = await scene.Scene.RunAsync(s => Task.FromResult(s.GetRequiredService<RoomCode>()));
        var code = codes.Of(scene.Slots[0].Id, scene.Scene.Clock.UtcNow);
        using var stranger = await scene.Scene.Installation.ClientAsync(Role.Teacher, "A988");
        var address = $"/compte/presence/{scene.Slots[0].Id}";
        Assert.Contains("Vous n’êtes pas sur cette feuille", (await stranger.PageAsync(address)).Text("main"), StringComparison.Ordinal);
        var page = await teacher.PageAsync(address);
        for (var guess = 0; guess < CodeGuesses.Most; guess++)
        {
            using var missed = await teacher.SendAsync(address, page, "presence", new() { ["Code"] = "12345" });
            Assert.Equal(HttpStatusCode.UnprocessableEntity, missed.StatusCode);
        }

        using var stopped = await teacher.SendAsync(address, page, "presence", new() { ["Code"] = code });
        Assert.Contains("Trop de codes faux", WebUtility.HtmlDecode(await stopped.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)), StringComparison.Ordinal);
        Assert.Equal("Alice - -, Teacher de A62 - -", await scene.SheetTextAsync());
    }

    /// <summary>Puts the account that was opened last on the sheet.</summary>
    private static Task RegisterAsync(AttendanceScene scene, string name) => scene.Scene.Installation.RunAsync(async s =>
    {
        var email = await s.GetRequiredService<RamureDb>().Set<global::Ramure.Accounts.Model.Account>().Where(a => a.DisplayName == name).Select(a => a.Email).SingleAsync();
        Assert.True((await s.GetRequiredService<global::Ramure.Training.Registration.Registrar>().RegisterAsync(new(scene.Session.Id, name, email!))).Succeeded);
    });
}
