using Ramure.Kernel.Access;

namespace Ramure.Ledger.Contracts;

/// <summary>What may be done with figures and the entries they add up, and by whom.</summary>
public static class LedgerPermissions
{
    public const string FiguresCode = "ledger.figures";
    public const string EntriesCode = "ledger.entries";
    public const string AuthorsCode = "ledger.authors";
    public const string ImportCode = "ledger.import";
    public const string DeclareCode = "ledger.declare";
    public const string UpkeepCode = "ledger.upkeep";

    /// <summary>Figures name nobody: who works in the network sees those of all units, a funder those of the units it funds.</summary>
    public static Permission Figures { get; } = new Permission(FiguresCode, "Lire les chiffres d’une unité", Bound.Unit)
        .For(Reach.Network, Role.AtelierStaff, Role.AtelierDirector, Role.TerritorialDirector, Role.HeadOfficeService, Role.OversightReader)
        .For(Reach.Subtree, Role.FunderReader);

    /// <summary>The entries behind a figure, with the way to each record.</summary>
    public static Permission Entries { get; } = new Permission(EntriesCode, "Ouvrir un chiffre jusqu’à ses écritures", Bound.Unit)
        .For(Reach.Subtree, Role.AtelierStaff, Role.AtelierDirector, Role.TerritorialDirector, Role.HeadOfficeService, Role.OversightReader, Role.FunderReader);

    /// <summary>Who recorded an entry: the unit's own and those above it.</summary>
    public static Permission Authors { get; } = new Permission(AuthorsCode, "Voir qui a enregistré une écriture", Bound.Unit)
        .For(Reach.Subtree, Role.AtelierStaff, Role.AtelierDirector, Role.TerritorialDirector);

    /// <summary>Entries from a file, for the measures a service owns.</summary>
    public static Permission Import { get; } = new Permission(ImportCode, "Importer des écritures", Bound.Unit).For(Reach.NamedItems, Role.HeadOfficeService);

    /// <summary>Declaring measures.</summary>
    public static Permission Declare { get; } = new(DeclareCode, "Déclarer des mesures", Bound.Free);

    /// <summary>Verifying and rebuilding totals, the subject key.</summary>
    public static Permission Upkeep { get; } = new(UpkeepCode, "Vérifier et reconstruire le registre", Bound.Free);

    internal static IReadOnlyList<Permission> All { get; } = [Figures, Entries, Authors, Import, Declare, Upkeep];
}
