using Ramure.Kernel.Access;

namespace Ramure.Accounts.Contracts;

/// <summary>What may be done with accounts, roles and traces, and by whom.</summary>
public static class AccountsPermissions
{
    public const string ManageCode = "accounts.manage";
    public const string GrantCode = "accounts.grant";

    /// <summary>Closing, reopening and helping accounts; asked for every unit for which the account holds a role.</summary>
    public static Permission Manage { get; } = new(ManageCode, "Fermer et rouvrir des comptes", Bound.Unit);

    /// <summary>Granting and revoking roles, asked for the unit; a director for the team of their own units.</summary>
    public static Permission Grant { get; } = new Permission(GrantCode, "Donner et retirer des rôles", Bound.Unit)
        .For(Reach.Subtree, Role.AtelierDirector, Role.TerritorialDirector);

    public const string WatchCode = "accounts.watch";

    /// <summary>Alarms and counts of refusals: numbers, about nobody.</summary>
    public static Permission Watch { get; } = new(WatchCode, "Surveiller l’usage inhabituel", Bound.Free);

    internal static IReadOnlyList<Permission> All { get; } = [Manage, Grant, Watch];
}
