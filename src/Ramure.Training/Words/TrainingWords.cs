using Ramure.Training.Model;
using Ramure.Ui.Components;

namespace Ramure.Training.Words;

/// <summary>The closed lists of trainings, in French, with the words addresses use.</summary>
internal static class TrainingWords
{
    public static IReadOnlyList<(CourseFrame Frame, string Code, string Label)> Frames { get; } =
    [
        (CourseFrame.AcademicPlan, "plan-academique", "Plan académique de formation"),
        (CourseFrame.DepartmentalPlan, "plan-departemental", "Plan départemental de formation"),
        (CourseFrame.OnDemand, "proximite", "Formation de proximité, à la demande d’un établissement (FIL, FEE)"),
        (CourseFrame.NationalProgramme, "national", "Programme national"),
        (CourseFrame.OwnInitiative, "atelier", "Impulsée par l’atelier (LAB’Canopé, temps forts)"),
        (CourseFrame.Ordered, "commande", "Commandée par un partenaire"),
        (CourseFrame.Institutional, "institutionnel", "Cadre institutionnel, hors plans de formation"),
        (CourseFrame.LocalPolicy, "politique-locale", "Accompagnement de la politique éducative d’une collectivité"),
    ];

    public static IReadOnlyList<(Modality Modality, string Code, string Label)> Modalities { get; } =
    [
        (Modality.OnSite, "presence", "En présence"),
        (Modality.RemoteLive, "distance", "À distance, en direct"),
        (Modality.SelfPaced, "autonomie", "À distance, à son rythme"),
        (Modality.Hybrid, "hybride", "Hybride"),
    ];

    public static IReadOnlyList<(RegistrationMode Mode, string Code, string Label)> Modes { get; } =
    [
        (RegistrationMode.Open, "libre", "Libre : chacun s’inscrit"),
        (RegistrationMode.Approval, "accord", "Sur accord : chacun demande, l’unité répond"),
        (RegistrationMode.Nomination, "designation", "Sur désignation : l’unité inscrit"),
    ];

    public static string Label(CourseFrame frame) => Frames.First(f => f.Frame == frame).Label;

    public static string Label(Modality modality) => Modalities.FirstOrDefault(m => m.Modality == modality).Label ?? "modalité non dite";

    public static string Label(RegistrationState state) => state switch
    {
        RegistrationState.Requested => "demande en attente d’accord",
        RegistrationState.Confirmed => "inscrit",
        RegistrationState.Waiting => "sur liste d’attente",
        RegistrationState.Offered => "place proposée",
        RegistrationState.Expired => "place non prise à temps",
        RegistrationState.Withdrawn => "désisté",
        RegistrationState.WalkIn => "venu sans inscription",
        _ => "demande non retenue",
    };

    public static TagKind Kind(RegistrationState state) => state switch
    {
        RegistrationState.Confirmed or RegistrationState.WalkIn => TagKind.Good,
        RegistrationState.Offered or RegistrationState.Requested => TagKind.Watch,
        RegistrationState.Waiting => TagKind.Info,
        _ => TagKind.Neutral,
    };

    /// <summary>"6 h", "1 h 30".</summary>
    public static string Duration(int minutes) => minutes % 60 == 0 ? $"{minutes / 60}\u00a0h" : minutes < 60 ? $"{minutes}\u00a0min" : $"{minutes / 60}\u00a0h\u00a0{minutes % 60:00}";

    /// <summary>"gratuit", "120 €".</summary>
    public static string Price(long cents) => cents == 0 ? "gratuit" : French.Number(cents / 100m, cents % 100 == 0 ? 0 : 2) + "\u00a0€";
}
