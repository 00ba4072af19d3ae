using Ramure.Kernel.Audit;

namespace Ramure.Network.Units;

/// <summary>What the network's events say, in French.</summary>
internal static class NetworkAuditWords
{
    public static AuditWords All { get; } = new()
    {
        Operations = new Dictionary<string, string>
        {
            ["network.import"] = "Importer le réseau",
            ["network.import-contacts"] = "Importer des contacts",
            ["network.import-schools"] = "Importer des établissements",
            ["network.import-sites"] = "Importer des lieux",
            ["network.reorganise"] = "Réorganiser le réseau",
            ["network.withdraw"] = "Retirer une réorganisation",
        },
        Kinds =
        [
            new("unit", "Unité")
            {
                Fields = new Dictionary<string, string>
                {
                    ["Code"] = "Code", ["Name"] = "Nom", ["Kind"] = "Genre", ["TimeZone"] = "Fuseau horaire", ["ShortName"] = "Nom court", ["Departement"] = "Département",
                    ["Town"] = "Commune", ["Latitude"] = "Latitude", ["Longitude"] = "Longitude",
                },
                Href = id => $"/reseau/unites/{id}",
            },
            new("network", "Réseau"),
            new("schools", "Annuaire des établissements"),
            new("reorganisation", "Réorganisation") { Href = id => $"/reseau/reorganisations/{id}" },
        ],
    };
}
