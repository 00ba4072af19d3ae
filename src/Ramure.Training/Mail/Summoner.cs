using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Jobs;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;
using Ramure.Training.Model;
using Ramure.Training.Sessions;

namespace Ramure.Training.Mail;

/// <summary>
/// Summons who is registered some days before the session, and reminds them the day before. The database holds that nobody gets
/// either twice for the same dates and places, whatever dies and however many hosts try.
/// </summary>
internal sealed class Summoner(OperationRunner runner, RamureDb db, IClock clock) : IJob
{
    /// <summary>The longest time before a session at which it may be summoned to.</summary>
    public const int MostDays = 60;

    /// <summary>Reminders leave from this hour of the place on, the day before.</summary>
    public const int ReminderHour = 8;

    private static readonly string[] Columns = ["\"Id\"", "\"SessionId\"", "\"RegistrationId\"", "\"Number\"", "\"Kind\"", "\"At\"", "\"Batch\"", "\"Once\"", "\"Moot\""];

    public string Name => "training.summon";

    public string Label => "Convocations et rappels avant les sessions";

    public TimeSpan Every => TimeSpan.FromMinutes(15);

    public async Task RunAsync(CancellationToken cancel)
    {
        var now = clock.UtcNow;
        var until = now.AddDays(MostDays);
        var ahead = await db.Set<Session>().AsNoTracking().Where(s => s.State == SessionState.Planned && s.StartsAt > now && s.StartsAt <= until)
            .Select(s => new { s.Id, s.StartsAt, s.TimeZone, s.SummonsDays }).ToListAsync(cancel);
        var summoned = ahead.Where(s => s.SummonsDays > 0 && s.StartsAt <= now.AddDays(s.SummonsDays)).Select(s => s.Id).ToList();
        var reminded = ahead.Where(s => IsDayBefore(now, s.StartsAt, s.TimeZone)).Select(s => s.Id).ToList();
        foreach (var (kind, sessions) in new[] { (MailKind.Summons, summoned), (MailKind.Reminder, reminded) })
            foreach (var session in await DueAsync(kind, sessions, cancel))
                _ = (await TellAsync(session, kind, cancel)).Value;
    }

    internal static bool IsDayBefore(DateTime now, DateTime startsAt, string zone)
    {
        var (here, starts) = (LocalTime.At(now, zone), LocalTime.At(startsAt, zone));
        return here.Hour >= ReminderHour && DateOnly.FromDateTime(here).AddDays(1) == DateOnly.FromDateTime(starts);
    }

    /// <summary>Those of these sessions where somebody has not been told yet.</summary>
    private async Task<List<Guid>> DueAsync(MailKind kind, List<Guid> sessions, CancellationToken cancel)
    {
        var (due, said) = (new List<Guid>(), Said(kind));
        foreach (var some in sessions.Chunk(500))
            due.AddRange(await db.Set<Session>().AsNoTracking()
                .Where(s => some.Contains(s.Id) && db.Set<SessionRegistration>().Any(r => r.SessionId == s.Id && r.State == RegistrationState.Confirmed && r.Email != ""
                    && !db.Set<SessionMail>().Any(m => m.RegistrationId == r.Id && m.Number == r.Number && said.Contains(m.Kind) && m.Once == s.CalendarSequence)))
                .Select(s => s.Id).ToListAsync(cancel));
        return due;
    }

    private Task<Result<int>> TellAsync(Guid id, MailKind kind, CancellationToken cancel) =>
        runner.RunAsync<int>(new Operation("training.summon", Permission.System), async scope =>
        {
            db.ChangeTracker.Clear();
            var session = await db.Set<Session>().AsNoTracking().SingleAsync(s => s.Id == id, cancel);
            // Cancelled, or begun, while we came.
            if (session.State != SessionState.Planned || session.StartsAt <= scope.At)
                return 0;
            var said = Said(kind);
            var people = await db.Set<SessionRegistration>().Where(r => r.SessionId == id && r.State == RegistrationState.Confirmed && r.Email != ""
                    && !db.Set<SessionMail>().Any(m => m.RegistrationId == r.Id && m.Number == r.Number && said.Contains(m.Kind) && m.Once == session.CalendarSequence))
                .OrderBy(r => r.Number).Select(r => new { r.Id, r.Number }).ToListAsync(cancel);
            if (people.Count == 0)
                return 0;
            var batch = scope.Enqueue(MailWriter.KindOfMessage, new MailWish());
            await scope.InsertAsync(
                SessionMailMapping.Table, Columns,
                people.ConvertAll(p => new object?[] { Guid.CreateVersion7(), id, p.Id, p.Number, kind.ToString(), scope.At, batch, session.CalendarSequence, false }),
                "ON CONFLICT DO NOTHING", cancel);
            scope.Audit(MailWriter.SubjectKind, id.ToString("D"), null, new { Kind = kind, Queued = people.Count }, session.Unit);
            return people.Count;
        }, cancel);

    /// <summary>What tells as much: a mail of a change that came when people were to be summoned.</summary>
    private static MailKind[] Said(MailKind kind) => kind == MailKind.Summons ? [MailKind.Summons, MailKind.Changed] : [kind];
}
