using Ramure.Kernel.Access;

namespace Ramure.Training.Contracts;

/// <summary>What may be done with trainings and sessions, and by whom. The catalogue is public; registering oneself needs an account only.</summary>
public static class TrainingPermissions
{
    public const string PrepareCode = "training.prepare";
    public const string PeopleCode = "training.people";
    public const string MailsCode = "training.mails";
    public const string RecogniseCode = "training.recognise";

    /// <summary>Writing trainings and planning sessions.</summary>
    public static Permission Prepare { get; } = new Permission(PrepareCode, "Préparer les formations et les sessions d’une unité", Bound.Unit)
        .For(Reach.Subtree, Role.AtelierStaff, Role.AtelierDirector, Role.TerritorialDirector);

    /// <summary>Who is registered, by name, and registering others.</summary>
    public static Permission People { get; } = new Permission(PeopleCode, "Voir et gérer les inscrits aux sessions d’une unité", Bound.Unit)
        .For(Reach.Subtree, Role.Trainer, Role.AtelierStaff, Role.AtelierDirector, Role.TerritorialDirector);

    /// <summary>The words of the mails that a unit, and all below it, sends about its sessions.</summary>
    public static Permission Mails { get; } = new Permission(MailsCode, "Écrire les mots des courriels d’une unité", Bound.Unit)
        .For(Reach.Subtree, Role.AtelierDirector, Role.TerritorialDirector, Role.HeadOfficeService);

    /// <summary>Issuing and taking back certificates and badges, and saying what was learned.</summary>
    public static Permission Recognise { get; } = new Permission(RecogniseCode, "Établir et retirer les attestations et les badges d’une unité", Bound.Unit)
        .For(Reach.Subtree, Role.AtelierStaff, Role.AtelierDirector, Role.TerritorialDirector);

    internal static IReadOnlyList<Permission> All { get; } = [Prepare, People, Mails, Recognise];
}
