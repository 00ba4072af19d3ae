using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.CommandLine;
using Ramure.Kernel.Modules;
using Ramure.Kernel.Navigation;
using Ramure.Steering.Disagreements;
using Ramure.Steering.Loading;

namespace Ramure.Steering;

/// <summary>Contracts, indicators and their board.</summary>
public sealed class SteeringModule : IModule
{
    public IEnumerable<NavigationItem> Navigation => [new NavigationItem("Pilotage", "/pilotage", 10)];

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<DefinitionCache>();
        services.AddScoped<ContractStore>();
        services.AddScoped<ContractImport>();
        services.AddScoped<SettleDisagreement>();
        services.AddScoped<IStartupTask, ReferenceContracts>();
    }

    public IEnumerable<Command> Commands(CommandHost host) => [ContractCommands.Build(host)];
}
