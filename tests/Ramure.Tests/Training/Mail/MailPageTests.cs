using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Outbox;
using Ramure.Kernel.PersonalData;
using Ramure.Tests.Journal;
using Ramure.Tests.Kernel.Mail;
using Ramure.Tests.Support;
using Ramure.Training.Mail;
using Ramure.Training.Model;
using Ramure.Training.Registration;

namespace Ramure.Tests.Training.Mail;

/// <summary>The pages of mails: their words, and what became of them.</summary>
public sealed class MailPageTests
{
    private const string Words = "/formations/courriels";

    [Fact]
    public async Task Who_directs_a_unit_lists_tries_and_writes_its_words_and_goes_back()
    {
        await using var scene = await MailScene.CreateAsync("sqlite");
        var session = await scene.SessionAsync(seats: 5);
        using var director = await scene.Installation.ClientAsync(Role.AtelierDirector, "A62");
        var list = (await director.PageAsync(Words)).Text("tbody tr > *");
        Assert.Equal(MailKinds.All.Count * 3, list.Split(" | ").Length);
        Assert.Contains("Convocation | quelques jours avant la session, ou aussitôt pour qui s’inscrit après | ceux de Ramure", list, StringComparison.Ordinal);

        const string Address = Words + "/confirmation?unite=A62";
        using var tried = await director.SendAsync(Address, await director.PageAsync(Address), "mots", new() { ["Subject"] = "Essai {{ personne.nom }}", ["On"] = session.Id.ToString(), ["Action"] = "apercu" });
        var preview = (await tried.DocumentAsync()).Text("#apercu").Replace('\u00a0', ' ');
        Assert.Contains("Ramure : Essai Camille Exemple", preview, StringComparison.Ordinal);
        Assert.Contains("Premiers pas en webradio", preview, StringComparison.Ordinal);
        Assert.Contains("creneau-1.ics (ajoute ou met à jour)", preview, StringComparison.Ordinal);
        await scene.DeliverAsync();
        Assert.Empty(scene.Files());

        using var wrong = await director.SendAsync(Address, await director.PageAsync(Address), "mots", new() { ["Body"] = "Bonjour\n{{ inconnu }}", ["Action"] = "enregistrer" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.Contains("Le texte, ligne 2, colonne 4 : « inconnu » ne désigne rien", WebUtility.HtmlDecode(await wrong.Content.ReadAsStringAsync()), StringComparison.Ordinal);

        using var saved = await director.SendAsync(Address, await director.PageAsync(Address), "mots", new() { ["Subject"] = "À nous", ["Action"] = "enregistrer" });
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Contains("ceux de l’unité, version 1", (await director.PageAsync(Words)).Text("tbody tr"), StringComparison.Ordinal);
        using var back = await director.SendAsync(Address, await director.PageAsync(Address), "mots", new() { ["Action"] = "revenir" });
        Assert.Equal(HttpStatusCode.Redirect, back.StatusCode);
        var page = await director.PageAsync(Address);
        Assert.Contains("emploie les mots de Ramure", page.Text("main p"), StringComparison.Ordinal);
        Assert.Contains("Version 2", page.Text("main li"), StringComparison.Ordinal);
        var old = await director.PageAsync(Address + "&version=1");
        Assert.Equal("À nous", old.QuerySelector("#objet")!.GetAttribute("value"));
    }

    [Theory, MemberData(nameof(MailTextTests.Kinds), MemberType = typeof(MailTextTests))]
    public async Task Every_kind_is_tried_on_a_made_up_session_where_there_is_none(string code)
    {
        await using var scene = await MailScene.CreateAsync("sqlite");
        using var director = await scene.Installation.ClientAsync(Role.AtelierDirector, "A62");
        var address = $"{Words}/{code}?unite=A62";
        using var tried = await director.SendAsync(address, await director.PageAsync(address), "mots", new() { ["Action"] = "apercu" });
        var preview = (await tried.DocumentAsync()).Text("#apercu");
        Assert.Contains("Formation d’exemple", preview, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", preview, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_are_written_only_by_who_may_for_that_unit()
    {
        await using var scene = await MailScene.CreateAsync("sqlite");
        foreach (var (role, unit) in new[] { (Role.Teacher, "A62"), (Role.AtelierStaff, "A62"), (Role.OversightReader, "*") })
        {
            using var client = await scene.Installation.ClientAsync(role, unit);
            await client.PageAsync(Words, HttpStatusCode.Forbidden);
            await client.PageAsync(Words + "/rappel?unite=A62", HttpStatusCode.Forbidden);
        }

        using var elsewhere = await scene.Installation.ClientAsync(Role.AtelierDirector, "A988");
        Assert.DoesNotContain("A62", (await elsewhere.PageAsync(Words)).Text("main"), StringComparison.Ordinal);
        foreach (var address in new[] { "?unite=A62", "/rappel?unite=A62", "/rappel?unite=RC", "/rien-de-tel", "/rappel?version=9" })
            await elsewhere.PageAsync(Words + address, HttpStatusCode.NotFound);
        // The form itself, sent for another's unit.
        var own = await elsewhere.PageAsync(Words + "/rappel");
        using var forged = await elsewhere.SendAsync(Words + "/rappel?unite=A62", own, "mots", new() { ["Action"] = "enregistrer" });
        Assert.Empty(await scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<MailText>().Where(t => t.Unit != "A988").ToListAsync()));
        await Assert.ThrowsAsync<AccessDeniedException>(() => scene.Installation.RunAsync(s => ActivatorUtilities
            .CreateInstance<MailTextEditor>(s, ActivatorUtilities.CreateInstance<OperationRunner>(s, new OnlyNoumea())).WriteAsync(new MailTextChange("A62", MailKind.Reminder, 0, "x", "x"))));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_the_server_refuses_for_good_is_given_up_at_once_and_seen_on_the_page_of_the_session(string database)
    {
        using var server = await SmtpServer.StartAsync();
        await using var scene = await MailScene.CreateAsync(database, server);
        var session = await scene.SessionAsync(seats: 5);
        using var staff = await scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        await scene.RunAsync(s => s.GetRequiredService<Registrar>().RegisterAsync(new RegisterPerson(session.Id, "Zoé", "refuse@exemple.test")));
        await UntilAsync(async () => (await staff.PageAsync($"/formations/sessions/{session.Id}/courriels")).Text("tbody").Contains("No such user", StringComparison.Ordinal));
        var row = (await staff.PageAsync($"/formations/sessions/{session.Id}/courriels")).Text("tbody tr").Replace('\u00a0', ' ');
        Assert.True(row.Contains("abandonné", StringComparison.Ordinal) && row.Contains("après 1 essai", StringComparison.Ordinal) && row.Contains("refuse pour de bon (550)", StringComparison.Ordinal), row);
        Assert.Contains("1 envoi abandonné", (await staff.PageAsync($"/formations/sessions/{session.Id}")).Text("main").Replace('\u00a0', ' '), StringComparison.Ordinal);
        scene.Clock.UtcNow += TimeSpan.FromDays(2);
        await scene.DeliverAsync();
        Assert.Equal(1, await scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<OutboxMessage>().Where(m => m.State == OutboxState.Failed).Select(m => m.Attempts).SingleAsync()));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_the_server_refuses_is_seen_tried_again_given_up_and_sent_again(string database)
    {
        using var server = await SmtpServer.StartAsync();
        await using var scene = await MailScene.CreateAsync(database, server);
        var session = await scene.SessionAsync(seats: 5);
        var address = $"/formations/sessions/{session.Id}/courriels";
        using var staff = await scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        Assert.Contains("Aucun courriel", (await staff.PageAsync(address)).Text("main"), StringComparison.Ordinal);

        var zoe = (await scene.RunAsync(s => s.GetRequiredService<Registrar>().RegisterAsync(new RegisterPerson(session.Id, "Zoé", "plus-tard@exemple.test")))).Value;
        await UntilAsync(async () => (await staff.PageAsync(address)).Text("tbody").Contains("Greylisted", StringComparison.Ordinal));
        var row = (await staff.PageAsync(address)).Text("tbody tr").Replace('\u00a0', ' ');
        Assert.True(row.Contains("refusé, sera tenté de nouveau", StringComparison.Ordinal) && row.Contains("1 essai, le prochain le 12 juin 2024 à 22 h 31", StringComparison.Ordinal), row);
        Assert.DoesNotContain("Des courriels ne sont pas arrivés", (await staff.PageAsync($"/formations/sessions/{session.Id}")).Text("main"), StringComparison.Ordinal);

        await UntilAsync(async () =>
        {
            scene.Clock.UtcNow += OutboxWorker.WaitAfter(OutboxWorker.MaxAttempts);
            await scene.DeliverAsync();
            return await scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<OutboxMessage>().AnyAsync(m => m.State == OutboxState.Failed));
        });
        using var later = await scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        var given = (await later.PageAsync(address)).Text("tbody").Replace('\u00a0', ' ');
        Assert.True(given.Contains("abandonné", StringComparison.Ordinal) && given.Contains("après 8 essais", StringComparison.Ordinal), given);
        Assert.Contains("1 envoi abandonné", (await later.PageAsync($"/formations/sessions/{session.Id}")).Text("main").Replace('\u00a0', ' '), StringComparison.Ordinal);
        using (var stranger = await scene.Installation.StrangerAsync())
            Assert.DoesNotContain("abandonné", (await stranger.PageAsync($"/formations/sessions/{session.Id}")).Text("main"), StringComparison.Ordinal);

        await scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<SessionRegistration>().Where(r => r.Id == zoe.Id).ExecuteUpdateAsync(set => set.SetProperty(r => r.Email, "zoe@exemple.test")));
        var mail = await scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<SessionMail>().SingleAsync());
        using var again = await later.SendAsync(address, await later.PageAsync(address), "renvoi", new() { ["Again"] = mail.Id.ToString() });
        Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
        await UntilAsync(async () => (await later.PageAsync(address)).Text("tbody").Contains("envoyé", StringComparison.Ordinal));
        Assert.Equal("zoe@exemple.test", (await server.NextAsync()).To);

        // No longer true: said, and not sent.
        await scene.RunAsync(s => s.GetRequiredService<Registrar>().WithdrawAsync(zoe.Id));
        using var moot = await later.SendAsync(address, await later.PageAsync(address), "renvoi", new() { ["Again"] = mail.Id.ToString() });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, moot.StatusCode);
        Assert.Contains("n’est plus vrai pour Zoé", WebUtility.HtmlDecode(await moot.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_mails_of_a_session_are_seen_by_who_sees_its_people_and_the_summons_set_by_who_prepares_it()
    {
        await using var scene = await MailScene.CreateAsync("sqlite");
        var session = await scene.SessionAsync(seats: 5);
        await scene.RegisterAsync(session, "Zénobie");
        var address = $"/formations/sessions/{session.Id}/courriels";
        foreach (var (role, unit) in new[] { (Role.Teacher, "A62"), (Role.AtelierStaff, "A988"), (Role.OversightReader, "*") })
        {
            using var client = await scene.Installation.ClientAsync(role, unit);
            await client.PageAsync(address, HttpStatusCode.Forbidden);
        }

        using var trainer = await scene.Installation.ClientAsync(Role.Trainer, "A62");
        var seen = await trainer.PageAsync(address);
        Assert.Contains("Zénobie", seen.Text("tbody"), StringComparison.Ordinal);
        Assert.Null(seen.QuerySelector("#jours"));
        using var staff = await scene.Installation.ClientAsync(Role.AtelierStaff, "A62");
        await staff.PageAsync($"/formations/sessions/{Guid.Empty}/courriels", HttpStatusCode.NotFound);
        foreach (var wrong in new[] { "", "-1", "61", "sept" })
        {
            using var refused = await staff.SendAsync(address, await staff.PageAsync(address), "convocation", new() { ["Days"] = wrong });
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.Contains("Donnez un nombre de jours, de 1 à 60", WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        }

        using var set = await staff.SendAsync(address, await staff.PageAsync(address), "convocation", new() { ["Days"] = "12" });
        Assert.Equal(HttpStatusCode.Redirect, set.StatusCode);
        Assert.Equal(12, (await scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<Session>().SingleAsync())).SummonsDays);
        Assert.Contains(await scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<AuditEvent>().ToListAsync()), e => e.Operation == "training.set-summons" && e.Unit == "A62" && e.Before!.Contains('7') && e.After!.Contains("12"));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Who_is_erased_is_written_to_no_more_and_old_mails_are_forgotten(string database)
    {
        await using var scene = await MailScene.CreateAsync(database);
        var session = await scene.SessionAsync(seats: 5);
        await scene.RegisterAsync(session, "Alice");
        await scene.RegisterAsync(session, "Bob");
        var alice = new Person("account:" + Guid.CreateVersion7(), "Alice") { Email = "Alice@exemple.test" };
        Assert.Equal("Inscription confirmée", Assert.Single(Assert.Single(await scene.RunAsync(s => Part(s).HeldAsync(alice, CancellationToken.None))).Rows)[1]);
        await scene.RunAsync(s => s.GetRequiredService<OperationRunner>().RunAsync<int>(new Operation("test.erase", Permission.System), async scope =>
        {
            foreach (var part in s.GetServices<IPersonalData>())
                await part.EraseAsync(scope, alice, CancellationToken.None);
            return 0;
        }));
        await scene.DeliverAsync();
        Assert.Equal("bob@exemple.test", Assert.Single(scene.Files()).Address());
        Assert.Equal("Bob Confirmed", await scene.ToldAsync());
        scene.Clock.UtcNow += TimeSpan.FromDays(366);
        await scene.RunAsync(s => s.GetRequiredService<OperationRunner>().RunAsync<int>(new Operation("test.forget", Permission.System), async scope => await Part(s).ForgetAsync(scope, CancellationToken.None)));
        Assert.Equal("", await scene.ToldAsync());
    }

    private static MailPersonalData Part(IServiceProvider services) => services.GetServices<IPersonalData>().OfType<MailPersonalData>().Single();

    /// <summary>The host's own worker is at it too.</summary>
    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        for (var tries = 0; !await isSo(); tries++)
        {
            Assert.True(tries < 600, "It never came to be.");
            await Task.Delay(50);
        }
    }

    private sealed class OnlyNoumea : IAccess
    {
        public Actor Actor => Actor.Account(Guid.CreateVersion7());

        public ValueTask<AccessScope> ScopeAsync(Permission permission, CancellationToken cancel = default) =>
            ValueTask.FromResult(new AccessScope([new AccessPart(new HashSet<string> { "A988" }, null)]));
    }
}
