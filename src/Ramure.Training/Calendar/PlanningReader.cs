using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Time;
using Ramure.Training.Contracts;
using Ramure.Training.Model;
using Ramure.Training.Sessions;
using Ramure.Ui.Components;

namespace Ramure.Training.Calendar;

/// <summary>A slot as a calendar shows it.</summary>
internal sealed record PlannedSlot(Guid Session, string Title, DateOnly Day, TimeOnly Start, TimeOnly End, bool HoursKnown, DateTime StartsAt, DateTime EndsAt, string Place)
{
    public string Hours => HoursKnown ? When.Hours(Start, End) : When.Unknown((int)(EndsAt - StartsAt).TotalMinutes);
}

/// <summary>How full a session is.</summary>
internal sealed record SessionLoad(
    Guid Id, string Title, DateTime StartsAt, string TimeZone, SessionState State, int Capacity, int? Minimum, int Confirmed, int Offered, int Waiting, int Requested)
{
    /// <summary>The columns of the list and of its export.</summary>
    public static IReadOnlyList<Column<SessionLoad>> Columns { get; } =
    [
        new("Formation", r => r.Title) { RowHeader = true, Href = r => $"/formations/sessions/{r.Id}" },
        new("Début", r => DateOnly.FromDateTime(LocalTime.At(r.StartsAt, r.TimeZone))) { SortBy = r => r.StartsAt, Cell = r => builder => builder.AddContent(0, When.At(r.StartsAt, r.TimeZone)) },
        new("Inscrits", r => r.Confirmed) { Numeric = true },
        new("Places", r => r.Capacity) { Numeric = true },
        new("Rempli à", r => r.Percent) { Numeric = true, Cell = r => builder => builder.AddContent(0, $"{r.Percent}\u00a0%") },
        new("Places proposées", r => r.Offered) { Numeric = true },
        new("En attente", r => r.Waiting) { Numeric = true },
        new("Demandes", r => r.Requested) { Numeric = true },
        new("État", r => r.State switch { SessionState.Cancelled => "annulée", SessionState.Closed => "close", _ => r.Confirmed < r.Minimum ? $"sous le minimum de {r.Minimum}" : "planifiée" }),
    ];

    /// <summary>Whole percent of the seats that are confirmed.</summary>
    public int Percent => (int)Kernel.Rounding.HalfAwayFromZero(100m * Confirmed / Capacity, 0);
}

/// <summary>Reads what staff see of a unit's sessions: only the year that is shown, only the columns that are shown.</summary>
internal sealed class PlanningReader(RamureDb db, IAccess access)
{
    /// <summary>The first year of a school year that an address names, <c>2024</c> for 2024-2025; that of <paramref name="today"/> when it names none.</summary>
    public static int Year(string? asked, DateOnly today) =>
        int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is > 1900 and < 2200 ? year : Period.SchoolYearOf(today);

    /// <summary>The slots of sessions that are not cancelled, in order.</summary>
    public async Task<IReadOnlyList<PlannedSlot>> SlotsAsync(string unit, DayRange days, CancellationToken cancel = default)
    {
        await access.DemandAsync(TrainingPermissions.Prepare, unit, cancel);
        var (from, to) = (days.From, days.To);
        return await db.Set<Session>().AsNoTracking().Where(s => s.Unit == unit && s.State != SessionState.Cancelled)
            .Join(db.Set<Course>(), s => s.CourseId, c => c.Id, (s, c) => new { s.Id, c.Content.Title })
            .Join(db.Set<Slot>(), s => s.Id, slot => slot.SessionId, (s, slot) => new { s, slot })
            .Where(x => x.slot.Day >= from && x.slot.Day < to).OrderBy(x => x.slot.StartsAt).ThenBy(x => x.slot.Id)
            .Select(x => new PlannedSlot(x.s.Id, x.s.Title, x.slot.Day, x.slot.Start, x.slot.End, x.slot.HoursKnown, x.slot.StartsAt, x.slot.EndsAt, x.slot.Place)).ToListAsync(cancel);
    }

    /// <summary>The sessions that begin within these days, in order.</summary>
    public async Task<IReadOnlyList<SessionLoad>> LoadAsync(string unit, DayRange days, string timeZone, CancellationToken cancel = default)
    {
        await access.DemandAsync(TrainingPermissions.Prepare, unit, cancel);
        var (from, to) = (LocalTime.Midnight(days.From, timeZone), LocalTime.Midnight(days.To, timeZone));
        var sessions = db.Set<Session>().AsNoTracking().Where(s => s.Unit == unit && s.StartsAt >= from && s.StartsAt < to);
        var counts = (await db.Set<SessionRegistration>().Where(r => sessions.Any(s => s.Id == r.SessionId))
            .GroupBy(r => new { r.SessionId, r.State }).Select(g => new { g.Key.SessionId, g.Key.State, Count = g.Count() }).ToListAsync(cancel)).ToLookup(c => c.SessionId);
        var rows = await sessions.Join(db.Set<Course>(), s => s.CourseId, c => c.Id, (s, c) => new { s.Id, c.Content.Title, s.StartsAt, s.TimeZone, s.State, s.Capacity, s.Minimum })
            .OrderBy(s => s.StartsAt).ThenBy(s => s.Id).ToListAsync(cancel);
        return
        [
            .. rows.Select(s =>
            {
                int Count(RegistrationState state) => counts[s.Id].FirstOrDefault(c => c.State == state)?.Count ?? 0;
                return new SessionLoad(
                    s.Id, s.Title, s.StartsAt, s.TimeZone, s.State, s.Capacity, s.Minimum,
                    Count(RegistrationState.Confirmed), Count(RegistrationState.Offered), Count(RegistrationState.Waiting), Count(RegistrationState.Requested));
            }),
        ];
    }
}
