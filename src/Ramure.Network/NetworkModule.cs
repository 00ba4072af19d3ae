using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.CommandLine;
using Ramure.Kernel.FirstStart;
using Ramure.Kernel.Modules;
using Ramure.Network.Contracts;
using Ramure.Network.Import;
using Ramure.Network.Loading;
using Ramure.Network.Reading;
using Ramure.Network.Schools;
using Ramure.Network.Sites;

namespace Ramure.Network;

/// <summary>Units with dated membership, sites and schools.</summary>
public sealed class NetworkModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<NetworkCache>();
        services.AddScoped<INetwork, NetworkReader>();
        services.AddScoped<NetworkImport>();
        services.AddScoped<PlacesImport>();
        services.AddScoped<SchoolsImport>();
        services.AddScoped<SchoolDirectory>();
        services.AddScoped<ISchools>(s => s.GetRequiredService<SchoolDirectory>());
        services.AddScoped<INetworkData, NetworkLoader>();
        services.AddScoped<IFirstStart, NetworkFirstStart>();
    }

    public IEnumerable<Command> Commands(CommandHost host) => [NetworkCommands.Create(host), SchoolCommands.Create(host)];
}
