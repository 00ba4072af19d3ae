using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Tests.Support;
using Ramure.Tests.Training.Attendance;
using Ramure.Training.AttendanceApp;
using Ramure.Training.Model;

namespace Ramure.Tests.Training.AttendanceApp;

public sealed class PullTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_sheets_of_ones_sessions_come_by_themselves_with_names_and_no_address(string database)
    {
        await using var scene = await AttendanceScene.CreateAsync(database);
        await AttendanceScene.OfAsync(scene.Scene, "Zoé");
        using var device = await Device.OfAsync(await scene.TrainerAsync());
        await scene.NoteAsync(await scene.MarkAsync("Bob", 0, 60));

        var pulled = await device.PullAsync();

        var sheet = Assert.Single(pulled["sheets"]!.AsArray())!;
        Assert.Equal(scene.Session.Id, (Guid)sheet["session"]!);
        Assert.True((bool)sheet["own"]!);
        Assert.Equal(["Alice", "Bob", "Chloé"], sheet["people"]!.AsArray().Select(p => (string)p!["name"]!));
        Assert.Equal(["09:00 12:00 180", "13:30 16:30 180"], sheet["slots"]!.AsArray().Select(s => $"{s!["start"]} {s["end"]} {s["minutes"]}"));
        var mark = Assert.Single(sheet["marks"]!.AsArray())!;
        Assert.Equal((await scene.IdAsync("Bob"), 60), ((Guid)mark["registration"]!, (int)mark["heads"]![0]!["value"]!));
        Assert.DoesNotContain("@", pulled["sheets"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Zoé", pulled.ToJsonString(), StringComparison.Ordinal);
        Assert.Empty(pulled["offers"]!.AsArray());
        Assert.Contains(pulled["audiences"]!.AsArray(), a => (string)a!["code"]! == "pupil");
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_units_staff_is_offered_its_sessions_and_takes_one_by_hand(string database)
    {
        await using var scene = await AttendanceScene.CreateAsync(database);
        using var device = await Device.OfAsync(await scene.Scene.Installation.ClientAsync(Role.AtelierStaff, "A62"));

        var offered = await device.PullAsync();
        var taken = await device.PullAsync(scene.Session.Id);

        Assert.Equal(scene.Session.Id, (Guid)Assert.Single(offered["offers"]!.AsArray())!["session"]!);
        Assert.Empty(offered["sheets"]!.AsArray());
        Assert.DoesNotContain("Alice", offered.ToJsonString(), StringComparison.Ordinal);
        var sheet = Assert.Single(taken["sheets"]!.AsArray())!;
        Assert.False((bool)sheet["own"]!);
        Assert.Empty(taken["offers"]!.AsArray());
    }

    [Fact]
    public async Task Staff_of_another_unit_gets_nothing_of_it()
    {
        await using var scene = await AttendanceScene.CreateAsync("sqlite");
        using var device = await Device.OfAsync(await scene.Scene.Installation.ClientAsync(Role.AtelierDirector, "A988"));

        var pulled = await device.PullAsync(scene.Session.Id, Guid.Empty);

        Assert.Empty(pulled["sheets"]!.AsArray());
        Assert.Empty(pulled["offers"]!.AsArray());
        // A foreign session and one that does not exist are told apart by nothing.
        Assert.Equal(["fermée à votre compte", "fermée à votre compte"], pulled["gone"]!.AsArray().Select(g => (string)g!["why"]!));
    }

    [Theory]
    [InlineData(SessionState.Closed, "close")]
    [InlineData(SessionState.Cancelled, "annulée")]
    public async Task A_device_gives_back_what_is_over(object state, string why)
    {
        await using var scene = await AttendanceScene.CreateAsync("sqlite");
        using var device = await Device.OfAsync(await scene.TrainerAsync());
        await scene.Scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<Session>().ExecuteUpdateAsync(set => set.SetProperty(x => x.State, (SessionState)state)));

        var pulled = await device.PullAsync(scene.Session.Id);

        Assert.Empty(pulled["sheets"]!.AsArray());
        Assert.Equal(why, (string)Assert.Single(pulled["gone"]!.AsArray())!["why"]!);
        var pushed = await device.SendAsync(device.Batch([Device.Mark(scene, await scene.IdAsync("Alice"), 0, 180)]));
        Assert.Empty(pushed["taken"]!.AsArray());
        Assert.NotEmpty((string)pushed["refused"]![0]!["message"]!);
    }

    [Theory]
    [InlineData(31, 0)]
    [InlineData(29, 1)]
    public async Task Only_the_sessions_of_thirty_days_around_come(int days, int sheets)
    {
        await using var scene = await AttendanceScene.CreateAsync("sqlite");
        using var device = await Device.OfAsync(await scene.TrainerAsync());
        foreach (var now in new[] { scene.Slots[0].StartsAt.AddDays(-days), scene.Slots[1].EndsAt.AddDays(days) })
        {
            scene.Scene.Clock.UtcNow = now;
            // The session of sign-in has its own length: a new one for each day.
            using var client = await scene.TrainerAsync();
            Assert.Equal(sheets, (await new Device(client).PullAsync())["sheets"]!.AsArray().Count);
        }
    }

    [Fact]
    public async Task A_stranger_is_told_so_in_a_way_a_script_reads()
    {
        await using var scene = await AttendanceScene.CreateAsync("sqlite");
        using var stranger = await scene.Scene.Installation.StrangerAsync();
        stranger.DefaultRequestHeaders.Accept.ParseAdd("application/json");

        using var answer = await stranger.GetAsync(AppEndpoints.Sheets, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        await Device.ProblemAsync(answer);
    }

    [Theory]
    [InlineData("?session=nonsense")]
    [InlineData("?%N")]
    public async Task An_address_that_asks_for_nonsense_is_refused(string query)
    {
        await using var scene = await AttendanceScene.CreateAsync("sqlite");
        using var client = await scene.TrainerAsync();
        var many = string.Join('&', Enumerable.Range(0, DeviceSheets.Most + 1).Select(_ => $"session={Guid.CreateVersion7()}"));

        using var answer = await client.GetAsync(AppEndpoints.Sheets + query.Replace("%N", many, StringComparison.Ordinal), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        await Device.ProblemAsync(answer);
    }
}
