using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Accounts.Model;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Tests.Journal;
using Ramure.Tests.Support;
using Ramure.Training.Model;
using Ramure.Training.Recognition;
using UglyToad.PdfPig;
using UglyToad.PdfPig.DocumentLayoutAnalysis.TextExtractor;

namespace Ramure.Tests.Training.Recognition;

public sealed class CredentialFileTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_person_finds_their_documents_by_account_and_nobody_else_does(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        // The day of the session, so that who signs in now is still signed in when it is closed.
        scene.Clock.UtcNow = RecognitionScene.Evening;
        using var teacher = await scene.Installation.ClientAsync(Role.Teacher, "A62");
        using var colleague = await scene.Installation.ClientAsync(Role.Teacher, "A62");
        var account = await scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<Account>().OrderBy(a => a.CreatedAt).ThenBy(a => a.Id).FirstAsync(a => a.DisplayName == "Teacher de A62"));
        var session = await scene.SessionAsync(seats: 5);
        // Registered by the unit, by the address: however it is written, it is theirs.
        var person = (await scene.RunAsync(s => s.GetRequiredService<Ramure.Training.Registration.Registrar>().RegisterAsync(
            new Ramure.Training.Registration.RegisterPerson(session.Id, "Élodie Ñandú", account.Email!.ToUpperInvariant())))).Value;
        await scene.AttendAsync(session, person, 180, 30);
        await scene.CloseAsync(session);
        var given = await scene.CredentialsAsync(session);

        Assert.Contains("Premiers pas en webradio", (await teacher.PageAsync("/compte/attestations")).Text("tbody"), StringComparison.Ordinal);
        Assert.Contains("Rien encore", (await colleague.PageAsync("/compte/attestations")).Text("main"), StringComparison.Ordinal);
        var attestation = await TextAsync(teacher, $"/compte/attestations/{given[0].Id}/pdf", $"attestation-{given[0].Number}.pdf");
        foreach (var part in new[] { "Attestation de présence", given[0].Number, "Élodie Ñandú", "Premiers pas en webradio", "3 h 30 sur 6 h prévues", "18 septembre 2024", "9 h 00 à 12 h 00", "/verifier/" + VerificationCode.Shown(given[0].Code), "Page 1 sur 1" })
            Assert.Contains(part, attestation, StringComparison.Ordinal);
        var certificate = await TextAsync(teacher, $"/compte/attestations/{given[1].Id}/pdf", $"certificat-{given[1].Number}.pdf");
        foreach (var part in new[] { "Certificat de réalisation", "Nature de l’action", "L. 6313-1", "Durée réalisée", "3 h 30", "signature et cachet" })
            Assert.Contains(part, certificate, StringComparison.Ordinal);
        foreach (var file in new[] { "pdf", "badge.jwt", "badge.svg" })
            foreach (var client in new[] { colleague, await scene.Installation.ClientAsync(Role.Administrator) })
                Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/compte/attestations/{given[0].Id}/{file}", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task A_link_opens_the_documents_of_its_person_and_cannot_be_made_up()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        var given = await VerifyPageTests.IssuedAsync(scene);
        var other = await VerifyPageTests.IssuedAsync(scene);
        using var stranger = await scene.Installation.StrangerAsync();
        var link = await VerifyPageTests.LinkAsync(scene, given);
        Assert.Contains("Zénobie Delaunay-Lévy", (await stranger.PageAsync(link)).Text("main"), StringComparison.Ordinal);
        Assert.Contains(given.Number, await TextAsync(stranger, $"{link}/{given.Id}/pdf", $"attestation-{given.Number}.pdf"), StringComparison.Ordinal);
        foreach (var wrong in new[]
        {
            $"{link}/{other.Id}/pdf", $"{link}/{given.Id}/badge.jwt", $"{link[..^2]}aa", "/attestations/x", "/attestations/" + given.Id,
            "/attestations/" + Microsoft.AspNetCore.WebUtilities.WebEncoders.Base64UrlEncode(given.RegistrationId.ToByteArray()),
        })
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(wrong, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task The_unit_sees_the_documents_of_its_sessions_issues_what_is_missing_and_takes_back()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        var given = await VerifyPageTests.IssuedAsync(scene);
        var address = $"/formations/sessions/{given.SessionId}/attestations";
        using var staff = await scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        using var trainer = await scene.Installation.ClientAsync(Role.Trainer, "A62");
        var page = await staff.PageAsync(address);
        Assert.Contains("Zénobie Delaunay-Lévy", page.Text("tbody"), StringComparison.Ordinal);
        Assert.Contains(given.Number, await TextAsync(staff, $"{address}/{given.Id}/pdf", $"attestation-{given.Number}.pdf"), StringComparison.Ordinal);
        Assert.DoesNotContain("Retirer", (await trainer.PageAsync(address)).Text("main"), StringComparison.Ordinal);

        using var noted = await staff.SendAsync(address, page, "acquis", new() { [$"resultat-{given.RegistrationId:n}"] = "en-partie" });
        Assert.Equal(HttpStatusCode.Redirect, noted.StatusCode);
        using var wrong = await staff.SendAsync(address, page, "acquis", new() { [$"resultat-{given.RegistrationId:n}"] = "parfait" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        using var issued = await staff.SendAsync(address, page, "etablir", new());
        Assert.Equal(HttpStatusCode.Redirect, issued.StatusCode);
        Assert.Equal("Zénobie Delaunay-Lévy Attendance 240, Zénobie Delaunay-Lévy Completion 240 Replaced, Zénobie Delaunay-Lévy Completion 240", await ToldAsync());

        var confirm = address + $"?retirer={given.Id}";
        using var unsaid = await staff.SendAsync(confirm, await staff.PageAsync(confirm), "retirer", new() { ["Reason"] = "" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unsaid.StatusCode);
        Assert.Contains("Dites pourquoi", WebUtility.HtmlDecode(await unsaid.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)), StringComparison.Ordinal);
        using var taken = await staff.SendAsync(confirm, await staff.PageAsync(confirm), "retirer", new() { ["Reason"] = "Erreur de personne" });
        Assert.Equal(HttpStatusCode.Redirect, taken.StatusCode);
        Assert.Contains("Attendance 240 Withdrawn", await ToldAsync(), StringComparison.Ordinal);

        foreach (var (role, unit, status) in new[]
        {
            (Role.AtelierStaff, "A988", HttpStatusCode.Forbidden), (Role.Teacher, "A62", HttpStatusCode.Forbidden), (Role.OversightReader, "*", HttpStatusCode.Forbidden), (Role.TerritorialDirector, "*", HttpStatusCode.OK),
        })
        {
            using var client = await scene.Installation.ClientAsync(role, unit);
            foreach (var one in new[] { address, $"{address}/{given.Id}/pdf" })
                Assert.Equal(status, (await client.GetAsync(one, TestContext.Current.CancellationToken)).StatusCode);
        }

        await staff.PageAsync($"/formations/sessions/{Guid.Empty}/attestations", HttpStatusCode.NotFound);
        Assert.Equal(HttpStatusCode.NotFound, (await staff.GetAsync($"{address}/{Guid.Empty}/pdf", TestContext.Current.CancellationToken)).StatusCode);

        async Task<string> ToldAsync() => string.Join(", ", (await scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<Credential>().OrderBy(c => c.Number).ToListAsync()))
            .Select(c => $"{c.Name} {c.Kind} {c.Content.Minutes}{(c.Cause is { } cause ? " " + cause : "")}"));
    }

    [Fact]
    public async Task What_a_training_recognises_is_said_on_its_page_and_what_is_wrong_beside_its_field()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        var course = await scene.PublishedAsync();
        var address = $"/formations/{course.Id}/reconnaissance";
        using var staff = await scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        var page = await staff.PageAsync(address);
        using var wrong = await staff.SendAsync(address, page, "reconnaissance", new() { ["Text.Attendance"] = "beaucoup", ["Text.Completion"] = "101", ["Text.BadgeName"] = "Webradio" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        var said = WebUtility.HtmlDecode(await wrong.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        foreach (var message in new[] { "part-attestation-erreur", "part-certificat-erreur", "Dites ce que le badge reconnaît", "Dites ce qu’il faut faire" })
            Assert.Contains(message, said, StringComparison.Ordinal);
        using var right = await staff.SendAsync(address, page, "reconnaissance", new() { ["Text.Attendance"] = "50 %", ["Text.BadgeName"] = "Webradio", ["Text.BadgeDescription"] = "d", ["Text.BadgeCriteria"] = "c" });
        Assert.Equal(HttpStatusCode.Redirect, right.StatusCode);
        using var late = await staff.SendAsync(address, page, "reconnaissance", new() { ["Text.Attendance"] = "10" });
        Assert.Contains("modifiées par quelqu’un d’autre", WebUtility.HtmlDecode(await late.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)), StringComparison.Ordinal);
        var rule = await scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<RecognitionRule>().SingleAsync());
        Assert.Equal((50, 0, 100, "Webradio"), (rule.AttendancePercent, rule.CompletionPercent, rule.BadgePercent, rule.BadgeName));
        foreach (var (role, unit) in new[] { (Role.AtelierStaff, "A988"), (Role.Trainer, "A62"), (Role.Teacher, "A62") })
        {
            using var client = await scene.Installation.ClientAsync(role, unit);
            await client.PageAsync(address, HttpStatusCode.Forbidden);
        }

        await staff.PageAsync($"/formations/{Guid.Empty}/reconnaissance", HttpStatusCode.NotFound);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_school_year_is_one_record_as_page_document_and_file(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        // The day of the session, so that who signs in now is still signed in when it is closed.
        scene.Clock.UtcNow = RecognitionScene.Evening;
        using var teacher = await scene.Installation.ClientAsync(Role.Teacher, "A62");
        var account = await scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<Account>().SingleAsync(a => a.DisplayName == "Teacher de A62"));
        // Two days before the school year ends, one after it has begun.
        var session = await scene.SessionAsync(seats: 5, slots: "2024-08-29 9:00-12:00 Atelier\n2024-08-30 9:00-12:00 Atelier\n2024-09-02 9:00-10:30 Atelier");
        var person = (await scene.RunAsync(s => s.GetRequiredService<Ramure.Training.Registration.Registrar>().RegisterAsync(
            new Ramure.Training.Registration.RegisterPerson(session.Id, "Élodie", account.Email!)))).Value;
        await scene.AttendAsync(session, person, 180, 180, 90);
        await scene.CloseAsync(session);

        var page = await teacher.PageAsync("/compte/parcours");
        Assert.Contains("Année scolaire 2024-2025", page.Text("main"), StringComparison.Ordinal);
        Assert.Contains("1,5", page.Text("tbody"), StringComparison.Ordinal);
        Assert.Contains("2023-2024", page.Text(".tabs"), StringComparison.Ordinal);
        Assert.Contains("6", (await teacher.PageAsync("/compte/parcours?annee=2023")).Text("tbody td"), StringComparison.Ordinal);
        Assert.Contains("Rien en 2020-2021", (await teacher.PageAsync("/compte/parcours?annee=2020")).Text("main"), StringComparison.Ordinal);
        await teacher.PageAsync("/compte/parcours?annee=demain");
        var pdf = await TextAsync(teacher, "/compte/parcours/pdf?annee=2023", "parcours-2023-2024.pdf");
        foreach (var part in new[] { "Parcours de formation 2023-2024", "Élodie", "6 h", "A62-2024-00001" })
            Assert.Contains(part, pdf, StringComparison.Ordinal);
        var csv = await teacher.GetStringAsync("/compte/parcours/export.csv?annee=2023", TestContext.Current.CancellationToken);
        Assert.Contains("Premiers pas en webradio;", csv, StringComparison.Ordinal);
        Assert.Contains(";2024-08-29;2024-08-30;6", csv, StringComparison.Ordinal);
        using var colleague = await scene.Installation.ClientAsync(Role.Teacher, "A62");
        Assert.DoesNotContain("webradio", await colleague.GetStringAsync("/compte/parcours/export.csv?annee=2023", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await colleague.GetAsync("/compte/parcours/pdf?annee=2023", TestContext.Current.CancellationToken)).StatusCode);
    }

    /// <summary>The text of a PDF that is sent as a download of this name, spaces made alike.</summary>
    private static async Task<string> TextAsync(HttpClient client, string address, string name)
    {
        using var answer = await client.GetAsync(address, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/pdf", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(("attachment", name), (answer.Content.Headers.ContentDisposition?.DispositionType, answer.Content.Headers.ContentDisposition?.FileName?.Trim('"')));
        using var pdf = PdfDocument.Open(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        return string.Join(' ', string.Join(' ', pdf.GetPages().Select(p => ContentOrderTextExtractor.GetText(p))).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace('\u00a0', ' ');
    }
}
