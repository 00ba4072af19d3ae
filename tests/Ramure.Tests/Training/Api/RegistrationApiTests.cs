using System.Net;
using System.Net.Http.Json;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Ledger.Contracts;
using Ramure.Tests.Accounts;
using Ramure.Tests.Support;
using Ramure.Tests.Training.Exchange;

namespace Ramure.Tests.Training.Api;

/// <summary>Registrations, for programs.</summary>
public sealed class RegistrationApiTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_program_registers_once_for_each_request_and_never_beyond_the_seats(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var session = await scene.SessionAsync(seats: 1);
        using var program = await scene.ProgramAsync();
        var address = $"/api/v1/sessions/{session.Id}/registrations";
        var first = await program.PostAsync(address, new { name = "Lise Martin", email = "lise@exemple.test", audience = "trainer", school = "0622863A" }, HttpStatusCode.Created, "k1");
        Assert.Equal(("inscrit", "trainer"), (first.GetProperty("state").GetString(), first.GetProperty("audience").GetString()));
        var again = await program.PostAsync(address, new { name = "Lise Martin", email = "lise@exemple.test" }, HttpStatusCode.OK, "k1");
        Assert.Equal(first.GetProperty("id").GetGuid(), again.GetProperty("id").GetGuid());
        Assert.Equal("key-reused", (await program.PostAsync(address, new { name = "Jean", email = "jean@exemple.test" }, HttpStatusCode.UnprocessableEntity, "k1")).GetProperty("code").GetString());
        Assert.Equal("already-registered", (await program.PostAsync(address, new { name = "Lise", email = "LISE@exemple.test" }, HttpStatusCode.UnprocessableEntity)).GetProperty("code").GetString());
        Assert.Equal(0, await scene.MailsAsync());
        var second = await program.PostAsync(address, new { name = "Jean", email = "jean@exemple.test", notify = true }, HttpStatusCode.Created);
        Assert.Equal(("attente", 1, 1), (second.GetProperty("state").GetString(), second.GetProperty("rank").GetInt32(), await scene.MailsAsync()));
        Assert.Equal((1, 1), await scene.SeatsAsync(session));
        Assert.Equal(2, (await scene.Installation.TrailAsync("training.register-by-program")).Count);

        var together = new Rendezvous(4);
        var many = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            await together.ArriveAsync();
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = JsonContent.Create(new { name = "Anne", email = "anne@exemple.test" }) };
            request.Headers.Add("Idempotency-Key", "k2");
            using var answer = await program.SendAsync(request);
            return answer.StatusCode;
        })));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Created], many.Order());

        var list = await program.JsonAsync(address + "?state=attente");
        Assert.Equal(["Jean", "Anne"], list.GetProperty("items").EnumerateArray().Select(p => p.GetProperty("name").GetString()));
        Assert.Equal(["page", "state"], (await program.JsonAsync(address + "?state=x&page=0", HttpStatusCode.BadRequest)).Errors().Order(StringComparer.Ordinal));
        Assert.Equal([address], await scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<AuditEvent>().Where(e => e.Operation == "audit.read-persons").Select(e => e.SubjectId).ToListAsync()));

        foreach (var _ in new int[2])
            Assert.Equal(HttpStatusCode.NoContent, (await program.DeleteAsync($"{address}/{first.GetProperty("id").GetGuid()}", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal("Lise Martin Withdrawn, Jean Offered, Anne Waiting", await scene.PeopleAsync(session));
        Assert.Equal(HttpStatusCode.NotFound, (await program.DeleteAsync($"{address}/{Guid.Empty}", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task What_is_wrong_is_named_by_field()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        var session = await scene.SessionAsync(seats: 1);
        using var program = await scene.ProgramAsync();
        var address = $"/api/v1/sessions/{session.Id}/registrations";
        Assert.Equal(["name", "email"], (await program.PostAsync(address, new { name = " ", email = "lise" }, HttpStatusCode.UnprocessableEntity)).Errors());
        Assert.Equal(["audience", "school"], (await program.PostAsync(address, new { name = "Lise", email = "lise@exemple.test", audience = "martien", school = "0622863B" }, HttpStatusCode.UnprocessableEntity)).Errors());
        Assert.Equal(["Idempotency-Key"], (await program.PostAsync(address, new { name = "Lise", email = "lise@exemple.test" }, HttpStatusCode.BadRequest, new string('k', 121))).Errors());
        await program.PostAsync(address, new { name = "Lise" }, HttpStatusCode.BadRequest);
        await program.PostAsync(address, new { name = "Lise", email = "lise@exemple.test", seat = 1 }, HttpStatusCode.BadRequest);
        await program.PostAsync(address, new[] { 1 }, HttpStatusCode.BadRequest);
        foreach (var body in new HttpContent[] { new StringContent("{", Encoding.UTF8, "application/json"), new StringContent("nom=Lise"), new StringContent("null", Encoding.UTF8, "application/json") })
            Assert.Equal(HttpStatusCode.BadRequest, (await program.PostAsync(address, body, TestContext.Current.CancellationToken)).StatusCode);
        await program.PostAsync($"/api/v1/sessions/{Guid.Empty}/registrations", new { name = "Lise", email = "lise@exemple.test" }, HttpStatusCode.NotFound);
        Assert.Equal("", await scene.PeopleAsync(session));
    }

    [Fact]
    public async Task Only_a_token_with_the_right_and_the_unit_reads_and_writes()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        var session = await scene.SessionAsync(seats: 1);
        var address = $"/api/v1/sessions/{session.Id}/registrations";
        var somebody = new { name = "Lise", email = "lise@exemple.test" };
        using var stranger = await scene.Installation.StrangerAsync();
        await stranger.JsonAsync(address, HttpStatusCode.Unauthorized);
        using var narrow = await scene.ProgramAsync(Role.AtelierDirector, scope: LedgerPermissions.FiguresCode);
        using var elsewhere = await scene.ProgramAsync(unit: "A988");
        foreach (var client in new[] { narrow, elsewhere })
        {
            await client.JsonAsync(address, HttpStatusCode.Forbidden);
            await client.PostAsync(address, somebody, HttpStatusCode.Forbidden);
            Assert.Equal(HttpStatusCode.Forbidden, (await client.DeleteAsync($"{address}/{Guid.Empty}", TestContext.Current.CancellationToken)).StatusCode);
            await client.JsonAsync($"/api/v1/sessions/{session.Id}/attendance", HttpStatusCode.Forbidden);
        }

        // A cookie alone, which a browser sends wherever it is led, writes nothing.
        using var cookie = await scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        await cookie.JsonAsync(address);
        await cookie.PostAsync(address, somebody, HttpStatusCode.BadRequest);
        Assert.Equal("", await scene.PeopleAsync(session));
    }
}
