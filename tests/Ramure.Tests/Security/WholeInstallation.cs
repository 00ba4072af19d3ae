using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Hosting.Web;
using Ramure.Journal.Contracts;
using Ramure.Journal.Model;
using Ramure.Journal.Recording;
using Ramure.Kernel;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Network.Import;
using Ramure.Network.Schools;
using Ramure.Tests.Accounts;
using Ramure.Tests.Network.Reorganisations;
using Ramure.Tests.Support;
using Ramure.Tests.Training;
using Ramure.Tests.Training.Evaluation;
using Ramure.Tests.Training.Recognition;
using Ramure.Training.Badges;
using Ramure.Training.Model;
using Ramure.Training.Programme;
using Ramure.Training.Recognition;
using Ramure.Training.Registration;
using Ramure.Training.Rooms;
using Ramure.Training.Sessions;
using Ramure.Training.Trainers;

namespace Ramure.Tests.Security;

/// <summary>
/// The real network, the schools of Pas-de-Calais, the real year of Atelier 62 with a file attached, a planned reorganisation: something behind every
/// kind of address. Requests are not limited, because these tests send thousands; PostgreSQL, when there is one, is the stricter reader.
/// </summary>
public sealed class WholeInstallation : IAsyncLifetime
{
    private const string Question = "mesure=training.actions&unite=RC&sous-arbre=1&du=2023-09-01&au=2024-08-31";

    private const string Exchanged = "unite=A62&du=2026-09-01&au=2026-12-31&correspondance=ramure";

    public TestInstallation Installation { get; private set; } = null!;

    /// <summary>Values for the parameters of routes, by « beginning of the pattern, parameter »; « ? » is the query.</summary>
    public IReadOnlyDictionary<string, string> Values { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var none = new RequestLimits { SignIn = 0, Search = 0, Api = 0, Export = 0, Upload = 0, Page = 0 };
        Installation = await TestInstallation.CreateAsync(Databases.Postgres is null ? "sqlite" : "postgres", services =>
        {
            services.AddSingleton(none);
            Faults.SlowNetwork(services);
            ReorganisationTests.Clock(2026, 6, 1)(services);
        });
        var reference = Installation.RunAsync(s => Task.FromResult(s.GetRequiredService<InstallationPaths>().Reference));
        var network = new DirectoryInfo(Path.Combine(await reference, "network"));
        var files = new NetworkImportOptions(new(Path.Combine(network.FullName, "units.csv")), new(Path.Combine(network.FullName, "successions.csv")));
        Assert.Empty((await Installation.RunAsync(s => s.GetRequiredService<NetworkImport>().RunAsync(files))).Refusals);
        var schools = new FileInfo(Path.Combine(Installation.DataDirectory, "ecoles.csv"));
        await File.WriteAllLinesAsync(schools.FullName, OfPasDeCalais(Path.Combine(await reference, "schools", "etablissements_fusion.csv.gz")));
        Assert.Empty((await Installation.RunAsync(s => s.GetRequiredService<SchoolsImport>().RunAsync(schools))).Refusals);
        Assert.Empty((await Installation.RunAsync(s => s.GetRequiredService<IJournalReference>().LoadAsync())).Refusals);
        var activity = await Installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<Activity>().OrderBy(a => a.Source).Select(a => a.Id).FirstAsync());
        var attached = await Installation.RunAsync(s => s.GetRequiredService<Attachments>().AddAsync(activity, new MemoryStream("une feuille"u8.ToArray()), "feuille.txt", "text/plain"));
        Assert.Empty(attached.Refusals);
        var planned = await ReorganisationTests.ConfirmAsync(Installation, ReorganisationTests.Move("A22", "DT-HDF", new DateOnly(2031, 1, 1)));
        Assert.Empty(planned.Refusals);
        var person = await Installation.OpenAsync((Role.AtelierStaff, "A62"));
        var draft = (await Installation.RunAsync(s => s.GetRequiredService<CourseEditor>().CreateAsync(TrainingScene.Course))).Value;
        Assert.Empty((await Installation.RunAsync(s => s.GetRequiredService<CourseEditor>().PublishAsync(new CourseChange(draft.Id, draft.Version)))).Refusals);
        var session = (await Installation.RunAsync(s => s.GetRequiredService<SessionPlanner>().PlanAsync(
            draft.Id, new SessionText { Slots = TrainingScene.Lines("2026-09-18 9:00-12:00 Atelier Canopé 62"), Capacity = "12", Mode = "libre" }))).Value;
        var room = (await Installation.RunAsync(s => s.GetRequiredService<RoomKeeper>().AddAsync("A62", new RoomText { Name = "Pégase" }))).Value;
        var trainer = (await Installation.RunAsync(s => s.GetRequiredService<TrainerKeeper>().AddAsync("A62", new TrainerText { Name = "Jeanne Martin" }))).Value;
        // One that has a day and a duration, so that it can become a session.
        var noted = await Installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<Activity>().FirstAsync(a => a.Source == "bilan-62-2023-2024/024-pdn-initiale-2024-04-02"));
        var registered = (await Installation.RunAsync(s => s.GetRequiredService<Registrar>().RegisterAsync(new RegisterPerson(session.Id, "Lise Martin", "lise.martin@exemple.test")))).Value;
        // A session that was held: an attestation, a certificate and a badge for one person.
        Assert.Empty((await Installation.RunAsync(s => s.GetRequiredService<RecognitionRules>().SetAsync(
            draft.Id, new RecognitionText { Attendance = "0", Completion = "0", Badge = "100", BadgeName = "Webradio", BadgeDescription = "Sait.", BadgeCriteria = "Suivre." }))).Refusals);
        var held = (await Installation.RunAsync(s => s.GetRequiredService<SessionPlanner>().PlanAsync(
            draft.Id, new SessionText { Slots = TrainingScene.Lines("2026-05-20 9:00-12:00 Atelier Canopé 62"), Capacity = "12", Mode = "libre" }))).Value;
        var trained = (await Installation.RunAsync(s => s.GetRequiredService<Registrar>().RegisterAsync(new RegisterPerson(held.Id, "Dominique Formé", "dominique@exemple.test")))).Value;
        await Installation.AttendAsync(held, trained, 180);
        await Installation.CloseAsync(held);
        var survey = await AnsweredSurvey.AddAsync(Installation, held.Id, trained.Id);
        var attestation = await Installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<Credential>().SingleAsync(c => c.Kind == CredentialKind.Attendance));
        Values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["/formations/sessions/{session:guid}/attestations session"] = held.Id.ToString(),
            ["/formations/sessions/{session:guid}/attestations credential"] = attestation.Id.ToString(),
            ["/formations/sessions/{Id:guid}/attestations Id"] = held.Id.ToString(),
            ["/formations/questionnaires Id"] = SurveyScene.AtOnce.ToString(),
            ["/formations/sessions/{Id:guid}/avis Id"] = held.Id.ToString(),
            ["/formations/sessions/{SessionId:guid}/avis SessionId"] = held.Id.ToString(),
            ["/formations/{CourseId:guid}/avis CourseId"] = draft.Id.ToString(),
            ["/formations/evaluations/commentaires Answer"] = survey.Comment.Split('/')[^2],
            ["/formations/evaluations/commentaires Key"] = "mieux",
            ["/formations/evaluations/export.csv ?"] = "unite=A62&annee=2025",
            ["/formations/evaluations/export.xlsx ?"] = "unite=A62&annee=2025",
            ["/formations/evaluations/commentaires/export.csv ?"] = "unite=A62&annee=2025",
            ["/formations/evaluations/commentaires/export.xlsx ?"] = "unite=A62&annee=2025",
            ["/formations/qualite Number"] = "30",
            ["/formations/qualite/{Number:int} ?"] = "unite=A62",
            ["/formations/qualite/export.csv ?"] = "unite=A62",
            ["/formations/qualite/export.xlsx ?"] = "unite=A62",
            ["/avis Token"] = SurveyScene.Secret(survey.Link),
            ["/attestations token"] = await Installation.RunAsync(s => Task.FromResult(s.GetRequiredService<CredentialLinks>().Token(trained.Id))),
            ["/attestations credential"] = attestation.Id.ToString(),
            ["/verifier Code"] = VerificationCode.Shown(attestation.Code),
            ["/badges Id"] = draft.Id.ToString(),
            ["/badges course"] = draft.Id.ToString(),
            ["/badges list"] = "0",
            ["/badges key"] = await Installation.RunAsync(s => Task.FromResult(s.GetRequiredService<BadgeKeys>().Present.Id)),
            ["/formations Id"] = draft.Id.ToString(),
            ["/formations/sessions Id"] = session.Id.ToString(),
            ["/formations/salles Id"] = room.Id.ToString(),
            ["/formations/formateurs Id"] = trainer.Id.ToString(),
            ["/formations/reprises Activity"] = noted.Id.ToString(),
            ["/compte/presence Slot"] = session.Slots[0].Id.ToString(),
            ["/formations/sessions Registration"] = registered.Id.ToString(),
            ["/compte/inscriptions Id"] = registered.Id.ToString(),
            ["/journal/activites Id"] = activity.ToString(),
            ["/journal/activites activity"] = activity.ToString(),
            ["/administration/comptes Id"] = person.ToString(),
            ["/formations/planning/export.csv ?"] = "unite=A62",
            ["/formations/planning/export.xlsx ?"] = "unite=A62",
            ["/registre/agregats.csv ?"] = Question + "&par=month",
            ["/registre/agregats.xlsx ?"] = Question + "&par=month",
            ["/registre/ecritures.csv ?"] = Question,
            ["/registre/ecritures.xlsx ?"] = Question,
            ["/journal/activites attachment"] = attached.Value.Id.ToString(),
            ["/journal/bilans Report"] = "atelier-62-2023-2024",
            ["/registre/mesures Code"] = "training.actions",
            ["/reseau/unites Code"] = "A62",
            ["/reseau/ecoles Uai"] = "0622863A",
            ["/reseau/reorganisations Id"] = planned.Value.ToString(),
            ["/pilotage Contract"] = "cop-2017-2019",
            ["/pilotage/{Contract}/indicateurs Code"] = "3-3",
            ["/pilotage/{Contract}/unites Code"] = "A62",
            ["/pilotage Item"] = "target-2019",
            ["/guide Slug"] = "tableau-de-bord",
            ["/exemple Id"] = "web.visits:RC:2018",
            ["/erreur Code"] = "404",
            ["/api/v1/units code"] = "A62",
            ["/api/v1/schools uai"] = "0622863A",
            ["/api/v1/measures code"] = "training.actions",
            ["/api/v1/contracts code"] = "cop-2017-2019",
            ["/api/v1/trainings id"] = draft.Id.ToString(),
            ["/api/v1/sessions id"] = session.Id.ToString(),
            ["/api/v1/sessions registration"] = registered.Id.ToString(),
            ["/api/v1/certificates code"] = VerificationCode.Shown(attestation.Code),
            ["/formations/echanges/sessions.csv ?"] = Exchanged,
            ["/formations/echanges/inscriptions.csv ?"] = Exchanged,
            ["/formations/echanges/presences.csv ?"] = Exchanged,
            ["/api documentName"] = "v1",
        };
    }

    private static IEnumerable<string> OfPasDeCalais(string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        for (var (line, first) = (reader.ReadLine(), true); line is not null; (line, first) = (reader.ReadLine(), false))
            if (first || line.StartsWith("062", StringComparison.Ordinal))
                yield return line;
    }

    public ValueTask DisposeAsync() => Installation.DisposeAsync();
}
