using System.CommandLine;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Kernel.CommandLine;
using Ramure.Kernel.Jobs;
using Ramure.Kernel.Modules;
using Ramure.Kernel.Navigation;
using Ramure.Kernel.PersonalData;
using Ramure.Trust.Commands;
using Ramure.Trust.Persons;
using Ramure.Trust.Trail;

namespace Ramure.Trust;

/// <summary>The trail of what was done, and what is held about people.</summary>
public sealed class TrustModule : IModule
{
    public IEnumerable<Permission> Permissions => TrustPermissions.All;

    public IEnumerable<NavigationItem> Footer =>
    [
        new NavigationItem("Journal d’audit", TrailPages.Address, 20, KernelPermissions.AuditCode),
        new NavigationItem("Données personnelles", "/administration/donnees-personnelles", 25, TrustPermissions.OwnCode),
    ];

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(KernelWords.All);
        services.AddSingleton<TrailWords>();
        services.AddScoped<TrailReader>();
        services.AddScoped<PersonFinder>();
        services.AddScoped<PersonExport>();
        services.AddScoped<PersonErasure>();
        services.AddScoped<IJob, RetentionJob>();
        // Registered after those of other modules: by then they have masked what they hold.
        services.AddScoped<IPersonalData, AuditPersonalData>();
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        TrailPages.Map(endpoints);
        PersonEndpoints.Map(endpoints);
    }

    public IEnumerable<Command> Commands(CommandHost host) => [AuditCommands.Audit(host), PersonalDataCommands.PersonalData(host)];
}
