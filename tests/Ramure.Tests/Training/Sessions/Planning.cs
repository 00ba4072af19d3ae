using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Network.Contracts;
using Ramure.Training.Model;
using Ramure.Training.Rooms;
using Ramure.Training.Sessions;
using Ramure.Training.Trainers;

namespace Ramure.Tests.Training.Sessions;

/// <summary>What tests of planning say in one line.</summary>
internal static class Planning
{
    public static SlotText At(string day, string start, string end, Guid? room = null, Guid? id = null) =>
        new() { Id = id?.ToString(), Day = day, Start = start, End = end, Place = "atelier", Room = room?.ToString() };

    public static async Task<Guid> RoomAsync(this TrainingScene scene, string name, int? capacity = null, string unit = "A62") =>
        (await scene.RunAsync(s => s.GetRequiredService<RoomKeeper>().AddAsync(unit, new RoomText { Name = name, Capacity = capacity?.ToString(CultureInfo.InvariantCulture) }))).Value.Id;

    public static async Task<Guid> TrainerAsync(this TrainingScene scene, string name, string? email = null, string unit = "A62") =>
        (await scene.RunAsync(s => s.GetRequiredService<TrainerKeeper>().AddAsync(unit, new TrainerText { Name = name, Email = email }))).Value.Id;

    public static Task<Result<Session>> PlanAsync(this TrainingScene scene, Course course, IEnumerable<SlotText> slots, IEnumerable<Guid>? trainers = null, Action<SessionText>? say = null) =>
        scene.RunAsync(s => s.GetRequiredService<SessionPlanner>().PlanAsync(course.Id, Text(slots, trainers, say)));

    public static Task<Result<Session>> ChangeAsync(this TrainingScene scene, Session session, IEnumerable<SlotText> slots, IEnumerable<Guid>? trainers = null, Action<SessionText>? say = null) =>
        scene.RunAsync(s => s.GetRequiredService<SessionPlanner>().ChangeAsync(new SessionChange(session.Id, session.Version), Text(slots, trainers, say)));

    public static Task<Session> ReadAsync(this TrainingScene scene, Session session) => scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<Session>().AsNoTracking()
        .Include(x => x.Slots).Include(x => x.Trainers).ThenInclude(t => t.Trainer).AsSplitQuery().SingleAsync(x => x.Id == session.Id));

    public static Task<List<Occupation>> OccupationsAsync(this TrainingScene scene) =>
        scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<Occupation>().AsNoTracking().OrderBy(o => o.StartsAt).ThenBy(o => o.Kind).ToListAsync());

    public static Task<List<AuditEvent>> TrailAsync(this TrainingScene scene, string operation) =>
        scene.RunAsync(s => s.GetRequiredService<RamureDb>().Set<AuditEvent>().Where(e => e.Operation == operation).OrderBy(e => e.Sequence).ToListAsync());

    /// <summary>A62 stands on the map, and so does one of its schools.</summary>
    public static void OnTheMap(IServiceCollection services)
    {
        services.AddSingleton<INetwork, MappedNetwork>();
        services.AddSingleton<ISchools, MappedSchools>();
    }

    private static SessionText Text(IEnumerable<SlotText> slots, IEnumerable<Guid>? trainers, Action<SessionText>? say)
    {
        var text = new SessionText { Slots = [.. slots], Trainers = [.. (trainers ?? []).Select(t => t.ToString())], Capacity = "12", Mode = "libre" };
        say?.Invoke(text);
        return text;
    }

    private sealed class MappedNetwork : INetwork
    {
        private readonly Journal.SmallNetwork plain = new();

        public async ValueTask<NetworkSnapshot> SnapshotAsync(CancellationToken cancel = default)
        {
            var network = await plain.SnapshotAsync(cancel);
            return new NetworkSnapshot(1, [.. network.Units.Select(u => u.Code == "A62" ? u with { Latitude = 50.29, Longitude = 2.78 } : u)], network.Memberships, network.Successions);
        }
    }

    private sealed class MappedSchools : ISchools
    {
        private readonly Journal.FewSchools plain = new();

        public async Task<SchoolInfo?> FindAsync(string uai, CancellationToken cancel = default) =>
            await plain.FindAsync(uai, cancel) is { } school ? school with { Latitude = 50.27, Longitude = 2.76 } : null;

        public Task<IReadOnlyList<SchoolInfo>> SearchAsync(string words, int take, CancellationToken cancel = default) => plain.SearchAsync(words, take, cancel);

        public Task<IReadOnlyList<SchoolInfo>> OfTypeAsync(string type, CancellationToken cancel = default) => plain.OfTypeAsync(type, cancel);
    }
}
