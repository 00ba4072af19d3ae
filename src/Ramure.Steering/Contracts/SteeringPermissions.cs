using Ramure.Kernel.Access;

namespace Ramure.Steering.Contracts;

/// <summary>What may be done with contracts, and by whom. Reading a figure of the board asks <c>ledger.figures</c>.</summary>
public static class SteeringPermissions
{
    public const string SettleCode = "steering.settle";
    public const string ImportCode = "steering.import-contract";

    /// <summary>Settling what a contract says twice; asked for the network's root and the indicator.</summary>
    public static Permission Settle { get; } = new Permission(SettleCode, "Trancher un désaccord du contrat", Bound.Unit).For(Reach.NamedItems, Role.HeadOfficeService);

    /// <summary>Loading a contract; asked for the whole network.</summary>
    public static Permission Import { get; } = new(ImportCode, "Charger un contrat", Bound.Unit);

    internal static IReadOnlyList<Permission> All { get; } = [Settle, Import];
}
