using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Data;
using Ramure.Tests.Support;
using Ramure.Tests.Training.Recognition;
using Ramure.Training.Model;
using Ramure.Training.Programme;
using Ramure.Training.Recognition;

namespace Ramure.Tests.Training.Api;

/// <summary>What programs read of trainings, as anybody may.</summary>
public sealed class CatalogueApiTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Published_trainings_and_their_sessions_are_listed_filtered_and_paged(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var first = await scene.SessionAsync(seats: 2);
        var second = await scene.SessionAsync(seats: 1, slots: "2024-10-02 9:00-12:00 Atelier Canopé 62");
        await scene.RegisterAsync(second, "Alice");
        await scene.RunAsync(s => s.GetRequiredService<CourseEditor>().CreateAsync(TrainingScene.Course));
        using var stranger = await scene.Installation.StrangerAsync();
        var trainings = await stranger.JsonAsync("/api/v1/trainings?q=webradio&audience=teacher-secondary&modality=presence&pageSize=1");
        Assert.Equal((2, 1), (trainings.GetProperty("total").GetInt32(), trainings.GetProperty("items").GetArrayLength()));
        var sessions = await stranger.JsonAsync("/api/v1/sessions?unit=DT-HDF&from=2024-09-01&to=2024-10-03");
        Assert.Equal([(first.Id, 2), (second.Id, 0)], sessions.GetProperty("items").EnumerateArray().Select(s => (s.GetProperty("id").GetGuid(), s.GetProperty("free").GetInt32())));
        // The last day is not included.
        Assert.Equal(1, (await stranger.JsonAsync("/api/v1/sessions?from=2024-09-01&to=2024-10-02")).GetProperty("total").GetInt32());
        Assert.Equal(1, (await stranger.JsonAsync("/api/v1/sessions?free=true")).GetProperty("total").GetInt32());
        var one = await stranger.JsonAsync($"/api/v1/trainings/{first.CourseId}");
        Assert.Equal(("Écriture, prise de son, montage.", 1), (one.GetProperty("programme").GetString(), one.GetProperty("sessions").GetArrayLength()));
        var session = await stranger.JsonAsync($"/api/v1/sessions/{first.Id}");
        Assert.Equal(("libre", "planifiee", "09:00:00"), (session.GetProperty("mode").GetString(), session.GetProperty("state").GetString(), session.GetProperty("slots")[0].GetProperty("start").GetString()));

        Assert.Equal(["audience", "from", "modality", "page", "unit"], (await stranger.JsonAsync("/api/v1/trainings?audience=x&from=hier&modality=x&unit=Z&page=0", HttpStatusCode.BadRequest)).Errors().Order(StringComparer.Ordinal));
        foreach (var address in new[] { "trainings/x", $"trainings/{Guid.Empty}", "sessions/x", $"sessions/{Guid.Empty}", "certificates/x" })
            await stranger.JsonAsync("/api/v1/" + address, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_draft_and_the_address_of_a_remote_room_are_shown_to_no_program_even_of_staff()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        var draft = (await scene.RunAsync(s => s.GetRequiredService<CourseEditor>().CreateAsync(TrainingScene.Course))).Value;
        var session = await scene.SessionAsync(seats: 2);
        await scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<Slot>().ExecuteUpdateAsync(set => set.SetProperty(x => x.PlaceKind, PlaceKind.Remote).SetProperty(x => x.Link, "https://secret.test/salle")));
        using var program = await scene.ProgramAsync();
        await program.JsonAsync($"/api/v1/trainings/{draft.Id}", HttpStatusCode.NotFound);
        Assert.DoesNotContain("secret", (await program.JsonAsync($"/api/v1/sessions/{session.Id}")).ToString() + await program.JsonAsync("/api/v1/sessions"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_is_verified_by_its_code_without_the_name_and_not_by_its_number()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        var session = await scene.SessionAsync(seats: 2);
        var alice = await scene.RegisterAsync(session, "Alice");
        await scene.AttendAsync(session, alice, 180, 180);
        await scene.CloseAsync(session);
        var credential = await scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<Credential>().FirstAsync());
        using var stranger = await scene.Installation.StrangerAsync();
        var told = await stranger.JsonAsync("/api/v1/certificates/" + VerificationCode.Shown(credential.Code));
        Assert.Equal((true, credential.Number, "A."), (told.GetProperty("valid").GetBoolean(), told.GetProperty("number").GetString(), told.GetProperty("initials").GetString()));
        Assert.DoesNotContain("Alice", told.ToString(), StringComparison.Ordinal);
        await stranger.JsonAsync("/api/v1/certificates/" + credential.Number, HttpStatusCode.NotFound);
    }
}
