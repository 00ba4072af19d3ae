namespace Ramure.Network.Contracts;

/// <summary>
/// Says, before a reorganisation is confirmed, who will see more and who will see less: roles are held for a unit and all below it,
/// so that moving a unit moves rights. Modules that give rights by unit register one.
/// </summary>
public interface IReorganisationRights
{
    /// <summary>The roles whose units differ between the eve and the effective day, or whose own unit closes, by person.</summary>
    /// <param name="before">The network as it is.</param>
    /// <param name="after">The network as it would be, computed by the code that applies the plan.</param>
    /// <param name="effective">First day of the new structure.</param>
    Task<IReadOnlyList<RightsLine>> DescribeAsync(NetworkSnapshot before, NetworkSnapshot after, DateOnly effective, CancellationToken cancel);
}

/// <summary>A role that would reach other units.</summary>
/// <param name="Account">Reference of the account, for traces.</param>
/// <param name="Person">French and ready to show; a name only when the reader may see the account.</param>
/// <param name="Role">Label of the role.</param>
/// <param name="RoleCode">Code of the role, for traces.</param>
/// <param name="Unit">Code of the unit for which the role is held.</param>
/// <param name="Gained">Codes of units.</param>
/// <param name="Lost">Codes of units.</param>
/// <param name="Remedy">What to do when that unit closes, in French; null when it stays open.</param>
public sealed record RightsLine(
    string Account, string Person, string Role, string RoleCode, string Unit, IReadOnlyList<string> Gained, IReadOnlyList<string> Lost, string? Remedy);
