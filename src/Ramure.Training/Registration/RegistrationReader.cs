using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Ramure.Accounts.Contracts;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Training.Model;

namespace Ramure.Training.Registration;

/// <summary>One's own registration to a session.</summary>
/// <param name="Rank">Place on the waiting list, from 1; null when not waiting.</param>
internal sealed record OwnRegistration(SessionRegistration Registration, Session Session, Course Course, int? Rank);

/// <summary>What a person sees of their own registrations.</summary>
internal sealed class RegistrationReader(RamureDb db, IAccess access, IAccounts accounts)
{
    /// <summary>All registrations of whoever is signed in, the latest session first.</summary>
    public async Task<IReadOnlyList<OwnRegistration>> OwnAsync(CancellationToken cancel = default)
    {
        if (await MineAsync(cancel) is not { } mine)
            return [];
        var rows = await db.Set<SessionRegistration>().AsNoTracking().Where(mine).ToListAsync(cancel);
        var ids = rows.ConvertAll(r => r.SessionId);
        var sessions = await db.Set<Session>().AsNoTracking().Include(s => s.Slots).Where(s => ids.Contains(s.Id)).ToDictionaryAsync(s => s.Id, cancel);
        var courseIds = sessions.Values.Select(s => s.CourseId).Distinct().ToList();
        var courses = await db.Set<Course>().AsNoTracking().Where(c => courseIds.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancel);
        var own = new List<OwnRegistration>();
        foreach (var row in rows.OrderByDescending(r => sessions[r.SessionId].StartsAt))
            own.Add(new OwnRegistration(row, sessions[row.SessionId], courses[sessions[row.SessionId].CourseId], await RankAsync(row, cancel)));
        return own;
    }

    /// <summary>The registration of whoever is signed in to a session, whatever became of it; null when there is none.</summary>
    public async Task<SessionRegistration?> OfSessionAsync(Guid session, CancellationToken cancel = default)
    {
        if (await MineAsync(cancel) is not { } mine)
            return null;
        var rows = await db.Set<SessionRegistration>().AsNoTracking().Where(r => r.SessionId == session).Where(mine).ToListAsync(cancel);
        return rows.OrderByDescending(r => r.IsLive).ThenByDescending(r => r.Number).FirstOrDefault();
    }

    /// <summary>Place on the waiting list, from 1; null for who does not wait.</summary>
    public async Task<int?> RankAsync(SessionRegistration row, CancellationToken cancel = default) => row.State != RegistrationState.Waiting
        ? null
        : 1 + await db.Set<SessionRegistration>().CountAsync(
            r => r.SessionId == row.SessionId && r.State == RegistrationState.Waiting && (r.Priority > row.Priority || (r.Priority == row.Priority && r.Number < row.Number)), cancel);

    /// <summary>What whoever is signed in said of themselves the last time.</summary>
    public async Task<Belonging> RememberedAsync(CancellationToken cancel = default)
    {
        if (access.Actor.AccountId is not { } account)
            return Belonging.Unsaid;
        var last = await db.Set<SessionRegistration>().AsNoTracking().Where(r => r.AccountId == account && r.Audience != null)
            .OrderByDescending(r => r.At).Select(r => new { r.Audience, r.Uai }).FirstOrDefaultAsync(cancel);
        return last is null ? Belonging.Unsaid : new Belonging(last.Audience, last.Uai);
    }

    /// <summary>By account, or by the address that the account has proved, for who was registered before they had one.</summary>
    private async Task<Expression<Func<SessionRegistration, bool>>?> MineAsync(CancellationToken cancel)
    {
        if (access.Actor.AccountId is not { } account)
            return null;
        var key = await accounts.FindAsync(account, cancel) is { } me ? Entry.KeyOf(me.Email) : null;
        return r => r.AccountId == account || (r.AccountId == null && key != null && r.PersonKey == key);
    }
}
