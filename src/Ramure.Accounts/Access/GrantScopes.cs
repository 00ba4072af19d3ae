using Ramure.Accounts.Grants;
using Ramure.Accounts.Model;
using Ramure.Kernel.Access;
using Ramure.Kernel.Time;
using Ramure.Network.Contracts;

namespace Ramure.Accounts.Access;

/// <summary>How far grants carry a permission today, each in the time zone of its unit.</summary>
internal static class GrantScopes
{
    public static AccessScope Of(Permission permission, IEnumerable<RoleGrant> grants, NetworkSnapshot network, IClock clock)
    {
        var parts = new List<AccessPart>();
        foreach (var grant in grants)
        {
            var day = GrantDays.Today(grant.Unit, network, clock);
            if (grant.HoldsOn(day) && permission.Grants.TryGetValue(grant.Role, out var reach))
                parts.Add(Part(grant, reach, network, day));
        }

        return parts.Count == 0 ? AccessScope.Nothing : new AccessScope(parts);
    }

    private static AccessPart Part(RoleGrant grant, Reach reach, NetworkSnapshot network, DateOnly day) => reach switch
    {
        Reach.Network => new AccessPart(null, null),
        Reach.NamedItems => new AccessPart(
            Coverage.Of(network, grant.Unit, day),
            (grant.Items ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal)),
        _ => new AccessPart(Coverage.Of(network, grant.Unit, day), null),
    };
}
