using Ramure.Kernel.Access;

namespace Ramure.Training.Contracts;

/// <summary>What may be done with trainings and sessions, and by whom. The catalogue is public; registering oneself needs an account only.</summary>
public static class TrainingPermissions
{
    public const string PrepareCode = "training.prepare";
    public const string PeopleCode = "training.people";
    public const string MailsCode = "training.mails";
    public const string RecogniseCode = "training.recognise";
    public const string ResultsCode = "training.results";

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

    /// <summary>What people thought of the sessions, by no name, and the evidence of quality. Trainers see that of their own sessions without it.</summary>
    public static Permission Results { get; } = new Permission(ResultsCode, "Lire les évaluations des formations d’une unité et son dossier qualité", Bound.Unit)
        .For(Reach.Subtree, Role.AtelierStaff, Role.AtelierDirector, Role.TerritorialDirector, Role.HeadOfficeService);

    internal static IReadOnlyList<Permission> All { get; } = [Prepare, People, Mails, Recognise, Results];
}
