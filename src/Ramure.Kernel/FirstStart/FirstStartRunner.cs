using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;

namespace Ramure.Kernel.FirstStart;

/// <summary>
/// Fills a new installation once. What it chose is recorded before anything is loaded, so that a start after a kill goes on with
/// the same choice, and a later start changes nothing.
/// </summary>
public sealed class FirstStartRunner(
    RamureDb db, IStorageProvider storage, OperationRunner operations, IEnumerable<IFirstStart> steps)
{
    private const long LockKey = 0x46495253;
    private const string Actor = "system";

    /// <summary>The steps still to run, in order; none in an installation that is filled or is somebody's own.</summary>
    /// <param name="empty">Leaves activity out; counts only the first time, when the choice is made.</param>
    public async Task<IReadOnlyList<IFirstStart>> ChooseAsync(bool empty, CancellationToken cancel)
    {
        if (!await db.Set<FirstStartStep>().AnyAsync(cancel))
        {
            foreach (var step in steps)
                if (!await step.IsUntouchedAsync(cancel))
                    return [];
            await RecordAsync(steps.Where(s => !(empty && s.BringsActivity)).Select(s => s.Name).ToList(), cancel);
        }

        var waiting = await db.Set<FirstStartStep>().AsNoTracking().Where(s => s.DoneAt == null).Select(s => s.Name).ToListAsync(cancel);
        return [.. steps.Where(s => waiting.Contains(s.Name)).OrderBy(s => s.Order)];
    }

    /// <summary>Runs one step and records it as done.</summary>
    public async Task RunAsync(IFirstStart step, IProgress<double> progress, CancellationToken cancel)
    {
        await step.RunAsync(progress, cancel);
        var done = await operations.RunAsync<Done>(new Operation("first-start.run", Actor), async scope =>
        {
            var row = await scope.Db.Set<FirstStartStep>().SingleAsync(s => s.Name == step.Name, cancel);
            row.DoneAt ??= scope.At;
            scope.Audit("first-start", step.Name, null, new { row.DoneAt });
            return default(Done);
        }, cancel);
        _ = done.Value;
    }

    private async Task RecordAsync(IReadOnlyList<string> names, CancellationToken cancel)
    {
        var chosen = await operations.RunAsync<Done>(new Operation("first-start.choose", Actor), async scope =>
        {
            // Two hosts that start together over one database make one choice.
            await storage.LockAsync(scope.Connection, scope.Transaction, LockKey, cancel);
            if (await scope.Db.Set<FirstStartStep>().AnyAsync(cancel))
                return default(Done);
            scope.Db.AddRange(names.Select(n => new FirstStartStep { Name = n, ChosenAt = scope.At }));
            scope.Audit("first-start", "steps", null, names);
            return default(Done);
        }, cancel);
        _ = chosen.Value;
    }
}
