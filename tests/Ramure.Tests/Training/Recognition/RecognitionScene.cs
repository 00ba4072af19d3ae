using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Tests.Support;
using Ramure.Training.Model;
using Ramure.Training.Recognition;

namespace Ramure.Tests.Training.Recognition;

/// <summary>A session of 18 September 2024, three hours in the morning and three in the afternoon, held and closed.</summary>
internal static class RecognitionScene
{
    public static readonly DateTime Evening = new(2024, 9, 18, 18, 0, 0, DateTimeKind.Utc);

    private static long number;

    /// <summary>Notes how long a person attended each slot.</summary>
    public static Task AttendAsync(this TrainingScene scene, Session session, SessionRegistration person, params int[] minutes) => scene.Installation.AttendAsync(session, person, minutes);

    public static Task AttendAsync(this TestInstallation installation, Session session, SessionRegistration person, params int[] minutes) => installation.RunAsync(s =>
        s.GetRequiredService<OperationRunner>().RunAsync<Done>(new Operation("test.attend", Permission.System), async scope =>
        {
            var slots = await scope.Db.Set<Slot>().AsNoTracking().Where(x => x.SessionId == session.Id).OrderBy(x => x.StartsAt).ToListAsync();
            foreach (var (slot, said) in slots.Zip(minutes))
            {
                var seen = await scope.Db.Set<AttendanceMark>().Where(m => m.SlotId == slot.Id && m.RegistrationId == person.Id).Select(m => m.Id).ToListAsync();
                scope.Db.Add(new AttendanceMark
                {
                    Id = Guid.CreateVersion7(),
                    Number = Interlocked.Increment(ref number),
                    SessionId = session.Id,
                    SlotId = slot.Id,
                    RegistrationId = person.Id,
                    Minutes = said,
                    Source = MarkSource.Trainer,
                    NotedAt = scope.At,
                    ReceivedAt = scope.At,
                    By = "test",
                    Replaces = seen,
                });
            }

            scope.Audit("test", session.Id.ToString("D"), null, null);
            return default(Done);
        }));

    /// <summary>Closes the session and issues, in one operation, as a closing does.</summary>
    public static async Task<Issued> CloseAsync(this TrainingScene scene, Session session)
    {
        if (scene.Clock.UtcNow < Evening)
            scene.Clock.UtcNow = Evening;
        return await scene.Installation.CloseAsync(session);
    }

    public static async Task<Issued> CloseAsync(this TestInstallation installation, Session session) =>
        (await installation.RunAsync(s =>
        {
            // Before the operation: what it seals links with may make a key in the database.
            var issuer = s.GetRequiredService<CertificateIssuer>();
            return s.GetRequiredService<OperationRunner>().RunAsync<Issued>(new Operation("test.close", Permission.System), async scope =>
            {
                var row = await scope.Db.Set<Session>().SingleAsync(x => x.Id == session.Id);
                (row.State, row.ClosedAt) = (SessionState.Closed, scope.At);
                scope.Audit("test", session.Id.ToString("D"), null, null);
                return await issuer.IssueAsync(scope, row);
            });
        })).Value;

    public static Task<List<Credential>> CredentialsAsync(this TrainingScene scene, Session session) => scene.RunAsync(s =>
        s.GetRequiredService<RamureDb>().Set<Credential>().AsNoTracking().Where(c => c.SessionId == session.Id).OrderBy(c => c.Number).ToListAsync());

    /// <summary>"Alice Attendance 360, Alice Completion 360 Replaced", in order of number.</summary>
    public static async Task<string> ToldAsync(this TrainingScene scene, Session session) =>
        string.Join(", ", (await scene.CredentialsAsync(session)).Select(c => $"{c.Name} {c.Kind} {c.Content.Minutes}{(c.Cause is { } cause ? " " + cause : "")}"));

    /// <summary>Says what the training recognises.</summary>
    public static async Task RuleAsync(this TrainingScene scene, Guid course, Action<RecognitionText> say)
    {
        var rule = await scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<RecognitionRule>().AsNoTracking().SingleOrDefaultAsync(r => r.CourseId == course));
        var text = RecognitionText.Of(rule ?? new RecognitionRule { CourseId = course });
        say(text);
        Assert.Empty((await scene.RunAsync(s => s.GetRequiredService<RecognitionRules>().SetAsync(course, text))).Refusals);
    }

    public static void Badge(RecognitionText text) =>
        (text.BadgeName, text.BadgeDescription, text.BadgeCriteria) = ("Webradio en classe", "Sait mener une émission avec une classe.", "Suivre toute la session.");
}
