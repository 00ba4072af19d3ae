using Ramure.Kernel.Access;

namespace Ramure.Accounts.Grants;

/// <summary>
/// Which roles a role may hand on, in the units for which it is held. Whoever reads or owns something of the whole network, wherever
/// the role is held, is chosen by who administers the whole network.
/// </summary>
internal static class Delegation
{
    private static readonly Role[] Team = [Role.Trainer, Role.AtelierStaff, Role.AtelierDirector];

    private static readonly Role[] Everything = Enum.GetValues<Role>();

    private static readonly Role[] WithinSubtree = [.. Everything.Except([Role.HeadOfficeService, Role.OversightReader])];

    public static IReadOnlyList<Role> From(Role role, bool wholeNetwork) => role switch
    {
        Role.AtelierDirector or Role.TerritorialDirector => Team,
        Role.Administrator => wholeNetwork ? Everything : WithinSubtree,
        _ => [],
    };
}
