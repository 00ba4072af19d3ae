using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Training.Attendance;
using Ramure.Training.Model;

namespace Ramure.Training.Sessions;

/// <summary>
/// Makes a session's slots what was said. A slot keeps its identifier when its hours or its place change, because attendance hangs on it; one on
/// which something is noted is neither taken away nor made shorter than what is noted.
/// </summary>
internal sealed class SlotChanges(RamureDb db)
{
    /// <summary>Whether a time or a place is another than it was; or what forbids it.</summary>
    public async Task<Result<bool>> ApplyAsync(Session session, IReadOnlyList<CheckedSlot> said, CancellationToken cancel)
    {
        var pairs = Match(session.Slots, said);
        var gone = session.Slots.Where(s => pairs.TrueForAll(p => p.Old != s)).ToList();
        if (await RefuseAsync(session.Id, pairs, gone, cancel) is { Count: > 0 } refusals)
            return refusals;
        var moved = gone.Count > 0;
        foreach (var (next, old) in pairs)
        {
            if (old is null)
            {
                moved = true;
                session.Slots.Add(New(next));
            }
            else
            {
                moved |= Say(old, next);
            }
        }

        foreach (var slot in gone)
        {
            session.Slots.Remove(slot);
            db.Remove(slot);
        }

        return moved;
    }

    public static Slot New(CheckedSlot said)
    {
        var slot = new Slot { Id = Guid.CreateVersion7(), Day = said.Day, Start = said.Start, End = said.End, Place = said.Place.Text };
        Say(slot, said);
        return slot;
    }

    /// <summary>By identifier; a slot said without one that begins when one of the session does, is that one: files have no identifiers.</summary>
    private static List<(CheckedSlot Next, Slot? Old)> Match(IReadOnlyList<Slot> slots, IReadOnlyList<CheckedSlot> said)
    {
        var left = slots.ToList();
        Slot? Take(Predicate<Slot> which)
        {
            var found = left.Find(which);
            if (found is not null)
                left.Remove(found);
            return found;
        }

        var byId = said.ToDictionary(s => s, s => s.Id is { } id ? Take(o => o.Id == id) : null);
        return [.. said.Select(s => (s, byId[s] ?? (s.Id is null ? Take(o => o.StartsAt == s.StartsAt) : null)))];
    }

    private static bool Say(Slot slot, CheckedSlot said)
    {
        var before = (slot.StartsAt, slot.EndsAt, slot.PlaceKind, slot.Place, slot.Uai, slot.RoomId, slot.Link);
        // Who gives other hours than those that only carried a duration says them.
        slot.HoursKnown |= (slot.StartsAt, slot.EndsAt) != (said.StartsAt, said.EndsAt);
        (slot.Day, slot.Start, slot.End, slot.StartsAt, slot.EndsAt) = (said.Day, said.Start, said.End, said.StartsAt, said.EndsAt);
        var place = said.Place;
        (slot.PlaceKind, slot.Place, slot.Uai, slot.RoomId, slot.Link, slot.Latitude, slot.Longitude) =
            (place.Kind, place.Text, place.Uai, place.RoomId, place.Link, place.Latitude, place.Longitude);
        return before != (slot.StartsAt, slot.EndsAt, slot.PlaceKind, slot.Place, slot.Uai, slot.RoomId, slot.Link);
    }

    private async Task<List<Refusal>> RefuseAsync(Guid session, List<(CheckedSlot Next, Slot? Old)> pairs, List<Slot> gone, CancellationToken cancel)
    {
        var refusals = new List<Refusal>();
        var shorter = pairs.Where(p => p.Old is not null && (p.Next.EndsAt - p.Next.StartsAt).TotalMinutes < p.Old.Minutes).ToList();
        if (gone.Count == 0 && shorter.Count == 0)
            return refusals;
        var marks = (await db.Set<AttendanceMark>().AsNoTracking().Where(m => m.SessionId == session).ToListAsync(cancel)).ToLookup(m => m.SlotId);
        var counted = (await db.Set<AttendanceHeadcount>().AsNoTracking().Where(h => h.SessionId == session).Select(h => h.SlotId).ToListAsync(cancel)).ToHashSet();
        foreach (var slot in gone.Where(s => marks[s.Id].Any() || counted.Contains(s.Id)))
            refusals.Add(new Refusal("slot-attended", $"Des présences sont notées pour le créneau du {When.Of(slot)} : il ne se retire plus. Remettez-le.", "ajouter"));
        foreach (var (next, old) in shorter)
        {
            var minutes = (int)(next.EndsAt - next.StartsAt).TotalMinutes;
            var most = marks[old!.Id].GroupBy(m => m.RegistrationId).Select(g => Agreed<AttendanceMark>.Of(g).Heads.Max(h => h.Said ?? 0)).DefaultIfEmpty(0).Max();
            if (most > minutes)
                refusals.Add(new Refusal("slot-attended", $"Créneau {next.Row} : {most} minutes de présence y sont notées, il ne peut pas durer {minutes} minutes. Corrigez d’abord la feuille de présence.", SlotRefusals.Field(next.Row, "fin")));
        }

        return refusals;
    }
}
