using Ramure.Kernel.Audit;

namespace Ramure.Ledger.Upkeep;

/// <summary>What the ledger's events say, in French.</summary>
internal static class LedgerAuditWords
{
    public static AuditWords All { get; } = new()
    {
        Operations = new Dictionary<string, string>
        {
            ["ledger.declare-measures"] = "Importer des mesures",
            ["ledger.import"] = "Importer des écritures",
            ["ledger.rebuild"] = "Refaire les totaux",
            ["ledger.rotate-subject-key"] = "Changer la clé des personnes comptées",
            ["measures.declare"] = "Déclarer les mesures du produit",
        },
        Kinds =
        [
            new("measure", "Mesure")
            {
                Fields = new Dictionary<string, string>
                {
                    ["Code"] = "Code", ["Label"] = "Libellé", ["Unit"] = "Unité", ["SmallestUnit"] = "Unité élémentaire", ["PerUnit"] = "Unités élémentaires par unité",
                    ["Decimals"] = "Décimales", ["Kind"] = "Genre", ["TimeOperator"] = "Opérateur sur le temps", ["UnitOperator"] = "Opérateur sur les unités",
                    ["Asked"] = "Demandée à", ["Service"] = "Service", ["Source"] = "Source", ["CollectionTool"] = "Outil de collecte", ["Owner"] = "Déclarée par",
                },
                Href = id => $"/registre/mesures/{id}",
            },
            new("ledger-import", "Import d’écritures")
            {
                Fields = new Dictionary<string, string> { ["Posted"] = "Écritures", ["Reversed"] = "Contre-passées", ["AlreadyKnown"] = "Déjà connues", ["Position"] = "Position du registre" },
            },
            new("ledger", "Registre") { Fields = new Dictionary<string, string> { ["Keys"] = "Clés", ["Subjects"] = "Personnes" }, Href = _ => "/registre/etat" },
            new("ledger-subject", "Personne comptée") { Fields = new Dictionary<string, string> { ["Erased"] = "Effacées" } },
        ],
    };
}
