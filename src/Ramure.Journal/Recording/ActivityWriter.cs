using Microsoft.EntityFrameworkCore;
using Ramure.Journal.Contracts;
using Ramure.Journal.Model;
using Ramure.Kernel.Operations;
using Ramure.Ledger.Contracts;

namespace Ramure.Journal.Recording;

/// <summary>Writes checked activities and their postings inside an operation: the one way, for form, import and sample.</summary>
internal sealed class ActivityWriter(ActivityRules rules, ILedger ledger) : IJournalBulk
{
    private const int Batch = 2000;

    public async Task<Result<int>> RecordAsync(
        OperationScope scope, IReadOnlyList<NewActivity> activities, IProgress<int>? progress, CancellationToken cancel)
    {
        var checkedOnes = new List<CheckedActivity>(activities.Count);
        var refusals = new List<Refusal>();
        for (var i = 0; i < activities.Count; i++)
        {
            if ((await rules.CheckAsync(activities[i], cancel: cancel)).TryGet(out var good, out var refused))
                checkedOnes.Add(good);
            else
                refusals.AddRange(refused.Select(r => r with { Line = i + 1 }));
        }

        if (refusals.Count > 0)
            return refusals;
        if (checkedOnes.Count == 0)
            return 0;
        var written = 0;
        foreach (var batch in checkedOnes.Chunk(Batch))
        {
            var result = await WriteAsync(scope, batch, auditEach: false, cancel);
            if (!result.Succeeded)
                return result.Refusals.Select(r => r with { Line = r.Line + written }).ToList();
            written += batch.Length;
            progress?.Report(written);
        }

        scope.Audit("journal-batch", Guid.CreateVersion7().ToString(), null, new
        {
            Activities = written,
            Units = checkedOnes.Select(c => c.Unit.Code).Distinct().Count(),
            From = checkedOnes.Min(c => c.Content.Start),
            To = checkedOnes.Max(c => c.Content.End ?? c.Content.Start),
        });
        return written;
    }

    /// <summary>Inserts new activities and posts them. A refusal's Line is the 1-based index.</summary>
    public async Task<Result<IReadOnlyList<Activity>>> WriteAsync(
        OperationScope scope, IReadOnlyList<CheckedActivity> activities, bool auditEach, CancellationToken cancel)
    {
        foreach (var unit in activities.Select(a => a.Unit.Code).Distinct())
            scope.Demand(unit);
        var tracker = scope.Db.ChangeTracker;
        var detect = tracker.AutoDetectChangesEnabled;
        tracker.AutoDetectChangesEnabled = false;
        try
        {
            var rows = activities.Select(a => Activity.Create(a.Content, scope.Actor, scope.At)).ToList();
            scope.Db.AddRange(rows);
            if (auditEach)
                foreach (var row in rows)
                    scope.Audit(ActivityVersion.SubjectKind, row.Id.ToString(), null, ActivityVersion.Of(row), row.Unit);
            try
            {
                await scope.Db.SaveChangesAsync(cancel);
            }
            catch (DbUpdateException) when (rows.Exists(r => r.Source is not null))
            {
                return new Refusal("source-duplicated", "Un autre import vient d’enregistrer l’une de ces lignes : relancez celui-ci, il reprendra ce qui manque.", "source");
            }

            var postings = rows.Zip(activities, (row, a) => Posting(row, a)).ToList();
            var posted = await ledger.PostAsync(scope, postings, cancel);
            foreach (var row in rows)
                scope.Db.Entry(row).State = EntityState.Detached;
            return posted.Succeeded ? rows : posted.Refusals.ToList();
        }
        finally
        {
            tracker.AutoDetectChangesEnabled = detect;
        }
    }

    /// <summary>Saves the next version of an activity and posts it, which reverses the one before (L1).</summary>
    public async Task<Result<Activity>> SayAsync(OperationScope scope, Activity activity, CheckedActivity content, CancellationToken cancel)
    {
        scope.Demand(activity.Unit);
        scope.Demand(content.Unit.Code);
        var before = ActivityVersion.Of(activity);
        activity.Say(content.Content);
        scope.Audit(ActivityVersion.SubjectKind, activity.Id.ToString(), before, ActivityVersion.Of(activity), activity.Unit);
        if (await SaveAsync(scope, cancel) is { } refusal)
            return refusal;
        var posted = await ledger.PostAsync(scope, [Posting(activity, content)], cancel);
        return posted.Succeeded ? activity : posted.Refusals.ToList();
    }

    /// <summary>Withdraws an activity: its row stays, the ledger reverses what it said.</summary>
    public async Task<Result<Activity>> WithdrawAsync(OperationScope scope, Activity activity, CancellationToken cancel)
    {
        scope.Demand(activity.Unit);
        var before = ActivityVersion.Of(activity);
        activity.Withdraw();
        scope.Audit(ActivityVersion.SubjectKind, activity.Id.ToString(), before, ActivityVersion.Of(activity), activity.Unit);
        if (await SaveAsync(scope, cancel) is { } refusal)
            return refusal;
        await ledger.WithdrawAsync(scope, JournalMeasures.SourceKind, activity.Id.ToString(), cancel);
        return activity;
    }

    private static LedgerPosting Posting(Activity row, CheckedActivity content) => new(
        new SourceRef(JournalMeasures.SourceKind, row.Id.ToString(), row.Version),
        ActivityPostings.Lines(content.Content, content.Unit.Open));

    private static async Task<Refusal?> SaveAsync(OperationScope scope, CancellationToken cancel)
    {
        try
        {
            await scope.Db.SaveChangesAsync(cancel);
            return null;
        }
        catch (DbUpdateConcurrencyException)
        {
            return Changed;
        }
    }

    /// <summary>Somebody else was quicker.</summary>
    public static Refusal Changed { get; } = new(
        "activity-changed", "Cette activité vient d’être modifiée par quelqu’un d’autre : rouvrez-la pour voir ce qui a changé, puis recommencez.");
}
