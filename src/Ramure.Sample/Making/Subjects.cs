using Ramure.Journal.Contracts;

namespace Ramure.Sample.Making;

/// <summary>What activities are about: plausible titles with their theme.</summary>
internal static class Subjects
{
    public static IReadOnlyList<(string Title, string Theme)> Trainings { get; } =
    [
        ("Créer une webradio", "media-literacy"), ("Décrypter l’information avec ses élèves", "media-literacy"),
        ("Utiliser des tablettes en classe", "digital-teaching"), ("Construire une classe inversée", "digital-teaching"),
        ("Découvrir la programmation à l’école", "digital-teaching"), ("Différencier avec le numérique", "inclusive-school"),
        ("Accueillir un élève dys", "inclusive-school"), ("Évaluer par compétences", "assessment"),
        ("Aménager la classe pour coopérer", "active-teaching"), ("Concevoir un jeu d’évasion pédagogique", "game-based-learning"),
        ("Faire vivre la laïcité", "republic-values"), ("Prévenir le harcèlement", "anti-bullying"),
        ("Ce que les sciences cognitives disent de la mémoire", "cognitive-sciences"), ("Raccrocher les élèves décrocheurs", "dropout-prevention"),
        ("Éduquer à l’égalité filles-garçons", "gender-equality"), ("Bâtir un parcours d’éducation artistique", "arts-and-culture"),
        ("Gestes professionnels du professeur débutant", "professional-gestures"), ("Projets de développement durable à l’école", "ecological-transition"),
    ];

    public static IReadOnlyList<(string Title, string Theme)> Events { get; } =
    [
        ("Conférence : apprendre et mémoriser", "cognitive-sciences"), ("Rencontre avec un auteur jeunesse", "arts-and-culture"),
        ("Journée du numérique éducatif", "digital-teaching"), ("Semaine de la presse et des médias", "media-literacy"),
        ("Mercredi de l’atelier", "active-teaching"), ("Projection-débat sur le climat", "ecological-transition"),
        ("Table ronde : l’école et les familles", "coeducation"), ("Fête du jeu", "game-based-learning"),
        ("Séminaire : école inclusive", "inclusive-school"), ("Exposition : valeurs de la République", "republic-values"),
    ];

    public static IReadOnlyList<(string Title, string Theme)> Codesigns { get; } =
    [
        ("Conception d’une mallette pédagogique", "active-teaching"), ("Prototype d’un jeu sérieux", "game-based-learning"),
        ("Test d’une ressource avec des enseignants", "digital-teaching"), ("Scénario d’un parcours M@gistère", "professional-gestures"),
        ("Écriture d’un guide pour les équipes", "inclusive-school"),
    ];

    public static IReadOnlyList<(string Title, string Theme)> Mediations { get; } =
    [
        ("Présentation des nouveautés", "professional-gestures"), ("Prise en main de la plateforme Viaéduc", "digital-teaching"),
        ("Découverte des ressources en éducation aux médias", "media-literacy"), ("Essai de robots pédagogiques", "digital-teaching"),
        ("Sélection pour le CDI", "arts-and-culture"), ("Ressources pour les parents", "coeducation"),
    ];

    public static IReadOnlyList<(string Title, string Theme)> Advices { get; } =
    [
        ("Conseil pour équiper une classe mobile", "digital-teaching"), ("Avis sur un projet d’établissement", "professional-gestures"),
        ("Aide au choix de manuels numériques", "digital-teaching"), ("Conseil pour aménager un CDI", "active-teaching"),
    ];

    public static IReadOnlyList<(string Title, string Theme)> Supports { get; } =
    [
        ("Accompagnement d’un collège numérique", "digital-teaching"), ("Suivi d’un projet de webradio", "media-literacy"),
        ("Comité d’un projet innovant", "active-teaching"), ("Accompagnement d’un réseau d’éducation prioritaire", "dropout-prevention"),
    ];

    public static IReadOnlyList<(string Title, string Theme)> Stands { get; } =
    [
        ("Stand au forum des associations", "coeducation"), ("Stand au salon du livre jeunesse", "arts-and-culture"),
        ("Stand à la rentrée des stagiaires", "professional-gestures"),
    ];

    /// <summary>Partners with how often they are met.</summary>
    public static IReadOnlyList<(string Name, string Kind, double Weight)> Partners { get; } =
    [
        ("Conseil départemental", PartnerKinds.LocalAuthority, 5), ("Commune", PartnerKinds.LocalAuthority, 4),
        ("Ligue de l’enseignement", PartnerKinds.Association, 4), ("Association locale", PartnerKinds.Association, 3),
        ("Délégation académique au numérique", PartnerKinds.Ministry, 5), ("Direction départementale de l’Éducation nationale", PartnerKinds.Ministry, 4),
        ("Éditeur scolaire", PartnerKinds.Publisher, 1), ("Entreprise du numérique éducatif", PartnerKinds.Company, 1.5),
        ("Laboratoire universitaire", PartnerKinds.Research, 1), ("Partenaire européen", PartnerKinds.International, 0.5),
    ];

    /// <summary>The audiences of a kind of activity, the most frequent first.</summary>
    public static IReadOnlyList<string> Audiences(string kind) => kind switch
    {
        ActivityKinds.Training => ["teacher-primary", "teacher-secondary", "librarian", "trainer"],
        ActivityKinds.Event => ["teacher-primary", "teacher-secondary", "pupil", "parent", "local-authority"],
        ActivityKinds.Mediation => ["teacher-secondary", "teacher-primary", "librarian", "parent"],
        ActivityKinds.Stand => ["parent", "teacher-primary", "student-teacher", "out-of-school"],
        ActivityKinds.Visit => ["teacher-primary", "teacher-secondary", "student-teacher", "parent"],
        _ => ["teacher-secondary", "teacher-primary", "manager"],
    };
}
