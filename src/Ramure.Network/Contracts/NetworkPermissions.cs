using Ramure.Kernel.Access;

namespace Ramure.Network.Contracts;

/// <summary>What may be done with the network's structure, and by whom. Its directory is public.</summary>
public static class NetworkPermissions
{
    public const string PlansCode = "network.plans";
    public const string ReorganiseCode = "network.reorganise";
    public const string ImportCode = "network.import";

    /// <summary>Reorganisations, planned and past, with their reasons.</summary>
    public static Permission Plans { get; } = new Permission(PlansCode, "Lire les réorganisations", Bound.Free)
        .For(Reach.Network, Role.AtelierStaff, Role.AtelierDirector, Role.TerritorialDirector, Role.HeadOfficeService, Role.OversightReader);

    /// <summary>Planning and withdrawing a reorganisation; asked for every unit it touches.</summary>
    public static Permission Reorganise { get; } = new(ReorganiseCode, "Planifier une réorganisation", Bound.Unit);

    /// <summary>Units, places, contacts and schools from files; asked for the whole network.</summary>
    public static Permission Import { get; } = new(ImportCode, "Importer le réseau et les établissements", Bound.Unit);

    internal static IReadOnlyList<Permission> All { get; } = [Plans, Reorganise, Import];
}
