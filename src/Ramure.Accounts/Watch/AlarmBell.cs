using Microsoft.EntityFrameworkCore;
using Ramure.Accounts.Grants;
using Ramure.Accounts.Model;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Jobs;
using Ramure.Kernel.Mail;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;

namespace Ramure.Accounts.Watch;

/// <summary>Looks whether the last hour was unusual, and tells who administers the network: at most one mail in an hour, whatever goes on.</summary>
internal sealed class AlarmBell(RamureDb db, OperationRunner operations, Administrators administrators, MailQueue mails, AlarmLevels levels, IClock clock) : IJob
{
    private const int CountDays = 90;
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    public string Name => "accounts.watch";

    public string Label => "Alerter sur un usage inhabituel : connexions manquées, accès refusés";

    public TimeSpan Every => TimeSpan.FromMinutes(5);

    public async Task RunAsync(CancellationToken cancel)
    {
        var now = clock.UtcNow;
        var (old, since) = (now.AddDays(-CountDays), now - Window);
        await db.Set<WatchCount>().Where(c => c.Slot < old).ExecuteDeleteAsync(cancel);
        if (await db.Set<Alarm>().AnyAsync(a => a.At > since, cancel))
            return;
        var sums = await db.Set<WatchCount>().AsNoTracking().Where(c => c.Slot > since).GroupBy(c => c.Kind).Select(g => new { g.Key, Sum = g.Sum(c => c.Count) }).ToListAsync(cancel);
        var loud = sums.Select(s => (What: WatchWords.Parse(s.Key), s.Sum)).Where(s => s.What is { } what && levels.Of(what) is > 0 and var level && s.Sum >= level).Select(s => (What: s.What!.Value, s.Sum)).ToList();
        if (loud.Count > 0)
            await RingAsync(loud, cancel);
    }

    private Task RingAsync(List<(Watched What, long Sum)> loud, CancellationToken cancel) =>
        operations.RunAsync<Done>(new Operation("accounts.alarm", Permission.System), async scope =>
        {
            var told = await administrators.OfWholeNetworkAsync(cancel);
            foreach (var (what, sum) in loud)
            {
                var alarm = new Alarm { Id = Guid.CreateVersion7(), At = scope.At, Kind = what.ToString(), Count = sum };
                scope.Db.Add(alarm);
                scope.Audit("alarm", alarm.Id.ToString("D"), null, new { alarm.Kind, alarm.Count, Told = told.Count });
            }

            foreach (var account in told)
                mails.Send(scope, new Letter(account.Email!, account.DisplayName, "usage inhabituel", [.. loud.Select(l => WatchWords.Sentence(l.What, l.Sum))])
                {
                    LinkLabel = "Voir la surveillance",
                    LinkPath = WatchPage.Address,
                    Afterwards = ["Il n’y aura pas d’autre message de ce genre avant une heure."],
                });
            return default(Done);
        }, cancel);
}
