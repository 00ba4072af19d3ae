namespace Ramure.Sample.Trainings;

/// <summary>A made-up training, in the spirit of what ateliers give.</summary>
/// <param name="Frame">As addresses write it.</param>
/// <param name="Learned">What one can do afterwards.</param>
/// <param name="Done">What is done there.</param>
internal sealed record TrainingSubject(
    string Title, string Frame, string Modality, string Hours, string Themes, string Audiences, string Competences, string Learned, string Done, string Partner = "", string PartnerKind = "");

/// <summary>Chapter 2 of the 2023-2024 report of Atelier 62 tells such trainings apart; none of these was given by anybody.</summary>
internal static class TrainingSubjects
{
    private const string School = "teacher-primary";
    private const string College = "teacher-secondary";
    private const string Both = "teacher-primary teacher-secondary";

    public static IReadOnlyList<TrainingSubject> All { get; } =
    [
        new("Premiers pas en webradio", "plan-academique", "presence", "6", "media-literacy", College + " librarian", "CC9 P1 EDU2.2", "Préparer, enregistrer et diffuser une première émission avec une classe.", "Écoute critique, écriture d’un conducteur, prise de son, montage, droits et diffusion."),
        new("Animer une webradio dans la durée", "plan-academique", "hybride", "12", "media-literacy", College + " librarian", "CC9 CC10 EDU3.2", "Installer une rédaction d’élèves et tenir un rendez-vous régulier.", "Organisation de la rédaction, rôles des élèves, évaluation de l’oral, partenariats locaux."),
        new("Premiers usages des tablettes en classe", "plan-departemental", "presence", "3", "digital-teaching", School, "CC9 EDU2.1 EDU3.2", "Choisir deux usages simples et les mettre en œuvre dès la semaine suivante.", "Prise en main, écran partagé, photo et son au service de l’écrit, règles de classe."),
        new("Différencier avec le numérique", "plan-departemental", "presence", "6", "inclusive-school digital-teaching", School, "CC4 P3 EDU4.2", "Bâtir un plan de travail différencié appuyé sur des ressources numériques.", "Repérage des besoins, choix de ressources, parcours d’élèves, retours d’expérience."),
        new("Évaluer pour faire progresser", "plan-academique", "presence", "6", "assessment", College, "P5 CC3 EDU3.3", "Concevoir une évaluation qui dit à l’élève où il en est et quoi faire ensuite.", "Critères partagés, rétroaction, autoévaluation, outils numériques de suivi."),
        new("Sciences cognitives : mémoriser, comprendre, réinvestir", "plan-academique", "distance", "3", "cognitive-sciences", Both, "CC3 P3", "Mettre en place un rythme de réactivation dans sa classe.", "Mémoire et attention, réactivation espacée, tests courts, fausses bonnes idées."),
        new("Pédagogies actives et aménagement des espaces", "proximite", "presence", "6", "active-teaching", College + " manager", "P4 CC10", "Dessiner avec son équipe un espace de classe flexible et dire ce qu’on y fera.", "Visite d’espaces, maquettes, scénarios d’usage, budget et calendrier."),
        new("Faire classe dehors, premières séances", "plan-departemental", "presence", "6", "outdoor-class ecological-transition", School, "P3 P4", "Préparer trois séances dehors liées aux programmes.", "Sortie commentée, sécurité, rituels, liens avec le français et les sciences."),
        new("Jeux d’évasion : en concevoir un pour sa discipline", "atelier", "presence", "3", "game-based-learning", Both, "P1 P3 EDU2.2", "Concevoir une énigme qui fait travailler une notion, et la tester.", "Jouer d’abord, décortiquer, concevoir à plusieurs, tester et reprendre."),
        new("LAB’Canopé : l’oral en jeux", "atelier", "presence", "1,5", "game-based-learning", Both, "CC7 P2", "Repartir avec trois jeux qui font parler tous les élèves.", "Échange de pratiques, essai de jeux, adaptation à son niveau."),
        new("LAB’Canopé : premiers robots au cycle 2", "atelier", "presence", "1,5", "digital-teaching", School, "CC9 EDU5.1", "Conduire une séance d’initiation à la programmation sans écran.", "Manipulation de robots, activités débranchées, progression."),
        new("LAB’Canopé : créer un livre numérique", "atelier", "presence", "1,5", "digital-teaching arts-and-culture", Both, "EDU2.2 P2", "Publier un livre numérique réalisé par des élèves.", "Outils, droits, accessibilité, publication."),
        new("Lutter contre le harcèlement : agir en équipe", "proximite", "presence", "6", "anti-bullying pupil-wellbeing", College + " education-advisor", "CC6 CC10 CC11", "Repérer une situation et conduire, en équipe, les premières étapes de la prise en charge.", "Situations, entretiens, rôle de chacun, programme pHARe."),
        new("Cyberviolences : comprendre et accompagner", "commande", "presence", "3", "anti-bullying media-literacy", "out-of-school social-care", "CC6", "Reconnaître les formes de cyberviolence et orienter un jeune.", "Études de cas, cadre légal, ressources, réseau local.", "Caisse d’allocations familiales", "other"),
        new("Compétences psychosociales : commencer par soi", "plan-academique", "hybride", "9", "pupil-wellbeing staff-wellbeing", Both, "CC6 CC14", "Conduire une activité hebdomadaire et en observer les effets.", "Mise en situation, écoute, régulation, observation entre pairs."),
        new("Communication non violente à l’école", "atelier", "presence", "3", "pupil-wellbeing", Both, "CC6 P4", "Formuler une demande et accueillir un désaccord.", "Jeux de rôle, observations, outils pour la classe."),
        new("Bien-être au travail : retrouver des marges", "atelier", "distance", "1,5", "staff-wellbeing", Both + " education-advisor", "CC14", "Se donner deux gestes pour la charge du quotidien.", "Repérage, pistes, engagements."),
        new("Égalité filles-garçons dans la cour et la classe", "proximite", "presence", "3", "gender-equality", College + " education-advisor", "CC1 CC6", "Observer une situation ordinaire et proposer un changement.", "Relevés d’observation, débat, plan d’action d’établissement.", "Département", "local-authority"),
        new("Laïcité et valeurs de la République : en parler avec les élèves", "plan-academique", "presence", "6", "republic-values", Both, "CC1 CC2 CC6", "Répondre à une question difficile sans l’esquiver.", "Cas concrets, cadre juridique, ressources, appui des équipes académiques."),
        new("Éduquer aux médias : de l’image à l’info", "plan-academique", "presence", "6", "media-literacy", Both + " librarian", "CC9 EDU5.1", "Mener une séance de vérification d’image.", "Outils de recherche, vocabulaire, séances clés en main.", "Clémi", "ministry"),
        new("Intelligence artificielle générative : ce qu’elle change en classe", "national", "distance", "3", "artificial-intelligence", College, "CC9 EDU1.5", "Décider d’un usage, ou d’un refus, et l’expliquer aux élèves.", "Fonctionnement, essais, limites, cadre d’usage de l’éducation nationale."),
        new("Intelligence artificielle : premiers repères pour l’école", "national", "autonomie", "1,5", "artificial-intelligence", School, "CC9 EDU1.5", "Situer ce qu’un système sait faire et ne sait pas faire.", "Capsules, activités débranchées, questionnaire final."),
        new("Certification Pix : préparer et faire passer", "national", "distance", "1,5", "digital-teaching", College, "EDU5.2", "Organiser une session de certification dans son établissement.", "Calendrier, parcours, passation, suivi des élèves."),
        new("Fablab à l’école : accompagner un projet d’élèves", "national", "presence", "6", "digital-teaching ecological-transition", School, "P3 EDU5.1", "Mener un projet de fabrication de l’idée au prototype.", "Découpe, modélisation simple, sécurité, documentation du projet.", "Universcience", "association"),
        new("Transition écologique : du constat au projet", "plan-academique", "hybride", "9", "ecological-transition", College, "CC1 CC13 P3", "Conduire un projet local avec un partenaire du territoire.", "Enquête, choix d’un projet, partenariat, évaluation.", "Parc naturel régional", "local-authority"),
        new("Le musée en classe, la classe au musée", "plan-departemental", "presence", "6", "arts-and-culture", School, "CC13 P1", "Préparer une visite active et son prolongement.", "Visite, médiation, productions d’élèves.", "Musée des beaux-arts", "other"),
        new("Lire, voir, entendre : l’éducation artistique au quotidien", "plan-academique", "presence", "6", "arts-and-culture", Both, "CC13 P1", "Bâtir un parcours d’une année avec une structure culturelle.", "Rencontres, carnets, restitution.", "Réseau des médiathèques", "local-authority"),
        new("École inclusive : rendre ses supports accessibles", "plan-academique", "distance", "3", "inclusive-school", Both, "CC4 EDU4.1", "Transformer un support pour qu’il soit lu par tous.", "Contraste, structure, lecture à voix haute, essais."),
        new("Troubles dys : adapter sans alourdir", "plan-departemental", "presence", "6", "inclusive-school", School, "CC4 P3", "Choisir trois adaptations et les installer durablement.", "Mise en situation, outils, organisation de la classe."),
        new("Prévenir le décrochage : les premiers signes", "proximite", "presence", "3", "dropout-prevention", College + " education-advisor guidance-counsellor", "CC5 CC10", "Repérer tôt et décider en équipe.", "Indicateurs, entretiens, parcours aménagés."),
        new("Orientation : préparer l’oral des élèves", "proximite", "presence", "3", "pupil-autonomy", College + " guidance-counsellor", "CC5 CC7", "Accompagner un élève vers un oral de présentation de soi.", "Méthode, entraînement, regards croisés."),
        new("Coéducation : réussir la rencontre avec les parents", "plan-departemental", "presence", "3", "coeducation", School, "CC12", "Conduire un entretien où chacun apprend quelque chose.", "Situations, écoute, supports, restitution."),
        new("Devenir facilitateur de travail collectif", "commande", "presence", "6", "professional-gestures", "trainer manager", "CC10 CC14", "Préparer et animer une séance où tout le monde contribue.", "Techniques, posture, mise en pratique filmée.", "Cellule académique d’innovation", "ministry"),
        new("Gestes professionnels : s’observer pour progresser", "plan-academique", "hybride", "9", "professional-gestures", Both, "CC14 P4", "Analyser une séance filmée avec un pair.", "Vidéo, grilles légères, visites croisées."),
        new("Concevoir une classe virtuelle vivante", "national", "distance", "1,5", "digital-teaching", "trainer " + College, "EDU3.2", "Animer une séance à distance où l’on parle.", "Rythme, consignes, outils de sondage, secours."),
        new("Ressources libres : chercher, choisir, citer", "national", "autonomie", "1,5", "digital-teaching", Both + " librarian", "EDU2.1 EDU2.3", "Trouver une ressource réutilisable et dire sous quelle licence.", "Recherche, licences, dépôt de ses propres ressources."),
        new("Encadrer : piloter le numérique d’un établissement", "plan-academique", "hybride", "6", "digital-teaching", "manager", "CC2 CC11", "Établir un plan numérique d’une page et le suivre.", "État des lieux, priorités, équipements, formation des équipes."),
        new("Promeneurs du Net : formation initiale", "commande", "presence", "6", "media-literacy", "out-of-school social-care", "CC6 CC13", "Ouvrir une présence éducative en ligne et la tenir.", "Charte, posture, outils, cas concrets.", "Caisse d’allocations familiales", "other"),
        new("Animer un club d’échecs ou de jeux à l’école", "atelier", "presence", "1,5", "game-based-learning pupil-autonomy", Both, "P4", "Lancer un club en trois séances.", "Choix des jeux, règles, tournoi, mixité."),
        new("Journée de rentrée des professeurs débutants", "plan-academique", "presence", "6", "professional-gestures", "student-teacher " + College, "P4 CC14", "Préparer ses deux premières semaines de classe.", "Premières séances, cadre, appuis, ressources de l’atelier.", "Inspé", "espe"),
    ];
}
