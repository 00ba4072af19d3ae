using Microsoft.EntityFrameworkCore;
using Ramure.Accounts.Contracts;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Training.Model;

namespace Ramure.Training.Registration.Teams;

/// <summary>Colleagues of one school whom one of them registers.</summary>
/// <param name="TogetherOrNot">Everybody gets a seat, or nobody is registered; otherwise those without a seat wait.</param>
internal sealed record RegisterTeam(Guid Session, string? People, Belonging Belonging, bool TogetherOrNot);

/// <summary>Registers a school's team. Each one is told who did it, by the mail that tells what became of it, and may decline.</summary>
internal sealed class TeamRegistrar(OperationRunner runner, RamureDb db, IAccess access, IAccounts accounts, Seats seats)
{
    /// <summary>Persons whom one account may register in a day: nobody's address is a target.</summary>
    public const int PerDay = 100;

    public async Task<Result<List<SessionRegistration>>> RegisterAsync(RegisterTeam team, CancellationToken cancel = default)
    {
        if (access.Actor.AccountId is not { } id || await accounts.FindAsync(id, cancel) is null)
            throw new AccessDeniedException(Permission.OwnAccount);
        return await runner.RunAsync<List<SessionRegistration>>(new Operation("training.register-team", Permission.OwnAccount), async scope =>
        {
            db.ChangeTracker.Clear();
            if (await seats.LockAsync(scope, team.Session, cancel) is not { } session)
                return Seats.Unknown;
            if (RegistrationRules.Closed(session, scope.At) is { } closed)
                return closed;
            if (!TeamText.Read(team.People).TryGet(out var members, out var refusals))
                return refusals.ToList();
            if (await TooManyAsync(scope, members.Count, cancel) is { } many)
                return many;
            if (await KnownAsync(session, members, cancel) is { Count: > 0 } known)
                return known;
            return await EnterAsync(scope, session, team, members, cancel);
        }, cancel);
    }

    private async Task<Result<List<SessionRegistration>>> EnterAsync(
        OperationScope scope, Session session, RegisterTeam team, List<TeamMember> members, CancellationToken cancel)
    {
        var rows = new List<SessionRegistration>();
        var refusals = new List<Refusal>();
        foreach (var member in members)
        {
            var account = await accounts.FindByEmailAsync(member.Email, cancel);
            var entry = new Entry(member.Name, member.Email, team.Belonging, RegistrationOrigin.Colleague)
            {
                Account = account?.Id,
                SeatOrNothing = team.TogetherOrNot && session.Mode == RegistrationMode.Open,
            };
            var entered = await seats.EnterAsync(scope, session.Id, entry, _ => null, cancel);
            if (!entered.TryGet(out var row, out var refused))
            {
                refusals.AddRange(refused.Select(r => r with { Message = $"Ligne {member.Line} : {r.Message}", Field = r.Field is "public" or "etablissement" ? r.Field : TeamText.Field }));
                continue;
            }

            // The next one counts this one.
            await db.SaveChangesAsync(cancel);
            rows.Add(row);
        }

        return refusals.Count > 0 ? refusals : rows;
    }

    private async Task<Refusal?> TooManyAsync(OperationScope scope, int more, CancellationToken cancel)
    {
        var (since, by) = (scope.At.AddDays(-1), scope.Actor);
        var already = await db.Set<SessionRegistration>().CountAsync(r => r.By == by && r.Origin == RegistrationOrigin.Colleague && r.At > since, cancel);
        return already + more > PerDay
            ? new Refusal("team-too-many", $"Vous avez inscrit {already} collègues depuis un jour ; {PerDay} au plus. Pour davantage, adressez-vous à l’unité qui organise.", TeamText.Field)
            : null;
    }

    /// <summary>Each line that names somebody who is registered already.</summary>
    private async Task<List<Refusal>> KnownAsync(Session session, List<TeamMember> members, CancellationToken cancel)
    {
        var keys = members.ConvertAll(m => Entry.KeyOf(m.Email));
        var live = (await db.Set<SessionRegistration>().AsNoTracking().Where(r => r.SessionId == session.Id && keys.Contains(r.PersonKey)).ToListAsync(cancel)).Where(r => r.IsLive).ToList();
        return [.. members.Where(m => live.Exists(r => r.PersonKey == Entry.KeyOf(m.Email)))
            .Select(m => new Refusal("already-registered", $"Ligne {m.Line} : {m.Email} est déjà inscrit, ou en attente. Retirez cette ligne.", TeamText.Field))];
    }
}
