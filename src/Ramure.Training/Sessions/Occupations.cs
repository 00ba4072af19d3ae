using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Training.Contracts;
using Ramure.Training.Model;

namespace Ramure.Training.Sessions;

/// <summary>
/// Takes rooms and trainers for the slots of a session. Under a lock for each of them, so that the page can name the session that was
/// there first; the database refuses all the same, whatever forgets to ask here (decision 0014).
/// </summary>
internal sealed class Occupations(RamureDb db, PlanningLock locks, IAccess access)
{
    /// <summary>Takes what the session needs and gives back what it no longer does; or says what is taken and by whom, and changes nothing.</summary>
    /// <param name="rows">The row of the form that each slot was, for what is said.</param>
    public async Task<List<Refusal>> TakeAsync(OperationScope scope, Session session, IReadOnlyDictionary<Guid, int> rows, CancellationToken cancel)
    {
        // Trainers first: whose account they are does not change while their hours are looked at.
        var ids = session.Trainers.Select(t => t.TrainerId).ToList();
        await locks.TakeAsync(scope, ids, cancel);
        var people = await PeopleAsync(ids, cancel);
        var wanted = Wanted(session, people);
        await locks.TakeAsync(scope, wanted.Select(w => w.ResourceId), cancel);
        var refusals = new List<Refusal>();
        foreach (var (want, taken) in await ConflictsAsync(wanted, session.Id, cancel))
            refusals.Add(await RefuseAsync(session, people, want, taken, rows, cancel));
        if (refusals.Count > 0)
            return refusals;
        await FreeAsync(session.Id, cancel);
        db.AddRange(wanted);
        return refusals;
    }

    /// <summary>Gives all of it back.</summary>
    public Task FreeAsync(Guid session, CancellationToken cancel) => db.Set<Occupation>().Where(o => o.SessionId == session).ExecuteDeleteAsync(cancel);

    /// <summary>What the hours of trainers are kept under: the account, where there is one.</summary>
    private async Task<Dictionary<Guid, Guid>> PeopleAsync(List<Guid> trainers, CancellationToken cancel)
    {
        var accounts = await db.Set<Trainer>().AsNoTracking().Where(t => trainers.Contains(t.Id)).ToDictionaryAsync(t => t.Id, t => t.AccountId, cancel);
        return trainers.ToDictionary(t => t, t => accounts.GetValueOrDefault(t) ?? t);
    }

    /// <summary>What a session needs, as it stands.</summary>
    private static List<Occupation> Wanted(Session session, Dictionary<Guid, Guid> people)
    {
        Occupation Of(Slot slot, ResourceKind kind, Guid resource) => new()
        {
            Id = Guid.CreateVersion7(),
            Kind = kind,
            ResourceId = resource,
            SlotId = slot.Id,
            SessionId = session.Id,
            StartsAt = slot.StartsAt,
            EndsAt = slot.EndsAt,
        };
        var trainers = people.Values.Distinct().ToList();
        return
        [
            .. session.Slots.Where(s => s.RoomId is not null).Select(s => Of(s, ResourceKind.Room, s.RoomId!.Value)),
            .. session.Slots.SelectMany(s => trainers.Select(t => Of(s, ResourceKind.Trainer, t))),
        ];
    }

    /// <summary>What is wanted and already taken by another session, each with what takes it first.</summary>
    internal async Task<IReadOnlyList<(Occupation Wanted, Occupation Taken)>> ConflictsAsync(IReadOnlyList<Occupation> wanted, Guid except, CancellationToken cancel)
    {
        if (wanted.Count == 0)
            return [];
        var (from, to, resources) = (wanted.Min(w => w.StartsAt), wanted.Max(w => w.EndsAt), wanted.Select(w => w.ResourceId).Distinct().ToList());
        var taken = (await db.Set<Occupation>().AsNoTracking()
            .Where(o => resources.Contains(o.ResourceId) && o.SessionId != except && o.StartsAt < to && o.EndsAt > from).ToListAsync(cancel)).ToLookup(o => o.ResourceId);
        return
        [
            .. from want in wanted
               let first = taken[want.ResourceId].Where(o => o.StartsAt < want.EndsAt && want.StartsAt < o.EndsAt).MinBy(o => o.StartsAt)
               where first is not null
               select (want, first),
        ];
    }

    /// <summary>"« Premiers pas en webradio » (mercredi 12 mars 2025, 9 h 00 à 12 h 00)", or without its title for who may not read it.</summary>
    internal async Task<string> NameAsync(Occupation taken, CancellationToken cancel)
    {
        var other = await db.Set<Session>().AsNoTracking().Where(s => s.Id == taken.SessionId)
            .Join(db.Set<Course>().AsNoTracking(), s => s.CourseId, c => c.Id, (s, c) => new { s.Unit, s.TimeZone, c.State, c.Content.Title, CourseUnit = c.Unit }).SingleAsync(cancel);
        var slot = await db.Set<Slot>().AsNoTracking().SingleAsync(s => s.Id == taken.SlotId, cancel);
        var open = other.State == CourseState.Published || await access.MayAsync(TrainingPermissions.Prepare, other.CourseUnit, cancel);
        return $"{(open ? $"« {other.Title} »" : $"une session de l’unité {other.Unit}")} ({When.Of(slot)}{When.Zone(other.TimeZone)})";
    }

    private async Task<Refusal> RefuseAsync(Session session, Dictionary<Guid, Guid> people, Occupation want, Occupation taken, IReadOnlyDictionary<Guid, int> rows, CancellationToken cancel)
    {
        var (row, other) = (rows[want.SlotId], await NameAsync(taken, cancel));
        if (want.Kind == ResourceKind.Trainer)
        {
            var name = session.Trainers.First(t => people[t.TrainerId] == want.ResourceId).Trainer!.Name;
            return new Refusal("trainer-taken", $"Créneau {row} : {name} anime déjà {other}. Changez l’heure ou le formateur.", "formateurs");
        }

        var room = await db.Set<Room>().Where(r => r.Id == want.ResourceId).Select(r => r.Name).SingleAsync(cancel);
        return new Refusal("room-taken", $"Créneau {row} : la salle « {room} » est prise par {other}. Changez l’heure ou la salle.", SlotRefusals.Field(row, "salle"));
    }
}
