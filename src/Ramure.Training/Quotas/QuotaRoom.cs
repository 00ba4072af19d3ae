using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Training.Model;

namespace Ramure.Training.Quotas;

/// <summary>Whom a session's quotas still let in. Read under the session's row lock it stays right until the operation ends.</summary>
internal sealed class QuotaRoom
{
    private readonly Dictionary<string, int> leftOf = [];
    private readonly Dictionary<string, int> heldBySchool = [];
    private readonly int? perSchool;

    private QuotaRoom(IEnumerable<SessionQuota> quotas)
    {
        foreach (var quota in quotas)
        {
            if (quota.Kind == QuotaKind.School)
                perSchool = quota.Seats;
            else
                leftOf[quota.Audience] = quota.Seats;
        }
    }

    public static async Task<QuotaRoom> ReadAsync(RamureDb db, Session session, CancellationToken cancel)
    {
        if (!session.HasQuotas)
            return new QuotaRoom([]);
        var room = new QuotaRoom(await db.Set<SessionQuota>().AsNoTracking().Where(q => q.SessionId == session.Id).ToListAsync(cancel));
        var held = await db.Set<SessionRegistration>()
            .Where(r => r.SessionId == session.Id && (r.State == RegistrationState.Confirmed || r.State == RegistrationState.Offered))
            .GroupBy(r => new { r.Audience, r.Uai }).Select(g => new { g.Key.Audience, g.Key.Uai, Count = g.Count() }).ToListAsync(cancel);
        foreach (var some in held)
            room.Take(some.Audience, some.Uai, some.Count);
        return room;
    }

    /// <summary>Whether one more such person may hold a seat.</summary>
    public bool Admits(string? audience, string? uai) =>
        (audience is null || !leftOf.TryGetValue(audience, out var left) || left > 0)
        && (uai is null || perSchool is null || heldBySchool.GetValueOrDefault(uai) < perSchool);

    public void Take(string? audience, string? uai, int seats = 1)
    {
        if (audience is not null && leftOf.TryGetValue(audience, out var left))
            leftOf[audience] = left - seats;
        if (uai is not null)
            heldBySchool[uai] = heldBySchool.GetValueOrDefault(uai) + seats;
    }
}
