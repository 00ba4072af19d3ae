using System.Buffers.Binary;
using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Kernel.Lists;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Text;
using Ramure.Kernel.Time;
using Ramure.Network.Contracts;
using Ramure.Training.Model;
using Ramure.Training.Sessions;

namespace Ramure.Training.Catalogue.Indexing;

/// <summary>Reads published trainings and their sessions: those to come, and those of the last two months, which calendars keep.</summary>
internal sealed class CatalogueLoader(RamureDb db, ReferenceLists lists, IClock clock)
{
    private static readonly TimeSpan Past = TimeSpan.FromDays(62);

    public async Task<CatalogueSnapshot> AllAsync(long position, NetworkSnapshot units, CancellationToken cancel) =>
        new(position, units.Version, clock.UtcNow, CatalogueSnapshot.Order((await ReadAsync(null, units, cancel)).Values));

    /// <summary>Some trainings as they are now; null for one that is not published.</summary>
    public async Task<IReadOnlyDictionary<Guid, IndexedCourse?>> SomeAsync(IReadOnlyCollection<Guid> ids, NetworkSnapshot units, CancellationToken cancel)
    {
        var read = await ReadAsync(ids, units, cancel);
        return ids.ToDictionary(id => id, id => read.GetValueOrDefault(id));
    }

    private async Task<Dictionary<Guid, IndexedCourse>> ReadAsync(IReadOnlyCollection<Guid>? ids, NetworkSnapshot units, CancellationToken cancel)
    {
        var since = clock.UtcNow - Past;
        var published = db.Set<Course>().AsNoTracking().Where(c => c.State == CourseState.Published);
        var dated = db.Set<Session>().AsNoTracking().Where(s => s.StartsAt > since && s.State != SessionState.Closed);
        if (ids is not null)
        {
            published = published.Where(c => ids.Contains(c.Id));
            dated = dated.Where(s => ids.Contains(s.CourseId));
        }

        // Sessions before their trainings: one that is published meanwhile is read without them, and its event makes it read again.
        var sessions = await dated.ToListAsync(cancel);
        // The address of a remote room does not even enter the memory of what is shown to anybody.
        var slots = (await db.Set<Slot>().AsNoTracking().Where(x => dated.Any(s => s.Id == x.SessionId))
            .Select(x => new ReadSlot(x.Id, x.SessionId, x.Day, x.Start, x.End, x.StartsAt, x.EndsAt, x.PlaceKind, x.Place, x.Latitude, x.Longitude)).ToListAsync(cancel)).ToLookup(x => x.SessionId);
        var changes = await ChangesAsync(sessions, ids is not null, cancel);
        var courses = await published.ToListAsync(cancel);
        var byCourse = sessions.Where(s => slots[s.Id].Any()).ToLookup(s => s.CourseId);
        return courses.ToDictionary(c => c.Id, c => Course(c, byCourse[c.Id].OrderBy(s => s.StartsAt).ThenBy(s => s.Id)
            .Select(s => Session(c, s, slots[s.Id], changes.GetValueOrDefault(s.Id), units)), units));
    }

    /// <summary>When each session was last changed, as the trail says.</summary>
    private async Task<Dictionary<Guid, DateTime>> ChangesAsync(List<Session> sessions, bool few, CancellationToken cancel)
    {
        var events = db.Set<AuditEvent>().AsNoTracking().Where(e => e.SubjectKind == SessionPlanner.SubjectKind);
        if (few)
        {
            var ids = sessions.ConvertAll(s => s.Id.ToString("D"));
            events = events.Where(e => ids.Contains(e.SubjectId));
        }

        var rows = await events.GroupBy(e => e.SubjectId).Select(g => new { g.Key, At = g.Max(e => e.At) }).ToListAsync(cancel);
        return rows.Where(r => Guid.TryParse(r.Key, out _)).ToDictionary(r => Guid.Parse(r.Key), r => r.At);
    }

    private IndexedCourse Course(Course course, IEnumerable<IndexedSession> sessions, NetworkSnapshot units)
    {
        var content = course.Content;
        List<IndexedSession> dated = [.. sessions];
        var unit = units.TryFind(course.Unit, out var known) ? known : null;
        var more = SearchText.Fold(string.Join(' ',
            [.. content.Themes.Select(lists.Theme), .. content.Competences.Select(lists.Competence), unit?.Name ?? "", unit?.Town ?? "", .. dated.SelectMany(s => s.Slots).Select(s => s.Place).Distinct()]));
        return new IndexedCourse
        {
            Id = course.Id,
            Unit = course.Unit,
            Title = content.Title,
            SortTitle = SearchText.Fold(content.Title),
            Objectives = content.Objectives,
            Modality = content.Modality,
            Frame = content.Frame,
            Minutes = content.Minutes,
            PriceCents = content.PriceCents,
            Themes = content.Themes,
            Audiences = content.Audiences,
            Competences = content.Competences,
            Words = [.. course.Search.Split(' ').Concat(more.Split(' ')).Where(w => w.Length > 0).Distinct(StringComparer.Ordinal)],
            Sessions = dated,
        };
    }

    private static IndexedSession Session(Course course, Session session, IEnumerable<ReadSlot> slots, DateTime changed, NetworkSnapshot units)
    {
        var unit = units.TryFind(session.Unit, out var known) ? known : null;
        List<IndexedSlot> ordered = [.. slots.OrderBy(s => s.StartsAt).Select(s => Slot(s, unit))];
        var at = changed == default ? CreatedAt(session.Id) : changed;
        return new IndexedSession
        {
            Id = session.Id,
            Unit = session.Unit,
            Cancelled = session.State == SessionState.Cancelled,
            StartsAt = session.StartsAt,
            EndsAt = ordered.Max(s => s.EndsAt),
            ClosesAt = session.ClosesAt,
            TimeZone = session.TimeZone,
            PriceCents = session.PriceCents ?? course.Content.PriceCents,
            Capacity = session.Capacity,
            CalendarSequence = session.CalendarSequence,
            ChangedAt = new DateTime(at.Ticks - (at.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc),
            Slots = ordered,
            Located = [.. ordered.Where(s => s.Where is not null).DistinctBy(s => s.Place)],
        };
    }

    private static IndexedSlot Slot(ReadSlot slot, UnitInfo? unit)
    {
        var remote = PublicPlace.IsRemote(slot.Kind, slot.Place);
        var (latitude, longitude) = remote ? (null, null)
            : slot.Latitude is not null ? (slot.Latitude, slot.Longitude)
            : slot.Kind == PlaceKind.Atelier ? (unit?.Latitude, unit?.Longitude) : (null, null);
        return new IndexedSlot(
            slot.Id, slot.Day, slot.Start, slot.End, slot.StartsAt, slot.EndsAt, remote ? PublicPlace.Remote : slot.Place, remote,
            latitude is { } lat && longitude is { } lon ? new EarthPoint(lat, lon) : null);
    }

    /// <summary>The instant that a version 7 identifier begins with.</summary>
    private static DateTime CreatedAt(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return DateTime.UnixEpoch.AddMilliseconds(BinaryPrimitives.ReadInt64BigEndian(bytes) >>> 16);
    }

    private sealed record ReadSlot(
        Guid Id, Guid SessionId, DateOnly Day, TimeOnly Start, TimeOnly End, DateTime StartsAt, DateTime EndsAt, PlaceKind Kind, string Place, double? Latitude, double? Longitude);
}
