using Microsoft.EntityFrameworkCore;
using Ramure.Accounts.Model;
using Ramure.Kernel.Data;
using Ramure.Kernel.Jobs;
using Ramure.Kernel.Time;

namespace Ramure.Accounts.SignIn;

/// <summary>Counts of failed attempts are kept for a day.</summary>
internal sealed class ForgetAttempts(RamureDb db, IClock clock) : IJob
{
    public string Name => "accounts.forget-attempts";

    public string Label => "Oublier les essais de connexion manqués de plus d’un jour";

    public TimeSpan Every => TimeSpan.FromHours(1);

    public async Task RunAsync(CancellationToken cancel)
    {
        var now = clock.UtcNow;
        await db.Set<Throttle>().Where(t => t.ForgetAt <= now && t.BlockedUntil <= now).ExecuteDeleteAsync(cancel);
    }
}
