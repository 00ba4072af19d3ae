using Ramure.Journal.Contracts;
using Ramure.Kernel.Lists;
using Ramure.Ledger.Contracts;

namespace Ramure.Journal.Lists;

/// <summary>A kind of activity: what the form asks for it.</summary>
/// <param name="Hint">One line that helps to choose.</param>
/// <param name="AsksDuration">Whether minutes and sessions matter.</param>
/// <param name="AsksAudience">Whether people are expected: without a headcount, it is not communicated (L6).</param>
internal sealed record KindOfActivity(string Code, string Label, string Hint, bool AsksDuration, bool AsksAudience);

/// <summary>The closed lists of the Journal, in the order pages show them.</summary>
internal static class Labels
{
    public static IReadOnlyList<KindOfActivity> Kinds { get; } =
    [
        new(ActivityKinds.Visit, "Visite", "Un établissement ou un partenaire visité, ou reçu à l’atelier", false, true),
        new(ActivityKinds.Mediation, "Médiation", "Atelier, temps d’échange, présentation de ressources", false, true),
        new(ActivityKinds.Advice, "Conseil et expertise", "Réponse à un établissement, à un partenaire, avis sur un produit", false, false),
        new(ActivityKinds.Codesign, "Co-conception", "Séance de conception avec des enseignants ou un partenaire", false, false),
        new(ActivityKinds.Event, "Conférence ou évènement", "Conférence, séminaire, festival, journée", false, true),
        new(ActivityKinds.Training, "Formation sans inscription", "Formation donnée dont les participants ne sont pas inscrits nommément", true, true),
        new(ActivityKinds.Support, "Accompagnement de projet", "Projet suivi dans la durée, comité, équipe accompagnée", false, false),
        new(ActivityKinds.Stand, "Stand ou forum", "Stand tenu, forum, salon", false, true),
        new(ActivityKinds.Room, "Salle prêtée", "Salle ou espace de l’atelier mis à disposition", false, false),
    ];

    public static IReadOnlyList<Labelled> Places { get; } =
    [
        new(ActivityPlaces.Atelier, "À l’atelier"),
        new(ActivityPlaces.Outside, "Hors les murs"),
        new(ActivityPlaces.Residence, "En résidence dans un établissement"),
        new(ActivityPlaces.Remote, "À distance"),
    ];

    public static IReadOnlyList<Labelled> Modalities { get; } =
    [
        new(ActivityModalities.OnSite, "En présence"),
        new(ActivityModalities.Remote, "À distance"),
        new(ActivityModalities.Hybrid, "Hybride"),
    ];

    public static IReadOnlyList<Labelled> Partners { get; } =
    [
        new(PartnerKinds.Espe, "Espé ou Inspé"),
        new(PartnerKinds.LocalAuthority, "Collectivité territoriale"),
        new(PartnerKinds.Association, "Association"),
        new(PartnerKinds.Company, "Entreprise"),
        new(PartnerKinds.Publisher, "Éditeur"),
        new(PartnerKinds.Research, "Recherche"),
        new(PartnerKinds.International, "International"),
        new(PartnerKinds.Ministry, "Éducation nationale et services de l’État"),
        new(PartnerKinds.Other, "Autre"),
    ];

    public static IReadOnlyList<Labelled> Precisions { get; } =
    [
        new("day", "Au jour"),
        new("month", "Au mois"),
        new("civil-year", "À l’année civile"),
        new("school-year", "À l’année scolaire"),
    ];

    public static string Kind(string code) => Kinds.FirstOrDefault(k => k.Code == code)?.Label ?? code;

    public static string Place(string? code) => Find(Places, code);

    public static string Modality(string? code) => Find(Modalities, code);

    public static string Partner(string? code) => Find(Partners, code);

    public static string Code(this DayBasis basis) => basis switch
    {
        DayBasis.Month => "month",
        DayBasis.CivilYear => "civil-year",
        DayBasis.SchoolYear => "school-year",
        _ => "day",
    };

    public static DayBasis? Basis(string code) => code switch
    {
        "day" => DayBasis.Day,
        "month" => DayBasis.Month,
        "civil-year" => DayBasis.CivilYear,
        "school-year" => DayBasis.SchoolYear,
        _ => null,
    };

    private static string Find(IReadOnlyList<Labelled> list, string? code) =>
        code is null ? "" : list.FirstOrDefault(l => l.Code == code)?.Label ?? code;
}
