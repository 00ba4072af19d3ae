using Ramure.Kernel.Audit;

namespace Ramure.Training.Rooms;

/// <summary>What the events of rooms say, in French.</summary>
internal static class RoomAuditWords
{
    public static AuditWords All { get; } = new()
    {
        Operations = new Dictionary<string, string>
        {
            ["training.add-room"] = "Ajouter une salle",
            ["training.change-room"] = "Modifier une salle",
        },
        Kinds =
        [
            new(RoomKeeper.SubjectKind, "Salle")
            {
                Fields = new Dictionary<string, string> { ["Name"] = "Nom", ["Capacity"] = "Personnes", ["InUse"] = "En service" },
                Value = (field, raw) => field == "InUse" ? raw.ToLowerInvariant() switch { "true" => "oui", "false" => "non", _ => null } : null,
                Href = id => $"/formations/salles/{id}",
            },
        ],
    };
}
