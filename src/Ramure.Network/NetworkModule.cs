using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.CommandLine;
using Ramure.Kernel.Modules;
using Ramure.Network.Contracts;
using Ramure.Network.Import;
using Ramure.Network.Reading;

namespace Ramure.Network;

/// <summary>Units with dated membership, sites and schools.</summary>
public sealed class NetworkModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<NetworkCache>();
        services.AddScoped<INetwork, NetworkReader>();
        services.AddScoped<NetworkImport>();
    }

    public IEnumerable<Command> Commands(CommandHost host) => [NetworkCommands.Create(host)];
}
