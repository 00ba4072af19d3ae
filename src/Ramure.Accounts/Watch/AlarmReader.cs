using Microsoft.EntityFrameworkCore;
using Ramure.Accounts.Contracts;
using Ramure.Accounts.Model;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Time;

namespace Ramure.Accounts.Watch;

/// <summary>What was counted on a day.</summary>
internal sealed record WatchDay(DateOnly Day, long WrongSignIns, long Refusals, long StrangerRefusals);

/// <summary>Alarms and counts, for who administers.</summary>
internal sealed class AlarmReader(RamureDb db, IAccess access, IClock clock)
{
    private const int Days = 14;
    private static readonly TimeSpan Recent = TimeSpan.FromDays(1);

    /// <summary>The latest first.</summary>
    public async Task<IReadOnlyList<Alarm>> AlarmsAsync(CancellationToken cancel = default)
    {
        await access.DemandAsync(AccountsPermissions.Watch, cancel);
        return await db.Set<Alarm>().AsNoTracking().OrderByDescending(a => a.At).ThenBy(a => a.Kind).Take(200).ToListAsync(cancel);
    }

    /// <summary>Alarms of the last day; none for who may not see them.</summary>
    public async Task<IReadOnlyList<Alarm>> RecentAsync(CancellationToken cancel = default)
    {
        var since = clock.UtcNow - Recent;
        return await access.MayAsync(AccountsPermissions.Watch, cancel)
            ? await db.Set<Alarm>().AsNoTracking().Where(a => a.At > since).OrderByDescending(a => a.At).ThenBy(a => a.Kind).ToListAsync(cancel)
            : [];
    }

    /// <summary>The last days, today first, each with its sums; UTC days.</summary>
    public async Task<IReadOnlyList<WatchDay>> DaysAsync(CancellationToken cancel = default)
    {
        await access.DemandAsync(AccountsPermissions.Watch, cancel);
        var today = DateOnly.FromDateTime(clock.UtcNow);
        var since = today.AddDays(1 - Days).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        var counts = await db.Set<WatchCount>().AsNoTracking().Where(c => c.Slot >= since).ToListAsync(cancel);
        var sums = counts.ToLookup(c => (DateOnly.FromDateTime(c.Slot), c.Kind), c => c.Count);
        return [.. Enumerable.Range(0, Days).Select(i => today.AddDays(-i)).Select(day => new WatchDay(day, Sum(day, Watched.WrongSignIn), Sum(day, Watched.Refused), Sum(day, Watched.StrangerRefused)))];

        long Sum(DateOnly day, Watched what) => sums[(day, what.ToString())].Sum();
    }
}
