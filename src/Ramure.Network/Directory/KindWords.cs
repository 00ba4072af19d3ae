using Ramure.Network.Contracts;
using Ramure.Network.Model;

namespace Ramure.Network.Directory;

/// <summary>The words of pages for what files write in English.</summary>
internal static class KindWords
{
    /// <summary>"Direction territoriale"; a network's own kind is shown as its file writes it.</summary>
    public static string Kind(string kind) => kind switch
    {
        UnitKinds.HeadOffice => "Siège",
        UnitKinds.Service => "Service",
        UnitKinds.Directorate => "Direction territoriale",
        UnitKinds.AcademicDirectorate => "Direction académique",
        UnitKinds.Atelier => "Atelier",
        _ => kind,
    };

    /// <summary>"Ateliers".</summary>
    public static string Kinds(string kind) => kind switch
    {
        UnitKinds.Service => "Services",
        UnitKinds.Directorate => "Directions territoriales",
        UnitKinds.AcademicDirectorate => "Directions académiques",
        UnitKinds.Atelier => "Ateliers",
        _ => kind,
    };

    public static string Occupancy(Occupancy occupancy) => occupancy switch
    {
        Model.Occupancy.Owned => "Propriété",
        Model.Occupancy.Rented => "Location",
        Model.Occupancy.FreeOfCharge => "Mise à disposition gratuite",
        _ => "Mode d’occupation inconnu",
    };

    public static string Reorganisation(ReorganisationKind kind) => kind switch
    {
        ReorganisationKind.Move => "Changement de rattachement",
        ReorganisationKind.Merge => "Fusion",
        ReorganisationKind.Split => "Scission",
        _ => "Fermeture",
    };

    /// <summary>The column of a file in the words of the page.</summary>
    public static string Column(string column) => column switch
    {
        "name" => "nom",
        "short_name" => "nom court",
        "parent" => "rattachement",
        "from" => "début",
        "to" => "fin",
        "town" => "ville",
        "lat" => "latitude",
        "lon" => "longitude",
        "departement" => "département",
        "postcode" => "code postal",
        "date" => "date",
        "share" => "part",
        "predecessor" => "unité précédente",
        "successor" => "unité suivante",
        _ => column,
    };
}
