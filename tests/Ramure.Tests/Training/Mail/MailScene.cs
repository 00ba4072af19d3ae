using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using Ramure.Hosting;
using Ramure.Kernel.Data;
using Ramure.Kernel.Jobs;
using Ramure.Kernel.Mail;
using Ramure.Kernel.Outbox;
using Ramure.Kernel.Time;
using Ramure.Network.Contracts;
using Ramure.Tests.Journal;
using Ramure.Tests.Kernel.Mail;
using Ramure.Tests.Support;
using Ramure.Training.Mail;
using Ramure.Training.Model;
using Ramure.Training.Sessions;

namespace Ramure.Tests.Training.Mail;

/// <summary>The scene of trainings, with what leaves it by mail: to a real server, or as files when there is none.</summary>
internal static class MailScene
{
    public static async Task<TrainingScene> CreateAsync(string database, SmtpServer? server = null)
    {
        var clock = new MovedClock();
        return new TrainingScene(await TestInstallation.CreateAsync(database, Services(clock), options => Settings(options, server)), clock);
    }

    public static Action<IServiceCollection> Services(IClock clock) => services =>
    {
        services.AddSingleton(clock);
        services.AddSingleton<INetwork, SmallNetwork>();
        services.AddSingleton<ISchools, FewSchools>();
    };

    /// <summary>Writes and sends what is due.</summary>
    public static Task DeliverAsync(this TrainingScene scene) => scene.Installation.RunAsync(s => s.GetRequiredService<OutboxWorker>().RunAsync(TestContext.Current.CancellationToken));

    /// <summary>Runs the job of summons and reminders, then delivers.</summary>
    public static async Task SummonAsync(this TrainingScene scene)
    {
        await scene.Installation.RunAsync(s => s.GetServices<IJob>().OfType<Summoner>().Single().RunAsync(TestContext.Current.CancellationToken));
        await scene.DeliverAsync();
    }

    /// <summary>What the session's mails are, in order: "Alice Confirmed, Bob Waiting"; those that were never written in parentheses.</summary>
    public static async Task<string> ToldAsync(this TrainingScene scene)
    {
        var mails = await scene.RunAsync(s =>
        {
            var db = s.GetRequiredService<RamureDb>();
            return db.Set<SessionMail>().Join(db.Set<SessionRegistration>(), m => m.RegistrationId, r => r.Id, (m, r) => new { m.At, r.Name, m.Kind, m.Letter }).ToListAsync();
        });
        return string.Join(", ", mails.OrderBy(m => m.At).ThenBy(m => m.Name, StringComparer.Ordinal).ThenBy(m => m.Kind).Select(m => m.Letter is null ? $"({m.Name} {m.Kind})" : $"{m.Name} {m.Kind}"));
    }

    /// <summary>The mails written to files, the oldest first.</summary>
    public static IReadOnlyList<MimeMessage> Files(this TrainingScene scene)
    {
        var folder = Path.Combine(scene.Installation.DataDirectory, "mail");
        // Message identifiers grow with time.
        return Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.eml").Order(StringComparer.Ordinal).Select(f => MimeMessage.Load(f))] : [];
    }

    /// <summary>The calendar that a programme takes up by itself, with the method that its part names; null without one.</summary>
    public static (string Method, string Text)? Calendar(this MimeMessage message) =>
        message.BodyParts.OfType<TextPart>().FirstOrDefault(p => p.ContentType.IsMimeType("text", "calendar")) is { } part ? (part.ContentType.Parameters["method"]!, Text(part)) : null;

    /// <summary>Says other slots, the n-th in place of the n-th there was, as the form does; then sends.</summary>
    public static async Task ChangeAsync(this TrainingScene scene, Session session, int version, string slots, int seats)
    {
        var known = await scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<Slot>().Where(x => x.SessionId == session.Id).OrderBy(x => x.StartsAt).Select(x => x.Id).ToListAsync());
        var rows = TrainingScene.Lines(slots);
        foreach (var (row, id) in rows.Zip(known))
            row.Id = id.ToString("D");
        scene.Clock.UtcNow += TimeSpan.FromMinutes(1);
        var changed = await scene.RunAsync(s => s.GetRequiredService<SessionPlanner>()
            .ChangeAsync(new SessionChange(session.Id, version), new SessionText { Slots = rows, Capacity = $"{seats}", Mode = "libre" }));
        Assert.True(changed.Succeeded, string.Join(" ", changed.Refusals));
    }

    public static string Body(this MimeMessage message) => message.TextBody!.ReplaceLineEndings("\n").Replace('\u00a0', ' ');

    /// <summary>"p00@exemple.test".</summary>
    public static string Address(this MimeMessage message) => Assert.IsType<MailboxAddress>(Assert.Single(message.To)).Address;

    public static string Title(this MimeMessage message) => message.Subject!;

    /// <summary>The calendars attached as files.</summary>
    public static IReadOnlyList<(string Name, string Method, string Text)> Attached(this MimeMessage message) =>
        [.. message.Attachments.OfType<MimePart>().Select(p => (p.FileName!, p.ContentType.Parameters["method"]!, Text(p)))];

    /// <summary>What its calendars with this method say, each of one event.</summary>
    public static async Task<IReadOnlyList<ReadEvent>> EventsAsync(this MimeMessage message, string method)
    {
        var events = new List<ReadEvent>();
        foreach (var calendar in message.Attached().Where(c => c.Method == method))
        {
            var read = await CalendarReader.ReadAsync(calendar.Text);
            Assert.Equal(method, read.Method);
            events.Add(Assert.Single(read.Events));
        }

        return events;
    }

    private static string Text(MimePart part)
    {
        using var content = new MemoryStream();
        part.Content!.DecodeTo(content);
        return Encoding.UTF8.GetString(content.ToArray());
    }

    private static RamureOptions Settings(RamureOptions options, SmtpServer? server) => options with
    {
        PublicUrl = new Uri("https://ramure.reseau.test/"),
        Mail = server is null
            ? new MailSettings { From = "ramure@reseau.test" }
            : new MailSettings { Host = "127.0.0.1", Port = server.Port, Tls = "none", From = "ramure@reseau.test" },
    };
}
