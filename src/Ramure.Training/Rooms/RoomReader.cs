using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Time;
using Ramure.Training.Contracts;
using Ramure.Training.Model;

namespace Ramure.Training.Rooms;

/// <summary>A room, and how many slots to come stand in it.</summary>
internal sealed record RoomRow(Room Room, int Coming);

/// <summary>A slot to come in a room.</summary>
internal sealed record RoomSlot(Guid Session, string Title, Slot Slot, string TimeZone);

/// <summary>Reads the rooms of a unit for who prepares its sessions.</summary>
internal sealed class RoomReader(RamureDb db, IAccess access, IClock clock)
{
    private const int MostSlots = 100;

    public async Task<IReadOnlyList<RoomRow>> ListAsync(string unit, CancellationToken cancel = default)
    {
        await access.DemandAsync(TrainingPermissions.Prepare, unit, cancel);
        var now = clock.UtcNow;
        return await db.Set<Room>().AsNoTracking().Where(r => r.Unit == unit).OrderByDescending(r => r.InUse).ThenBy(r => r.Name)
            .Select(r => new RoomRow(r, db.Set<Occupation>().Count(o => o.ResourceId == r.Id && o.EndsAt > now))).ToListAsync(cancel);
    }

    /// <summary>Null when there is none; denied when it is another unit's.</summary>
    public async Task<Room?> FindAsync(Guid id, CancellationToken cancel = default)
    {
        var room = await db.Set<Room>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancel);
        if (room is not null)
            await access.DemandAsync(TrainingPermissions.Prepare, room.Unit, cancel);
        return room;
    }

    /// <summary>Who is in it next.</summary>
    public async Task<IReadOnlyList<RoomSlot>> ComingAsync(Room room, CancellationToken cancel = default)
    {
        await access.DemandAsync(TrainingPermissions.Prepare, room.Unit, cancel);
        var now = clock.UtcNow;
        return await db.Set<Occupation>().AsNoTracking().Where(o => o.ResourceId == room.Id && o.EndsAt > now).OrderBy(o => o.StartsAt).Take(MostSlots)
            .Join(db.Set<Slot>(), o => o.SlotId, s => s.Id, (o, s) => new { o, s })
            .Join(db.Set<Session>(), x => x.o.SessionId, s => s.Id, (x, session) => new { x.s, session })
            .Join(db.Set<Course>(), x => x.session.CourseId, c => c.Id, (x, c) => new RoomSlot(x.session.Id, c.Content.Title, x.s, x.session.TimeZone)).ToListAsync(cancel);
    }
}
