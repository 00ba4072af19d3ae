using System.CommandLine;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Kernel.CommandLine;
using Ramure.Kernel.Modules;
using Ramure.Kernel.Navigation;
using Ramure.Ledger.Contracts;
using Ramure.Network.Contracts;
using Ramure.Steering.Api;
using Ramure.Steering.Board;
using Ramure.Steering.Contracts;
using Ramure.Steering.Disagreements;
using Ramure.Steering.Indicators;
using Ramure.Steering.Loading;
using Ramure.Steering.Sheet;
using Ramure.Steering.Units;

namespace Ramure.Steering;

/// <summary>Contracts, indicators and their board.</summary>
public sealed class SteeringModule : IModule
{
    public IEnumerable<Permission> Permissions => SteeringPermissions.All;

    public IEnumerable<NavigationItem> Navigation => [new NavigationItem("Pilotage", "/pilotage", 10, LedgerPermissions.FiguresCode)];

    public IEnumerable<HomePanel> HomePanels => [new(typeof(Home.BoardPanel), 10, LedgerPermissions.FiguresCode)];

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(Disagreements.SteeringAuditWords.All);
        services.AddSingleton<DefinitionCache>();
        services.AddScoped<ContractStore>();
        services.AddScoped<ContractImport>();
        services.AddScoped<SettleDisagreement>();
        services.AddScoped<DisagreementRows>();
        services.AddScoped<IndicatorReader>();
        services.AddScoped<IIndicators>(s => s.GetRequiredService<IndicatorReader>());
        services.AddScoped<ContractPage>();
        services.AddScoped<INamedItems, NamedIndicators>();
        services.AddScoped<BoardReader>();
        services.AddScoped<UnitReader>();
        services.AddScoped<IUnitPageLinks, IndicatorLinks>();
        services.AddScoped<IMeasureLinks, MovedIndicators>();
        services.AddScoped<IndicatorSheetReader>();
        services.AddScoped<IStartupTask, ReferenceContracts>();
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        SteeringApi.Map(endpoints);
        Exports.Map(endpoints);
    }

    public IEnumerable<Command> Commands(CommandHost host) => [ContractCommands.Build(host)];
}
