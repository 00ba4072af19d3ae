using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Outbox;
using Ramure.Tests.Kernel.Mail;
using Ramure.Tests.Support;
using Ramure.Training.Mail;
using Ramure.Training.Model;
using Ramure.Training.Registration;
using Ramure.Training.Sessions;

namespace Ramure.Tests.Training.Mail;

/// <summary>Who is told what, when, and by how many mails.</summary>
public sealed class SessionMailTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_becomes_of_a_registration_reaches_the_person_through_a_real_server(string database)
    {
        using var server = await SmtpServer.StartAsync();
        await using var scene = await MailScene.CreateAsync(database, server);
        var session = await scene.SessionAsync(seats: 1);
        var alice = await scene.RegisterAsync(session, "Alice");
        await scene.RegisterAsync(session, "Bob");
        await scene.DeliverAsync();

        var confirmed = await server.NextAsync();
        Assert.Equal(("ramure@reseau.test", "alice@exemple.test"), (confirmed.From, confirmed.To));
        Assert.Equal("Ramure : inscription confirmée, Premiers pas en webradio", confirmed.Message.Subject);
        Assert.Equal("atelier62@exemple.test", Assert.IsType<MailboxAddress>(Assert.Single(confirmed.Message.ReplyTo)).Address);
        var text = confirmed.Message.Body();
        Assert.Contains("Bonjour Alice,\n\nVous êtes inscrit à la formation « Premiers pas en webradio ».", text, StringComparison.Ordinal);
        Assert.Contains("- mercredi 18 septembre 2024, 9 h 00 à 12 h 00 : Atelier Canopé 62\n- mercredi 18 septembre 2024, 13 h 30 à 16 h 30 : Atelier Canopé 62\n", text, StringComparison.Ordinal);
        // She has no account: the link is her own.
        Assert.Contains("https://ramure.reseau.test/inscription?jeton=", text, StringComparison.Ordinal);
        Assert.Contains("<ul><li>mercredi 18", confirmed.Message.HtmlBody!, StringComparison.Ordinal);
        Assert.Equal("REQUEST", confirmed.Message.Calendar()!.Value.Method);
        Assert.Equal([("creneau-1.ics", "REQUEST"), ("creneau-2.ics", "REQUEST")], confirmed.Message.Attached().Select(c => (c.Name, c.Method)));
        Assert.Equal(confirmed.Message.Calendar()!.Value.Text, confirmed.Message.Attached()[0].Text);

        var waiting = await server.NextAsync();
        Assert.Equal("bob@exemple.test", waiting.To);
        Assert.Contains("au rang 1", waiting.Message.Body(), StringComparison.Ordinal);
        Assert.Null(waiting.Message.Calendar());

        Assert.True((await scene.RunAsync(s => s.GetRequiredService<Registrar>().WithdrawAsync(alice.Id))).Succeeded);
        await scene.DeliverAsync();
        var (left, offered) = (await server.NextAsync(), await server.NextAsync());
        Assert.Equal(("alice@exemple.test", "bob@exemple.test"), (left.To, offered.To));
        Assert.Contains("gardée jusqu’à l’échéance", offered.Message.Body(), StringComparison.Ordinal);
        Assert.Null(offered.Message.Calendar());
        var (first, taken) = (await confirmed.Message.EventsAsync("REQUEST"), await left.Message.EventsAsync("CANCEL"));
        Assert.Equal(2, first.Count);
        Assert.Equal(first.Select(e => e.Uid), taken.Select(e => e.Uid));
        Assert.All(taken, e => Assert.Equal(("CANCELLED", first[0].Sequence + 1), (e.Status, e.Sequence)));
        Assert.Equal("Alice Confirmed, Alice Withdrawn, Bob Waiting, Bob Offered", await scene.ToldAsync());
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_registration_that_is_rolled_back_writes_to_nobody(string database)
    {
        await using var scene = await MailScene.CreateAsync(database);
        var session = await scene.SessionAsync(seats: 2);
        var alice = await scene.RegisterAsync(session, "Alice");
        await Assert.ThrowsAsync<InvalidOperationException>(() => scene.RunAsync(s => s.GetRequiredService<OperationRunner>().RunAsync<Done>(new Operation("test.mail", Permission.System), async scope =>
        {
            Mails.Tell(scope, session, alice, MailKind.Waiting);
            scope.Audit("test", "1", null, null);
            await scope.Db.SaveChangesAsync();
            throw new InvalidOperationException();
        })));
        var twice = await scene.RunAsync(s => s.GetRequiredService<Registrar>().RegisterAsync(new RegisterPerson(session.Id, "Alice", "alice@exemple.test")));
        Assert.False(twice.Succeeded);
        await scene.DeliverAsync();
        Assert.Equal("Alice Confirmed", await scene.ToldAsync());
        Assert.Single(scene.Files());
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_a_person_is_told_is_written_once_though_two_hosts_try(string database)
    {
        await using var scene = await MailScene.CreateAsync(database);
        var session = await scene.SessionAsync(seats: 2);
        await scene.RegisterAsync(session, "Alice");
        var wish = await scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<OutboxMessage>().AsNoTracking().SingleAsync(m => m.Kind == MailWriter.KindOfMessage));
        // The lease of the first was lost: both hold the same message.
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => scene.RunAsync(async s =>
        {
            using var payload = System.Text.Json.JsonDocument.Parse(wish.Payload);
            try
            {
                await s.GetServices<IOutboxHandler>().OfType<MailWriter>().Single().HandleAsync(payload.RootElement, new OutboxDelivery(wish.Id, 1), CancellationToken.None);
            }
            catch (DbUpdateConcurrencyException)
            {
                // Too late: it is tried again, and finds nothing to do.
            }

            return 0;
        })));
        await scene.DeliverAsync();
        Assert.Single(scene.Files());
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Everybody_concerned_is_told_once_when_hours_change_and_when_the_session_is_cancelled(string database)
    {
        const int People = 30;
        await using var scene = await MailScene.CreateAsync(database);
        var session = await scene.SessionAsync(seats: People - 1, slots: "2024-09-18 9:00-12:00 Atelier Canopé 62\n2024-09-19 9:00-12:00 Atelier Canopé 62");
        for (var i = 0; i < People; i++)
            await scene.RegisterAsync(session, $"P{i:00}");
        var gone = await scene.RegisterAsync(session, "Partie");
        await scene.RunAsync(s => s.GetRequiredService<Registrar>().WithdrawAsync(gone.Id));
        await scene.DeliverAsync();
        var before = scene.Files().Count;
        var invitation = await scene.Files()[0].EventsAsync("REQUEST");

        // The capacity alone concerns nobody.
        await scene.ChangeAsync(session, 1, "2024-09-18 9:00-12:00 Atelier Canopé 62\n2024-09-19 9:00-12:00 Atelier Canopé 62", People + 5);
        var wishes = await WishesAsync(scene);
        await scene.ChangeAsync(session, 2, "2024-09-25 14:00-17:00 Collège Gambetta", People + 5);
        Assert.Equal(wishes + 1, await WishesAsync(scene));
        await scene.DeliverAsync();
        var changes = scene.Files().Skip(before).Where(m => m.Title().Contains("changement", StringComparison.Ordinal)).ToList();
        Assert.Equal(People, changes.Select(m => m.Address()).Distinct().Count());
        Assert.Equal(People, changes.Count);
        var one = changes.Single(m => m.Address() == "p00@exemple.test");
        Assert.Contains("Ne vaut plus", one.Body(), StringComparison.Ordinal);
        var (now, removed) = (Assert.Single(await one.EventsAsync("REQUEST")), Assert.Single(await one.EventsAsync("CANCEL")));
        Assert.Equal(invitation.Select(e => e.Uid), [now.Uid, removed.Uid]);
        Assert.True(now.Sequence > invitation[0].Sequence && removed.Sequence > invitation[1].Sequence);
        Assert.Equal(new DateTime(2024, 9, 25, 12, 0, 0, DateTimeKind.Utc), now.Start.ToUniversalTime());

        scene.Clock.UtcNow += TimeSpan.FromMinutes(1);
        Assert.True((await scene.RunAsync(s => s.GetRequiredService<SessionPlanner>().CancelAsync(new SessionChange(session.Id, 3), "Formatrice souffrante"))).Succeeded);
        await scene.DeliverAsync();
        var cancelled = scene.Files().Where(m => m.Title().Contains("annulée", StringComparison.Ordinal)).ToList();
        Assert.Equal(People, cancelled.Count);
        var last = cancelled.Single(m => m.Address() == "p00@exemple.test");
        Assert.Contains("Motif : Formatrice souffrante", last.Body(), StringComparison.Ordinal);
        var off = Assert.Single(await last.EventsAsync("CANCEL"));
        Assert.Equal((now.Uid, "CANCELLED"), (off.Uid, off.Status));
        Assert.True(off.Sequence > now.Sequence);
        Assert.DoesNotContain(scene.Files(), m => m.Address() == "partie@exemple.test" && (m.Title().Contains("annulée", StringComparison.Ordinal) || m.Title().Contains("changement", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_is_overtaken_before_it_is_written_is_not_sent_and_who_comes_back_gets_other_calendar_entries()
    {
        await using var scene = await MailScene.CreateAsync("sqlite");
        var session = await scene.SessionAsync(seats: 1);
        var alice = await scene.RegisterAsync(session, "Alice");
        scene.Clock.UtcNow += TimeSpan.FromMinutes(1);
        await scene.RunAsync(s => s.GetRequiredService<Registrar>().WithdrawAsync(alice.Id));
        await scene.DeliverAsync();
        Assert.Equal("(Alice Confirmed), Alice Withdrawn", await scene.ToldAsync());
        // Her calendar never held the session: there is nothing to take out of it.
        Assert.Null(Assert.Single(scene.Files()).Calendar());

        scene.Clock.UtcNow += TimeSpan.FromMinutes(1);
        await scene.RegisterAsync(session, "Alice");
        await scene.DeliverAsync();
        var again = await scene.Files()[1].EventsAsync("REQUEST");
        Assert.NotEmpty(again);
        Assert.All(again, e => Assert.StartsWith($"{alice.Id:n}-2-", e.Uid, StringComparison.Ordinal));
    }

    private static Task<int> WishesAsync(TrainingScene scene) => scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<OutboxMessage>().CountAsync(m => m.Kind == MailWriter.KindOfMessage));
}
