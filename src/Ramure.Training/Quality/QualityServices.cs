using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Audit;

namespace Ramure.Training.Quality;

/// <summary>What the evidence of quality needs.</summary>
internal static class QualityServices
{
    public static void AddQuality(this IServiceCollection services)
    {
        services.AddSingleton(Words);
        services.AddSingleton<QualityIndicators>();
        services.AddScoped<EvidenceReader>();
        services.AddScoped<QualityNotes>();
    }

    private static AuditWords Words { get; } = new()
    {
        Operations = new Dictionary<string, string>
        {
            ["training.add-quality-note"] = "Ajouter une preuve de qualité",
            ["training.withdraw-quality-note"] = "Retirer une preuve de qualité",
        },
        Kinds =
        [
            new(QualityNotes.SubjectKind, "Preuve de qualité")
            {
                Fields = new Dictionary<string, string> { ["Indicator"] = "Indicateur", ["Note"] = "Note", ["Link"] = "Adresse", ["Day"] = "Jour", ["Withdrawn"] = "Retirée" },
                Value = (field, raw) => field == "Withdrawn" ? raw.ToLowerInvariant() switch { "true" => "oui", "false" => "non", _ => null } : null,
            },
        ],
    };
}
