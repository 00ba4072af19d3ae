using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Tests.Support;
using Ramure.Training.Attendance;
using Ramure.Training.Model;

namespace Ramure.Tests.Training.Attendance;

/// <summary>A session of two half-days with three registered persons, at the evening of its day.</summary>
internal sealed class AttendanceScene(TrainingScene scene, Session session) : IAsyncDisposable
{
    public static readonly DateTime Evening = new(2024, 9, 18, 17, 0, 0, DateTimeKind.Utc);

    public TrainingScene Scene { get; } = scene;

    public Session Session { get; } = session;

    public IReadOnlyList<Slot> Slots { get; } = [.. session.Slots.OrderBy(s => s.StartsAt)];

    public string Address => $"/formations/sessions/{Session.Id}/presence";

    public static async Task<AttendanceScene> CreateAsync(string database, params string[] people)
    {
        var scene = await TrainingScene.CreateAsync(database);
        return await OfAsync(scene, people.Length == 0 ? ["Alice", "Bob", "Chloé"] : people);
    }

    /// <summary>A further session in the same installation.</summary>
    public static async Task<AttendanceScene> OfAsync(TrainingScene scene, params string[] people)
    {
        scene.Clock.UtcNow = Journal.JournalInstallation.Now;
        var session = await scene.SessionAsync(seats: 20);
        foreach (var name in people)
            await scene.RegisterAsync(session, name);
        scene.Clock.UtcNow = Evening;
        return new AttendanceScene(scene, session);
    }

    public async Task<Guid> IdAsync(string name) => await Scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<SessionRegistration>()
        .Where(r => r.SessionId == Session.Id && r.Name == name).Select(r => r.Id).SingleAsync());

    public async Task<NotedMark> MarkAsync(string name, int slot, int? minutes, params Guid[] replaces) =>
        new(Guid.CreateVersion7(), Slots[slot].Id, await IdAsync(name), minutes, replaces, Scene.Clock.UtcNow);

    public Task<Result<AttendanceOutcome>> NoteAsync(params NotedMark[] marks) => NoteAsync(new AttendanceBatch(Session.Id, MarkSource.Trainer) { Marks = marks });

    public Task<Result<AttendanceOutcome>> NoteAsync(AttendanceBatch batch) => Scene.RunAsync(s => s.GetRequiredService<AttendanceRecorder>().RecordAsync(batch));

    public Task<Sheet> SheetAsync() => Scene.RunAsync(async s => (await s.GetRequiredService<AttendanceReader>().SheetAsync(Session.Id))!);

    /// <summary>"Alice 180 -, Bob 0 120/60": the slots of each person; a dispute shows what is said.</summary>
    public async Task<string> SheetTextAsync() => Text(await SheetAsync());

    public static string Text(Sheet sheet) => string.Join(", ", sheet.People.Select(p => p.Registration.Name + string.Concat(p.Marks.Select(m => " " + Text(m.Said))))
        .Concat(sheet.Headcounts.Select(h => string.Create(CultureInfo.InvariantCulture, $"{sheet.Slots.ToList().IndexOf(h.Slot)}:{h.Audience}{h.Uai} {Text(h.Said)}"))));

    private static string Text<T>(Agreed<T> said)
        where T : IStatement => !said.IsSaid ? "-" : string.Join('/', said.Heads.Select(h => h.Said).Distinct().OrderBy(m => m).Select(m => m?.ToString(CultureInfo.InvariantCulture) ?? "?"));

    /// <summary>A client of the trainer of this session, who holds no role for the unit but that of a teacher elsewhere.</summary>
    public async Task<HttpClient> TrainerAsync()
    {
        var client = await Scene.Installation.ClientAsync(Role.Teacher, "A988");
        await Scene.Installation.RunAsync(async s =>
        {
            var db = s.GetRequiredService<RamureDb>();
            var account = await db.Set<global::Ramure.Accounts.Model.Account>().OrderByDescending(a => a.Id).FirstAsync();
            var trainer = new Trainer { Id = Guid.CreateVersion7(), Unit = "A62", Name = "Fanny Formatrice", AccountId = account.Id };
            db.Add(trainer);
            db.Add(new SessionTrainer { SessionId = Session.Id, TrainerId = trainer.Id });
            await db.SaveChangesAsync();
        });
        return client;
    }

    public ValueTask DisposeAsync() => Scene.DisposeAsync();
}
