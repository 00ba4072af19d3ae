using Ramure.Kernel.Audit;

namespace Ramure.Training.HandOver;

/// <summary>What taking over says in the trail, in French.</summary>
internal static class HandOverWords
{
    public static AuditWords All { get; } = new()
    {
        Operations = new Dictionary<string, string>
        {
            ["training.take-over"] = "Faire une session d’une activité du journal",
            ["training.take-over-reference"] = "Faire des sessions du bilan de l’Atelier 62",
        },
    };
}
