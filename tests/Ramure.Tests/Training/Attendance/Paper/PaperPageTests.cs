using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.PersonalData;
using Ramure.Tests.Journal;
using Ramure.Tests.Support;
using Ramure.Training.Attendance;
using Ramure.Training.Attendance.Paper;
using Ramure.Training.Model;
using UglyToad.PdfPig;
using UglyToad.PdfPig.DocumentLayoutAnalysis.TextExtractor;

namespace Ramure.Tests.Training.Attendance.Paper;

/// <summary>The printed sheet and its entry afterwards.</summary>
public sealed class PaperPageTests
{
    [Fact]
    public async Task The_print_names_who_is_expected_with_a_code_and_a_box_for_each_slot_and_a_code_to_scan_on_each_page()
    {
        var people = Enumerable.Range(1, 20).Select(i => $"Personne-{i:00}").ToArray();
        await using var scene = await AttendanceScene.CreateAsync("sqlite", people);
        using var trainer = await scene.TrainerAsync();
        var codes = await scene.Scene.RunAsync(s => Task.FromResult(s.GetRequiredService<PaperCode>()));
        using var answer = await trainer.GetAsync($"{scene.Address}/papier.pdf", TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.OK, "application/pdf", true), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType, answer.Headers.CacheControl!.NoStore));
        using var pdf = PdfDocument.Open(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        var texts = pdf.GetPages().Select(p => ContentOrderTextExtractor.GetText(p).Replace('\u00a0', ' ')).ToList();
        Assert.True(texts.Count > 1);
        var all = string.Join('\n', texts);
        foreach (var part in new[]
        {
            "Premiers pas en webradio", "Atelier Canopé 62", "mercredi 18 septembre 2024", "9 h 00 à 12 h 00", "13 h 30 à 16 h 30", "Fanny Formatrice", "20 personnes attendues",
            "Venus sans inscription", "Effectif sans nom", "Personne-01", "Personne-20", PaperCode.Shown(codes.Of(scene.Session.Id, await scene.IdAsync("Personne-17"))),
        })
            Assert.Contains(part, all, StringComparison.Ordinal);
        Assert.DoesNotContain("@exemple.test", all, StringComparison.Ordinal);
        Assert.All(texts.Select((t, i) => (t, i)), page =>
        {
            Assert.Contains($"Page {page.i + 1} sur {texts.Count}", page.t, StringComparison.Ordinal);
            Assert.Contains("Pour saisir cette feuille, scannez ce code", page.t, StringComparison.Ordinal);
        });
        // The code at the foot is drawn on each page: black shapes, which nothing else on the page is.
        Assert.All(pdf.GetPages(), page => Assert.Contains(page.Paths, p => p.IsFilled && p.Count > 100));

        using var one = await trainer.GetAsync($"{scene.Address}/papier.pdf?creneau={scene.Slots[1].Id}", TestContext.Current.CancellationToken);
        using var single = PdfDocument.Open(await one.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.DoesNotContain("9 h 00", string.Join('\n', single.GetPages().Select(p => p.Text)).Replace('\u00a0', ' '), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_of_many_slots_has_room_for_each_signature_and_no_code_is_cut()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        var session = await scene.SessionAsync(seats: 20, slots: string.Join('\n', Enumerable.Range(18, 6).Select(day => $"2024-09-{day} 9:00-12:00 Atelier Canopé 62")));
        for (var i = 0; i < 12; i++)
            await scene.RegisterAsync(session, $"P{i:00}");
        using var staff = await scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        using var pdf = PdfDocument.Open(await staff.GetByteArrayAsync($"/formations/sessions/{session.Id}/presence/papier.pdf", TestContext.Current.CancellationToken));
        var all = string.Join('\n', pdf.GetPages().Select(p => ContentOrderTextExtractor.GetText(p)));
        var codes = await scene.RunAsync(async s =>
        {
            var people = await s.GetRequiredService<RamureDb>().Set<SessionRegistration>().Where(r => r.SessionId == session.Id).ToListAsync();
            return people.ConvertAll(r => PaperCode.Shown(s.GetRequiredService<PaperCode>().Of(session.Id, r.Id)));
        });
        // Four slots side by side, then the others: each person stands twice.
        Assert.All(codes, code => Assert.Equal(2, all.Split(code).Length - 1));
    }

    [Fact]
    public async Task The_print_and_its_entry_are_for_the_trainer_and_the_unit()
    {
        await using var scene = await AttendanceScene.CreateAsync("sqlite");
        foreach (var (role, unit) in new[] { (Role.Teacher, "A62"), (Role.AtelierStaff, "A988"), (Role.OversightReader, "*") })
        {
            using var client = await scene.Scene.Installation.ClientAsync(role, unit);
            foreach (var address in new[] { "/papier", "/papier.pdf" })
                await client.PageAsync(scene.Address + address, HttpStatusCode.Forbidden);
        }

        using var staff = await scene.Scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        await staff.PageAsync(scene.Address + "/papier");
        foreach (var address in new[] { "/papier", "/papier.pdf" })
        {
            await staff.PageAsync(scene.Address.Replace(scene.Session.Id.ToString(), Guid.Empty.ToString(), StringComparison.Ordinal) + address, HttpStatusCode.NotFound);
            await staff.PageAsync($"{scene.Address}{address}?creneau={Guid.Empty}", HttpStatusCode.NotFound);
            await staff.PageAsync($"{scene.Address}{address}?creneau=x", HttpStatusCode.NotFound);
        }

        using var stranger = await scene.Scene.Installation.StrangerAsync();
        await stranger.PageAsync(scene.Address + "/papier", HttpStatusCode.Redirect);
        await stranger.PageAsync(scene.Address + "/papier.pdf", HttpStatusCode.Redirect);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Codes_lines_walk_ins_and_heads_are_entered_at_once_and_sending_the_form_twice_enters_them_once(string database)
    {
        await using var scene = await AttendanceScene.CreateAsync(database, "Alice", "Bob", "Chloé", "Denis");
        using var trainer = await scene.TrainerAsync();
        var address = Address(scene, 0);
        var values = new Dictionary<string, string>
        {
            ["codes"] = await CodeAsync(scene, "Alice"),
            [$"etat-{await scene.IdAsync("Bob"):n}"] = "retard",
            [$"minutes-{await scene.IdAsync("Bob"):n}"] = "20",
            ["nom-venu-2"] = "Zoé Venue",
            ["courriel-venu-2"] = "zoe@exemple.test",
            ["uai-venu-2"] = "0620130e",
            ["public-1"] = "pupil",
            ["effectif-1"] = "24",
        };
        // Nobody is absent because a line is empty: the page asks, by name.
        using var asked = await trainer.SendAsync(address, await trainer.PageAsync(address), "papier", new(values));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, asked.StatusCode);
        var page = await ReadAsync(asked);
        Assert.Contains("La feuille ne dit rien de 2 personnes : Chloé, Denis.", page.Text(".error-summary"), StringComparison.Ordinal);
        Assert.Equal("Alice - -, Bob - -, Chloé - -, Denis - -", await scene.SheetTextAsync());
        for (var time = 0; time < 2; time++)
        {
            using var saved = await trainer.SendAsync(address, page, "papier", new() { ["sans-rien"] = "absents" });
            Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
            Assert.Equal("Alice 180 -, Bob 160 -, Chloé 0 -, Denis 0 -, Zoé Venue 180 -, 0:pupil 24", await scene.SheetTextAsync());
        }

        Assert.All(await MarksAsync(scene), m => Assert.Equal(MarkSource.Paper, m.Source));
        Assert.Equal(5, (await MarksAsync(scene)).Count);
        var came = await scene.Scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<SessionRegistration>().SingleAsync(r => r.State == RegistrationState.WalkIn));
        Assert.Equal(("zoe@exemple.test", "0620130E"), (came.Email, came.Uai));
        var trail = Assert.Single(await TrailAsync(scene, "training.note-attendance"), e => e.SubjectKind == AttendanceRecorder.SubjectKind);
        Assert.Contains($"\"Source\":{(int)MarkSource.Paper},", trail.After, StringComparison.Ordinal);

        // The afternoon: Zoé stands on the list; who was asked about may also stay unsaid.
        var afternoon = Address(scene, 1);
        using var open = await trainer.SendAsync(afternoon, await trainer.PageAsync(afternoon), "papier", new() { ["codes"] = await CodeAsync(scene, "Zoé Venue") });
        using var left = await trainer.SendAsync(afternoon, await ReadAsync(open), "papier", new() { ["sans-rien"] = "laisser" });
        Assert.Equal(HttpStatusCode.Redirect, left.StatusCode);
        Assert.Equal("Alice 180 -, Bob 160 -, Chloé 0 -, Denis 0 -, Zoé Venue 180 180, 0:pupil 24", await scene.SheetTextAsync());
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_signature_contradicts_what_somebody_else_saw_and_corrects_what_was_copied_wrongly(string database)
    {
        await using var scene = await AttendanceScene.CreateAsync(database);
        await scene.NoteAsync(await scene.MarkAsync("Alice", 0, 0), await scene.MarkAsync("Bob", 0, 95));
        await scene.NoteAsync(new AttendanceBatch(scene.Session.Id, MarkSource.Paper) { Marks = [await scene.MarkAsync("Chloé", 0, 0)] });
        using var staff = await scene.Scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        var address = Address(scene, 0);
        using var saved = await staff.SendAsync(address, await staff.PageAsync(address), "papier", new() { ["codes"] = $"{await CodeAsync(scene, "Alice")} {await CodeAsync(scene, "Bob")} {await CodeAsync(scene, "Chloé")}" });
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        // The trainer saw nobody: disputed. Bob was seen for 95 minutes: a signature says no more. Chloé's line was copied wrongly before.
        Assert.Equal("Alice 0/180 -, Bob 95 -, Chloé 180 -", await scene.SheetTextAsync());
        var page = await staff.PageAsync(address);
        Assert.Contains("contesté", page.Text("tbody"), StringComparison.Ordinal);
        Assert.Contains("présent, noté d’après la feuille papier", (await staff.PageAsync($"{scene.Address}?creneau={scene.Slots[0].Id}")).Text("form.settle"), StringComparison.Ordinal);

        // On the line one sees what was noted: that is replaced.
        using var seen = await staff.SendAsync(address, page, "papier", new() { [$"etat-{await scene.IdAsync("Bob"):n}"] = "absent" });
        Assert.Equal("Alice 0/180 -, Bob 0 -, Chloé 180 -", await scene.SheetTextAsync());
        using var nothing = await staff.SendAsync(address, await staff.PageAsync(address), "papier", []);
        Assert.Equal(HttpStatusCode.Redirect, nothing.StatusCode);
        Assert.Equal(6, (await MarksAsync(scene)).Count);
    }

    [Fact]
    public async Task Somebody_who_had_withdrawn_and_signed_is_found_by_the_code_of_the_print()
    {
        await using var scene = await AttendanceScene.CreateAsync("sqlite", "Alice", "Bob");
        var (code, bob) = (await CodeAsync(scene, "Bob"), await scene.IdAsync("Bob"));
        await scene.Scene.RunAsync(s => s.GetRequiredService<global::Ramure.Training.Registration.Registrar>().WithdrawAsync(bob));
        using var staff = await scene.Scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        var address = Address(scene, 0);
        using var saved = await staff.SendAsync(address, await staff.PageAsync(address), "papier", new() { ["codes"] = $"{code}\n{await CodeAsync(scene, "Alice")}" });
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Equal("Alice 180 -, Bob 180 -", await scene.SheetTextAsync());
    }

    [Fact]
    public async Task All_that_is_wrong_is_said_at_its_field_what_was_typed_stays_and_nothing_is_kept()
    {
        await using var scene = await AttendanceScene.CreateAsync("sqlite");
        using var staff = await scene.Scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        var (address, bob) = (Address(scene, 0), await scene.IdAsync("Bob"));
        await scene.NoteAsync(await scene.MarkAsync("Bob", 0, 180), await scene.MarkAsync("Alice", 0, 180));
        var wrong = new Dictionary<string, string>
        {
            ["codes"] = "ABCDEF",
            [$"etat-{bob:n}"] = "partiel",
            [$"minutes-{bob:n}"] = "999",
            ["courriel-venu-1"] = "sans nom",
            ["nom-venu-3"] = "Zoé",
            ["courriel-venu-3"] = "zoé sans arobase",
            ["uai-2"] = "0620166A",
            ["effectif-2"] = "beaucoup",
        };
        using var refused = await staff.SendAsync(address, await staff.PageAsync(address), "papier", new(wrong));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var page = await ReadAsync(refused);
        var summary = page.Text(".error-summary");
        foreach (var message in new[] { "Code 1 (ligne 1), « ABCDEF »", "Bob : donnez des minutes, de 0 à 180.", "Venu sans inscription, ligne 1 : Donnez le nom", "ligne 3 : « zoé sans arobase »", "Effectif, ligne 2 : choisissez le public.", "Effectif, ligne 2 : donnez un nombre" })
            Assert.Contains(message, summary, StringComparison.Ordinal);
        Assert.Equal("ABCDEF", page.QuerySelector("#codes")!.TextContent.Trim());
        Assert.Equal("zoé sans arobase", page.QuerySelector("#courriel-venu-3")!.GetAttribute("value"));
        Assert.Equal("Alice 180 -, Bob 180 -, Chloé - -", await scene.SheetTextAsync());

        using var both = await staff.SendAsync(address, await staff.PageAsync(address), "papier", new() { ["codes"] = await CodeAsync(scene, "Chloé"), [$"etat-{await scene.IdAsync("Chloé"):n}"] = "absent" });
        Assert.Contains("Chloé : son code est tapé et la liste dit « absent »", (await ReadAsync(both)).Text(".error-summary"), StringComparison.Ordinal);
        using var twice = await staff.SendAsync(address, await staff.PageAsync(address), "papier", new() { ["codes"] = await CodeAsync(scene, "Chloé"), ["public-1"] = "pupil", ["effectif-1"] = "2", ["public-2"] = "pupil", ["effectif-2"] = "3" });
        Assert.Contains("ont déjà une ligne", (await ReadAsync(twice)).Text(".error-summary"), StringComparison.Ordinal);

        scene.Scene.Clock.UtcNow = scene.Slots[0].StartsAt.AddHours(-2);
        Assert.Contains("Ce créneau n’a pas commencé", (await staff.PageAsync(address)).Text(".notice"), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_scan_is_joined_read_by_who_holds_the_sheet_taken_away_by_the_unit_and_destroyed_in_time(string database)
    {
        await using var scene = await AttendanceScene.CreateAsync(database);
        using var trainer = await scene.TrainerAsync();
        var address = Address(scene, 0);
        var pdf = Encoding.ASCII.GetBytes("%PDF-1.4 scan");
        using var joined = await trainer.SendAsync(address, await trainer.PageAsync(address), "scan", [], ("scan", "feuille.pdf", pdf));
        Assert.Equal(HttpStatusCode.Redirect, joined.StatusCode);
        foreach (var (name, content, message) in new (string, byte[], string)[]
        {
            ("autre-nom.pdf", pdf, "déjà joint sous le nom « feuille.pdf »"), ("feuille.docx", pdf, "Un scan est un PDF ou une image"), ("photo.png", pdf, "n’est pas une image PNG"), ("vide.pdf", [], "Choisissez le scan"),
        })
        {
            using var refused = await trainer.SendAsync(address, await trainer.PageAsync(address), "scan", [], ("scan", name, content));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.Contains(message, (await ReadAsync(refused)).Text(".error-summary"), StringComparison.Ordinal);
        }

        var scan = Assert.Single(await ScansAsync(scene));
        var file = $"{scene.Address}/scans/{scan.Id}";
        using (var read = await trainer.GetAsync(file, TestContext.Current.CancellationToken))
        {
            Assert.Equal((HttpStatusCode.OK, "attachment", true), (read.StatusCode, read.Content.Headers.ContentDisposition!.DispositionType, read.Headers.CacheControl!.NoStore));
            Assert.Equal(pdf, await read.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        }

        using (var teacher = await scene.Scene.Installation.ClientAsync(Role.Teacher, "A62"))
            await teacher.PageAsync(file, HttpStatusCode.Forbidden);
        using var staff = await scene.Scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        await staff.PageAsync($"{scene.Address}/scans/{Guid.Empty}", HttpStatusCode.NotFound);
        // A trainer of the session joins; the unit takes away, and says why.
        var handler = $"retirer-{scan.Id:n}";
        Assert.Null((await trainer.PageAsync(address)).QuerySelector($"input[value={handler}]"));
        using var unsaid = await staff.SendAsync(address, await staff.PageAsync(address), handler, []);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unsaid.StatusCode);
        using var removed = await staff.SendAsync(address, await staff.PageAsync(address), handler, new() { ["motif"] = "Feuille d’une autre session" });
        Assert.Equal(HttpStatusCode.Redirect, removed.StatusCode);
        Assert.Empty(await ScansAsync(scene));
        await staff.PageAsync(file, HttpStatusCode.NotFound);
        Assert.Equal(("Feuille d’une autre session", "A62"), (Assert.Single(await TrailAsync(scene, "training.detach-sheet")).Reason, Assert.Single(await TrailAsync(scene, "training.attach-sheet")).Unit));

        using var again = await staff.SendAsync(address, await staff.PageAsync(address), "scan", [], ("scan", "feuille.pdf", pdf));
        Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
        var held = await scene.Scene.RunAsync(s => Part(s).HeldAsync(new Person("account:" + Guid.Empty, "Alice") { Email = "alice@exemple.test" }, CancellationToken.None));
        Assert.Equal("feuille.pdf", Assert.Single(held[0].Rows)[2]);
        scene.Scene.Clock.UtcNow = scene.Slots[0].StartsAt.AddYears(3);
        Assert.Equal(0, await ForgetAsync(scene));
        scene.Scene.Clock.UtcNow = scene.Slots[0].StartsAt.AddYears(3).AddHours(1);
        Assert.Equal(1, await ForgetAsync(scene));
        Assert.Empty(await ScansAsync(scene));
    }

    private static string Address(AttendanceScene scene, int slot) => PaperDocument.Entry(scene.Session.Id, scene.Slots[slot].Id);

    private static async Task<string> CodeAsync(AttendanceScene scene, string name)
    {
        var id = await scene.IdAsync(name);
        return await scene.Scene.RunAsync(s => Task.FromResult(PaperCode.Shown(s.GetRequiredService<PaperCode>().Of(scene.Session.Id, id))));
    }

    private static async Task<IHtmlDocument> ReadAsync(HttpResponseMessage answer) =>
        await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

    private static Task<List<AttendanceMark>> MarksAsync(AttendanceScene scene) =>
        scene.Scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<AttendanceMark>().AsNoTracking().Where(m => m.SessionId == scene.Session.Id).ToListAsync());

    private static Task<List<PaperScan>> ScansAsync(AttendanceScene scene) => scene.Scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<PaperScan>().AsNoTracking().ToListAsync());

    private static Task<List<AuditEvent>> TrailAsync(AttendanceScene scene, string operation) =>
        scene.Scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<AuditEvent>().Where(e => e.Operation == operation).ToListAsync());

    private static Task<int> ForgetAsync(AttendanceScene scene) => scene.Scene.RunAsync(async s => (await s.GetRequiredService<OperationRunner>().RunAsync<int>(
        new Operation("test.forget", Permission.System), async scope => await Part(s).ForgetAsync(scope, CancellationToken.None))).Value);

    private static IPersonalData Part(IServiceProvider services) => services.GetServices<IPersonalData>().OfType<PaperPersonalData>().Single();
}
