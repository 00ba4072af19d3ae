using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.PersonalData;
using Ramure.Training.Badges;
using Ramure.Training.PersonalData;

namespace Ramure.Training.Recognition;

/// <summary>What documents and badges need.</summary>
internal static class RecognitionServices
{
    public static void AddRecognition(this IServiceCollection services)
    {
        services.AddSingleton(RecognitionWords.Audit);
        services.AddSingleton<CredentialLinks>();
        services.AddSingleton<CredentialDocument>();
        services.AddSingleton<BadgeKeys>();
        services.AddSingleton<BadgeAddresses>();
        services.AddSingleton<BadgeTokens>();
        services.AddScoped<CertificateIssuer>();
        services.AddScoped<CredentialService>();
        services.AddScoped<OutcomeService>();
        services.AddScoped<RecognitionRules>();
        services.AddScoped<CredentialReader>();
        services.AddScoped<RecordReader>();
        services.AddScoped<BadgeCredentials>();
        services.AddScoped<BadgeStatus>();
        services.AddScoped<BadgeReader>();
        services.AddScoped<BadgeVerifier>();
        services.AddScoped<RotateBadgeKey>();
        services.AddScoped<IPersonalData, CredentialPersonalData>();
    }
}
