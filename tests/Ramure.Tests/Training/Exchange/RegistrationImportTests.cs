using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.PersonalData;
using Ramure.Tests.Support;
using Ramure.Training.Exchange;
using Ramure.Training.Exchange.Mapping;
using Ramure.Training.Model;

namespace Ramure.Tests.Training.Exchange;

/// <summary>Registrations of another system.</summary>
public sealed class RegistrationImportTests
{
    private const string Three = ExchangeScene.People
        + "S1;C1;;Lise Martin;lise@exemple.test;teacher-primary;0622863A;inscrit;0\n"
        + "S1;C2;;Jean Petit;jean@exemple.test;;;inscrit;0\n"
        + "S1;C3;;Anne Roy;anne@exemple.test;trainer;;attente;3\n";

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_file_registers_whom_it_names_once_and_a_corrected_one_changes_what_differs(string database)
    {
        await using var scene = await SceneAsync(database, seats: 12);
        var plan = await scene.TakeAsync(ExchangeKind.Registrations, Three, rehearse: true);
        Assert.Equal(("3/0/0", 0), (plan.Counts(), (await scene.PeopleAsync()).Count));
        Assert.Equal("3/0/0", (await scene.TakenAsync(ExchangeKind.Registrations, Three)).Counts());
        Assert.Equal("Lise Martin Confirmed teacher-primary 0622863A 0, Jean Petit Confirmed   0, Anne Roy Waiting trainer  3", await TextAsync(scene));
        Assert.Equal((2, 2), await scene.SeatsAsync(Assert.Single(await scene.AllSessionsAsync())));
        Assert.Equal(0, await scene.MailsAsync());
        Assert.Equal("0/0/3", (await scene.TakenAsync(ExchangeKind.Registrations, Three)).Counts());

        var corrected = Three.Replace("Jean Petit;jean@", "Jean Le Petit;jean.petit@", StringComparison.Ordinal).Replace("trainer;;attente;3", "librarian;;inscrit;3", StringComparison.Ordinal).Replace("0622863A;inscrit", "0622863A;desiste", StringComparison.Ordinal);
        var report = await scene.TakenAsync(ExchangeKind.Registrations, corrected);
        Assert.Equal(("0/3/0", "inscrit → désisté"), (report.Counts(), report.Lines[0].Said));
        Assert.Equal("Lise Martin Withdrawn teacher-primary 0622863A 0, Jean Le Petit Confirmed   0, Anne Roy Confirmed librarian  3", await TextAsync(scene));
        Assert.Equal((2, 2), await scene.SeatsAsync(Assert.Single(await scene.AllSessionsAsync())));
        Assert.Equal("0/0/3", (await scene.TakenAsync(ExchangeKind.Registrations, corrected)).Counts());
        // Somebody who had left comes back; who is written to is asked for.
        Assert.Equal("0/1/2", (await scene.TakenAsync(ExchangeKind.Registrations, corrected.Replace("desiste", "inscrit", StringComparison.Ordinal), notify: true)).Counts());
        // The other one is of the seat that Lise left and Anne was offered.
        Assert.Equal(2, await scene.MailsAsync());
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task No_file_registers_more_people_than_there_are_seats(string database)
    {
        await using var scene = await SceneAsync(database, seats: 1);
        Assert.Equal(["3: session-full etat"], (await scene.TakeAsync(ExchangeKind.Registrations, Three)).Said());
        Assert.Empty(await scene.PeopleAsync());
        await scene.TakenAsync(ExchangeKind.Registrations, Three.Replace("Petit;jean@exemple.test;;;inscrit", "Petit;jean@exemple.test;;;attente", StringComparison.Ordinal));
        Assert.Equal(["3: session-full etat"], (await scene.TakeAsync(ExchangeKind.Registrations, Three)).Said());

        var session = Assert.Single(await scene.AllSessionsAsync());
        var together = new Rendezvous(4);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(async () =>
        {
            await together.ArriveAsync();
            return await scene.TakeAsync(ExchangeKind.Registrations, ExchangeScene.People + $"S1;X{i};;Personne {i};p{i}@exemple.test;;;inscrit;0\n");
        })));
        Assert.Equal((1, 1), await scene.SeatsAsync(session));
    }

    [Fact]
    public async Task What_is_wrong_is_named_by_line_and_column_and_nobody_is_registered()
    {
        await using var scene = await SceneAsync("sqlite", seats: 12);
        var report = await scene.TakeAsync(ExchangeKind.Registrations, ExchangeScene.People
            + "S9;C1;;Lise;lise;;;inscrit;0\n"
            + "S1;C2;;;lise;martien;0622863B;inscrit;12\n"
            + "S1;C3;;Jean;jean@exemple.test;;;inscrit;\n"
            + "S1;C4;;Jean;JEAN@exemple.test;;;inscrit;\n"
            + "S1;;;Venu;;;;venu;\n");
        Assert.Equal(
            ["2: email-invalid courriel", "2: session-unknown session", "3: audience-unknown public", "3: email-invalid courriel", "3: name-missing nom", "3: priority-invalid priorite", "3: uai-invalid etablissement", "5: person-twice courriel", "6: key-missing inscription"],
            report.Said().Order(StringComparer.Ordinal));
        Assert.Empty(await scene.PeopleAsync());
        Assert.Equal(["2: cell-missing etat", "3: value-unknown etat"], (await scene.TakeAsync(ExchangeKind.Registrations, ExchangeScene.People + "S1;C1;;Lise;lise@exemple.test;;;;0\nS1;C2;;Jean;jean@exemple.test;;;peut-être;0\n")).Said());
    }

    [Fact]
    public async Task A_file_takes_nobody_back_and_leaves_what_happened_since()
    {
        await using var scene = await SceneAsync("sqlite", seats: 12);
        await scene.TakenAsync(ExchangeKind.Registrations, Three);
        Assert.Equal(["2: state-backwards etat"], (await scene.TakeAsync(ExchangeKind.Registrations, Three.Replace("0622863A;inscrit", "0622863A;attente", StringComparison.Ordinal))).Said());
        var anne = (await scene.PeopleAsync()).Single(p => p.Name == "Anne Roy");
        await scene.Installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<SessionRegistration>().Where(r => r.Id == anne.Id).ExecuteUpdateAsync(set => set.SetProperty(r => r.State, RegistrationState.WalkIn)));
        Assert.Equal("0/0/3", (await scene.TakenAsync(ExchangeKind.Registrations, Three)).Counts());
        Assert.Equal(["4: person-came etat"], (await scene.TakeAsync(ExchangeKind.Registrations, Three.Replace("attente", "non-retenue", StringComparison.Ordinal))).Said());
        Assert.Equal(["2: email-taken courriel"], (await scene.TakeAsync(ExchangeKind.Registrations, ExchangeScene.People + "S1;C3;;Anne Roy;lise@exemple.test;;;attente;3\n")).Said());
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_numen_finds_the_person_again_and_is_kept_nowhere(string database)
    {
        await using var scene = await SceneAsync(database, seats: 12);
        const string Numen = "06E9912345XYZ";
        var file = ExchangeScene.People + $"S1;;{Numen};Lise Martin;lise@exemple.test;;;inscrit;\n";
        await scene.TakenAsync(ExchangeKind.Registrations, file);
        // Another address, the same person.
        Assert.Equal("0/1/0", (await scene.TakenAsync(ExchangeKind.Registrations, file.Replace("lise@", "lise.martin@", StringComparison.Ordinal))).Counts());
        var row = Assert.Single(await scene.PeopleAsync());
        Assert.Equal("lise.martin@exemple.test", row.Email);
        var key = Assert.Single(await scene.KeysAsync(), k => k.Kind == ExternalKind.Participant);
        Assert.Matches("^[0-9a-f]{64}$", key.Key);
        Assert.DoesNotContain(Numen, await scene.GivenAsync(ExchangeKind.Registrations), StringComparison.Ordinal);
        var trail = await scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<AuditEvent>().AsNoTracking().ToListAsync());
        Assert.All(trail, e => Assert.DoesNotContain(Numen, e.Before + e.After + e.Reason, StringComparison.Ordinal));

        var lise = new Person("account:" + Guid.CreateVersion7(), "Lise Martin") { Email = "lise.martin@exemple.test" };
        var held = await scene.RunAsync(s => s.GetServices<IPersonalData>().OfType<ExchangePersonalData>().Single().HeldAsync(lise, CancellationToken.None));
        Assert.Equal($"empreinte {key.Key}", Assert.Single(Assert.Single(held).Rows)[1]);
        await scene.Installation.RunAsync(async s =>
        {
            foreach (var part in s.GetServices<IPersonalData>())
                Assert.True((await s.GetRequiredService<OperationRunner>().RunAsync(new Operation("test.erase", Permission.System), scope => part.EraseAsync(scope, lise, CancellationToken.None))).Succeeded);
        });
        Assert.DoesNotContain(await scene.KeysAsync(), k => k.Kind == ExternalKind.Participant);
        Assert.DoesNotContain("Personne", await scene.GivenAsync(ExchangeKind.Registrations), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Identifiers_of_old_sessions_are_forgotten()
    {
        await using var scene = await SceneAsync("sqlite", seats: 12);
        await scene.TakenAsync(ExchangeKind.Registrations, Three);
        Task<Result<int>> ForgetAsync() => scene.RunAsync(s => s.GetRequiredService<OperationRunner>().RunAsync<int>(
            new Operation("test.forget", Permission.System), async scope => await s.GetServices<IPersonalData>().OfType<ExchangePersonalData>().Single().ForgetAsync(scope, CancellationToken.None)));
        Assert.Equal(0, (await ForgetAsync()).Value);
        scene.Clock.UtcNow = scene.Clock.UtcNow.AddYears(4);
        Assert.Equal(3, (await ForgetAsync()).Value);
        Assert.Equal(["Session S1"], (await scene.KeysAsync()).Select(k => $"{k.Kind} {k.Key}"));
    }

    [Fact]
    public async Task A_file_in_the_code_page_of_windows_is_read_by_the_mapping_of_the_academies()
    {
        await using var scene = await SceneAsync("sqlite", seats: 12, system: "gaia");
        var windows = ExchangeEncodings.Windows1252;
        var file = "Identifiant session;Identifiant candidature;NUMEN;Nom;Prénom;Courriel professionnel;Degré;UAI affectation;Décision\r\n"
            + "S1;C1;06E9912345XYZ;Lœuvre;Zoé;zoe@exemple.test;1er degré;0622863A;Retenu\r\nS1;C2;;Petit;Jean;jean@exemple.test;2nd degré;;liste complémentaire\r\n";
        var report = await scene.TakeAsync(ExchangeKind.Registrations, windows.GetBytes(file), new ImportOptions(Rehearse: false), "gaia");
        Assert.True(report.Refusals.Count == 0, string.Join('\n', report.Refusals));
        Assert.Equal("Zoé Lœuvre Confirmed teacher-primary 0622863A 0, Jean Petit Waiting teacher-secondary  0", await TextAsync(scene));
        var given = (await scene.GiveAsync(ExchangeKind.Registrations, "gaia")).Value;
        Assert.Equal(
            "Identifiant session;Identifiant candidature;NUMEN;Nom;Prénom;Courriel professionnel;Degré;UAI affectation;Décision\r\n"
            + "S1;C1;;Lœuvre;Zoé;zoe@exemple.test;1er degré;0622863A;Retenu\r\nS1;C2;;Petit;Jean;jean@exemple.test;2nd degré;;Liste complémentaire\r\n", windows.GetString(given.Content));
        // The same bytes are no UTF-8.
        await scene.TakenAsync(ExchangeKind.Sessions, ExchangeScene.TwoHalves);
        Assert.Equal("file-encoding", Assert.Single((await scene.TakeAsync(ExchangeKind.Registrations, windows.GetBytes(ExchangeScene.People + "S1;;;Zoé;z@exemple.test;;;inscrit;\n"), new ImportOptions(true))).Refusals).Code);
        await scene.TakenAsync(ExchangeKind.Registrations, Three.Replace("Lise Martin", "Łucja Nowak", StringComparison.Ordinal).Replace("trainer", "", StringComparison.Ordinal));
        Assert.Equal("encoding-lacks", Assert.Single((await scene.GiveAsync(ExchangeKind.Registrations, "gaia")).Refusals).Code);
    }

    [Fact]
    public async Task What_looks_like_a_formula_is_given_harmless_and_taken_back_as_it_was()
    {
        await using var scene = await SceneAsync("sqlite", seats: 12);
        await scene.TakenAsync(ExchangeKind.Registrations, ExchangeScene.People + "S1;C1;;=HYPERLINK(1);a@exemple.test;;;inscrit;\nS1;C2;;''+cmd;b@exemple.test;;;inscrit;\n");
        var given = await scene.GivenAsync(ExchangeKind.Registrations);
        Assert.Contains("\r\nS1;C1;;'=HYPERLINK(1);a@exemple.test;", given, StringComparison.Ordinal);
        Assert.Equal(["=HYPERLINK(1)", "'+cmd"], (await scene.PeopleAsync()).Select(p => p.Name));
        Assert.Equal("0/0/2", (await scene.TakenAsync(ExchangeKind.Registrations, given)).Counts());
    }

    /// <summary>A published training and its session S1.</summary>
    internal static async Task<TrainingScene> SceneAsync(string database, int seats, string system = "ramure")
    {
        var scene = await TrainingScene.CreateAsync(database);
        await scene.PublishedAsync();
        var file = ExchangeScene.TwoHalves.Replace(";12;", $";{seats};", StringComparison.Ordinal);
        if (system == "gaia")
            file = "Identifiant session;Identifiant module;Libellé module;Date;Heure début;Heure fin;Lieu;Effectif maximum\r\nS1;25A0062;Premiers pas en webradio;18/09/2024;09:00;12:00;Lycée;12\r\n";
        var report = system == "gaia"
            ? await scene.TakeAsync(ExchangeKind.Sessions, ExchangeEncodings.Windows1252.GetBytes(file), new ImportOptions(false), "gaia")
            : await scene.TakeAsync(ExchangeKind.Sessions, Encoding.UTF8.GetBytes(file), new ImportOptions(false));
        Assert.True(report.Refusals.Count == 0, string.Join('\n', report.Refusals));
        return scene;
    }

    private static async Task<string> TextAsync(TrainingScene scene) => string.Join(", ", (await scene.PeopleAsync()).Select(p => $"{p.Name} {p.State} {p.Audience} {p.Uai} {p.Priority}"));
}
