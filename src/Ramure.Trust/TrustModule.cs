using System.CommandLine;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Audit;
using Ramure.Kernel.CommandLine;
using Ramure.Kernel.Modules;
using Ramure.Trust.Commands;
using Ramure.Trust.Trail;

namespace Ramure.Trust;

/// <summary>The trail of what was done, and what is held about people.</summary>
public sealed class TrustModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(KernelWords.All);
        services.AddSingleton<TrailWords>();
        services.AddScoped<TrailReader>();
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints) => TrailPages.Map(endpoints);

    public IEnumerable<Command> Commands(CommandHost host) => [AuditCommands.Audit(host)];
}
