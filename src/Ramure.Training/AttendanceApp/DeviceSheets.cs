using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Time;
using Ramure.Network.Contracts;
using Ramure.Training.Attendance;
using Ramure.Training.Contracts;
using Ramure.Training.Model;
using Ramure.Training.Sessions;

namespace Ramure.Training.AttendanceApp;

/// <summary>
/// The sheets a device may keep. Those of the sessions that somebody gives come by themselves; those of their unit only when asked for
/// one by one, so that a device holds no more names than its person needs.
/// </summary>
internal sealed class DeviceSheets(RamureDb db, IAccess access, IClock clock, AttendanceReader reader, IActorNames names, ISchools schools)
{
    /// <summary>Sheets that one device may hold.</summary>
    public const int Most = 100;

    /// <summary>Days before and after today within which sheets come by themselves.</summary>
    public const int DaysAround = 30;

    private static readonly CultureInfo Fr = CultureInfo.GetCultureInfo("fr-FR");

    private const int MostOffers = 30;
    private const int OfferDaysBefore = 7;
    private const int OfferDaysAfter = 14;

    /// <summary>The sheets of one's own sessions, those asked for, and what else could be asked for.</summary>
    public async Task<PulledSheets> PullAsync(IReadOnlyList<Guid> asked, CancellationToken cancel = default)
    {
        var (account, now) = (access.Actor.AccountId, clock.UtcNow);
        var own = await Within(now.AddDays(-DaysAround), now.AddDays(DaysAround))
            .Where(s => account != null && s.Trainers.Any(t => t.Trainer!.AccountId == account))
            .OrderBy(s => s.StartsAt).Select(s => s.Id).Take(Most).ToListAsync(cancel);
        var (sheets, gone) = await OfAsync([.. own.Concat(asked).Distinct()], cancel);
        return new PulledSheets(sheets, gone, await OffersAsync([.. sheets.Select(s => s.Session)], now, cancel));
    }

    /// <summary>These sheets as they are now, and those of them that are no longer to be kept.</summary>
    public async Task<(IReadOnlyList<DeviceSheet> Sheets, IReadOnlyList<GoneSheet> Gone)> OfAsync(IReadOnlyList<Guid> sessions, CancellationToken cancel = default)
    {
        var (found, gone) = (new List<Sheet>(), new List<GoneSheet>());
        foreach (var id in sessions)
        {
            if (await FindAsync(id, cancel) is not { } sheet)
                gone.Add(new GoneSheet(id, "fermée à votre compte"));
            else if (sheet.Session.State is not SessionState.Planned)
                gone.Add(new GoneSheet(id, sheet.Session.State == SessionState.Closed ? "close" : "annulée"));
            else
                found.Add(sheet);
        }

        var said = await names.NamesAsync(found.SelectMany(Statements).Select(s => s.By).Distinct(), cancel);
        var places = new Dictionary<string, DeviceSchool>(StringComparer.Ordinal);
        foreach (var uai in found.SelectMany(Uais).Distinct(StringComparer.Ordinal))
            if (await schools.FindAsync(uai, cancel) is { } school)
                places[uai] = new DeviceSchool(uai, school.Town is null ? school.Name : $"{school.Name}, {school.Town}");
        return ([.. found.Select(s => Of(s, said, places))], gone);
    }

    private async Task<Sheet?> FindAsync(Guid id, CancellationToken cancel)
    {
        try
        {
            return await reader.SheetAsync(id, cancel);
        }
        catch (AccessDeniedException)
        {
            // A sheet that is no longer theirs is for them as one that does not exist: the device gives it back.
            return null;
        }
    }

    private async Task<IReadOnlyList<OfferedSheet>> OffersAsync(IReadOnlyList<Guid> kept, DateTime now, CancellationToken cancel)
    {
        var scope = await access.ScopeAsync(TrainingPermissions.People, cancel);
        if (scope.IsNothing)
            return [];
        var units = scope.Units?.ToList();
        var rows = await Within(now.AddDays(-OfferDaysBefore), now.AddDays(OfferDaysAfter))
            .Where(s => (units == null || units.Contains(s.Unit)) && !kept.Contains(s.Id))
            .OrderBy(s => s.StartsAt).ThenBy(s => s.Id).Take(MostOffers).Include(s => s.Slots)
            .Join(db.Set<Course>().AsNoTracking(), s => s.CourseId, c => c.Id, (s, c) => new { s, c.Content.Title }).ToListAsync(cancel);
        return [.. rows.Select(r => new OfferedSheet(
            r.s.Id, r.Title, When.Of(r.s), When.Zone(r.s.TimeZone), string.Join(", ", r.s.Slots.OrderBy(x => x.StartsAt).Select(x => x.Place).Distinct()), r.s.StartsAt))];
    }

    private IQueryable<Session> Within(DateTime from, DateTime to) =>
        db.Set<Session>().AsNoTracking().Where(s => s.State == SessionState.Planned && s.Slots.Any(x => x.StartsAt < to && x.EndsAt > from));

    private static IEnumerable<IStatement> Statements(Sheet sheet) =>
        sheet.People.SelectMany(p => p.Marks).SelectMany(m => m.Said.Heads.Cast<IStatement>()).Concat(sheet.Headcounts.SelectMany(h => h.Said.Heads));

    private static IEnumerable<string> Uais(Sheet sheet) =>
        sheet.People.Select(p => p.Registration.Uai).Concat(sheet.Slots.Select(s => s.Uai)).Concat(sheet.Headcounts.Select(h => h.Uai)).OfType<string>();

    private DeviceSheet Of(Sheet sheet, IReadOnlyDictionary<string, string> said, Dictionary<string, DeviceSchool> places)
    {
        var (session, account) = (sheet.Session, access.Actor.AccountId);
        return new DeviceSheet(
            session.Id, sheet.Course.Content.Title, When.Of(session), When.Zone(session.TimeZone), session.StartsAt, sheet.Slots.Max(s => s.EndsAt),
            account is not null && session.Trainers.Any(t => t.Trainer?.AccountId == account),
            [.. sheet.Slots.Select(s => new DeviceSlot(
                s.Id, When.Of(s), $"{s.Day.ToString("d MMM", Fr)}, {s.Start.Hour}\u00a0h\u00a0{s.Start.Minute:00}", Hour(s.Start), Hour(s.End), s.Minutes, s.Place, s.StartsAt - AttendanceRules.Before, s.StartsAt, s.EndsAt))],
            [.. sheet.People.Select(p => p.Registration).Select(r => new DevicePerson(r.Id, r.Name, r.Uai, r.Audience, r.State == RegistrationState.WalkIn))],
            [.. sheet.People.SelectMany(p => p.Marks.Where(m => m.Said.IsSaid).Select(m => new DeviceMark(m.Slot.Id, p.Registration.Id, Heads(m.Said.Heads, said))))],
            [.. sheet.Headcounts.Select(h => new DeviceHeadcount(h.Slot.Id, h.Uai, h.Audience, Heads(h.Said.Heads, said)))],
            [.. Uais(sheet).Distinct(StringComparer.Ordinal).Where(places.ContainsKey).Select(u => places[u])]);
    }

    private IReadOnlyList<DeviceStatement> Heads<T>(IReadOnlyList<T> heads, IReadOnlyDictionary<string, string> said)
        where T : IStatement => [.. heads.Select(h => new DeviceStatement(
            h.Id, h.Said, h.By == access.Actor.Reference ? "vous" : said.GetValueOrDefault(h.By, "quelqu’un"), h.NotedAt))];

    private static string Hour(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);
}
