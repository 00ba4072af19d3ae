using Ramure.Kernel.Access;

namespace Ramure.Journal.Contracts;

/// <summary>What may be done with the journal, and by whom.</summary>
public static class JournalPermissions
{
    public const string ReadCode = "journal.read";
    public const string NotesCode = "journal.notes";
    public const string RecordCode = "journal.record";

    /// <summary>What was done, when, where, for how many: the record behind a figure.</summary>
    public static Permission Read { get; } = new Permission(ReadCode, "Lire le journal d’une unité", Bound.Unit)
        .For(Reach.Subtree, Role.AtelierStaff, Role.AtelierDirector, Role.TerritorialDirector, Role.HeadOfficeService, Role.OversightReader, Role.FunderReader);

    /// <summary>Free notes, attached files and who noted: what the unit keeps for itself.</summary>
    public static Permission Notes { get; } = new Permission(NotesCode, "Lire les notes libres et les pièces jointes d’une activité", Bound.Unit)
        .For(Reach.Subtree, Role.AtelierStaff, Role.AtelierDirector, Role.TerritorialDirector);

    /// <summary>Noting, correcting, withdrawing, importing.</summary>
    public static Permission Record { get; } = new Permission(RecordCode, "Noter et corriger l’activité d’une unité", Bound.Unit)
        .For(Reach.Subtree, Role.AtelierStaff, Role.AtelierDirector, Role.TerritorialDirector);

    internal static IReadOnlyList<Permission> All { get; } = [Read, Notes, Record];
}
