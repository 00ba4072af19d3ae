using Microsoft.EntityFrameworkCore;
using Ramure.Journal.Contracts;
using Ramure.Journal.Model;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Ledger.Contracts;

namespace Ramure.Journal.Recording;

/// <summary>Hands activities over to another module.</summary>
internal sealed class ActivityHandOver(RamureDb db, ILedger ledger, IAccess access) : IJournalHandOver
{
    public async Task<NotedActivity?> FindAsync(Guid id, CancellationToken cancel)
    {
        if (await db.Set<Activity>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, cancel) is not { } activity)
            return null;
        await access.DemandAsync(JournalPermissions.Read, activity.Unit, cancel);
        return activity.State == ActivityState.Recorded ? Noted(activity) : null;
    }

    public async Task<IReadOnlyList<NotedActivity>> FromSourceAsync(string kind, string sourcePrefix, CancellationToken cancel)
    {
        var scope = await access.DemandAsync(JournalPermissions.Read, cancel);
        var rows = await db.Set<Activity>().AsNoTracking()
            .Where(a => a.State == ActivityState.Recorded && a.Kind == kind && a.Source != null && a.Source.StartsWith(sourcePrefix))
            .OrderBy(a => a.Source).ToListAsync(cancel);
        return [.. rows.Where(a => scope.Covers(a.Unit)).Select(Noted)];
    }

    public async Task<Result<Done>> HandOverAsync(OperationScope scope, NotedActivity activity, string takenBy, CancellationToken cancel)
    {
        var row = await db.Set<Activity>().SingleAsync(a => a.Id == activity.Id, cancel);
        scope.Demand(row.Unit);
        if (row.State != ActivityState.Recorded || row.Version != activity.Version)
            return ActivityWriter.Changed;
        var before = ActivityVersion.Of(row);
        row.HandOver(takenBy);
        scope.Audit(ActivityVersion.SubjectKind, row.Id.ToString(), before, ActivityVersion.Of(row), row.Unit);
        await db.SaveChangesAsync(cancel);
        await ledger.WithdrawAsync(scope, JournalMeasures.SourceKind, row.Id.ToString(), cancel);
        return default(Done);
    }

    internal static NotedActivity Noted(Activity activity) => new(activity.Id, activity.Version, activity.Content());
}
