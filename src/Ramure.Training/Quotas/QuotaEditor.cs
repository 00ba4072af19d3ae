using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Kernel.Lists;
using Ramure.Kernel.Operations;
using Ramure.Training.Contracts;
using Ramure.Training.Model;
using Ramure.Training.Registration;
using Ramure.Training.Sessions;

namespace Ramure.Training.Quotas;

/// <summary>Says how the seats of a session are shared out. Seats that are held stay held; those that become free for somebody are offered.</summary>
internal sealed class QuotaEditor(OperationRunner runner, RamureDb db, ReferenceLists lists, Seats seats)
{
    public Task<List<SessionQuota>> OfAsync(Guid session, CancellationToken cancel = default) =>
        db.Set<SessionQuota>().AsNoTracking().Where(q => q.SessionId == session).ToListAsync(cancel);

    /// <summary>Each quota with what is held of it; for schools, the one that holds most.</summary>
    public async Task<IReadOnlyList<QuotaUse>> UseAsync(Session session, CancellationToken cancel = default)
    {
        if (!session.HasQuotas)
            return [];
        var held = db.Set<SessionRegistration>().Where(r => r.SessionId == session.Id && (r.State == RegistrationState.Confirmed || r.State == RegistrationState.Offered));
        var byAudience = await held.Where(r => r.Audience != null).GroupBy(r => r.Audience!).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        var bySchool = await held.Where(r => r.Uai != null).GroupBy(r => r.Uai!).Select(g => g.Count()).ToListAsync(cancel);
        return [.. (await OfAsync(session.Id, cancel)).OrderBy(q => q.Kind).ThenBy(q => q.Audience).Select(q => q.Kind == QuotaKind.School
            ? new QuotaUse("Chaque établissement (le plus représenté)", bySchool.DefaultIfEmpty().Max(), q.Seats)
            : new QuotaUse(lists.Audience(q.Audience), byAudience.GetValueOrDefault(q.Audience), q.Seats))];
    }

    public Task<Result<Done>> SetAsync(Guid id, QuotaText text, CancellationToken cancel = default) =>
        runner.RunAsync<Done>(new Operation("training.set-quotas", TrainingPermissions.Prepare), async scope =>
        {
            db.ChangeTracker.Clear();
            if (await seats.LockAsync(scope, id, cancel) is not { } session)
                return Seats.Unknown;
            scope.Demand(session.Unit);
            if (RegistrationRules.Over(session) is { } over)
                return over;
            if (!text.Read(lists, session.Capacity).TryGet(out var said, out var refusals))
                return refusals.ToList();
            var before = await db.Set<SessionQuota>().Where(q => q.SessionId == id).ToListAsync(cancel);
            if (await UnsaidAsync(id, said, cancel) is { } unsaid)
                return unsaid;
            db.RemoveRange(before.Where(b => !said.Any(s => s.Kind == b.Kind && s.Audience == b.Audience)));
            foreach (var (kind, audience, seats) in said)
            {
                if (before.Find(b => b.Kind == kind && b.Audience == audience) is { } known)
                    known.Seats = seats;
                else
                    db.Add(new SessionQuota { SessionId = id, Kind = kind, Audience = audience, Seats = seats });
            }

            scope.Audit(SessionPlanner.SubjectKind, id.ToString("D"), null, new { Quotas = said.ToDictionary(q => q.Kind == QuotaKind.School ? "school" : q.Audience, q => q.Seats) }, session.Unit);
            var any = session.HasQuotas = said.Count > 0;
            await db.Set<Session>().Where(s => s.Id == id).ExecuteUpdateAsync(set => set.SetProperty(s => s.HasQuotas, any), cancel);
            await WaitingList.FillAsync(scope, session, cancel);
            return default(Done);
        }, cancel);

    /// <summary>Those who said nothing when nothing counted it would pass beside the quota, or never be offered a seat.</summary>
    private async Task<Refusal?> UnsaidAsync(Guid id, IReadOnlyList<(QuotaKind Kind, string Audience, int Seats)> said, CancellationToken cancel)
    {
        var live = db.Set<SessionRegistration>().Where(r => r.SessionId == id
            && (r.State == RegistrationState.Confirmed || r.State == RegistrationState.Offered || r.State == RegistrationState.Waiting || r.State == RegistrationState.Requested));
        var audience = said.Any(q => q.Kind == QuotaKind.Audience) ? await live.CountAsync(r => r.Audience == null, cancel) : 0;
        var school = said.Any(q => q.Kind == QuotaKind.School) ? await live.CountAsync(r => r.Uai == null, cancel) : 0;
        return audience > 0
            ? new Refusal("quota-unsaid", $"{audience} des inscrits n’ont pas dit leur public : complétez leur inscription avant de limiter les places par public.")
            : school > 0
                ? new Refusal("quota-unsaid", $"{school} des inscrits n’ont pas dit leur établissement : complétez leur inscription avant de limiter les places par établissement.")
                : null;
    }
}
