using System.Text;
using CsCheck;
using Ramure.Tests.Security;
using Ramure.Training.Exchange;
using Ramure.Training.Exchange.Mapping;

namespace Ramure.Tests.Training.Exchange;

/// <summary>Whatever stands in a file, it is taken in or refused with reasons; nothing throws, and seats are never passed.</summary>
public sealed class ExchangeFuzzTests
{
    [Fact]
    public Task No_file_of_sessions_makes_a_fault() => FuzzAsync(
        ExchangeKind.Sessions,
        [
            ("session", ["S1", "S2"]), ("titre", ["Premiers pas en webradio"]), ("unite", ["A62", ""]), ("jour", ["2024-09-18", "2024-09-19"]), ("debut", ["09:00", "13:30"]), ("fin", ["12:00", "16:30"]),
            ("lieu", ["", "adresse", "etablissement", "distance"]), ("adresse", ["Lycée"]), ("etablissement", ["", "0622863A"]), ("lien", ["", "https://exemple.test/x"]), ("formateurs", ["", "Jeanne Martin, Paul Roy"]),
            ("places", ["12", "3"]), ("minimum", ["", "3"]), ("inscription", ["", "libre"]), ("ouverture", ["", "2024-09-01 08:00"]), ("cloture", ["", "2024-09-17 08:00"]), ("prix", ["", "12,5"]), ("etat", ["", "planifiee", "annulee"]),
        ]);

    [Fact]
    public Task No_file_of_registrations_makes_a_fault() => FuzzAsync(
        ExchangeKind.Registrations,
        [
            ("session", ["S1"]), ("inscription", ["C1", "C2", ""]), ("personne", ["", "06E9912345XYZ"]), ("nom", ["Lise Martin", "Jean"]), ("courriel", ["lise@exemple.test", "jean@exemple.test", ""]), ("public", ["", "trainer"]),
            ("etablissement", ["", "0622863A"]), ("etat", [.. ExchangeWords.States.Select(s => s.Code)]), ("priorite", ["", "3"]),
        ]);

    [Fact]
    public Task No_file_of_presences_makes_a_fault() => FuzzAsync(
        ExchangeKind.Attendance,
        [
            ("session", ["S1"]), ("inscription", ["C1", ""]), ("personne", [""]), ("courriel", ["", "lise@exemple.test"]), ("jour", ["2024-09-18"]), ("debut", ["09:00", "13:30"]), ("presence", ["", "present", "absent", "partiel"]),
            ("minutes", ["", "60", "0"]), ("effectif", ["", "12", "NC"]), ("public", ["", "pupil"]), ("etablissement", ["", "0622863A"]),
        ]);

    private static async Task FuzzAsync(ExchangeKind kind, (string Name, string[] Fitting)[] columns)
    {
        await using var scene = await RegistrationImportTests.SceneAsync("sqlite", seats: 2);
        await scene.TakenAsync(ExchangeKind.Registrations, ExchangeScene.People + "S1;C1;;Lise Martin;lise@exemple.test;;;inscrit;\n");
        scene.Clock.UtcNow = Attendance.AttendanceScene.Evening;
        var cell = columns.Select(c => Gen.Frequency((12, Hostile.OneOf(c.Fitting)), (1, Hostile.Text(c.Fitting)))).ToArray();
        var row = cell.Aggregate(Gen.Const(new List<string>()), (all, one) => Gen.Select(all, one, (list, text) => new List<string>(list) { text }));
        await Gen.Select(row.Array[1, 4], Gen.Bool, Gen.Bool).SampleAsync(
            async (rows, rehearse, notify) =>
            {
                var text = string.Join(';', columns.Select(c => c.Name)) + "\n" + string.Concat(rows.Select(r => string.Join(';', r.Select(Quoted)) + "\n"));
                var report = await scene.TakeAsync(kind, Encoding.UTF8.GetBytes(text), new ImportOptions(rehearse, notify));
                Assert.All(report.Refusals, r => Assert.False(string.IsNullOrWhiteSpace(r.Message)));
                foreach (var session in await scene.AllSessionsAsync())
                {
                    var (said, counted) = await scene.SeatsAsync(session);
                    Assert.Equal(said, counted);
                    Assert.True(said <= session.Capacity);
                }
            },
            iter: Hostile.Tries(60), threads: 1);
    }

    private static string Quoted(string text) => text.AsSpan().IndexOfAny(";\"\r\n") >= 0 ? "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : text;
}
