using Ramure.Kernel.Audit;

namespace Ramure.Accounts.Watch;

/// <summary>What the events of refusals and alarms say, in French.</summary>
internal static class WatchAuditWords
{
    public static AuditWords All { get; } = new()
    {
        Operations = new Dictionary<string, string>
        {
            ["access.refuse"] = "Refuser un accès",
            ["accounts.count"] = "Compter les refus de l’heure",
            ["accounts.alarm"] = "Alerter sur un usage inhabituel",
        },
        Kinds =
        [
            new(RefusedAccess.SubjectKind, "Accès refusé")
            {
                Fields = new Dictionary<string, string> { ["Method"] = "Demande", ["Path"] = "Adresse", ["Permission"] = "Droit demandé", ["OnlyCounted"] = "La suite de l’heure n’est que comptée" },
            },
            new("alarm", "Alerte")
            {
                Fields = new Dictionary<string, string> { ["Kind"] = "Quoi", ["Count"] = "Nombre en une heure", ["Told"] = "Personnes prévenues" },
                Value = (field, raw) => field == "Kind" && WatchWords.Parse(raw) is { } what ? WatchWords.Label(what) : null,
                Href = _ => WatchPage.Address,
            },
        ],
    };
}
