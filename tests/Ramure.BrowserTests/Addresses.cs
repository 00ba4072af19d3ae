namespace Ramure.BrowserTests;

/// <summary>
/// Every page of the product, by one address with data, checked by axe. A page that is not here is not finished.
/// </summary>
internal static class Addresses
{
    /// <summary>Stands for the address of an activity of Atelier 62.</summary>
    public const string Activity = "{activity}";

    /// <summary>Stands for the address of a published training of Atelier 62.</summary>
    public const string Course = "{course}";

    /// <summary>Stands for the address of a session of it, with somebody registered.</summary>
    public const string Session = "{session}";

    /// <summary>Stands for the address of a room of Atelier 62.</summary>
    public const string Room = "{room}";

    /// <summary>Stands for the address of a trainer of Atelier 62, who gives the session.</summary>
    public const string Trainer = "{trainer}";
    /// <summary>Stands for the address of the person who is registered there.</summary>
    public const string Person = "{person}";

    /// <summary>Stands for the address of a session that was held, and that people were asked about.</summary>
    public const string Held = "{held}";

    /// <summary>Stands for the link by which somebody answers.</summary>
    public const string Opinion = "{opinion}";

    /// <summary>Stands for the address of what somebody wrote.</summary>
    public const string Comment = "{comment}";

    private const string Contract = "/pilotage/cop-2017-2019";

    /// <summary>Those that people spend their day on, or that hold the most: wide and narrow, light and dark.</summary>
    public static readonly string[] Key =
    [
        "/",
        "/guide/composants",
        Contract + "?annee=2018",
        Contract + "/indicateurs/2-2-2?annee=2018&niveau=ateliers",
        Contract + "/indicateurs/1-5?annee=2019",
        Contract + "/unites/A62?annee=2018",
        "/reseau/carte",
        "/reseau/unites/A62",
        "/reseau/reorganisations/verification?type=deplacer&jour=2031-01-01&unites=A22&vers=DT-HDF&motif=Essai",
        "/formations",
        Session,
        Opinion,
        Held + "/avis",
        "/formations/qualite?unite=A62",
        "/connexion",
        "/journal?unite=A62",
        "/journal/nouvelle?unite=A62&genre=visit",
        Activity,
        "/registre/ecritures?mesure=training.actions&unite=RC&sous-arbre=1&du=2018-01-01&au=2018-12-31",
    ];

    /// <summary>All others: wide and light, narrow and dark.</summary>
    public static readonly string[] Others =
    [
        "/nulle/part",
        "/administration/audit",
        "/administration/audit/1",
        "/administration/audit?du=hier",
        "/administration/donnees-personnelles",
        "/administration/donnees-personnelles/personnes",
        "/administration/travaux",
        "/compte",
        "/compte/code",
        "/compte/donnees",
        "/compte/inscriptions",
        "/formations/nouvelle",
        "/formations?q=rien+de+tel",
        "/formations?du=hier",
        "/formations?q=a&lieu=Arras&km=100&places=1",
        "/formations/carte",
        "/formations/calendrier",
        "/formations/preparation",
        Course + "/copier",
        Course + "/versions",
        Course + "/versions/2",
        Course,
        Course + "/modifier",
        Course + "/session",
        Session + "/modifier",
        "/formations/planning",
        "/formations/planning?unite=A62&annee=2023",
        "/formations/planning/sessions?unite=A62&annee=2049",
        "/formations/a-faire?unite=A62",
        Trainer + "/semaine?du=2050-03-02",
        "/compte/semaine",
        "/formations/salles",
        "/formations/salles?unite=A62",
        Room,
        "/formations/formateurs",
        "/formations/formateurs?unite=A62",
        Trainer,
        Session + "/inscrits",
        Session + "/presence",
        Session + "/presence/clore",
        Session + "/presence/code",
        Session + "/presence/connexion",
        Session + "/presence/papier",
        Session + "/chiffres",
        "/formations/feuilles",
        Session + "/inscrits?etat=inscrits",
        Person,
        Person + "?retirer=1",
        Session + "/places",
        Session + "/designes",
        Session + "/equipe",
        Session + "/courriel",
        Session + "/courriel?envoi=1",
        "/inscription",
        Session + "/courriels",
        "/formations/courriels",
        "/formations/echanges",
        "/formations/echanges?donner=1&unite=A62&du=2023-09-01&au=2024-08-31&correspondance=gaia",
        "/formations/echanges?donner=1&unite=&du=hier&au=&correspondance=",
        "/formations/courriels/confirmation?unite=A62",
        Course + "/reconnaissance",
        "/formations/questionnaires",
        "/formations/questionnaires?unite=A62",
        "/formations/questionnaires/nouveau?unite=A62",
        "/formations/evaluations",
        "/formations/evaluations?unite=A62&annee=2025",
        "/formations/evaluations?unite=A62&annee=2021",
        "/formations/qualite",
        "/formations/qualite/30?unite=A62",
        Course + "/avis",
        Course + "/avis/demander",
        Session + "/avis",
        Session + "/avis/demander",
        Held + "/avis/reponses",
        Comment,
        "/avis/inconnu",
        Session + "/attestations",
        "/compte/attestations",
        "/compte/parcours",
        "/verifier",
        "/verifier/00000-00000-00000-00000",
        "/badges",
        "/badges/verifier",
        "/compte/adresse",
        "/compte/cles",
        "/compte/confirmer",
        "/compte/mot-de-passe",
        "/connexion/oubli",
        "/connexion/oubli?envoi=1",
        "/connexion/nouveau-mot-de-passe",
        "/connexion/adresse",
        "/connexion/lien",
        "/deconnexion",
        "/administration/comptes",
        "/administration/invitations",
        "/administration/invitations/nouvelle",
        "/administration/roles",
        "/administration/surveillance",
        "/compte/jetons",
        "/invitation",
        "/premier-compte",
        "/reseau/unites/A62/acces",
        "/api",
        "/exemple",
        "/exemple/web.visits:RC:2018",
        "/guide",
        "/guide/tableau-de-bord",
        "/presence",
        "/pilotage",
        Contract,
        Contract + "?au=2018-06-30",
        Contract + "?annee=douze",
        Contract + "/desaccords",
        Contract + "/indicateurs/3-3?annee=2019",
        Contract + "/indicateurs/4-4?annee=2018",
        Contract + "/indicateurs/3-3/desaccords/target-2019",
        Contract + "/unites/DT-BPL?annee=2018",
        "/reseau",
        "/reseau/arbre",
        "/reseau/arbre?au=2018-01-01",
        "/reseau/unites/DT-BPL",
        "/reseau/unites/A62/historique",
        "/reseau/ecoles?q=saint+exupery",
        "/reseau/ecoles/0622863A",
        "/reseau/reorganisations",
        "/reseau/reorganisations/nouvelle",
        "/reseau/reorganisations/nouvelle?type=scinder",
        "/reseau/reorganisations/verification?type=deplacer",
        "/journal?unite=",
        "/journal/calendrier?unite=A62&mois=2024-03",
        "/journal/nouvelle?unite=",
        "/journal/nouvelle?unite=A62",
        "/journal/nouvelle?unite=A62&genre=training",
        "/journal/import",
        "/journal/bilans/atelier-62-2023-2024",
        Activity + "/corriger",
        Activity + "/effectif",
        Activity + "/note",
        Activity + "/repeter",
        Activity + "/retirer",
        "/registre",
        "/registre/mesures/training.actions",
        "/registre/agregats",
        "/registre/agregats?mesure=training.actions&unite=RC&sous-arbre=1&du=2018-01-01&au=2018-12-31&par=month",
        "/registre/ecritures",
        "/registre/etat",
    ];

    /// <summary>Those that somebody signed in does not see, or sees only on the way: as a stranger, and with a password alone.</summary>
    public static readonly (string Address, Who Who)[] AtTheDoor =
    [
        ("/connexion", Who.Stranger),
        ("/connexion/oubli", Who.Stranger),
        ("/", Who.Stranger),
        ("/formations", Who.Stranger),
        (Opinion, Who.Stranger),
        ("/compte/second-facteur", Who.PasswordAlone),
        ("/compte/code", Who.PasswordAlone),
        ("/compte/cles", Who.PasswordAlone),
        ("/administration/comptes", Who.PasswordAlone),
    ];

    /// <summary>Those that answer otherwise than 200: a wrong address must not be taken for a good page.</summary>
    public static IReadOnlyDictionary<string, int> Statuses { get; } = new Dictionary<string, int>
    {
        ["/nulle/part"] = 404,
        ["/verifier/00000-00000-00000-00000"] = 422,
        ["/administration/audit?du=hier"] = 400,
        ["/formations?du=hier"] = 400,
        ["/formations/echanges?donner=1&unite=&du=hier&au=&correspondance="] = 400,
        ["/invitation"] = 410,
        ["/inscription"] = 410,
        ["/avis/inconnu"] = 410,
        ["/premier-compte"] = 410,
        [Contract + "?annee=douze"] = 400,
        ["/reseau/reorganisations/verification?type=deplacer"] = 422,
    };

    /// <summary>How a page is looked at: the first is how it loads, the others are what a person who turns the device or the light then sees.</summary>
    public static IReadOnlyList<Look> LooksAt(string page) => Key.Contains(page) ? Enum.GetValues<Look>() : [Look.NarrowDark, Look.WideLight];

    public static TheoryData<string> All { get; } = [.. Key, .. Others];

    /// <summary>Address × who.</summary>
    public static TheoryData<string, Who> ByWho { get; } = [.. from page in AtTheDoor select new TheoryDataRow<string, Who>(page.Address, page.Who)];

    public static TheoryData<string> KeyPages { get; } = [.. Key];
}

/// <summary>Who opens a page.</summary>
public enum Who
{
    Administrator,
    Stranger,

    /// <summary>An administrator of whom a second factor is still asked.</summary>
    PasswordAlone,
}

/// <summary>How a page is looked at.</summary>
public enum Look
{
    WideLight,
    WideDark,
    NarrowLight,
    NarrowDark,
}
