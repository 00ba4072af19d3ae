using Microsoft.EntityFrameworkCore;
using Ramure.Journal.Contracts;
using Ramure.Journal.Model;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Time;
using Ramure.Ledger.Contracts;

namespace Ramure.Journal.Activities;

/// <summary>Reads the days of activities, and only what a calendar shows of them.</summary>
internal sealed class JournalDays(RamureDb db, IAccess access) : IJournalDays
{
    public async Task<IReadOnlyList<JournalDay>> DaysAsync(string unit, DayRange days, CancellationToken cancel = default)
    {
        if (!await access.MayAsync(JournalPermissions.Read, unit, cancel))
            return [];
        var (from, to) = (days.From, days.To);
        var found = await db.Set<Activity>().AsNoTracking()
            .Where(a => a.Unit == unit && a.State == ActivityState.Recorded && a.Precision == DayBasis.Day && a.StartDay < to && a.EndDay >= from)
            .OrderBy(a => a.StartDay).ThenBy(a => a.Id).Select(a => new { a.Id, a.Title, a.StartDay, a.EndDay, a.Days }).ToListAsync(cancel);
        return
        [
            .. found.SelectMany(a => (a.Days.Count > 0 ? a.Days.Select(d => d.Day) : Range(a.StartDay, a.EndDay)).Where(days.Contains)
                .Select(day => new JournalDay(day, a.Title, $"/journal/activites/{a.Id}"))).OrderBy(d => d.Day),
        ];
    }

    private static IEnumerable<DateOnly> Range(DateOnly first, DateOnly last)
    {
        for (var day = first; day <= last; day = day.AddDays(1))
            yield return day;
    }
}
