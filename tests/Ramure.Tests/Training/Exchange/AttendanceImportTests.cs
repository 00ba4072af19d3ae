using Ramure.Tests.Support;
using Ramure.Tests.Training.Attendance;
using Ramure.Training.Exchange.Mapping;
using Ramure.Training.Model;

namespace Ramure.Tests.Training.Exchange;

/// <summary>Presences of another system, as statements.</summary>
public sealed class AttendanceImportTests
{
    private const string Day = ExchangeScene.Presences
        + "S1;C1;;;2024-09-18;09:00;present;;;;\n"
        + "S1;;;jean@exemple.test;2024-09-18;09:00;;90;;;\n"
        + "S1;C2;;;2024-09-18;13:30;absent;;;;\n"
        + "S1;;;;2024-09-18;13:30;;;24;pupil;0622863A\n"
        + "S1;;;;2024-09-18;09:00;;;NC;trainer;\n";

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_file_notes_presences_once_and_a_corrected_one_replaces_what_a_file_said(string database)
    {
        await using var scene = await SceneAsync(database);
        Assert.Equal("5/0/0", (await scene.Scene.TakeAsync(ExchangeKind.Attendance, Day, rehearse: true)).Counts());
        Assert.Equal("Jean Petit - -, Lise Martin - -", await scene.SheetTextAsync());
        Assert.Equal("5/0/0", (await scene.Scene.TakenAsync(ExchangeKind.Attendance, Day)).Counts());
        const string Noted = "Jean Petit 90 0, Lise Martin 180 -, 0:trainer ?, 1:pupil0622863A 24";
        Assert.Equal(Noted, await scene.SheetTextAsync());
        Assert.Equal("0/0/5", (await scene.Scene.TakenAsync(ExchangeKind.Attendance, Day)).Counts());
        Assert.All((await scene.SheetAsync()).People.SelectMany(p => p.Marks).SelectMany(m => m.Said.Heads), h => Assert.Equal(MarkSource.System, h.Source));

        var corrected = Day.Replace(";;90;", ";;120;", StringComparison.Ordinal).Replace(";24;", ";25;", StringComparison.Ordinal);
        Assert.Equal("2/0/3", (await scene.Scene.TakenAsync(ExchangeKind.Attendance, corrected)).Counts());
        Assert.Equal(Noted.Replace("90", "120", StringComparison.Ordinal).Replace("24", "25", StringComparison.Ordinal), await scene.SheetTextAsync());
        // And back again: a statement of its own.
        Assert.Equal("2/0/3", (await scene.Scene.TakenAsync(ExchangeKind.Attendance, Day)).Counts());
        Assert.Equal(Noted, await scene.SheetTextAsync());
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_a_person_noted_is_disputed_never_replaced_and_stays_settled(string database)
    {
        await using var scene = await SceneAsync(database);
        await scene.NoteAsync(await scene.MarkAsync("Jean Petit", 0, 180), await scene.MarkAsync("Lise Martin", 0, 180));
        var report = await scene.Scene.TakenAsync(ExchangeKind.Attendance, Day);
        Assert.Equal("4/0/1", report.Counts());
        Assert.StartsWith("contestée", report.Lines.Single(l => l.Line == 3).Said, StringComparison.Ordinal);
        Assert.StartsWith("Jean Petit 90/180 0, Lise Martin 180 -", await scene.SheetTextAsync(), StringComparison.Ordinal);
        Assert.Equal("0/0/5", (await scene.Scene.TakenAsync(ExchangeKind.Attendance, Day)).Counts());

        var seen = (await scene.SheetAsync()).People.Single(p => p.Registration.Name == "Jean Petit").Marks[0].Seen;
        await scene.NoteAsync(await scene.MarkAsync("Jean Petit", 0, 150, [.. seen]));
        Assert.Equal("0/0/5", (await scene.Scene.TakenAsync(ExchangeKind.Attendance, Day)).Counts());
        Assert.StartsWith("Jean Petit 150 0", await scene.SheetTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_is_named_by_line_and_column_and_nothing_is_noted()
    {
        await using var scene = await SceneAsync("sqlite");
        var report = await scene.Scene.TakeAsync(ExchangeKind.Attendance, ExchangeScene.Presences
            + "S9;C1;;;2024-09-18;09:00;present;;;;\n"
            + "S1;C9;;;2024-09-18;09:00;present;;;;\n"
            + "S1;;;nobody@exemple.test;2024-09-18;09:00;present;;;;\n"
            + "S1;C1;;;2024-09-19;09:00;present;;;;\n"
            + "S1;C1;;;2024-09-18;10:00;present;;;;\n"
            + "S1;C1;;;2024-09-18;09:00;absent;60;;;\n"
            + "S1;C1;;;2024-09-18;13:30;partiel;;;;\n"
            + "S1;C2;;;2024-09-18;13:30;;181;;;\n"
            + "S1;C2;;;2024-09-18;09:00;;beaucoup;;;\n"
            + "S1;;;;2024-09-18;09:00;;;dix;martien;0622863B\n"
            + "S1;C1;;;2024-09-18;09:00;;;4;pupil;\n");
        Assert.Equal(
            [
                "10: minutes-invalid minutes", "11: audience-unknown public", "11: count-invalid effectif", "11: uai-invalid etablissement", "12: count-and-person effectif", "2: session-unknown session",
                "3: person-unknown inscription", "4: person-unknown courriel", "5: slot-unknown jour", "6: slot-unknown debut", "7: presence-contradicts presence", "8: minutes-missing minutes", "9: minutes-invalid minutes",
            ],
            report.Said().Order(StringComparer.Ordinal));
        Assert.Equal("Jean Petit - -, Lise Martin - -", await scene.SheetTextAsync());
        Assert.Equal(["3: presence-twice jour"], (await scene.Scene.TakeAsync(ExchangeKind.Attendance, ExchangeScene.Presences + "S1;C1;;;2024-09-18;09:00;present;;;;\nS1;C1;;;2024-09-18;09:00;absent;;;;\n")).Said());
        scene.Scene.Clock.UtcNow = new DateTime(2024, 9, 1, 8, 0, 0, DateTimeKind.Utc);
        Assert.Contains("2: slot-not-begun jour", (await scene.Scene.TakeAsync(ExchangeKind.Attendance, Day)).Said());
    }

    [Fact]
    public async Task A_day_or_a_half_day_stands_for_its_slots()
    {
        await using var scene = await SceneAsync("sqlite");
        await scene.Scene.MappingAsync("jours", """
            { "format": "ramure-exchange/1", "system": "ramure", "name": "Par demi-journée", "files": { "attendance": { "columns": [
              { "column": "s", "field": "session" }, { "column": "c", "field": "registration" }, { "column": "j", "field": "day" },
              { "column": "d", "field": "half-day", "optional": true, "values": { "AM": "matin", "PM": "apres-midi" } }, { "column": "p", "field": "presence" }, { "column": "m", "field": "minutes", "optional": true } ] } } }
            """);
        await scene.Scene.TakenAsync(ExchangeKind.Attendance, "s;c;j;d;p;m\nS1;C1;2024-09-18;;present;\nS1;C2;2024-09-18;pm;present;\nS1;C2;2024-09-18;AM;partiel;30\n", mapping: "jours");
        Assert.Equal("Jean Petit 30 180, Lise Martin 180 180", await scene.SheetTextAsync());
        Assert.Equal(["2: slot-ambiguous m"], (await scene.Scene.TakeAsync(ExchangeKind.Attendance, "s;c;j;d;p;m\nS1;C1;2024-09-18;;partiel;30\n", mapping: "jours")).Said());
    }

    [Fact]
    public async Task A_closed_sheet_takes_no_file_but_the_one_it_has_taken()
    {
        await using var scene = await SceneAsync("sqlite");
        var all = Day + "S1;C1;;;2024-09-18;13:30;present;;;;\n";
        await scene.Scene.TakenAsync(ExchangeKind.Attendance, all);
        Assert.True((await Closing.SessionCloserTests.CloseAsync(scene)).Succeeded);
        Assert.Equal("0/0/6", (await scene.Scene.TakenAsync(ExchangeKind.Attendance, all)).Counts());
        Assert.Equal(["3: sheet-closed jour"], (await scene.Scene.TakeAsync(ExchangeKind.Attendance, all.Replace(";;90;", ";;91;", StringComparison.Ordinal))).Said());
    }

    /// <summary>S1, with C1 and C2 registered, at the evening of its day.</summary>
    private static async Task<AttendanceScene> SceneAsync(string database)
    {
        var scene = await RegistrationImportTests.SceneAsync(database, seats: 12);
        await scene.TakenAsync(ExchangeKind.Registrations, ExchangeScene.People + "S1;C1;;Lise Martin;lise@exemple.test;;;inscrit;\nS1;C2;;Jean Petit;jean@exemple.test;;;inscrit;\n");
        scene.Clock.UtcNow = AttendanceScene.Evening;
        return new AttendanceScene(scene, Assert.Single(await scene.AllSessionsAsync()));
    }
}
