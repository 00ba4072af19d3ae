using Ramure.Accounts.Access;
using Ramure.Accounts.Model;
using Ramure.Kernel.Access;
using Ramure.Kernel.Time;
using Ramure.Network.Contracts;

namespace Ramure.Accounts.Grants;

/// <summary>
/// What somebody may hand on today: never a role or a unit wider than one of their own grants. One grant must carry both: a role
/// held here says nothing of a unit held there.
/// </summary>
/// <param name="held">Their grants; null for the system, which may everything.</param>
internal sealed class GrantingPower(IReadOnlyList<RoleGrant>? held, NetworkSnapshot network, IClock clock)
{
    private readonly IReadOnlyList<Part>? parts = held?.Select(g => Part.Of(g, network, clock)).OfType<Part>().Where(p => p.Roles.Count > 0).ToList();

    /// <summary>Whether nothing at all may be handed on.</summary>
    public bool IsNothing => parts is { Count: 0 };

    /// <summary>Whether no grant limits it: the system, or an administrator of the whole network.</summary>
    public bool IsUnlimited => parts is null || parts.Any(p => p.Unit == RoleGrant.WholeNetwork && p.Role == Role.Administrator);

    /// <summary>Whether this person administers something: then a role for oneself brings nothing new.</summary>
    public bool Administers(string unit) => parts is null || parts.Any(p => p.Role == Role.Administrator && p.Covers(unit));

    public bool Allows(Role role, string unit) => parts is null || parts.Any(p => p.Roles.Contains(role) && p.Covers(unit));

    /// <summary>Whether some role may be handed on for this unit.</summary>
    public bool Reaches(string unit) => parts is null || parts.Any(p => p.Covers(unit));

    /// <summary>Roles that may be handed on for at least one unit.</summary>
    public IReadOnlyList<Role> Roles => [.. Enum.GetValues<Role>().Where(r => parts is null || parts.Any(p => p.Roles.Contains(r)))];

    private sealed record Part(Role Role, string Unit, IReadOnlyList<Role> Roles, IReadOnlySet<string>? Units)
    {
        public static Part? Of(RoleGrant grant, NetworkSnapshot network, IClock clock)
        {
            var day = GrantDays.Today(grant.Unit, network, clock);
            if (!grant.HoldsOn(day))
                return null;
            var units = Coverage.Of(network, grant.Unit, day);
            return new(grant.Role, grant.Unit, Delegation.From(grant.Role, units is null), units);
        }

        /// <summary>The whole network outlasts its present root: only who holds it hands it on.</summary>
        public bool Covers(string unit) => unit == RoleGrant.WholeNetwork ? Unit == RoleGrant.WholeNetwork : Units?.Contains(unit) != false;
    }
}
