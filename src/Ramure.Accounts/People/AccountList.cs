using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Ramure.Accounts.Access;
using Ramure.Accounts.Contracts;
using Ramure.Accounts.Grants;
using Ramure.Accounts.Model;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Text;
using Ramure.Kernel.Time;
using Ramure.Network.Contracts;
using Ramure.Ui.Components;

namespace Ramure.Accounts.People;

/// <summary>A role as lists show it.</summary>
/// <param name="Opens">Whether the reader may open the account's page: who reaches a unit from above it works elsewhere.</param>
internal sealed record GrantRow(RoleGrant Grant, string Person, string UnitName, string State, string GrantedBy, bool Opens = true)
{
    public string Role => RoleWords.Label(Grant.Role);

    public bool IsEnded => State is "retiré" or "terminé";

    public DateOnly? LastDay => Grant.To?.AddDays(-1);

    public TagKind StateKind => State switch { "en cours" => TagKind.Good, "à venir" => TagKind.Info, _ => TagKind.Neutral };

    public string Days => LastDay is { } last ? $"du {French.ShortDay(Grant.From)} au {French.ShortDay(last)}" : $"depuis le {French.ShortDay(Grant.From)}";
}

/// <summary>By what the database sorts accounts.</summary>
internal static class AccountOrder
{
    public const string Name = "nom", Email = "adresse", Seen = "vu-le", Created = "cree-le";
}

/// <summary>Which accounts are wanted, as the address asks it.</summary>
/// <param name="Role">Code of a role, null or empty for all.</param>
/// <param name="Unit">Code of a unit: accounts that hold a role for it or below it.</param>
/// <param name="State"><c>ouvert</c>, <c>ferme</c>, <c>sans-role</c>.</param>
internal sealed record AccountChoice(string? Role = null, string? Unit = null, string? State = null);

/// <summary>An account as lists show it, with the roles that the reader may see.</summary>
internal sealed record AccountRow(Account Account, IReadOnlyList<GrantRow> Grants, int Sessions, DateTime? LastSeen, int Passkeys)
{
    public string State => Account.ErasedAt is not null ? "effacé" : Account.DisabledAt is not null ? "fermé" : "ouvert";

    public string Roles => string.Join(" ; ", Grants.Where(g => !g.IsEnded).Select(g => $"{g.Role}, {g.UnitName}"));

    public static IReadOnlyList<Column<AccountRow>> Columns { get; } =
    [
        new("Nom", r => r.Account.DisplayName) { Key = AccountOrder.Name, RowHeader = true, Href = r => $"/administration/comptes/{r.Account.Id}" },
        new("Adresse", r => r.Account.Email) { Key = AccountOrder.Email },
        new("Rôles", r => r.Roles) { Sortable = false },
        new("État", r => r.State) { Sortable = false },
        new("Second moyen", r => r.Account.TwoFactorEnabled || r.Passkeys > 0 ? "oui" : "non") { Sortable = false },
        new("Sessions ouvertes", r => r.Sessions) { Numeric = true, Sortable = false },
        new("Vu le", r => r.LastSeen is { } at ? DateOnly.FromDateTime(at) : null) { Key = AccountOrder.Seen },
        new("Créé le", r => DateOnly.FromDateTime(r.Account.CreatedAt)) { Key = AccountOrder.Created, ExportOnly = true },
    ];
}

/// <summary>Reads accounts and the roles they hold, as far as the reader may grant: a director sees who works in their units.</summary>
internal sealed class AccountList(RamureDb db, IAccess access, INetwork network, IActorNames names, IClock clock)
{
    /// <summary>How many accounts a file holds at most.</summary>
    public const int Most = 50_000;

    /// <summary>One page of the accounts that are wanted, and how many there are.</summary>
    public async Task<(IReadOnlyList<AccountRow> Rows, int Total)> PageAsync(AccountChoice choice, TableRequest request, CancellationToken cancel = default)
    {
        var snapshot = await network.SnapshotAsync(cancel);
        var scope = await access.DemandAsync(AccountsPermissions.Grant, cancel);
        var wanted = Filtered(Wanted(choice, snapshot, scope), request.Filter);
        var total = await wanted.CountAsync(cancel);
        // A page beyond the end shows the last one: a shared address survives a list that got shorter.
        var skip = request.Skip < total ? request.Skip : Math.Max(0, (total - 1) / request.Size * request.Size);
        return (await RowsAsync(await Sorted(wanted, request).Skip(skip).Take(request.Size).ToListAsync(cancel), snapshot, scope, cancel), total);
    }

    /// <summary>All accounts that are wanted, for files and the command line.</summary>
    public async Task<IReadOnlyList<AccountRow>> AllAsync(AccountChoice choice, TableRequest? request = null, CancellationToken cancel = default)
    {
        var snapshot = await network.SnapshotAsync(cancel);
        var scope = await access.DemandAsync(AccountsPermissions.Grant, cancel);
        var wanted = Sorted(Filtered(Wanted(choice, snapshot, scope), request?.Filter), request);
        return await RowsAsync(await wanted.Take(Most).ToListAsync(cancel), snapshot, scope, cancel);
    }

    /// <summary>One account; null when it does not exist or works nowhere the reader may see.</summary>
    public async Task<AccountRow?> FindAsync(Guid id, CancellationToken cancel = default)
    {
        var snapshot = await network.SnapshotAsync(cancel);
        var scope = await access.DemandAsync(AccountsPermissions.Grant, cancel);
        return (await RowsAsync(await Wanted(new AccountChoice(), snapshot, scope).Where(a => a.Id == id).ToListAsync(cancel), snapshot, scope, cancel)).SingleOrDefault();
    }

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
        var people = reaching.Select(g => g.AccountId).ToHashSet();
        var scope = await access.ScopeAsync(AccountsPermissions.Grant, cancel);
        var opening = (await Wanted(new AccountChoice(), snapshot, scope).Where(a => people.Contains(a.Id)).Select(a => a.Id).ToListAsync(cancel)).ToHashSet();
        var rows = await GrantRowsAsync(reaching, snapshot, cancel);
        return [.. rows.Select(r => r with { Opens = opening.Contains(r.Grant.AccountId) }).OrderBy(r => r.Grant.Role).ThenBy(r => r.Person, StringComparer.Create(French.Culture, true))];
    }

    public static string UnitName(NetworkSnapshot snapshot, string code) =>
        code == RoleGrant.WholeNetwork ? "tout le réseau" : snapshot.TryFind(code, out var unit) ? unit.ShortName : code;

    private IQueryable<Account> Wanted(AccountChoice choice, NetworkSnapshot snapshot, AccessScope scope)
    {
        var accounts = db.Set<Account>().AsNoTracking();
        var holding = Holding(snapshot);
        // Roles that were revoked show their past on the page of who still belongs here; they make nobody belong.
        var seen = scope.Units is { } units ? holding.Where(g => units.Contains(g.Unit)) : holding;
        if (scope.Units is not null)
            accounts = accounts.Where(a => seen.Any(g => g.AccountId == a.Id));
        if (RoleWords.Parse(choice.Role) is { } role)
            accounts = accounts.Where(a => seen.Any(g => g.AccountId == a.Id && g.Role == role));
        if (!string.IsNullOrEmpty(choice.Unit) && Below(choice.Unit, snapshot) is { } below)
            accounts = accounts.Where(a => seen.Any(g => g.AccountId == a.Id && below.Contains(g.Unit)));
        return choice.State switch
        {
            "ouvert" => accounts.Where(a => a.DisabledAt == null && a.ErasedAt == null),
            "ferme" => accounts.Where(a => a.DisabledAt != null || a.ErasedAt != null),
            "sans-role" => accounts.Where(a => !seen.Any(g => g.AccountId == a.Id)),
            _ => accounts,
        };
    }

    /// <summary>Null for all.</summary>
    private IReadOnlySet<string>? Below(string unit, NetworkSnapshot snapshot) =>
        unit == RoleGrant.WholeNetwork ? new HashSet<string>(StringComparer.Ordinal) { unit } : Coverage.Of(snapshot, unit, GrantDays.Today(unit, snapshot, clock));

    /// <summary>Grants that hold or will hold, each by the day of its unit: around midnight units overseas are a day behind or ahead.</summary>
    private IQueryable<RoleGrant> Holding(NetworkSnapshot snapshot)
    {
        var today = GrantDays.Today(RoleGrant.WholeNetwork, snapshot, clock);
        var (before, after) = (today.AddDays(-1), today.AddDays(1));
        var days = snapshot.Units.ToLookup(u => clock.Today(u.TimeZone), u => u.Code);
        var (behind, ahead) = (days[before].ToList(), days[after].ToList());
        return db.Set<RoleGrant>().AsNoTracking().Where(g => g.RevokedAt == null
            && (g.To == null || (behind.Contains(g.Unit) ? g.To > before : ahead.Contains(g.Unit) ? g.To > after : g.To > today)));
    }

    private static IQueryable<Account> Filtered(IQueryable<Account> accounts, string? filter) =>
        SearchText.Fold(filter).Split(' ', StringSplitOptions.RemoveEmptyEntries).Aggregate(accounts, (all, word) => all.Where(a => a.Search.Contains(word)));

    private IQueryable<Account> Sorted(IQueryable<Account> accounts, TableRequest? request)
    {
        var down = request?.Descending == true;
        return request?.Sort switch
        {
            AccountOrder.Email => (down ? accounts.OrderByDescending(a => a.NormalizedEmail) : accounts.OrderBy(a => a.NormalizedEmail)).ThenBy(a => a.Id),
            AccountOrder.Seen => Seen(accounts, down).ThenBy(a => a.Search).ThenBy(a => a.Id),
            AccountOrder.Created => (down ? accounts.OrderByDescending(a => a.CreatedAt) : accounts.OrderBy(a => a.CreatedAt)).ThenBy(a => a.Id),
            _ => (down ? accounts.OrderByDescending(a => a.Search) : accounts.OrderBy(a => a.Search)).ThenBy(a => a.Id),
        };
    }

    /// <summary>Who was never seen comes last in both directions, as everywhere.</summary>
    private IOrderedQueryable<Account> Seen(IQueryable<Account> accounts, bool down)
    {
        var sessions = db.Set<SignedInSession>();
        var known = accounts.OrderBy(a => sessions.Any(s => s.AccountId == a.Id) ? 0 : 1);
        return down
            ? known.ThenByDescending(a => sessions.Where(s => s.AccountId == a.Id).Max(s => (DateTime?)s.LastSeenAt))
            : known.ThenBy(a => sessions.Where(s => s.AccountId == a.Id).Max(s => (DateTime?)s.LastSeenAt));
    }

    private async Task<IReadOnlyList<AccountRow>> RowsAsync(List<Account> accounts, NetworkSnapshot snapshot, AccessScope scope, CancellationToken cancel)
    {
        var rows = new List<AccountRow>(accounts.Count);
        // Few enough identifiers for one question, on either database.
        foreach (var some in accounts.Chunk(500))
            rows.AddRange(await SomeRowsAsync(some, snapshot, scope, cancel));
        return rows;
    }

    private async Task<IEnumerable<AccountRow>> SomeRowsAsync(Account[] accounts, NetworkSnapshot snapshot, AccessScope scope, CancellationToken cancel)
    {
        var (now, ids) = (clock.UtcNow, accounts.Select(a => a.Id).ToList());
        var grants = await db.Set<RoleGrant>().AsNoTracking().Where(g => ids.Contains(g.AccountId)).OrderBy(g => g.From).ToListAsync(cancel);
        var held = (await GrantRowsAsync([.. grants.Where(g => scope.Covers(g.Unit))], snapshot, cancel)).ToLookup(g => g.Grant.AccountId);
        var sessions = (await db.Set<SignedInSession>().AsNoTracking().Where(s => ids.Contains(s.AccountId))
            .GroupBy(s => s.AccountId)
            .Select(g => new { g.Key, Live = g.Count(s => s.RevokedAt == null && s.ExpiresAt > now), Last = g.Max(s => s.LastSeenAt) })
            .ToListAsync(cancel)).ToDictionary(s => s.Key);
        var passkeys = await db.Set<IdentityUserPasskey<Guid>>().Where(p => ids.Contains(p.UserId)).GroupBy(p => p.UserId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        return accounts.Select(a => sessions.TryGetValue(a.Id, out var of)
            ? new AccountRow(a, [.. held[a.Id]], of.Live, of.Last, passkeys.GetValueOrDefault(a.Id))
            : new AccountRow(a, [.. held[a.Id]], 0, null, passkeys.GetValueOrDefault(a.Id)));
    }

    private async Task<IReadOnlyList<GrantRow>> GrantRowsAsync(List<RoleGrant> grants, NetworkSnapshot snapshot, CancellationToken cancel)
    {
        var said = await names.NamesAsync(grants.Select(g => g.GrantedBy).Concat(grants.Select(g => Actor.Account(g.AccountId).Reference)), cancel);
        return grants.ConvertAll(g => new GrantRow(g, said[Actor.Account(g.AccountId).Reference], UnitName(snapshot, g.Unit), State(g, snapshot), said[g.GrantedBy]));
    }

    private string State(RoleGrant grant, NetworkSnapshot snapshot)
    {
        var day = GrantDays.Today(grant.Unit, snapshot, clock);
        return grant.RevokedAt is not null ? "retiré" : grant.From > day ? "à venir" : grant.To <= day ? "terminé" : "en cours";
    }
}
