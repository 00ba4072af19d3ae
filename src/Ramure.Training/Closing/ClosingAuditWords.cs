using Ramure.Kernel.Audit;

namespace Ramure.Training.Closing;

/// <summary>What closing says in the trail, in French; its records are the sheets of presence.</summary>
internal static class ClosingAuditWords
{
    public static AuditWords All { get; } = new()
    {
        Operations = new Dictionary<string, string>
        {
            ["training.close-session"] = "Clore une feuille de présence",
            ["training.reopen-session"] = "Rouvrir une feuille de présence",
        },
    };
}
