using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Ramure.Kernel.Modules;

namespace Ramure.Kernel.Protection;

/// <summary>The keys of an installation.</summary>
internal static class ProtectionServices
{
    public static void AddProtectionKeys(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("Ramure");
        services.AddSingleton<KeyRepository>();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>, KeysInDatabase>();
        services.AddScoped<IStartupTask, KeyFolder>();
    }

    private sealed class KeysInDatabase(KeyRepository repository, KeySecret secret) : IConfigureOptions<KeyManagementOptions>
    {
        public void Configure(KeyManagementOptions options)
        {
            options.XmlRepository = repository;
            options.XmlEncryptor = secret.Text is null ? null : new SecretEncryptor(secret);
        }
    }
}
