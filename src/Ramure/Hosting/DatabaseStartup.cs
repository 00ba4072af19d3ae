using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Kernel.Modules;

namespace Ramure.Hosting;

/// <summary>Brings the database up to date, then lets each module prepare what it needs.</summary>
internal sealed class DatabaseStartup(RamureDb db, IStorageProvider storage, IEnumerable<AppendOnlyTable> appendOnly, IEnumerable<IStartupTask> tasks)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        await storage.PrepareAsync(cancel);
        if ((await db.Database.GetPendingMigrationsAsync(cancel)).Any())
            await db.Database.MigrateAsync(cancel);
        await db.Database.OpenConnectionAsync(cancel);
        await storage.GuardAsync(db.Database.GetDbConnection(), cancel);
        await storage.KeepAppendOnlyAsync(db.Database.GetDbConnection(), [.. appendOnly], cancel);
        await db.Database.CloseConnectionAsync();
        foreach (var task in tasks.OrderBy(t => t.Order))
            await task.RunAsync(cancel);
    }
}
