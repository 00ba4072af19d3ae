using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Accounts.Model;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Time;
using Ramure.Ledger.Contracts;
using Ramure.Tests.Support;
using Ramure.Training.Attendance;
using Ramure.Training.Closing;
using Ramure.Training.Model;

namespace Ramure.BrowserTests.AttendanceApp;

/// <summary>Somebody who gives a session, and the cookie of their being signed in.</summary>
internal sealed record SceneTrainer(Guid Account, System.Net.Cookie Cookie);

/// <summary>A session of yesterday with two half-days and three registered persons, as often as a test wants it.</summary>
internal sealed class AppScene(TestInstallation installation, Guid course)
{
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    /// <summary>An account that gives these sessions and holds no role for their unit.</summary>
    public async Task<SceneTrainer> TrainerAsync(params Session[] sessions)
    {
        var cookie = await installation.SignInAsync(Role.Teacher, "A988");
        var account = await installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<Account>().Where(a => a.DisplayName == "Teacher de A988").MaxAsync(a => a.Id));
        await installation.RunAsync(async s =>
        {
            var db = s.GetRequiredService<RamureDb>();
            var trainer = new Trainer { Id = Guid.CreateVersion7(), Unit = "A62", Name = "Fanny Formatrice", AccountId = account };
            db.Add(trainer);
            foreach (var session in sessions)
                db.Add(new SessionTrainer { SessionId = session.Id, TrainerId = trainer.Id });
            await db.SaveChangesAsync();
        });
        return new SceneTrainer(account, cookie);
    }

    public async Task<Session> SessionAsync(int daysAgo = 1)
    {
        var now = await NowAsync();
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(now, Paris)).AddDays(-daysAgo);
        var id = Guid.CreateVersion7();
        Slot At(int start, int startMinute, int end, int endMinute)
        {
            var (from, to) = (new TimeOnly(start, startMinute), new TimeOnly(end, endMinute));
            return new Slot
            {
                Id = Guid.CreateVersion7(),
                SessionId = id,
                Day = day,
                Start = from,
                End = to,
                StartsAt = TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(from), Paris),
                EndsAt = TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(to), Paris),
                PlaceKind = PlaceKind.Atelier,
                Place = "Atelier Canopé 62",
            };
        }

        Slot[] slots = [At(9, 0, 12, 0), At(13, 30, 16, 30)];
        var session = new Session
        {
            Id = id,
            CourseId = course,
            Unit = "A62",
            TimeZone = Paris.Id,
            Capacity = 12,
            Taken = 3,
            LastNumber = 3,
            StartsAt = slots[0].StartsAt,
            ClosesAt = slots[0].StartsAt,
            Slots = [.. slots],
        };
        await installation.RunAsync(async s =>
        {
            var db = s.GetRequiredService<RamureDb>();
            db.Add(session);
            var number = 0;
            foreach (var name in new[] { "Alice", "Bob", "Chloé" })
            {
                var email = $"{name.ToLowerInvariant()}@exemple.test";
                db.Add(new SessionRegistration { Id = Guid.CreateVersion7(), SessionId = id, Name = name, Email = email, PersonKey = email, Number = ++number, State = RegistrationState.Confirmed, At = now });
            }

            await db.SaveChangesAsync();
        });
        return session;
    }

    /// <summary>The same day, noted online by the recorder: what every device has to come to.</summary>
    public async Task<Session> OnlineAsync()
    {
        var session = await SessionAsync();
        var (dora, ids, now) = (Guid.CreateVersion7(), await IdsAsync(session), await NowAsync());
        var slots = session.Slots.OrderBy(s => s.StartsAt).Select(s => s.Id).ToList();
        NotedMark Mark(int slot, Guid person, int minutes) => new(Guid.CreateVersion7(), slots[slot], person, minutes, [], now);
        var noted = await installation.RunAsync(s => s.GetRequiredService<AttendanceRecorder>().RecordAsync(new AttendanceBatch(session.Id, MarkSource.Trainer)
        {
            WalkIns = [new NotedWalkIn(dora, "Dora", "dora@exemple.test", "librarian", null)],
            Marks =
            [
                Mark(0, ids["Alice"], 180), Mark(0, ids["Bob"], 105), Mark(0, ids["Chloé"], 0), Mark(0, dora, 180),
                Mark(1, ids["Alice"], 180), Mark(1, ids["Bob"], 0), Mark(1, ids["Chloé"], 180), Mark(1, dora, 0),
            ],
            Headcounts = [new NotedHeadcount(Guid.CreateVersion7(), slots[0], "pupil", "0622863A", 24, [], now)],
        }));
        Assert.Empty(noted.Refusals);
        return session;
    }

    public Task<DateTime> NowAsync() => installation.RunAsync(s => Task.FromResult(s.GetRequiredService<IClock>().UtcNow));

    /// <summary>The sheet in one line, with how often each thing was said: nothing lost, nothing double.</summary>
    public Task<string> SheetAsync(Session session) => installation.RunAsync(async s =>
    {
        var sheet = (await s.GetRequiredService<AttendanceReader>().SheetAsync(session.Id))!;
        return string.Join("; ", sheet.People.Select(p => $"{p.Registration.Name}{string.Concat(p.Marks.Select(m => " " + Text(m.Said)))}")
            .Concat(sheet.Headcounts.Select(h => $"{sheet.Slots.ToList().IndexOf(h.Slot)} {h.Audience} {h.Uai} {Text(h.Said)}")));
    });

    /// <summary>Closes the sheet; what the ledger was told of the session.</summary>
    public async Task<string> CloseAsync(Session session)
    {
        Assert.Empty((await installation.RunAsync(s => s.GetRequiredService<SessionCloser>().CloseAsync(session.Id))).Refusals);
        var entries = await installation.RunAsync(s => s.GetRequiredService<ILedgerReader>().OfSourceAsync(TrainingMeasures.SourceKind, session.Id.ToString("D")));
        return string.Join('\n', entries.Select(e => string.Create(
            CultureInfo.InvariantCulture,
            $"{e.Measure} {e.Unit} {e.Day:O} {e.State} {e.Quantity} {string.Join(',', e.Context.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key}={c.Value}"))} {e.HasSubject}"))
            .Order(StringComparer.Ordinal));
    }

    public Task<List<AttendanceMark>> MarksAsync(Session session) =>
        installation.RunAsync(s => s.GetRequiredService<RamureDb>().Set<AttendanceMark>().AsNoTracking().Where(m => m.SessionId == session.Id).OrderBy(m => m.Number).ToListAsync());

    public async Task<Dictionary<string, Guid>> IdsAsync(Session session) => await installation.RunAsync(s =>
        s.GetRequiredService<RamureDb>().Set<SessionRegistration>().Where(r => r.SessionId == session.Id).ToDictionaryAsync(r => r.Name, r => r.Id));

    private static string Text<T>(Agreed<T> said)
        where T : IStatement => !said.IsSaid ? "-" : string.Join('/', said.Heads.Select(h => h.Said?.ToString(CultureInfo.InvariantCulture) ?? "?").Distinct().Order());
}
