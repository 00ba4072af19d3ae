using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Data;
using Ramure.Tests.Accounts;
using Ramure.Tests.Journal;
using Ramure.Tests.Support;
using Ramure.Tests.Training.Mail;
using Ramure.Training.Closing;
using Ramure.Training.Model;
using Ramure.Training.Recognition;
using Ramure.Training.Registration;

namespace Ramure.Tests.Training.Recognition;

public sealed class CertificateIssuerTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Who_attended_is_given_what_says_how_long_and_who_did_not_come_nothing(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var session = await scene.SessionAsync(seats: 5);
        var (alice, bob, chloe) = (await scene.RegisterAsync(session, "Alice"), await scene.RegisterAsync(session, "Bob"), await scene.RegisterAsync(session, "Chloé"));
        await scene.AttendAsync(session, alice, 180, 180);
        await scene.AttendAsync(session, bob, 90, 0);
        await scene.AttendAsync(session, chloe, 0, 0);

        Assert.Equal(new Issued(4, 0), await scene.CloseAsync(session));
        Assert.Equal("Alice Attendance 360, Alice Completion 360, Bob Attendance 90, Bob Completion 90", await scene.ToldAsync(session));
        var given = await scene.CredentialsAsync(session);
        Assert.Equal(["A62-2024-00001", "A62-2024-00002", "A62-2024-00003", "A62-2024-00004"], given.Select(c => c.Number));
        Assert.Equal(4, given.Select(c => c.Code).Distinct().Count());
        Assert.All(given, c => Assert.Equal(VerificationCode.Length, c.Code.Length));
        Assert.Equal("Premiers pas en webradio", given[0].Content.Course);
        Assert.Equal([180, 180], given[0].Content.Slots.Select(s => s.Planned));

        // One mail each, as every other mail of the session: in its list, with the unit's words, by a link to the documents.
        await scene.DeliverAsync();
        var letters = (await scene.Installation.LettersAsync()).Where(l => l.LinkLabel == "Voir l’attestation").ToList();
        Assert.Equal(["alice@exemple.test", "bob@exemple.test"], letters.Select(l => l.To).Order());
        var link = letters.Single(l => l.To == "alice@exemple.test").LinkPath!;
        Assert.StartsWith("/attestations/", link, StringComparison.Ordinal);
        using var stranger = await scene.Installation.StrangerAsync();
        Assert.Contains("A62-2024-00001", (await stranger.PageAsync(link)).Text("main"), StringComparison.Ordinal);
        var told = await scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<SessionMail>().Where(m => m.Kind == MailKind.Certificate).ToListAsync());
        // A link that opens documents is in nobody's list of mails.
        Assert.All(told, m => Assert.Null(m.Path));
        Assert.Equal(2, told.Count);
        var trail = await scene.Installation.TrailAsync("test.close");
        var traced = Assert.Single(trail, e => e.SubjectId == given[0].Id.ToString());
        Assert.Equal("A62", traced.Unit);
        Assert.Contains(CertificateIssuer.Digest(given[0].Content), traced.After, StringComparison.Ordinal);
        Assert.DoesNotContain(trail, e => e.After?.Contains("Alice", StringComparison.Ordinal) == true);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Closing_again_changes_nothing_that_is_right_and_replaces_what_was_corrected(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var session = await scene.SessionAsync(seats: 5);
        var (alice, bob) = (await scene.RegisterAsync(session, "Alice"), await scene.RegisterAsync(session, "Bob"));
        await scene.AttendAsync(session, alice, 180, 180);
        await scene.AttendAsync(session, bob, 180, 180);
        await scene.CloseAsync(session);
        Assert.Equal(new Issued(0, 0), await scene.CloseAsync(session));

        await scene.AttendAsync(session, alice, 180, 60);
        Assert.Equal(new Issued(2, 2), await scene.CloseAsync(session));
        Assert.Equal(
            "Alice Attendance 360 Replaced, Alice Completion 360 Replaced, Bob Attendance 360, Bob Completion 360, Alice Attendance 240, Alice Completion 240", await scene.ToldAsync(session));
        var all = await scene.CredentialsAsync(session);
        Assert.Equal(all[4].Id, all[0].ReplacedBy);
        Assert.Equal(scene.Clock.UtcNow, all[0].RevokedAt);

        await scene.AttendAsync(session, alice, 0, 0);
        Assert.Equal(new Issued(0, 2), await scene.CloseAsync(session));
        Assert.Equal(2, (await scene.CredentialsAsync(session)).Count(c => c.Cause == RevocationCause.NotDue));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Closing_the_sheet_gives_what_is_due_in_the_same_operation(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var session = await scene.SessionAsync(seats: 5);
        var alice = await scene.RegisterAsync(session, "Alice");
        await scene.AttendAsync(session, alice, 180, 180);
        scene.Clock.UtcNow = RecognitionScene.Evening;
        Assert.Empty((await scene.RunAsync(s => s.GetRequiredService<SessionCloser>().CloseAsync(session.Id))).Refusals);
        Assert.Equal("Alice Attendance 360, Alice Completion 360", await scene.ToldAsync(session));

        Assert.Empty((await scene.RunAsync(s => s.GetRequiredService<SessionCloser>().ReopenAsync(session.Id, "Partie à midi"))).Refusals);
        await scene.AttendAsync(session, alice, 180, 0);
        Assert.Empty((await scene.RunAsync(s => s.GetRequiredService<SessionCloser>().CloseAsync(session.Id))).Refusals);
        Assert.Equal("Alice Attendance 360 Replaced, Alice Completion 360 Replaced, Alice Attendance 180, Alice Completion 180", await scene.ToldAsync(session));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_training_says_from_how_much_attendance_on_and_whether_a_badge_needs_that_it_was_learned(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var session = await scene.SessionAsync(seats: 5);
        var (alice, bob) = (await scene.RegisterAsync(session, "Alice"), await scene.RegisterAsync(session, "Bob"));
        await scene.AttendAsync(session, alice, 180, 180);
        await scene.AttendAsync(session, bob, 180, 0);
        await scene.RuleAsync(session.CourseId, t =>
        {
            RecognitionScene.Badge(t);
            (t.Completion, t.NeedsOutcome) = ("51", true);
        });
        await scene.CloseAsync(session);
        Assert.Equal("Alice Attendance 360, Alice Completion 360, Bob Attendance 180", await scene.ToldAsync(session));

        var noted = await scene.RunAsync(s => s.GetRequiredService<OutcomeService>().NoteAsync(session.Id, new Dictionary<Guid, string> { [alice.Id] = "acquis", [bob.Id] = "acquis" }));
        Assert.Equal(2, noted.Value);
        // The certificate says the outcome, so another takes its place; the attestation says nothing of it.
        var issued = await scene.RunAsync(s => s.GetRequiredService<CredentialService>().IssueAsync(session.Id));
        Assert.Equal(new Issued(2, 1), issued.Value);
        Assert.Equal("Alice Attendance 360, Alice Completion 360 Replaced, Bob Attendance 180, Alice Completion 360, Alice Badge 360", await scene.ToldAsync(session));
        var badge = (await scene.CredentialsAsync(session))[4];
        Assert.Equal(new BadgeText("Webradio en classe", "Sait mener une émission avec une classe.", "Suivre toute la session."), badge.Content.Badge);
        Assert.InRange(badge.StatusIndex!.Value, 0, CertificateIssuer.StatusPlaces - 1);

        // Exactly at the limit is enough.
        await scene.RuleAsync(session.CourseId, t => t.Completion = "50");
        Assert.Equal(1, (await scene.RunAsync(s => s.GetRequiredService<CredentialService>().IssueAsync(session.Id))).Value.New);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_the_unit_takes_back_stays_taken_back_and_says_why(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var session = await scene.SessionAsync(seats: 5);
        await scene.AttendAsync(session, await scene.RegisterAsync(session, "Alice"), 180, 180);
        await scene.CloseAsync(session);
        var first = (await scene.CredentialsAsync(session))[0];
        Assert.Equal("reason-missing", Assert.Single((await RevokeAsync(" ")).Refusals).Code);
        Assert.True((await RevokeAsync("Établie pour une autre personne")).Succeeded);
        Assert.Equal("credential-revoked", Assert.Single((await RevokeAsync("Encore")).Refusals).Code);
        Assert.Equal(new Issued(0, 0), await scene.CloseAsync(session));
        Assert.Equal("Alice Attendance 360 Withdrawn, Alice Completion 360", await scene.ToldAsync(session));
        var trail = Assert.Single(await scene.Installation.TrailAsync("training.revoke-credential"));
        Assert.Equal(("Établie pour une autre personne", "A62"), (trail.Reason, trail.Unit));

        Task<Ramure.Kernel.Operations.Result<Credential>> RevokeAsync(string reason) => scene.RunAsync(s => s.GetRequiredService<CredentialService>().RevokeAsync(first.Id, reason));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Who_has_an_account_is_led_to_their_own_documents_and_a_correction_is_told_again(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var session = await scene.SessionAsync(seats: 5);
        var account = await scene.Installation.OpenAsync();
        var camille = (await scene.Installation.AsAsync(account, s => s.GetRequiredService<Registrar>().RegisterSelfAsync(session.Id, Belonging.Unsaid))).Value;
        await scene.AttendAsync(session, camille, 180, 180);
        await scene.CloseAsync(session);
        await scene.AttendAsync(session, camille, 180, 0);
        await scene.CloseAsync(session);
        await scene.CloseAsync(session);
        await scene.DeliverAsync();
        var letters = (await scene.Installation.LettersAsync()).Where(l => l.LinkLabel == "Voir l’attestation").ToList();
        Assert.Equal(["/compte/attestations", "/compte/attestations"], letters.Select(l => l.LinkPath));
    }

    [Fact]
    public async Task Nothing_is_issued_before_the_session_is_closed()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        var session = await scene.SessionAsync(seats: 5);
        await scene.AttendAsync(session, await scene.RegisterAsync(session, "Alice"), 180, 180);
        Assert.Equal("session-not-closed", Assert.Single((await scene.RunAsync(s => s.GetRequiredService<CredentialService>().IssueAsync(session.Id))).Refusals).Code);
        Assert.Empty(await scene.CredentialsAsync(session));
    }

    /// <summary>Many sessions of one unit are closed at once: each number is given once, and none is missing.</summary>
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Numbers_have_neither_gap_nor_double_when_sessions_are_closed_at_once(string database)
    {
        const int sessions = 6;
        await using var scene = await TrainingScene.CreateAsync(database);
        var held = new List<Session>();
        for (var i = 0; i < sessions; i++)
        {
            held.Add(await scene.SessionAsync(seats: 3));
            await scene.AttendAsync(held[^1], await scene.RegisterAsync(held[^1], "Alice"), 180, 180);
        }

        scene.Clock.UtcNow = RecognitionScene.Evening;
        await Task.WhenAll(held.Select(s => Task.Run(() => scene.CloseAsync(s))));
        var numbers = await scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<Credential>().Select(c => c.Number).ToListAsync());
        Assert.Equal(Enumerable.Range(1, 2 * sessions).Select(n => $"A62-2024-{n:00000}"), numbers.Order(StringComparer.Ordinal));
    }

    /// <summary>The control: read, add one, write, without the row's lock, gives one number twice.</summary>
    [Fact]
    public async Task Without_the_lock_of_the_counter_two_take_the_same_number()
    {
        await using var scene = await TrainingScene.CreateAsync("sqlite");
        var meeting = new Rendezvous(2);
        var taken = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => scene.RunAsync(async s =>
        {
            var last = await s.GetRequiredService<RamureDb>().Set<CredentialCounter>().Where(c => c.Unit == "A62").Select(c => c.Last).SingleOrDefaultAsync();
            await meeting.ArriveAsync();
            return last + 1;
        })));
        Assert.Equal(taken[0], taken[1]);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_database_refuses_a_second_one_of_a_kind_that_holds(string database)
    {
        await using var scene = await TrainingScene.CreateAsync(database);
        var session = await scene.SessionAsync(seats: 5);
        var alice = await scene.RegisterAsync(session, "Alice");
        await scene.AttendAsync(session, alice, 180, 180);
        await scene.CloseAsync(session);
        await scene.AttendAsync(session, alice, 180, 0);
        await scene.CloseAsync(session);
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<Credential>()
            .Where(c => c.SessionId == session.Id).ExecuteUpdateAsync(set => set.SetProperty(c => c.RevokedAt, (DateTime?)null))));
    }
}
