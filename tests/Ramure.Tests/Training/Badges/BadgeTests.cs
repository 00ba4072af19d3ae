using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Accounts.Model;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Tests.Accounts;
using Ramure.Tests.Journal;
using Ramure.Tests.Support;
using Ramure.Tests.Training.Recognition;
using Ramure.Training.Badges;
using Ramure.Training.Model;
using Ramure.Training.Recognition;

namespace Ramure.Tests.Training.Badges;

public sealed class BadgeTests
{
    private const string Mail = "zenobie@exemple.test";

    /// <summary>The verifier is a program of its own that knows only published packages: see Servers/badge.mjs for all that it checks.</summary>
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_badge_is_verified_by_an_independent_program_before_and_after_a_new_key_and_told_when_it_is_taken_back(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        using var stranger = await scene.Installation.StrangerAsync();
        var badge = await AwardedAsync(scene);
        var old = await TokenAsync(scene, stranger, badge);
        Assert.Equal(old, await TokenAsync(scene, stranger, badge));
        var first = await VerifyAsync(old, Mail);
        Assert.Equal(("Webradio en classe", false, true, 1, 0), (first.Name, first.Revoked, first.Holder, first.Keys, first.RevokedInAll));
        Assert.Equal(new Uri(stranger.BaseAddress!, "/verifier/" + VerificationCode.Shown(badge.Code)).ToString(), first.Id);
        Assert.False((await VerifyAsync(old, "quelqu.un.d.autre@exemple.test")).Holder);

        var rotated = await scene.RunAsync(s => s.GetRequiredService<RotateBadgeKey>().RunAsync("essai"));
        var fresh = await TokenAsync(scene, stranger, badge);
        Assert.NotEqual(old, fresh);
        Assert.EndsWith(rotated.Value.Id, (await VerifyAsync(fresh, Mail)).Kid, StringComparison.Ordinal);
        Assert.Equal((first.Kid, 2), ((await VerifyAsync(old, Mail)).Kid, (await VerifyAsync(old, Mail)).Keys));
        Assert.Equal("essai", Assert.Single(await scene.Installation.TrailAsync("training.rotate-badge-key")).Reason);

        Assert.True((await scene.RunAsync(s => s.GetRequiredService<CredentialService>().RevokeAsync(badge.Id, "Erreur"))).Succeeded);
        var revoked = await VerifyAsync(old, Mail);
        Assert.Equal((true, 1), (revoked.Revoked, revoked.RevokedInAll));
        var link = await VerifyPageTests.LinkAsync(scene, badge);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"{link}/{badge.Id}/badge.jwt", TestContext.Current.CancellationToken)).StatusCode);
    }

    /// <summary>The verifier can fail: a badge that was touched does not pass it.</summary>
    [Fact]
    public async Task A_badge_that_was_touched_passes_neither_the_independent_program_nor_our_page()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        using var stranger = await scene.Installation.StrangerAsync();
        var token = await TokenAsync(scene, stranger, await AwardedAsync(scene));
        var parts = token.Split('.');
        var forged = Microsoft.AspNetCore.WebUtilities.WebEncoders.Base64UrlEncode(System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(
            Microsoft.AspNetCore.WebUtilities.WebEncoders.Base64UrlDecode(parts[1])).Replace("Webradio", "Doctorat", StringComparison.Ordinal)));
        var touched = $"{parts[0]}.{forged}.{parts[2]}";
        Assert.Contains("signature verification failed", (await Assert.ThrowsAsync<InvalidOperationException>(() => VerifyAsync(touched, Mail))).Message, StringComparison.Ordinal);

        var page = await stranger.PageAsync("/badges/verifier");
        // Neither alg none, nor a key that the token itself brings, nor what is no token at all.
        var none = Microsoft.AspNetCore.WebUtilities.WebEncoders.Base64UrlEncode("""{"alg":"none"}"""u8);
        foreach (var shown in new[] { touched, $"{none}.{parts[1]}.", $"{none}.{parts[1]}.{parts[2]}", "a.b.c", "...", "<svg", "<svg xmlns='http://www.w3.org/2000/svg'/>", "", "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]><svg>&y;</svg>" })
        {
            using var refused = await stranger.SendAsync("/badges/verifier", page, "badge", new() { ["Token"] = shown });
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        }
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_picture_holds_the_badge_and_people_verify_it_with_either(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        using var stranger = await scene.Installation.StrangerAsync();
        var badge = await AwardedAsync(scene);
        var token = await TokenAsync(scene, stranger, badge);
        using var answer = await stranger.GetAsync($"{await VerifyPageTests.LinkAsync(scene, badge)}/{badge.Id}/badge.svg", TestContext.Current.CancellationToken);
        Assert.Equal(("image/svg+xml", "attachment"), (answer.Content.Headers.ContentType?.MediaType, answer.Content.Headers.ContentDisposition?.DispositionType));
        var picture = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        // Open Badges 3.0, 5.3.2: the first element of the picture, one only, the token in « verify ».
        var root = XDocument.Parse(picture).Root!;
        var baked = root.Elements().First();
        Assert.Equal((XNamespace)"https://purl.imsglobal.org/ob/v3p0" + "credential", baked.Name);
        Assert.Equal(token, baked.Attribute("verify")!.Value);
        Assert.Single(root.Descendants(), e => e.Name.LocalName == "credential");

        var page = await stranger.PageAsync("/badges/verifier");
        foreach (var (shown, email, told) in new[] { (token, "", "authentique et valable"), (picture, " Zenobie@exemple.test", "remis à cette adresse"), (token, "x@exemple.test", "remis à une autre adresse") })
        {
            using var sent = await stranger.SendAsync("/badges/verifier", page, "badge", new() { ["Token"] = shown, ["Email"] = email });
            var answered = await sent.DocumentAsync();
            Assert.Contains(told, answered.Text("#reponse"), StringComparison.Ordinal);
            Assert.DoesNotContain("Zénobie", answered.DocumentElement.OuterHtml, StringComparison.Ordinal);
        }

        await scene.RunAsync(s => s.GetRequiredService<CredentialService>().RevokeAsync(badge.Id, "Erreur"));
        using var later = await stranger.SendAsync("/badges/verifier", page, "badge", new() { ["Token"] = token });
        Assert.Contains("ne vaut plus", (await later.DocumentAsync()).Text("#reponse"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_badge_is_called_cannot_break_its_picture()
    {
        foreach (var name in new[] { "<script>alert(1)</script>", "\"'&]]>", "Un nom très long qui ne tient pas sur une ligne ni sur deux ni sur trois ni sur quatre lignes d’une image", "\u0001\ud800", "" })
        {
            var root = XDocument.Parse(System.Text.Encoding.UTF8.GetString(BadgeImage.Draw(name, name))).Root!;
            Assert.All(root.Descendants(), e => Assert.Contains(e.Name.LocalName, (string[])["title", "path", "g", "text"]));
        }

        await Task.CompletedTask;
    }

    [Fact]
    public async Task A_teacher_fetches_their_badge_and_everybody_reads_what_it_stands_for()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        scene.Clock.UtcNow = RecognitionScene.Evening;
        using var teacher = await scene.Installation.ClientAsync(Role.Teacher, "A62");
        var account = await scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<Account>().SingleAsync(a => a.DisplayName == "Teacher de A62"));
        var badge = await AwardedAsync(scene, account.Email!);
        Assert.Contains("Badge « Webradio en classe »", (await teacher.PageAsync("/compte/attestations")).Text("tbody"), StringComparison.Ordinal);
        Assert.Equal(3, (await teacher.GetStringAsync($"/compte/attestations/{badge.Id}/badge.jwt", TestContext.Current.CancellationToken)).Split('.').Length);
        Assert.Equal(HttpStatusCode.NotFound, (await teacher.GetAsync($"/compte/attestations/{badge.Id}/pdf", TestContext.Current.CancellationToken)).StatusCode);

        using var stranger = await scene.Installation.StrangerAsync();
        Assert.Contains("Webradio en classe", (await stranger.PageAsync("/badges")).Text("main ul"), StringComparison.Ordinal);
        Assert.Contains("Suivre toute la session.", (await stranger.PageAsync($"/badges/formations/{badge.CourseId}")).Text("dl"), StringComparison.Ordinal);
        // A training that gives no badge any more goes on saying what those that it gave stand for.
        await scene.RuleAsync(badge.CourseId, t => t.BadgeName = "");
        Assert.Contains("Aucune formation du catalogue", (await stranger.PageAsync("/badges")).Text("main"), StringComparison.Ordinal);
        Assert.Contains("Suivre toute la session.", (await stranger.PageAsync($"/badges/formations/{badge.CourseId}")).Text("dl"), StringComparison.Ordinal);
        foreach (var missing in new[] { $"/badges/formations/{Guid.Empty}", $"/badges/formations/{Guid.Empty}/reussite", $"/badges/formations/{Guid.Empty}/image.svg", "/badges/etat/1", "/badges/etat/99999999", "/badges/cles/x" })
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(missing, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task Hosts_that_share_the_folder_share_the_keys()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        var first = await scene.RunAsync(s => Task.FromResult(s.GetRequiredService<BadgeKeys>().Present.Id));
        await using var second = await scene.Installation.CreateSecondHostAsync();
        Assert.Equal(first, await second.RunAsync(s => Task.FromResult(s.GetRequiredService<BadgeKeys>().Present.Id)));
        var rotated = (await second.RunAsync(s => s.GetRequiredService<RotateBadgeKey>().RunAsync(null))).Value;
        Assert.Equal(rotated.Id, await scene.RunAsync(s => Task.FromResult(s.GetRequiredService<BadgeKeys>().Present.Id)));
        Assert.Equal([rotated.Id, first], await scene.RunAsync(s => Task.FromResult(s.GetRequiredService<BadgeKeys>().All.Select(k => k.Id).ToArray())));
        var file = new FileInfo(Path.Combine(scene.Installation.DataDirectory, "keys", "badges.key"));
        Assert.True(OperatingSystem.IsWindows() || file.UnixFileMode == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    private static async Task<Credential> AwardedAsync(TrainingScene scene, string email = Mail)
    {
        var session = await scene.SessionAsync(seats: 5);
        await scene.RuleAsync(session.CourseId, RecognitionScene.Badge);
        var person = (await scene.RunAsync(s => s.GetRequiredService<Ramure.Training.Registration.Registrar>().RegisterAsync(
            new Ramure.Training.Registration.RegisterPerson(session.Id, "Zénobie Delaunay", email)))).Value;
        await scene.AttendAsync(session, person, 180, 180);
        await scene.CloseAsync(session);
        return (await scene.CredentialsAsync(session)).Single(c => c.Kind == CredentialKind.Badge);
    }

    private static async Task<string> TokenAsync(TrainingScene scene, HttpClient client, Credential badge) =>
        await client.GetStringAsync($"{await VerifyPageTests.LinkAsync(scene, badge)}/{badge.Id}/badge.jwt", TestContext.Current.CancellationToken);

    private sealed record Verified(string Kid, int Keys, bool Revoked, bool Holder, string Name, string Id, int RevokedInAll);

    private static async Task<Verified> VerifyAsync(string token, string email)
    {
        var folder = Path.Combine(Repository.Root, "tests", "Ramure.Tests", "Servers");
        var start = new ProcessStartInfo("node") { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { "badge.mjs", "badge.schema.json", email })
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(token);
        process.StandardInput.Close();
        var wrong = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        if (process.ExitCode != 0)
            throw new InvalidOperationException(await wrong);
        return JsonSerializer.Deserialize<Verified>(said, JsonSerializerOptions.Web)!;
    }
}
