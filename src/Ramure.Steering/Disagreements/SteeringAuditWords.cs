using Ramure.Kernel.Audit;

namespace Ramure.Steering.Disagreements;

/// <summary>What steering's events say, in French.</summary>
internal static class SteeringAuditWords
{
    public static AuditWords All { get; } = new()
    {
        Operations = new Dictionary<string, string>
        {
            ["steering.import-contract"] = "Charger un contrat",
            ["steering.reopen-disagreement"] = "Rouvrir un désaccord",
            ["steering.settle-disagreement"] = "Trancher un désaccord",
        },
        Kinds =
        [
            new("contract", "Contrat")
            {
                Fields = new Dictionary<string, string> { ["version"] = "Version", ["file"] = "Fichier", ["fingerprint"] = "Empreinte" },
                Href = id => $"/pilotage/{id}",
            },
            new("disagreement", "Désaccord")
            {
                Fields = new Dictionary<string, string> { ["reading"] = "Lecture retenue", ["value"] = "Valeur", ["place"] = "Endroit", ["reason"] = "Motif", ["by"] = "Par" },
                Href = id => id.Split('/') is [var contract, ..] ? $"/pilotage/{contract}/desaccords" : null,
            },
        ],
    };
}
