using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Lists;
using Ramure.Kernel.Operations;
using Ramure.Tests.Accounts;
using Ramure.Tests.Journal;
using Ramure.Tests.Support;
using Ramure.Training.Model;
using Ramure.Training.Registration.Nominations;

namespace Ramure.Tests.Training.Registration;

/// <summary>Designated persons, from a file.</summary>
public sealed class NominationTests
{
    private const string File = "name,email,audience,uai\nLise Martin,lise@exemple.test,teacher-primary,0622863A\nJean Petit,jean@exemple.test,,\nAnne Roy,anne@exemple.test,trainer,\n";

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_file_registers_whom_it_names_once(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var session = await scene.SessionAsync(seats: 2, mode: "designation");
        var planned = (await RunAsync(scene, session, File, rehearse: true)).Value;
        Assert.Equal([RegistrationState.Confirmed, RegistrationState.Confirmed, RegistrationState.Waiting], planned.Select(r => r.State!.Value));
        Assert.Equal("", await scene.PeopleAsync(session));
        Assert.Empty(await scene.Installation.TrailAsync("training.nominate"));

        Assert.Equal(3, (await RunAsync(scene, session, File, rehearse: false)).Value.Count);
        Assert.Equal("Lise Martin Confirmed, Jean Petit Confirmed, Anne Roy Waiting", await scene.PeopleAsync(session));
        Assert.Equal((2, 2), await scene.SeatsAsync(session));
        var again = (await RunAsync(scene, session, File + "Luc Blin,luc@exemple.test,,\n", rehearse: false)).Value;
        Assert.Equal([null, null, null, RegistrationState.Waiting], again.Select(r => r.State));
        Assert.Equal("Lise Martin Confirmed, Jean Petit Confirmed, Anne Roy Waiting, Luc Blin Waiting", await scene.PeopleAsync(session));
        Assert.All(await scene.Installation.TrailAsync("training.nominate"), e => Assert.Equal("Import du fichier liste.csv", e.Reason));
    }

    [Fact]
    public async Task What_is_wrong_is_named_by_line_and_column_and_nothing_is_registered()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        var session = await scene.SessionAsync(seats: 9, mode: "designation");
        var wrong = await RunAsync(scene, session, "name;email;audience;uai\n;lise;martien;0622863B\nJean;jean@exemple.test;;\nJeanne;JEAN@exemple.test;;\n", rehearse: false);
        Assert.Equal(
            ["name-missing 2 1", "email-invalid 2 2", "audience-unknown 2 3", "uai-invalid 2 4", "person-twice 4 2"],
            wrong.Refusals.Select(r => $"{r.Code} {r.Line} {r.Column}"));
        Assert.Equal("column-missing", Assert.Single((await RunAsync(scene, session, "name\nLise\n", rehearse: false)).Refusals).Code);
        Assert.Equal("file-size", Assert.Single((await RunAsync(scene, session, "name,email\n", rehearse: false)).Refusals).Code);
        Assert.Equal("", await scene.PeopleAsync(session));
    }

    [Fact]
    public async Task The_page_checks_first_and_registers_after()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        var session = await scene.SessionAsync(seats: 2, mode: "designation");
        var address = $"/formations/sessions/{session.Id}/designes";
        using var staff = await scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        foreach (var (role, unit) in new[] { (Role.Teacher, "A62"), (Role.AtelierStaff, "A988") })
        {
            using var other = await scene.Installation.ClientAsync(role, unit);
            await other.PageAsync(address, HttpStatusCode.Forbidden);
        }

        await staff.PageAsync($"/formations/sessions/{Guid.Empty}/designes", HttpStatusCode.NotFound);
        await staff.PageAsync(address + "?fichier=" + Guid.Empty, HttpStatusCode.NotFound);
        using var nothing = await staff.SendAsync(address, await staff.PageAsync(address), "fichier", []);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nothing.StatusCode);
        using var bad = await staff.SendAsync(address, await staff.PageAsync(address), "fichier", [], ("file", "liste.csv", Encoding.UTF8.GetBytes("name,email\nLise,lise\n")));
        Assert.Contains("liste.csv, ligne 2, colonne 2 (email)", (await staff.PageAsync(bad.Headers.Location!.PathAndQuery())).Text(".error-summary"), StringComparison.Ordinal);

        using var uploaded = await staff.SendAsync(address, await staff.PageAsync(address), "fichier", [], ("file", "liste.csv", Encoding.UTF8.GetBytes(File)));
        var plan = uploaded.Headers.Location!.PathAndQuery();
        using (var colleague = await scene.Installation.ClientAsync(Role.AtelierStaff, "A62"))
            await colleague.PageAsync(plan, HttpStatusCode.Forbidden);
        var shown = await staff.PageAsync(plan);
        Assert.Contains("Anne Roy | anne@exemple.test | sur liste d’attente", shown.Text("tbody tr > *"), StringComparison.Ordinal);
        using var done = await staff.SendAsync(plan, shown, "confirmation", []);
        Assert.Equal($"/formations/sessions/{session.Id}/inscrits", done.Headers.Location!.PathAndQuery());
        Assert.Equal("Lise Martin Confirmed, Jean Petit Confirmed, Anne Roy Waiting", await scene.PeopleAsync(session));
        Assert.Equal("name,email,audience,uai\r\n", await staff.GetStringAsync("/formations/designes/modele.csv", TestContext.Current.CancellationToken));
    }

    private static Task<Result<List<NominatedRow>>> RunAsync(TrainingScene scene, Session session, string text, bool rehearse) => scene.RunAsync(async s =>
        NominationFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "liste.csv", s.GetRequiredService<ReferenceLists>()).TryGet(out var file, out var refused)
            ? await s.GetRequiredService<NominationImport>().RunAsync(session.Id, file, rehearse)
            : refused.ToList());
}
