using Microsoft.EntityFrameworkCore;
using Ramure.Accounts.Contracts;
using Ramure.Accounts.Model;
using Ramure.Kernel.Access;
using Ramure.Kernel.Operations;
using Ramure.Ui.Components;

namespace Ramure.Accounts.Grants;

/// <summary>Gives roles, takes them away, changes their days.</summary>
internal sealed class GrantService(OperationRunner operations, Grantors grantors, GrantRules rules, Administrators administrators)
{
    public Task<Result<Guid>> GrantAsync(Guid account, GrantWish wish, string? reason = null, CancellationToken cancel = default) =>
        operations.RunAsync<Guid>(new Operation("accounts.grant", AccountsPermissions.Grant, Text(reason)), async scope =>
        {
            await administrators.LockAsync(scope, cancel);
            if (wish.Unit is { Length: > 0 } unit)
                scope.Demand(unit);
            var power = await grantors.OfActorAsync(cancel);
            var checkedWish = await rules.CheckAsync(wish, power, cancel);
            if (!checkedWish.TryGet(out var sound, out var refusals))
                return Result<Guid>.Refused(refusals);
            if (await scope.Db.Set<Account>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == account, cancel) is not { ErasedAt: null } person)
                return new Refusal("account-unknown", "Ce compte n’existe pas.", "compte");
            if (person.DisabledAt is not null)
                return new Refusal("account-closed", "Ce compte est fermé : rouvrez-le d’abord.", "compte");
            if (scope.Actor == Actor.Account(account).Reference && !power.Administers(sound.Unit))
                return new Refusal("own-grant", "Personne ne se donne un rôle : demandez-le à qui administre l’unité.", "compte");
            return await AddAsync(scope, account, sound, cancel);
        }, cancel);

    /// <summary>Adds a grant inside another operation: an accepted invitation, the first administrator.</summary>
    public static async Task<Result<Guid>> AddAsync(OperationScope scope, Guid account, SoundGrant sound, CancellationToken cancel, string? grantedBy = null)
    {
        var same = await scope.Db.Set<RoleGrant>().AsNoTracking()
            .Where(g => g.AccountId == account && g.Role == sound.Role && g.Unit == sound.Unit && g.RevokedAt == null).ToListAsync(cancel);
        if (same.FirstOrDefault(g => (g.To is null || sound.From < g.To) && (sound.To is null || g.From < sound.To)) is { } held)
            return new Refusal("grant-exists", $"Ce compte tient déjà ce rôle pour {sound.Unit} depuis le {French.Day(held.From)} : changez ses dates, ou retirez-le d’abord.", "unite");
        var grant = new RoleGrant
        {
            Id = Guid.CreateVersion7(),
            AccountId = account,
            Role = sound.Role,
            Unit = sound.Unit,
            From = sound.From,
            To = sound.To,
            Items = sound.Items,
            GrantedBy = grantedBy ?? scope.Actor,
            GrantedAt = scope.At,
        };
        scope.Db.Add(grant);
        scope.Audit("grant", grant.Id.ToString(), null, Shape(grant), TrailUnit(grant.Unit));
        return grant.Id;
    }

    /// <param name="until">Last day, included; null without end.</param>
    public Task<Result<Done>> ChangeDatesAsync(Guid grant, DateOnly from, DateOnly? until, string? reason = null, CancellationToken cancel = default) =>
        ChangeAsync("accounts.change-grant", grant, reason, (_, row) =>
        {
            var refusals = new List<Refusal>();
            GrantRules.CheckDays(from, until, refusals);
            if (refusals.Count == 0)
                (row.From, row.To) = (from, until?.AddDays(1));
            return refusals;
        }, cancel);

    public Task<Result<Done>> RevokeAsync(Guid grant, string? reason = null, CancellationToken cancel = default) =>
        ChangeAsync("accounts.revoke", grant, reason, (scope, row) =>
        {
            (row.RevokedAt, row.RevokedBy) = (scope.At, scope.Actor);
            return [];
        }, cancel);

    private Task<Result<Done>> ChangeAsync(
        string name, Guid id, string? reason, Func<OperationScope, RoleGrant, List<Refusal>> change, CancellationToken cancel) =>
        operations.RunAsync<Done>(new Operation(name, AccountsPermissions.Grant, Text(reason)), async scope =>
        {
            var row = await scope.Db.Set<RoleGrant>().SingleOrDefaultAsync(g => g.Id == id, cancel);
            if (row is null)
                return new Refusal("grant-unknown", "Ce rôle n’est pas, ou n’est plus, dans la liste.");
            scope.Demand(row.Unit);
            // Who may not give a role does not take it away either.
            if (!(await grantors.OfActorAsync(cancel)).Allows(row.Role, row.Unit))
                throw new AccessDeniedException(AccountsPermissions.Grant, row.Unit);
            if (row.RevokedAt is not null)
                return new Refusal("grant-revoked", "Ce rôle est déjà retiré.");
            var before = Shape(row);
            var refusals = new List<Refusal>();
            if (await administrators.GuardAsync(scope, () =>
            {
                refusals = change(scope, row);
                return Task.CompletedTask;
            }, cancel) is { } last)
                return last;
            if (refusals.Count > 0)
                return refusals;
            scope.Audit("grant", row.Id.ToString(), before, row.RevokedAt is null ? Shape(row) : null, TrailUnit(row.Unit));
            return default(Done);
        }, cancel);

    internal static object Shape(RoleGrant grant) => new
    {
        Account = Actor.Account(grant.AccountId).Reference,
        Role = RoleWords.Code(grant.Role),
        grant.Unit,
        grant.From,
        Until = grant.To?.AddDays(-1),
        grant.Items,
    };

    internal static string? TrailUnit(string unit) => unit == RoleGrant.WholeNetwork ? null : unit;

    private static string? Text(string? reason) => string.IsNullOrWhiteSpace(reason) ? null : reason.Trim();
}
