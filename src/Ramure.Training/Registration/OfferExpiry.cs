using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Jobs;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;
using Ramure.Training.Mail;
using Ramure.Training.Model;

namespace Ramure.Training.Registration;

/// <summary>Seats that were not taken in time go to the next in line.</summary>
internal sealed class OfferExpiry(OperationRunner runner, RamureDb db, Seats seats, IClock clock) : IJob
{
    private const int AtOnce = 200;

    public string Name => "training.offers";

    public string Label => "Places proposées qui n’ont pas été prises";

    public TimeSpan Every => TimeSpan.FromMinutes(5);

    public async Task RunAsync(CancellationToken cancel)
    {
        var now = clock.UtcNow;
        var over = await db.Set<SessionRegistration>().AsNoTracking().Where(r => r.State == RegistrationState.Offered && r.OfferUntil <= now)
            .OrderBy(r => r.OfferUntil).Take(AtOnce).Select(r => r.Id).ToListAsync(cancel);
        foreach (var one in over)
            (await ExpireAsync(one, cancel)).Value.ToString();
    }

    private Task<Result<Done>> ExpireAsync(Guid id, CancellationToken cancel) =>
        runner.RunAsync<Done>(new Operation("training.expire-offer", Permission.System), async scope =>
        {
            // Taken, or gone, while we came.
            if (await seats.LockRegistrationAsync(scope, id, cancel) is ({ } session, { State: RegistrationState.Offered } row) && row.OfferUntil <= scope.At)
                await seats.LeaveAsync(scope, session, row, RegistrationState.Expired, cancel);
            return default(Done);
        }, cancel);
}
