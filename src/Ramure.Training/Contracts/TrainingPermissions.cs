using Ramure.Kernel.Access;

namespace Ramure.Training.Contracts;

/// <summary>What may be done with trainings and sessions, and by whom. The catalogue is public; registering oneself needs an account only.</summary>
public static class TrainingPermissions
{
    public const string PrepareCode = "training.prepare";
    public const string PeopleCode = "training.people";

    /// <summary>Writing trainings and planning sessions.</summary>
    public static Permission Prepare { get; } = new Permission(PrepareCode, "Préparer les formations et les sessions d’une unité", Bound.Unit)
        .For(Reach.Subtree, Role.AtelierStaff, Role.AtelierDirector, Role.TerritorialDirector);

    /// <summary>Who is registered, by name, and registering others.</summary>
    public static Permission People { get; } = new Permission(PeopleCode, "Voir et gérer les inscrits aux sessions d’une unité", Bound.Unit)
        .For(Reach.Subtree, Role.Trainer, Role.AtelierStaff, Role.AtelierDirector, Role.TerritorialDirector);

    internal static IReadOnlyList<Permission> All { get; } = [Prepare, People];
}
