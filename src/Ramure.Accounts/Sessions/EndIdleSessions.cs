using Microsoft.EntityFrameworkCore;
using Ramure.Accounts.Model;
using Ramure.Kernel.Data;
using Ramure.Kernel.Jobs;
using Ramure.Kernel.Time;

namespace Ramure.Accounts.Sessions;

/// <summary>Ends the sessions that nobody uses, so that lists show them as over; their cookies are refused already.</summary>
internal sealed class EndIdleSessions(RamureDb db, SessionKeeper sessions, AccountSettings settings, IClock clock) : IJob
{
    public string Name => "accounts.end-idle-sessions";

    public string Label => "Terminer les sessions que personne n’utilise plus";

    public TimeSpan Every => TimeSpan.FromHours(1);

    public async Task RunAsync(CancellationToken cancel)
    {
        var now = clock.UtcNow;
        var before = now - (settings.IdleOfAdministrators < settings.Idle ? settings.IdleOfAdministrators : settings.Idle);
        foreach (var session in await db.Set<SignedInSession>().AsNoTracking().Where(s => s.RevokedAt == null && s.ExpiresAt > now && s.LastSeenAt < before).ToListAsync(cancel))
            if (await sessions.IsIdleAsync(session, cancel))
                await db.Set<SignedInSession>().Where(s => s.Id == session.Id && s.RevokedAt == null && s.LastSeenAt == session.LastSeenAt)
                    .ExecuteUpdateAsync(set => set.SetProperty(s => s.RevokedAt, now), cancel);
    }
}
