using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Ramure.Journal.Contracts;
using Ramure.Journal.Lists;
using Ramure.Journal.Model;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Lists;
using Ramure.Kernel.Text;
using Ramure.Kernel.Time;
using Ramure.Network.Contracts;
using Ramure.Ui.Components;

namespace Ramure.Journal.Activities;

/// <summary>What the address of the list asks: <c>?unite=A62&amp;du=2024-03-01&amp;au=2024-03-31&amp;genre=training&amp;theme=…&amp;q=mots</c>.</summary>
internal sealed record ActivityFilter(string? Unit, string? From, string? To, string? Kind, string? Theme, string? Words)
{
    public static ActivityFilter Of(HttpRequest request) => new(
        Text(request, "unite"), Text(request, "du"), Text(request, "au"), Text(request, "genre"), Text(request, "theme"), Text(request, "q"));

    /// <summary>Whether something narrows the list beyond the unit.</summary>
    public bool Narrows => From is not null || To is not null || Kind is not null || Theme is not null || Words is not null;

    private static string? Text(HttpRequest request, string name) => request.Query[name].ToString() is { Length: > 0 } text ? text : null;
}

/// <summary>A row of the list, in words.</summary>
internal sealed record ActivityRow(
    Guid Id, DateOnly Start, string When, string Unit, string Kind, string Title, string Place, int? Heads, string HeadsText, string Theme, string Partner, bool Withdrawn, bool TakenOver);

/// <summary>Reads activities for pages and exports: only those of units whose journal is open to who asks.</summary>
internal sealed class ActivityQuery(RamureDb db, INetwork network, ReferenceLists lists, IClock clock, IAccess access)
{
    public const int MostExported = 100_000;

    /// <summary>The columns of the list and of its export.</summary>
    public static IReadOnlyList<Column<ActivityRow>> Columns { get; } =
    [
        new("Date", r => r.Start) { Key = "date", Cell = r => builder => builder.AddContent(0, r.When) },
        new("Unité", r => r.Unit) { Key = "unite" },
        new("Genre", r => r.Kind) { Key = "genre" },
        new("Intitulé", r => r.Title) { Key = "intitule", Href = r => $"/journal/activites/{r.Id}", RowHeader = true },
        new("Lieu", r => r.Place) { Sortable = false },
        new("Effectif", r => r.Heads) { Numeric = true, Sortable = false, Cell = r => builder => builder.AddContent(0, r.HeadsText) },
        new("Thème", r => r.Theme) { Sortable = false },
        new("Partenaire", r => r.Partner) { Sortable = false },
        new("État", r => r.Withdrawn ? "retirée" : r.TakenOver ? "reprise en session" : "enregistrée") { Sortable = false },
    ];

    /// <summary>Null when there is none; denied when it is another unit's.</summary>
    /// <param name="permission">What is to be done with it; reading when null.</param>
    public async Task<Activity?> FindAsync(Guid id, Permission? permission = null, CancellationToken cancel = default)
    {
        var found = await db.Set<Activity>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, cancel);
        if (found is not null)
            await access.DemandAsync(permission ?? JournalPermissions.Read, found.Unit, cancel);
        return found;
    }

    /// <summary>The last activity of this kind noted for the unit: its place and theme are likely again.</summary>
    public async Task<Activity?> LastAsync(string unit, string kind, CancellationToken cancel = default)
    {
        await access.DemandAsync(JournalPermissions.Read, unit, cancel);
        return await db.Set<Activity>().AsNoTracking().Where(a => a.Unit == unit && a.Kind == kind && a.State == ActivityState.Recorded)
            .OrderByDescending(a => a.RecordedAt).ThenByDescending(a => a.Id).FirstOrDefaultAsync(cancel);
    }

    /// <summary>What was noted last in all units open to who asks.</summary>
    public async Task<IReadOnlyList<ActivityRow>> NewestAsync(int take, CancellationToken cancel = default) =>
        [.. (await OpenTo(await access.DemandAsync(JournalPermissions.Read, cancel)).Where(a => a.State != ActivityState.Withdrawn)
            .OrderByDescending(a => a.Id).Take(take).ToListAsync(cancel)).Select(Row)];

    /// <summary>One page of the list and the number of rows of all pages.</summary>
    public async Task<(IReadOnlyList<ActivityRow> Rows, int Total)> ListAsync(ActivityFilter filter, TableRequest table, CancellationToken cancel = default)
    {
        var found = await FilterAsync(filter with { Words = filter.Words ?? table.Filter }, cancel);
        var total = await found.CountAsync(cancel);
        var rows = await Sort(found, table).Skip(table.Skip).Take(table.Size).ToListAsync(cancel);
        return ([.. rows.Select(Row)], total);
    }

    /// <summary>The days of a month, and what is only known to the month or the year.</summary>
    public async Task<IReadOnlyList<Activity>> MonthAsync(string unit, Period month, CancellationToken cancel = default)
    {
        await access.DemandAsync(JournalPermissions.Read, unit, cancel);
        var codes = await SubtreeAsync(unit, cancel);
        var (from, to) = (month.Days.From, month.Days.To);
        return await OpenTo(await access.ScopeAsync(JournalPermissions.Read, cancel))
            .Where(a => codes.Contains(a.Unit) && a.State != ActivityState.Withdrawn && a.StartDay < to && a.EndDay >= from)
            .OrderBy(a => a.StartDay).ThenBy(a => a.Id).Take(2000).ToListAsync(cancel);
    }

    public ActivityRow Row(Activity a) => new(
        a.Id, a.StartDay, When(a), a.Unit, Labels.Kind(a.Kind), a.Title, a.PlaceName ?? Labels.Place(a.Place),
        a.Headcount.Any(h => h.Count is not null) ? a.Headcount.Sum(h => h.Count ?? 0) : null, HeadsText(a),
        lists.Theme(a.Theme), a.Partner ?? "", a.State == ActivityState.Withdrawn, a.State == ActivityState.TakenOver);

    /// <summary>« 12/03/2024 », « du 12 au 14/03/2024 », « mars 2024 », « 2023-2024 ».</summary>
    public static string When(Activity a) => a.Precision switch
    {
        Ledger.Contracts.DayBasis.Month => a.StartDay.ToString("MMMM yyyy", French.Culture),
        Ledger.Contracts.DayBasis.CivilYear => a.StartDay.ToString("yyyy", CultureInfo.InvariantCulture),
        Ledger.Contracts.DayBasis.SchoolYear => $"{a.StartDay.Year}-{a.EndDay.Year}",
        _ when a.StartDay == a.EndDay => French.ShortDay(a.StartDay),
        _ => $"{French.ShortDay(a.StartDay)} – {French.ShortDay(a.EndDay)}",
    };

    private static string HeadsText(Activity a) =>
        a.Headcount.Count == 0 ? "" : a.Headcount.All(h => h.Count is null) ? "NC"
            : French.Number(a.Headcount.Sum(h => h.Count ?? 0)) + (a.Headcount.Any(h => h.Count is null) ? " + NC" : "");

    private static IOrderedQueryable<Activity> Sort(IQueryable<Activity> found, TableRequest table) => (table.Sort, table.Descending) switch
    {
        ("unite", false) => found.OrderBy(a => a.Unit).ThenBy(a => a.StartDay).ThenBy(a => a.Id),
        ("unite", true) => found.OrderByDescending(a => a.Unit).ThenBy(a => a.StartDay).ThenBy(a => a.Id),
        ("genre", false) => found.OrderBy(a => a.Kind).ThenBy(a => a.StartDay).ThenBy(a => a.Id),
        ("genre", true) => found.OrderByDescending(a => a.Kind).ThenBy(a => a.StartDay).ThenBy(a => a.Id),
        ("intitule", false) => found.OrderBy(a => a.Search).ThenBy(a => a.StartDay).ThenBy(a => a.Id),
        ("intitule", true) => found.OrderByDescending(a => a.Search).ThenBy(a => a.StartDay).ThenBy(a => a.Id),
        ("date", false) => found.OrderBy(a => a.StartDay).ThenBy(a => a.Id),
        _ => found.OrderByDescending(a => a.StartDay).ThenByDescending(a => a.Id),
    };

    private async Task<IQueryable<Activity>> FilterAsync(ActivityFilter filter, CancellationToken cancel)
    {
        var scope = await access.DemandAsync(JournalPermissions.Read, cancel);
        var found = OpenTo(scope);
        if (filter.Unit is { } unit)
        {
            if (!scope.Covers(unit))
                throw new AccessDeniedException(JournalPermissions.Read, unit);
            var codes = await SubtreeAsync(unit, cancel);
            found = found.Where(a => codes.Contains(a.Unit));
        }

        if (Day(filter.From) is { } from)
            found = found.Where(a => a.EndDay >= from);
        if (Day(filter.To) is { } to)
            found = found.Where(a => a.StartDay <= to);
        if (filter.Kind is { } kind)
            found = found.Where(a => a.Kind == kind);
        if (filter.Theme is { } theme)
            found = found.Where(a => a.Theme == theme);
        var noted = (await access.ScopeAsync(JournalPermissions.Notes, cancel)).Units;
        foreach (var word in SearchText.Fold(filter.Words).Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(8))
            found = noted is null
                ? found.Where(a => a.Search.Contains(word) || a.NoteSearch.Contains(word))
                : found.Where(a => a.Search.Contains(word) || (noted.Contains(a.Unit) && a.NoteSearch.Contains(word)));
        return found;
    }

    private IQueryable<Activity> OpenTo(AccessScope scope) => scope.Units is { } own
        ? db.Set<Activity>().AsNoTracking().Where(a => own.Contains(a.Unit))
        : db.Set<Activity>().AsNoTracking();

    /// <summary>The unit and, for a directorate, what is under it today.</summary>
    private async Task<List<string>> SubtreeAsync(string code, CancellationToken cancel)
    {
        var snapshot = await network.SnapshotAsync(cancel);
        return snapshot.TryFind(code, out var unit)
            ? [.. snapshot.SubtreeAt(unit.Number, clock.Today(unit.TimeZone)).Select(u => u.Code).Distinct()]
            : [code];
    }

    public static DateOnly? Day(string? text) =>
        WrittenDay.TryRead(text, out var day) ? day : null;
}
