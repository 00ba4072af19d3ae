using Ramure.Accounts.Access;
using Ramure.Accounts.Grants;
using Ramure.Accounts.Model;
using Ramure.Kernel.Access;
using Ramure.Kernel.Time;
using Ramure.Network.Contracts;

namespace Ramure.Accounts.TwoFactor;

/// <summary>Of whom more than a password is asked: who administers anything, and who holds a role for the whole network.</summary>
internal static class SecondFactorRule
{
    public static bool Asks(IEnumerable<RoleGrant> grants, NetworkSnapshot network, IClock clock) => grants.Any(grant =>
    {
        // A teacher sees only what is theirs, wherever the role is held.
        if (grant.Role == Role.Teacher)
            return false;
        var day = GrantDays.Today(grant.Unit, network, clock);
        return grant.HoldsOn(day) && (grant.Role == Role.Administrator || Coverage.IsWhole(network, grant.Unit, day));
    });
}
