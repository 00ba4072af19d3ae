using Ramure.Training.Model;

namespace Ramure.Training.Registration;

/// <summary>What pages say of registrations.</summary>
internal static class RegistrationWords
{
    /// <summary>The states that a page filters by, in the order in which people look at them.</summary>
    public static IReadOnlyList<(RegistrationState State, string Code, string Plural)> States { get; } =
    [
        (RegistrationState.Confirmed, "inscrits", "Inscrits"),
        (RegistrationState.Requested, "demandes", "Demandes"),
        (RegistrationState.Offered, "proposees", "Places proposées"),
        (RegistrationState.Waiting, "attente", "En attente"),
        (RegistrationState.WalkIn, "venus", "Venus sans inscription"),
        (RegistrationState.Withdrawn, "desistes", "Désistés"),
        (RegistrationState.Expired, "non-prises", "Places non prises"),
        (RegistrationState.Refused, "non-retenues", "Non retenues"),
    ];

    /// <summary>What was done, to the person.</summary>
    public static string Said(RegistrationState state) => state switch
    {
        RegistrationState.Confirmed => "Vous êtes inscrit.",
        RegistrationState.Waiting => "Aucune place n’est libre pour vous : vous êtes sur la liste d’attente.",
        RegistrationState.Requested => "Votre demande est enregistrée : l’unité vous répondra.",
        _ => "Votre place est rendue.",
    };

    public static string Label(RegistrationOrigin origin) => origin switch
    {
        RegistrationOrigin.Self => "par la personne",
        RegistrationOrigin.Link => "par courriel",
        RegistrationOrigin.Colleague => "par un collègue",
        RegistrationOrigin.Staff => "par l’unité",
        RegistrationOrigin.Import => "par un fichier",
        _ => "à l’entrée",
    };
}
