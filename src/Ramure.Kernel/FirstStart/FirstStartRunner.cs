using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;

namespace Ramure.Kernel.FirstStart;

/// <summary>
/// Fills a new installation once. What it chose is recorded before anything is loaded, so that a start after a kill goes on with
/// the same choice, and a later start changes nothing.
/// </summary>
public sealed class FirstStartRunner(
    RamureDb db, IServiceScopeFactory scopes, IStorageProvider storage, OperationRunner operations, IEnumerable<IFirstStart> steps)
{
    private const long LockKey = 0x46495253;

    /// <summary>Runs the steps still to run, in order; none in an installation that is filled or is somebody's own.</summary>
    /// <param name="empty">Leaves activity out; counts only the first time, when the choice is made.</param>
    /// <param name="show">Shows a step while it runs the step's work.</param>
    public async Task RunAsync(bool empty, Func<IFirstStart, Func<IProgress<double>, Task>, Task> show, CancellationToken cancel)
    {
        if (await IsSettledAsync(cancel))
            return;
        // Hosts that start together over one server take turns. A lock of a connection of its own: it ends with the process that
        // holds it, however that ends, where a lease would make the next start wait.
        await using var scope = scopes.CreateAsyncScope();
        var own = scope.ServiceProvider.GetRequiredService<RamureDb>().Database;
        await own.OpenConnectionAsync(cancel);
        await using var turn = await storage.BeginReadAsync(own.GetDbConnection(), cancel);
        await storage.LockAsync(own.GetDbConnection(), turn, LockKey, cancel);
        foreach (var step in await ChooseAsync(empty, cancel))
            await show(step, progress => RunAsync(step, progress, cancel));
    }

    /// <summary>Nothing is left to do and nothing to choose.</summary>
    private async Task<bool> IsSettledAsync(CancellationToken cancel) =>
        await db.Set<FirstStartStep>().AnyAsync(cancel)
            ? !await db.Set<FirstStartStep>().AnyAsync(s => s.DoneAt == null, cancel)
            : await IsSomebodysAsync(cancel);

    private async Task<bool> IsSomebodysAsync(CancellationToken cancel)
    {
        foreach (var step in steps)
            if (!await step.IsUntouchedAsync(cancel))
                return true;
        return false;
    }

    private async Task<IReadOnlyList<IFirstStart>> ChooseAsync(bool empty, CancellationToken cancel)
    {
        if (!await db.Set<FirstStartStep>().AnyAsync(cancel))
        {
            if (await IsSomebodysAsync(cancel))
                return [];
            await RecordAsync(steps.Where(s => !(empty && s.BringsActivity)).Select(s => s.Name).ToList(), cancel);
        }

        var waiting = await db.Set<FirstStartStep>().AsNoTracking().Where(s => s.DoneAt == null).Select(s => s.Name).ToListAsync(cancel);
        return [.. steps.Where(s => waiting.Contains(s.Name)).OrderBy(s => s.Order)];
    }

    private async Task RunAsync(IFirstStart step, IProgress<double> progress, CancellationToken cancel)
    {
        await step.RunAsync(progress, cancel);
        var done = await operations.RunAsync<Done>(new Operation("first-start.run", Permission.System), async scope =>
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
        var chosen = await operations.RunAsync<Done>(new Operation("first-start.choose", Permission.System), scope =>
        {
            scope.Db.AddRange(names.Select(n => new FirstStartStep { Name = n, ChosenAt = scope.At }));
            scope.Audit("first-start", "steps", null, names);
            return Task.FromResult<Result<Done>>(default(Done));
        }, cancel);
        _ = chosen.Value;
    }
}
