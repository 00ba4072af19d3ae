using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Text;
using Ramure.Network.Contracts;
using Ramure.Training.Contracts;
using Ramure.Training.Model;
using Ramure.Training.Sessions;

namespace Ramure.Training.Rooms;

/// <summary>A room as the form says it.</summary>
internal sealed class RoomText
{
    public string? Name { get; set; }
    public string? Capacity { get; set; }

    /// <summary>Empty: taken out of use.</summary>
    public string? InUse { get; set; }
}

/// <summary>A change to a room as it was seen at <paramref name="Version"/>.</summary>
internal sealed record RoomChange(Guid Id, int Version);

/// <summary>Adds the rooms of a unit, renames them, takes them out of use.</summary>
internal sealed class RoomKeeper(OperationRunner runner, RamureDb db, INetwork network, PlanningLock locks)
{
    public const string SubjectKind = "training-room";

    private const int NameLength = 120;
    private const int MostPersons = 10_000;

    public Task<Result<Room>> AddAsync(string unit, RoomText text, CancellationToken cancel = default) =>
        runner.RunAsync<Room>(new Operation("training.add-room", TrainingPermissions.Prepare), async scope =>
        {
            if (!(await network.SnapshotAsync(cancel)).TryFind(unit, out _))
                return new Refusal("unit-unknown", "Cette unité n’existe pas.");
            scope.Demand(unit);
            await locks.TakeUnitAsync(scope, unit, cancel);
            var refusals = new List<Refusal>();
            var (name, capacity) = await CheckAsync(text, unit, null, refusals, cancel);
            if (refusals.Count > 0)
                return refusals;
            var room = new Room { Id = Guid.CreateVersion7(), Unit = unit, Name = name, Capacity = capacity };
            db.Add(room);
            scope.Audit(SubjectKind, room.Id.ToString("D"), null, Trace(room), unit);
            return room;
        }, cancel);

    public Task<Result<Room>> ChangeAsync(RoomChange change, RoomText text, CancellationToken cancel = default) =>
        runner.RunAsync<Room>(new Operation("training.change-room", TrainingPermissions.Prepare), async scope =>
        {
            var id = change.Id;
            db.ChangeTracker.Clear();
            if (await db.Set<Room>().AsNoTracking().Where(r => r.Id == id).Select(r => r.Unit).SingleOrDefaultAsync(cancel) is not { } unit)
                return new Refusal("room-unknown", "Cette salle n’existe pas.");
            scope.Demand(unit);
            await locks.TakeUnitAsync(scope, unit, cancel);
            var room = await db.Set<Room>().SingleAsync(r => r.Id == id, cancel);
            // Under the unit's lock: of two at once the second sees what the first has written.
            if (room.Version != change.Version)
                return new Refusal("room-changed", "Quelqu’un a modifié cette salle entre-temps : rouvrez la page et recommencez.");
            var refusals = new List<Refusal>();
            var (name, capacity) = await CheckAsync(text, unit, id, refusals, cancel);
            if (refusals.Count > 0)
                return refusals;
            var before = Trace(room);
            if (name != room.Name)
                await RenameSlotsAsync(scope, room, name, cancel);
            room.Version++;
            (room.Name, room.Capacity, room.InUse) = (name, capacity, !string.IsNullOrEmpty(text.InUse));
            scope.Audit(SubjectKind, id.ToString("D"), before, Trace(room), unit);
            return room;
        }, cancel);

    /// <summary>Slots to come say the room's new name; those that were held keep the name of the time.</summary>
    private async Task RenameSlotsAsync(OperationScope scope, Room room, string name, CancellationToken cancel)
    {
        var unit = (await network.SnapshotAsync(cancel)).TryFind(room.Unit, out var known) ? known.Name : room.Unit;
        var place = $"{name}, {unit}";
        await db.Set<Slot>().Where(s => s.RoomId == room.Id && s.StartsAt > scope.At).ExecuteUpdateAsync(set => set.SetProperty(s => s.Place, place), cancel);
    }

    private async Task<(string Name, int? Capacity)> CheckAsync(RoomText text, string unit, Guid? own, List<Refusal> refusals, CancellationToken cancel)
    {
        var name = (text.Name ?? "").Trim();
        if (name.Length is 0 or > NameLength)
        {
            refusals.Add(new Refusal("name-missing", $"Donnez le nom de la salle, {NameLength} caractères au plus.", "nom"));
        }
        else
        {
            var others = await db.Set<Room>().AsNoTracking().Where(r => r.Unit == unit && r.Id != own).ToListAsync(cancel);
            if (others.Find(r => SearchText.Fold(r.Name) == SearchText.Fold(name)) is { } same)
                refusals.Add(new Refusal("room-exists", same.InUse ? $"L’unité a déjà une salle « {same.Name} » : donnez un autre nom." : $"L’unité a une salle « {same.Name} », retirée : remettez-la en service, ou donnez un autre nom.", "nom"));
        }

        var written = (text.Capacity ?? "").Trim();
        int? capacity = int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        if (written.Length > 0 && capacity is not (>= 1 and <= MostPersons))
            refusals.Add(new Refusal("capacity-invalid", $"Donnez le nombre de personnes qu’elle tient, de 1 à {MostPersons}, ou laissez vide.", "capacite"));
        return (name, capacity);
    }

    private static object Trace(Room room) => new { room.Name, room.Capacity, room.InUse };
}
