using Microsoft.EntityFrameworkCore;
using Ramure.Accounts.Access;
using Ramure.Accounts.Contracts;
using Ramure.Accounts.Model;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Network.Contracts;
using Ramure.Ui.Components;

namespace Ramure.Accounts.Grants;

/// <summary>Whose roles a reorganisation widens or narrows: the units of every grant that holds, on the eve and on the day.</summary>
internal sealed class MovedRights(RamureDb db, IAccess access) : IReorganisationRights
{
    public async Task<IReadOnlyList<RightsLine>> DescribeAsync(NetworkSnapshot before, NetworkSnapshot after, DateOnly effective, CancellationToken cancel)
    {
        var seen = await access.ScopeAsync(AccountsPermissions.Grant, cancel);
        // A grant that has ended by then loses nothing by the reorganisation.
        var held = await (from grant in db.Set<RoleGrant>().AsNoTracking()
                          join account in db.Set<Account>().AsNoTracking() on grant.AccountId equals account.Id
                          where grant.RevokedAt == null && grant.Unit != RoleGrant.WholeNetwork && grant.From <= effective && (grant.To == null || grant.To > effective)
                              && account.DisabledAt == null && account.ErasedAt == null
                          orderby account.DisplayName, grant.Id
                          select new { Grant = grant, account.DisplayName }).ToListAsync(cancel);
        var moved = new Dictionary<string, (IReadOnlyList<string> Gained, IReadOnlyList<string> Lost)>(StringComparer.Ordinal);
        var lines = new List<RightsLine>();
        foreach (var (grant, name) in held.Select(h => (h.Grant, h.DisplayName)))
        {
            if (!moved.TryGetValue(grant.Unit, out var units))
                moved.Add(grant.Unit, units = Compare(before, after, grant.Unit, effective));
            // Who holds a role for a unit that closes keeps its past, and is not followed into what continues it.
            var remedy = Remedy(before, after, grant.Unit, effective);
            if (units.Gained.Count == 0 && units.Lost.Count == 0 && remedy is null)
                continue;
            lines.Add(new RightsLine(
                Actor.Account(grant.AccountId).Reference, seen.Covers(grant.Unit) ? name : "Une personne d’une autre unité",
                RoleWords.Label(grant.Role), RoleWords.Code(grant.Role), grant.Unit, units.Gained, units.Lost, remedy));
        }

        return lines;
    }

    private static (IReadOnlyList<string> Gained, IReadOnlyList<string> Lost) Compare(NetworkSnapshot before, NetworkSnapshot after, string unit, DateOnly effective)
    {
        var (was, willBe) = (Coverage.Of(before, unit, effective.AddDays(-1)), Coverage.Of(after, unit, effective));
        if (was is null && willBe is null)
            return ([], []);
        was ??= All(before);
        willBe ??= All(after);
        return (Codes(willBe.Except(was)), Codes(was.Except(willBe)));

        static HashSet<string> All(NetworkSnapshot network) => [.. network.Units.Select(u => u.Code)];
        static List<string> Codes(IEnumerable<string> codes) => [.. codes.Order(StringComparer.Ordinal)];
    }

    private static string? Remedy(NetworkSnapshot before, NetworkSnapshot after, string code, DateOnly effective)
    {
        if (!before.TryFind(code, out var unit) || unit.Open.To <= effective || !after.TryFind(code, out unit) || unit.Open.To > effective)
            return null;
        var next = after.SuccessorsOf(unit.Number).Select(s => after[s.Successor].Code).Order(StringComparer.Ordinal).ToList();
        return $"{code} ferme le {French.Day(unit.Open.To)} : " + (next.Count == 0
            ? "donnez le rôle pour une autre unité, ou retirez-le."
            : $"donnez le rôle pour ce qui la continue, {string.Join(" ou ", next)}.");
    }
}
