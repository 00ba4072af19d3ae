using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Mail;
using Ramure.Kernel.Operations;
using Ramure.Tests.Accounts;
using Ramure.Tests.Journal;
using Ramure.Tests.Support;
using Ramure.Training.Attendance.Codes;
using Ramure.Training.Model;
using Ramure.Training.Registration.Links;

namespace Ramure.Tests.Training.Attendance.Codes;

/// <summary>Presence of people without an account: a link says who they are, the code of the room that they are there.</summary>
public sealed class LinkedPresenceTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Who_scans_without_an_account_gets_a_link_by_mail_and_confirms_with_the_code_of_then(string database)
    {
        await using var scene = await AttendanceScene.CreateAsync(database, "Alice", "Bob");
        using var phone = await scene.Scene.Installation.StrangerAsync();
        scene.Scene.Clock.UtcNow = scene.Slots[0].StartsAt.AddMinutes(5);
        var address = LinkedPresence.Address(scene.Slots[0].Id);
        using (var staff = await scene.Scene.Installation.ClientAsync(Role.AtelierStaff, "A62"))
            Assert.Contains(address, (await staff.PageAsync($"{scene.Address}/code?creneau={scene.Slots[0].Id}")).Text(".room-code"), StringComparison.Ordinal);
        var page = await phone.PageAsync($"{address}?code={await CodeAsync(scene)}");
        Assert.DoesNotContain("Alice", page.Text("body"), StringComparison.Ordinal);
        Assert.Contains("/connexion?retour=", page.QuerySelector("main a.btn-primary")!.GetAttribute("href"), StringComparison.Ordinal);
        using var asked = await phone.SendAsync(address, page, "lien", new() { ["Email"] = "ALICE@exemple.test" });
        Assert.Equal(HttpStatusCode.Redirect, asked.StatusCode);
        Assert.Contains("Regardez votre boîte", (await phone.PageAsync(asked.Headers.Location!.PathAndQuery())).Text(".notice"), StringComparison.Ordinal);
        var letter = Assert.Single(await LettersAsync(scene));
        Assert.Equal("alice@exemple.test", letter.To);
        Assert.Equal("Alice - -, Bob - -", await scene.SheetTextAsync());

        // The mail alone is not enough: somebody at home has no code.
        var own = await phone.PageAsync(letter.LinkPath!);
        Assert.Contains("Vous êtes Alice", own.Text("main"), StringComparison.Ordinal);
        using var home = await phone.SendAsync(letter.LinkPath!, own, "presence", new() { ["Code"] = "" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, home.StatusCode);
        scene.Scene.Clock.UtcNow = scene.Slots[0].StartsAt.AddMinutes(10);
        using var confirmed = await phone.SendAsync(letter.LinkPath!, own, "presence", new() { ["Code"] = await CodeAsync(scene) });
        Assert.Equal(HttpStatusCode.Redirect, confirmed.StatusCode);
        Assert.Equal("Alice 180 -, Bob - -", await scene.SheetTextAsync());
        Assert.Contains("Noté : présent", (await phone.PageAsync(address)).Text("main"), StringComparison.Ordinal);
        var mark = await scene.Scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<AttendanceMark>().SingleAsync());
        Assert.Equal(MarkSource.Participant, mark.Source);
        foreach (var operation in new[] { "training.ask-presence-link", "training.confirm-presence-by-link" })
            Assert.All(await TrailAsync(scene, operation), e => Assert.Equal(("A62", false), (e.Unit, (e.After ?? "").Contains('@', StringComparison.Ordinal))));
        Assert.Single(await TrailAsync(scene, "training.confirm-presence-by-link"));

        // In the afternoon the same telephone is known; the link of the morning is not a way to the registration.
        scene.Scene.Clock.UtcNow = scene.Slots[0].EndsAt + RoomCode.Margin + TimeSpan.FromSeconds(1);
        await phone.PageAsync(letter.LinkPath!.Replace($"/presence/{scene.Slots[0].Id}", "", StringComparison.Ordinal), HttpStatusCode.Gone);
        Assert.Contains("Ce lien n’est plus valable", (await phone.PageAsync(letter.LinkPath!)).Text(".error-summary"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_telephone_on_which_the_link_of_a_mail_was_opened_is_known_to_that_session_only()
    {
        await using var scene = await AttendanceScene.CreateAsync("sqlite", "Alice", "Bob");
        var other = await AttendanceScene.OfAsync(scene.Scene, "Alice");
        using var phone = await scene.Scene.Installation.StrangerAsync();
        scene.Scene.Clock.UtcNow = scene.Slots[0].StartsAt.AddMinutes(40);
        var manage = await ManageAsync(scene, "Alice");
        await phone.PageAsync(manage);
        var address = LinkedPresence.Address(scene.Slots[0].Id);
        var page = await phone.PageAsync(address);
        Assert.Contains("Vous êtes Alice", page.Text("main"), StringComparison.Ordinal);
        Assert.DoesNotContain("Vous êtes", (await phone.PageAsync(LinkedPresence.Address(other.Slots[0].Id))).Text("main"), StringComparison.Ordinal);
        Assert.DoesNotContain("Vous êtes", (await phone.PageAsync(address + "?autre=1")).Text("main"), StringComparison.Ordinal);
        using var late = await phone.SendAsync(address, page, "presence", new() { ["Code"] = await CodeAsync(scene) });
        Assert.Equal("Alice 140 -, Bob - -", await scene.SheetTextAsync());

        // Her secret says nothing of another session.
        var secret = manage.Split('=')[1];
        Assert.Equal("link-dead", Assert.Single((await scene.Scene.RunAsync(s => s.GetRequiredService<LinkedPresence>().ConfirmAsync(other.Slots[0].Id, secret, "000000"))).Refusals).Code);
        Assert.Equal("link-dead", Assert.Single((await scene.Scene.RunAsync(s => s.GetRequiredService<LinkedPresence>().ConfirmAsync(scene.Slots[0].Id, null, "000000"))).Refusals).Code);
    }

    [Fact]
    public async Task Whoever_asks_is_answered_the_same_and_few_mails_go_to_one_address()
    {
        await using var scene = await AttendanceScene.CreateAsync("sqlite", "Alice", "Bob");
        var bob = await scene.IdAsync("Bob");
        await scene.Scene.RunAsync(s => s.GetRequiredService<global::Ramure.Training.Registration.Registrar>().WithdrawAsync(bob));
        using var phone = await scene.Scene.Installation.StrangerAsync();
        scene.Scene.Clock.UtcNow = scene.Slots[0].StartsAt;
        var address = LinkedPresence.Address(scene.Slots[0].Id);
        var answers = new List<string>();
        foreach (var email in new[] { "alice@exemple.test", "bob@exemple.test", "inconnue@exemple.test" })
            answers.Add(await AskAsync(email));
        Assert.Single(answers.Distinct());
        Assert.Equal(["alice@exemple.test"], (await LettersAsync(scene)).Select(l => l.To));
        for (var i = 0; i < LinkedPresence.PerHour + 1; i++)
            Assert.Equal(answers[0], await AskAsync("alice@exemple.test"));
        Assert.Equal(LinkedPresence.PerHour, (await LettersAsync(scene)).Count);

        using var wrong = await phone.SendAsync(address, await phone.PageAsync(address), "lien", new() { ["Email"] = "pas une adresse" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.Contains("n’est pas valable", WebUtility.HtmlDecode(await wrong.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)), StringComparison.Ordinal);
        scene.Scene.Clock.UtcNow = scene.Slots[0].StartsAt - RoomCode.Margin - TimeSpan.FromSeconds(1);
        Assert.Equal("code-closed", Assert.Single((await scene.Scene.RunAsync(s => s.GetRequiredService<LinkedPresence>().AskAsync(scene.Slots[0].Id, "alice@exemple.test"))).Refusals).Code);
        Assert.Contains("Pas maintenant", (await phone.PageAsync(address)).Text(".notice"), StringComparison.Ordinal);
        Assert.Equal("slot-unknown", Assert.Single((await scene.Scene.RunAsync(s => s.GetRequiredService<LinkedPresence>().AskAsync(Guid.Empty, "alice@exemple.test"))).Refusals).Code);
        await phone.PageAsync(LinkedPresence.Address(Guid.Empty), HttpStatusCode.NotFound);

        async Task<string> AskAsync(string email)
        {
            using var sent = await phone.SendAsync(address, await phone.PageAsync(address), "lien", new() { ["Email"] = email });
            return $"{sent.StatusCode} {sent.Headers.Location} {(await phone.PageAsync(sent.Headers.Location!.PathAndQuery())).Text("main")}";
        }
    }

    [Fact]
    public async Task Who_guesses_with_a_link_is_stopped_and_who_is_signed_in_goes_to_their_own_page()
    {
        await using var scene = await AttendanceScene.CreateAsync("sqlite", "Alice");
        scene.Scene.Clock.UtcNow = scene.Slots[0].StartsAt.AddMinutes(10);
        var secret = (await ManageAsync(scene, "Alice")).Split('=')[1];
        Task<Result<OwnPresence>> ConfirmAsync(string code) => scene.Scene.RunAsync(s => s.GetRequiredService<LinkedPresence>().ConfirmAsync(scene.Slots[0].Id, secret, code));
        using var started = await scene.Scene.Installation.ClientAsync(Role.Teacher, "A62");
        using var sent = await started.GetAsync($"{LinkedPresence.Address(scene.Slots[0].Id)}?code=123456", TestContext.Current.CancellationToken);
        Assert.Equal($"/compte/presence/{scene.Slots[0].Id}?code=123456", sent.Headers.Location!.PathAndQuery());
        for (var guess = 0; guess < CodeGuesses.Most; guess++)
            Assert.Equal("code-wrong", Assert.Single((await ConfirmAsync("12345")).Refusals).Code);
        Assert.Equal("code-too-many", Assert.Single((await ConfirmAsync(await CodeAsync(scene))).Refusals).Code);
        Assert.Equal("Alice - -", await scene.SheetTextAsync());
    }

    /// <summary>The address that a mail about the registration leads to.</summary>
    private static async Task<string> ManageAsync(AttendanceScene scene, string name)
    {
        var id = await scene.IdAsync(name);
        return (await scene.Scene.RunAsync(s => s.GetRequiredService<OperationRunner>().RunAsync<string>(new Operation("test.link", Permission.System), async scope =>
        {
            var row = await scope.Db.Set<SessionRegistration>().SingleAsync(r => r.Id == id);
            scope.Audit("test", "1", null, null);
            return s.GetRequiredService<ManageLinks>().For(scope, scene.Session, row);
        }))).Value;
    }

    private static async Task<string> CodeAsync(AttendanceScene scene) =>
        await scene.Scene.RunAsync(s => Task.FromResult(s.GetRequiredService<RoomCode>().Of(scene.Slots[0].Id, scene.Scene.Clock.UtcNow)));

    private static async Task<List<Letter>> LettersAsync(AttendanceScene scene) => (await scene.Scene.Installation.LettersAsync()).FindAll(l => l.Subject == "confirmer votre présence");

    private static Task<List<AuditEvent>> TrailAsync(AttendanceScene scene, string operation) =>
        scene.Scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<AuditEvent>().Where(e => e.Operation == operation).ToListAsync());
}
