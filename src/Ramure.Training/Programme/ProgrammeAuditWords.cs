using Ramure.Kernel.Audit;

namespace Ramure.Training.Programme;

/// <summary>What copying and versions say in the trail, in French.</summary>
internal static class ProgrammeAuditWords
{
    public static AuditWords All { get; } = new()
    {
        Operations = new Dictionary<string, string>
        {
            ["training.copy"] = "Copier une formation",
            ["training.adopt-version"] = "Faire suivre la version courante aux sessions à venir",
        },
    };
}
