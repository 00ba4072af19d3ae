using System.Globalization;
using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Ledger.Contracts;
using Ramure.Ledger.Upkeep;
using Ramure.Tests.Security;
using Ramure.Tests.Support;
using Ramure.Tests.Training.Sessions;
using Ramure.Training.Attendance;
using Ramure.Training.Closing;
using Ramure.Training.Exchange.Mapping;
using Ramure.Training.Model;
using Ramure.Training.Registration;
using Ramure.Training.Words;

namespace Ramure.Tests.Training.Exchange;

/// <summary>What one installation gives, another takes: the same sessions, people and presences, and after closing the same entries of the ledger.</summary>
public sealed class RoundTripTests
{
    private static readonly DateTime Later = new(2024, 10, 30, 12, 0, 0, DateTimeKind.Utc);

    [Theory(DisplayName = "L1 L5 L6 What is given and taken elsewhere posts the same entries there")]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_is_given_and_taken_elsewhere_is_the_same_there(string database)
    {
        var plan = Gen.Select(
            Gen.Int[1, 3], Gen.Select(Gen.Int[0, 7], Gen.Int[0, 12], Gen.Int[0, 12], Gen.Bool, Hostile.OneOf<string?>([null, "teacher-primary", "trainer"])).List[0, 6], Gen.Int[0, 40], Gen.Bool,
            Hostile.OneOf<string>(["Zoé Œuf", "=1+1", "Anne;\"Roy\"", "'Été"]));
        await plan.SampleAsync(
            async (slots, people, heads, counted, odd) =>
            {
                await using var here = await TrainingScene.CreateAsync(database);
                await using var there = await TrainingScene.CreateAsync(database);
                await FillAsync(here, slots, people, heads, counted, odd);
                await there.PublishedAsync();
                await there.RoomAsync("Pégase", 30);
                there.Clock.UtcNow = Later;
                foreach (var kind in Enum.GetValues<ExchangeKind>())
                {
                    var file = await here.GivenAsync(kind);
                    if (file.Split('\n').Length <= 2)
                        continue;
                    var report = await there.TakenAsync(kind, file);
                    Assert.Equal(report.Lines.Count, report.Created);
                    // Where it comes from it is known, and where it went it is from then on.
                    Assert.Equal(report.Lines.Count, (await here.TakenAsync(kind, file)).Same);
                    Assert.Equal(report.Lines.Count, (await there.TakenAsync(kind, file)).Same);
                    Assert.Equal(file, await there.GivenAsync(kind));
                }

                Assert.Equal(await EntriesAsync(here), await EntriesAsync(there));
                Assert.Empty((await there.RunAsync(s => s.GetRequiredService<LedgerUpkeep>().VerifyAsync(CancellationToken.None))).Differences);
            },
            iter: 6, threads: 1);
    }

    private static async Task FillAsync(TrainingScene scene, int slots, List<(int State, int First, int Second, bool Came, string? Audience)> people, int heads, bool counted, string odd)
    {
        var course = await scene.PublishedAsync();
        var room = await scene.RoomAsync("Pégase", 30);
        await scene.TrainerAsync("Jeanne Martin");
        var session = (await scene.PlanAsync(course, Enumerable.Range(0, slots).Select(i => Planning.At($"2024-09-{18 + i}", "09:00", "12:00", i == 1 ? null : room)), say: t => (t.NewTrainers, t.Minimum, t.Price) = ("Jeanne Martin, Paul Roy", "3", "12,5"))).Value;
        var ids = session.Slots.OrderBy(s => s.StartsAt).Select(s => s.Id).ToList();
        var marks = new List<NotedMark>();
        scene.Clock.UtcNow = Later;
        for (var i = 0; i < people.Count; i++)
        {
            var (state, first, second, came, audience) = people[i];
            var name = i == 0 ? odd : $"Personne {i}";
            var row = (await scene.RunAsync(s => s.GetRequiredService<Registrar>().RegisterAsync(new RegisterPerson(session.Id, name, $"p{i}@exemple.test") { Belonging = new(audience, i % 2 == 0 ? "0622863A" : null) }))).Value;
            if (state == 0)
                await scene.RunAsync(s => s.GetRequiredService<Registrar>().WithdrawAsync(row.Id));
            else
                marks.AddRange(ids.Select((id, n) => new NotedMark(Guid.CreateVersion7(), id, row.Id, came ? (n % 2 == 0 ? first : second) * 15 : 0, [], Later)));
        }

        await scene.RunAsync(s => s.GetRequiredService<AttendanceRecorder>().RecordAsync(new AttendanceBatch(session.Id, MarkSource.Trainer)
        {
            Marks = marks,
            Headcounts = [new(Guid.CreateVersion7(), ids[0], "pupil", "0622863A", counted ? heads : null, [], Later)],
        }));
    }

    /// <summary>What closing each session posts, one line for each entry.</summary>
    private static async Task<List<string>> EntriesAsync(TrainingScene scene)
    {
        var lines = new List<string>();
        foreach (var session in await scene.AllSessionsAsync())
        {
            var closed = await scene.RunAsync(s => s.GetRequiredService<SessionCloser>().CloseAsync(session.Id));
            Assert.True(closed.Succeeded, string.Join('\n', closed.Refusals));
            lines.Add($"{session.StartsAt:O} {session.Capacity} {session.Minimum} {session.PriceCents} {TrainingWords.Modes.First(m => m.Mode == session.Mode).Code} {string.Join(",", session.Trainers.Select(t => t.Trainer!.Name).Order())} {string.Join(",", session.Slots.OrderBy(s => s.StartsAt).Select(s => s.Place))}");
            lines.AddRange((await scene.PeopleAsync()).Where(p => p.SessionId == session.Id).Select(p => $"{p.Name} {p.Email} {p.State} {p.Audience} {p.Uai}"));
            var entries = await scene.RunAsync(s => s.GetRequiredService<ILedgerReader>().OfSourceAsync("training", session.Id.ToString()));
            lines.AddRange(entries.Select(e => string.Create(CultureInfo.InvariantCulture, $"{e.Measure} {e.Day:O} {e.State} {e.Quantity} {string.Join(';', e.Context.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key}={c.Value}"))}")).Order(StringComparer.Ordinal));
        }

        return lines;
    }
}
