using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Jobs;

namespace Ramure.Accounts.Watch;

/// <summary>Watching for unusual use.</summary>
internal static class WatchServices
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton(WatchAuditWords.All);
        services.AddSingleton(AlarmLevels.FromEnvironment());
        services.AddSingleton<WatchTally>();
        services.AddHostedService<WatchService>();
        services.AddScoped<RefusedAccess>();
        services.AddScoped<AlarmReader>();
        services.AddScoped<AlarmBell>();
        services.AddScoped<IJob>(s => s.GetRequiredService<AlarmBell>());
    }
}
