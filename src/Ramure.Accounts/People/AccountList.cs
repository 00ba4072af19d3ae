using Microsoft.EntityFrameworkCore;
using Ramure.Accounts.Access;
using Ramure.Accounts.Contracts;
using Ramure.Accounts.Grants;
using Ramure.Accounts.Model;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Time;
using Ramure.Network.Contracts;
using Ramure.Ui.Components;

namespace Ramure.Accounts.People;

/// <summary>A role as lists show it.</summary>
internal sealed record GrantRow(RoleGrant Grant, string Person, string UnitName, string State, string GrantedBy)
{
    public string Role => RoleWords.Label(Grant.Role);

    public bool IsEnded => State is "retiré" or "terminé";

    public DateOnly? LastDay => Grant.To?.AddDays(-1);

    public TagKind StateKind => State switch { "en cours" => TagKind.Good, "à venir" => TagKind.Info, _ => TagKind.Neutral };

    public string Days => LastDay is { } last ? $"du {French.ShortDay(Grant.From)} au {French.ShortDay(last)}" : $"depuis le {French.ShortDay(Grant.From)}";
}

/// <summary>An account as lists show it, with the roles that the reader may see.</summary>
internal sealed record AccountRow(Account Account, IReadOnlyList<GrantRow> Grants, int Sessions, DateTime? LastSeen)
{
    public string State => Account.ErasedAt is not null ? "effacé" : Account.DisabledAt is not null ? "fermé" : "ouvert";

    public string Roles => string.Join(" ; ", Grants.Where(g => !g.IsEnded).Select(g => $"{g.Role}, {g.UnitName}"));

    public static IReadOnlyList<Column<AccountRow>> Columns { get; } =
    [
        new("Nom", r => r.Account.DisplayName) { RowHeader = true, Href = r => $"/administration/comptes/{r.Account.Id}" },
        new("Adresse", r => r.Account.Email),
        new("Rôles", r => r.Roles),
        new("État", r => r.State),
        new("Sessions ouvertes", r => r.Sessions) { Numeric = true },
        new("Vu le", r => r.LastSeen is { } at ? DateOnly.FromDateTime(at) : null),
        new("Créé le", r => DateOnly.FromDateTime(r.Account.CreatedAt)) { ExportOnly = true },
    ];
}

/// <summary>Reads accounts and the roles they hold, as far as the reader may grant: a director sees who works in their units.</summary>
internal sealed class AccountList(RamureDb db, IAccess access, INetwork network, IActorNames names, IClock clock)
{
    /// <param name="role">Code of a role, null or empty for all.</param>
    /// <param name="unit">Code of a unit: accounts that hold a role for it or below it.</param>
    /// <param name="state"><c>ouvert</c>, <c>ferme</c>, <c>sans-role</c>.</param>
    public async Task<IReadOnlyList<AccountRow>> ReadAsync(string? role, string? unit, string? state, CancellationToken cancel = default)
    {
        var snapshot = await network.SnapshotAsync(cancel);
        var below = string.IsNullOrEmpty(unit) ? null : unit == RoleGrant.WholeNetwork ? new HashSet<string> { unit } : Coverage.Of(snapshot, unit, GrantDays.Today(unit, snapshot, clock));
        var wanted = RoleWords.Parse(role);
        return [.. (await AllAsync(snapshot, null, cancel)).Where(r =>
            (wanted is null || r.Grants.Any(g => !g.IsEnded && g.Grant.Role == wanted))
            && (below is null || r.Grants.Any(g => !g.IsEnded && below.Contains(g.Grant.Unit)))
            && state switch
            {
                "ouvert" => r.State == "ouvert",
                "ferme" => r.State != "ouvert",
                "sans-role" => r.Grants.All(g => g.IsEnded),
                _ => true,
            }).OrderBy(r => r.Account.DisplayName, StringComparer.Create(French.Culture, true))];
    }

    /// <summary>One account; null when it does not exist or works nowhere the reader may see.</summary>
    public async Task<AccountRow?> FindAsync(Guid id, CancellationToken cancel = default) =>
        (await AllAsync(await network.SnapshotAsync(cancel), id, cancel)).SingleOrDefault();

    /// <summary>Who holds a role that reaches a unit today, wherever above it the role is held.</summary>
    public async Task<IReadOnlyList<GrantRow>> ReachingAsync(UnitInfo unit, CancellationToken cancel = default)
    {
        await access.DemandAsync(AccountsPermissions.Grant, unit.Code, cancel);
        var snapshot = await network.SnapshotAsync(cancel);
        var grants = await db.Set<RoleGrant>().AsNoTracking()
            .Where(g => g.RevokedAt == null && db.Set<Account>().Any(a => a.Id == g.AccountId && a.DisabledAt == null && a.ErasedAt == null)).ToListAsync(cancel);
        var reaching = grants.Where(g =>
        {
            var day = GrantDays.Today(g.Unit, snapshot, clock);
            return g.HoldsOn(day) && Coverage.Of(snapshot, g.Unit, day)?.Contains(unit.Code) != false;
        }).ToList();
        var rows = await RowsAsync(reaching, snapshot, cancel);
        return [.. rows.OrderBy(r => r.Grant.Role).ThenBy(r => r.Person, StringComparer.Create(French.Culture, true))];
    }

    private async Task<IReadOnlyList<AccountRow>> AllAsync(NetworkSnapshot snapshot, Guid? only, CancellationToken cancel)
    {
        var scope = await access.DemandAsync(AccountsPermissions.Grant, cancel);
        var now = clock.UtcNow;
        var grants = await db.Set<RoleGrant>().AsNoTracking().Where(g => only == null || g.AccountId == only).OrderBy(g => g.From).ToListAsync(cancel);
        var seen = (await RowsAsync([.. grants.Where(g => scope.Covers(g.Unit))], snapshot, cancel)).ToLookup(g => g.Grant.AccountId);
        var accounts = await db.Set<Account>().AsNoTracking().Where(a => only == null || a.Id == only).ToListAsync(cancel);
        var sessions = (await db.Set<SignedInSession>().AsNoTracking().Where(s => only == null || s.AccountId == only)
            .GroupBy(s => s.AccountId)
            .Select(g => new { g.Key, Live = g.Count(s => s.RevokedAt == null && s.ExpiresAt > now), Last = g.Max(s => s.LastSeenAt) })
            .ToListAsync(cancel)).ToDictionary(s => s.Key);
        // Roles that were revoked show their past on the page of who still belongs here; they make nobody belong.
        return [.. accounts.Where(a => scope.Units is null || seen[a.Id].Any(g => !g.IsEnded))
            .Select(a => sessions.TryGetValue(a.Id, out var of)
                ? new AccountRow(a, [.. seen[a.Id]], of.Live, of.Last)
                : new AccountRow(a, [.. seen[a.Id]], 0, null))];
    }

    private async Task<IReadOnlyList<GrantRow>> RowsAsync(List<RoleGrant> grants, NetworkSnapshot snapshot, CancellationToken cancel)
    {
        var said = await names.NamesAsync(grants.Select(g => g.GrantedBy).Concat(grants.Select(g => Actor.Account(g.AccountId).Reference)), cancel);
        return grants.ConvertAll(g => new GrantRow(g, said[Actor.Account(g.AccountId).Reference], UnitName(snapshot, g.Unit), State(g, snapshot), said[g.GrantedBy]));
    }

    public static string UnitName(NetworkSnapshot snapshot, string code) =>
        code == RoleGrant.WholeNetwork ? "tout le réseau" : snapshot.TryFind(code, out var unit) ? unit.ShortName : code;

    private string State(RoleGrant grant, NetworkSnapshot snapshot)
    {
        var day = GrantDays.Today(grant.Unit, snapshot, clock);
        return grant.RevokedAt is not null ? "retiré" : grant.From > day ? "à venir" : grant.To <= day ? "terminé" : "en cours";
    }
}
