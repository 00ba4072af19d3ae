namespace Ramure.Training.Exchange.Mapping;

/// <summary>The files that are exchanged.</summary>
internal enum ExchangeKind
{
    Sessions,
    Registrations,
    Attendance,
}

/// <summary>Something of ours that a column of a file may say.</summary>
/// <param name="Code">As mapping files write it.</param>
/// <param name="Says">French: what it is, for the guide and for messages.</param>
internal sealed record ExchangeField(string Code, string Says)
{
    /// <summary>The file cannot be understood without it.</summary>
    public bool IsNeeded { get; init; }

    /// <summary>The codes it may have, where it is a closed list: values of a file are translated to them.</summary>
    public IReadOnlyList<string>? Codes { get; init; }

    /// <summary>One of the product's audiences.</summary>
    public bool IsAudience { get; init; }

    /// <summary>Names a person: only a keyed hash of it is kept, and it is never written out.</summary>
    public bool IsHidden { get; init; }

    public ExchangeFieldType Type { get; init; }
}

/// <summary>How a field is written.</summary>
internal enum ExchangeFieldType
{
    Text,
    Day,
    Time,

    /// <summary>Day and hour, in the hours of the unit.</summary>
    Instant,
}

/// <summary>What each file can say of ours.</summary>
internal static class ExchangeFields
{
    private static readonly ExchangeField Session = new("session", "identifiant de la session") { IsNeeded = true };
    private static readonly ExchangeField Registration = new("registration", "identifiant de l’inscription");
    private static readonly ExchangeField Person = new("person", "identifiant de la personne, NUMEN ou autre : seule une empreinte en est gardée") { IsHidden = true };
    private static readonly ExchangeField Named = new("name", "nom et prénom");
    private static readonly ExchangeField Email = new("email", "adresse électronique");
    private static readonly ExchangeField Day = new("day", "jour du créneau") { IsNeeded = true, Type = ExchangeFieldType.Day };
    private static readonly ExchangeField Start = new("start", "heure de début") { Type = ExchangeFieldType.Time };
    private static readonly ExchangeField Audience = new("audience", "public") { IsAudience = true };
    private static readonly ExchangeField School = new("school", "code UAI de l’établissement");

    public static IReadOnlyList<ExchangeField> Sessions { get; } =
    [
        Session,
        new("training", "identifiant de la formation"),
        new("title", "titre de la formation"),
        new("unit", "code de l’unité"),
        Day,
        Start with { IsNeeded = true },
        new("end", "heure de fin") { IsNeeded = true, Type = ExchangeFieldType.Time },
        new("place", "genre de lieu") { Codes = [.. Training.Sessions.PlaceWords.Kinds.Select(k => k.Code)] },
        new("room", "nom de la salle de l’unité"),
        School with { Says = "code UAI de l’établissement où elle se tient" },
        new("address", "adresse"),
        new("where", "lieu, en toutes lettres : écrit, jamais lu"),
        new("link", "lien de la salle à distance"),
        new("trainers", "formateurs, une virgule entre deux"),
        new("capacity", "nombre de places") { IsNeeded = true },
        new("beyond-room", "plus de places que la salle n’en tient, voulu") { Codes = [ExchangeWords.Yes, ExchangeWords.No] },
        new("minimum", "minimum d’inscrits"),
        new("mode", "qui peut s’inscrire") { Codes = [.. Words.TrainingWords.Modes.Select(m => m.Code)] },
        new("opens", "ouverture des inscriptions") { Type = ExchangeFieldType.Instant },
        new("closes", "clôture des inscriptions") { Type = ExchangeFieldType.Instant },
        new("price", "prix en euros"),
        new("state", "état de la session") { Codes = [.. ExchangeWords.SessionStates.Select(s => s.Code)] },
        new("reason", "pourquoi elle est annulée"),
    ];

    public static IReadOnlyList<ExchangeField> Registrations { get; } =
    [
        Session,
        Registration,
        Person,
        Named,
        new("last-name", "nom"),
        new("first-name", "prénom"),
        Email,
        Audience,
        School,
        new("state", "état de l’inscription") { IsNeeded = true, Codes = [.. ExchangeWords.States.Select(s => s.Code)] },
        new("priority", "priorité sur la liste d’attente, de 0 à 9"),
    ];

    public static IReadOnlyList<ExchangeField> Attendance { get; } =
    [
        Session,
        Registration,
        Person,
        Named,
        Email,
        Day,
        Start,
        new("half-day", "demi-journée") { Codes = [ExchangeWords.Morning, ExchangeWords.Afternoon] },
        new("presence", "présence") { Codes = [ExchangeWords.Present, ExchangeWords.Absent, ExchangeWords.Partial] },
        new("minutes", "minutes suivies"),
        new("count", "effectif sans nom"),
        Audience with { Says = "public de l’effectif sans nom" },
        School with { Says = "code UAI de l’effectif sans nom" },
    ];

    public static IReadOnlyList<ExchangeField> Of(ExchangeKind kind) => kind switch
    {
        ExchangeKind.Sessions => Sessions,
        ExchangeKind.Registrations => Registrations,
        _ => Attendance,
    };

    /// <summary>The name of the file in mapping files and on the command line; addresses and pages have French words.</summary>
    public static IReadOnlyList<(ExchangeKind Kind, string Name, string Address, string Label)> Kinds { get; } =
    [
        (ExchangeKind.Sessions, "sessions", "sessions", "Sessions"),
        (ExchangeKind.Registrations, "registrations", "inscriptions", "Inscriptions"),
        (ExchangeKind.Attendance, "attendance", "presences", "Présences"),
    ];

    public static string Name(ExchangeKind kind) => Kinds.First(k => k.Kind == kind).Name;
}
