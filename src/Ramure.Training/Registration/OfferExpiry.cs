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
internal sealed class OfferExpiry(OperationRunner runner, RamureDb db, IClock clock) : IJob
{
    private const int AtOnce = 200;

    public string Name => "training.offers";

    public string Label => "Places proposées qui n’ont pas été prises";

    public TimeSpan Every => TimeSpan.FromMinutes(5);

    public async Task RunAsync(CancellationToken cancel)
    {
        var now = clock.UtcNow;
        var over = await db.Set<SessionRegistration>().AsNoTracking().Where(r => r.State == RegistrationState.Offered && r.OfferUntil <= now)
            .OrderBy(r => r.OfferUntil).Take(AtOnce).Select(r => new { r.Id, r.SessionId }).ToListAsync(cancel);
        foreach (var one in over)
            (await ExpireAsync(one.Id, one.SessionId, cancel)).Value.ToString();
    }

    private Task<Result<Done>> ExpireAsync(Guid id, Guid sessionId, CancellationToken cancel) =>
        runner.RunAsync<Done>(new Operation("training.expire-offer", Permission.System), async scope =>
        {
            db.ChangeTracker.Clear();
            await db.Set<Session>().Where(s => s.Id == sessionId).ExecuteUpdateAsync(set => set.SetProperty(s => s.LastNumber, s => s.LastNumber), cancel);
            var session = await db.Set<Session>().AsNoTracking().SingleAsync(s => s.Id == sessionId, cancel);
            var row = await db.Set<SessionRegistration>().SingleAsync(r => r.Id == id, cancel);
            // Taken while we came.
            if (row.State != RegistrationState.Offered || row.OfferUntil > scope.At)
                return default(Done);
            row.State = RegistrationState.Expired;
            scope.Audit(Registrar.SubjectKind, id.ToString("D"), new { State = RegistrationState.Offered }, new { row.State }, session.Unit);
            Mails.Tell(scope, session, row);
            await WaitingList.PassOnAsync(scope, session, cancel);
            return default(Done);
        }, cancel);
}
