using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Time;
using Ramure.Training.Contracts;
using Ramure.Training.Model;
using Ramure.Training.Sessions;
using Ramure.Ui.Components;

namespace Ramure.Training.Calendar;

/// <summary>Something to settle before a session, or after it.</summary>
/// <param name="What">A full sentence.</param>
/// <param name="Href">Where it is settled.</param>
internal sealed record TodoItem(string What, string Href);

/// <summary>A session with something to settle.</summary>
internal sealed record TodoSession(Guid Id, string Title, string Unit, DateTime StartsAt, string TimeZone, bool Held, IReadOnlyList<TodoItem> Items);

/// <summary>
/// What is missing before the sessions to come and after those that were held. Reads the sessions of the next weeks and those that are not
/// closed, nothing else.
/// </summary>
internal sealed class TodoReader(RamureDb db, IAccess access, IClock clock)
{
    /// <summary>How far ahead it looks.</summary>
    public const int Days = 60;

    /// <summary>How long before a session too few registered is something to settle.</summary>
    public const int MinimumDays = 14;

    private const int Most = 200;
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    /// <summary>For one unit: first what was held and is not closed, then what comes, the nearest first.</summary>
    public async Task<IReadOnlyList<TodoSession>> OfAsync(string unit, CancellationToken cancel = default)
    {
        await access.DemandAsync(TrainingPermissions.Prepare, unit, cancel);
        return await ReadAsync([unit], Days, cancel);
    }

    /// <summary>For all units of who asks; null when they are the whole network's: nobody settles that from the home page.</summary>
    public async Task<IReadOnlyList<TodoSession>?> OwnAsync(int days, CancellationToken cancel = default) =>
        (await access.ScopeAsync(TrainingPermissions.Prepare, cancel)).Units is { } units ? await ReadAsync([.. units], days, cancel) : null;

    private async Task<IReadOnlyList<TodoSession>> ReadAsync(List<string> units, int days, CancellationToken cancel)
    {
        var now = clock.UtcNow;
        var until = now.AddDays(days);
        var planned = db.Set<Session>().AsNoTracking().Where(s => units.Contains(s.Unit) && s.State == SessionState.Planned && s.StartsAt < until);
        var over = await ShapeAsync(planned.Where(s => !s.Slots.Any(slot => slot.EndsAt > now)).OrderByDescending(s => s.StartsAt), cancel);
        var coming = await ShapeAsync(planned.Where(s => s.Slots.Any(slot => slot.EndsAt > now)).OrderBy(s => s.StartsAt), cancel);
        return
        [
            .. over.Select(s => s.Of(true, [new TodoItem("La présence n’est pas close : les heures ne comptent pas encore.", $"/formations/sessions/{s.Id}/presence/clore")])),
            .. coming.Select(s => s.Of(false, [.. Missing(s, now)])).Where(s => s.Items.Count > 0),
        ];
    }

    private static IEnumerable<TodoItem> Missing(Shape session, DateTime now)
    {
        var (edit, people) = ($"/formations/sessions/{session.Id}/modifier", $"/formations/sessions/{session.Id}/inscrits");
        foreach (var slot in session.Slots.Where(s => s.EndsAt > now).OrderBy(s => s.StartsAt))
        {
            if (slot.PlaceKind == PlaceKind.Atelier && slot.RoomId is null)
                yield return new TodoItem($"Le créneau du {When.Of(slot)} n’a pas de salle.", edit);
            else if (slot.PlaceKind == PlaceKind.Remote && slot.Link is null)
                yield return new TodoItem($"Le créneau à distance du {When.Of(slot)} n’a pas de lien de connexion.", edit);
            else if (slot.RoomId is { } room && session.RoomsOut.Contains(room))
                yield return new TodoItem($"La salle du créneau du {When.Of(slot)} est retirée : donnez-lui-en une autre.", edit);
        }

        if (session.Trainers.Count == 0)
            yield return new TodoItem("Personne ne l’anime.", edit);
        foreach (var gone in session.Trainers.Where(t => !t.Active))
            yield return new TodoItem($"{gone.Name}, qui l’anime, n’est plus parmi les formateurs : choisissez qui la remplace.", edit);
        if (session.Requested > 0)
            yield return new TodoItem($"{French.Count(session.Requested, "demande d’inscription attend", "demandes d’inscription attendent")} une réponse.", people);
        // The job that summons comes by every quarter of an hour: what it has not done an hour later, it does not do.
        if (session.Unsummoned > 0 && session.SummonsDays > 0 && session.StartsAt <= now.AddDays(session.SummonsDays) - Patience)
            yield return new TodoItem($"{French.Count(session.Unsummoned, "inscrit n’est pas convoqué", "inscrits ne sont pas convoqués")} : voyez les courriels de la session.", $"/formations/sessions/{session.Id}/courriels");
        if (session.Confirmed < session.Minimum && session.StartsAt < now.AddDays(MinimumDays))
            yield return new TodoItem($"{French.Count(session.Confirmed, "inscrit", "inscrits")} pour un minimum de {session.Minimum} : faites-la connaître, déplacez-la ou annulez-la.", people);
    }

    private async Task<List<Shape>> ShapeAsync(IQueryable<Session> sessions, CancellationToken cancel)
    {
        var found = await sessions.Take(Most).Select(s => new
        {
            s.Id,
            s.Unit,
            s.StartsAt,
            s.TimeZone,
            s.Minimum,
            s.SummonsDays,
            Title = db.Set<Course>().Where(c => c.Id == s.CourseId).Select(c => c.Content.Title).First(),
            Confirmed = db.Set<SessionRegistration>().Count(r => r.SessionId == s.Id && r.State == RegistrationState.Confirmed),
            Requested = db.Set<SessionRegistration>().Count(r => r.SessionId == s.Id && r.State == RegistrationState.Requested),
            Unsummoned = db.Set<SessionRegistration>().Count(r => r.SessionId == s.Id && r.State == RegistrationState.Confirmed && r.Email != ""
                && !db.Set<SessionMail>().Any(m => m.RegistrationId == r.Id && m.Number == r.Number && (m.Kind == MailKind.Summons || m.Kind == MailKind.Changed) && m.Once == s.CalendarSequence)),
        }).ToListAsync(cancel);
        var ids = found.ConvertAll(s => s.Id);
        var slots = (await db.Set<Slot>().AsNoTracking().Where(s => ids.Contains(s.SessionId)).ToListAsync(cancel)).ToLookup(s => s.SessionId);
        var trainers = (await db.Set<SessionTrainer>().AsNoTracking().Include(t => t.Trainer).Where(t => ids.Contains(t.SessionId)).ToListAsync(cancel)).ToLookup(t => t.SessionId, t => t.Trainer!);
        var rooms = slots.SelectMany(s => s).Where(s => s.RoomId is not null).Select(s => s.RoomId!.Value).Distinct().ToList();
        var gone = rooms.Count == 0 ? [] : (await db.Set<Room>().Where(r => rooms.Contains(r.Id) && !r.InUse).Select(r => r.Id).ToListAsync(cancel)).ToHashSet();
        return found.ConvertAll(s => new Shape(s.Id, s.Title, s.Unit, s.StartsAt, s.TimeZone, s.Minimum, s.SummonsDays, s.Confirmed, s.Requested, s.Unsummoned, [.. slots[s.Id]], [.. trainers[s.Id].OrderBy(t => t.Name)], gone));
    }

    private sealed record Shape(
        Guid Id, string Title, string Unit, DateTime StartsAt, string TimeZone, int? Minimum, int SummonsDays, int Confirmed, int Requested, int Unsummoned, IReadOnlyList<Slot> Slots, IReadOnlyList<Trainer> Trainers,
        HashSet<Guid> RoomsOut)
    {
        public TodoSession Of(bool held, IReadOnlyList<TodoItem> items) => new(Id, Title, Unit, StartsAt, TimeZone, held, items);
    }
}
