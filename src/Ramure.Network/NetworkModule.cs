using System.CommandLine;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Kernel.CommandLine;
using Ramure.Kernel.FirstStart;
using Ramure.Kernel.Modules;
using Ramure.Kernel.Navigation;
using Ramure.Network.Api;
using Ramure.Network.Contracts;
using Ramure.Network.Directory;
using Ramure.Network.Import;
using Ramure.Network.Loading;
using Ramure.Network.Reading;
using Ramure.Network.Reorganisations;
using Ramure.Network.Schools;
using Ramure.Network.Sites;
using Ramure.Network.Units;
using Ramure.Ui.Components;

namespace Ramure.Network;

/// <summary>Units with dated membership, sites and schools.</summary>
public sealed class NetworkModule : IModule
{
    public IEnumerable<HomePanel> HomePanels => [new(typeof(Home.NetworkPanel), 30)];

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(Units.NetworkAuditWords.All);
        services.AddSingleton<NetworkCache>();
        services.AddScoped<INetwork, NetworkReader>();
        services.AddScoped<NetworkImport>();
        services.AddScoped<PlacesImport>();
        services.AddScoped<SchoolsImport>();
        services.AddScoped<SchoolDirectory>();
        services.AddScoped<ISchools>(s => s.GetRequiredService<SchoolDirectory>());
        services.AddScoped<INetworkData, NetworkLoader>();
        services.AddScoped<IFirstStart, NetworkFirstStart>();
        services.AddScoped<ReorganisationService>();
        services.AddScoped<ReorganisationList>();
        services.AddScoped<NetworkPages>();
        services.AddScoped<UnitReader>();
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        NetworkApi.Map(endpoints);
        endpoints.MapTableExport("/reseau/annuaire", "unites", UnitRow.Columns, async http =>
        {
            var view = await http.RequestServices.GetRequiredService<NetworkPages>().ReadAsync(http.Request.Query["au"]);
            return view.Wrong is null ? UnitRow.Filter(view, http.Request.Query["genre"], http.Request.Query["direction"]) : null;
        }, defaultSort: "code").Public();
    }

    public IEnumerable<Permission> Permissions => NetworkPermissions.All;

    public IEnumerable<NavigationItem> Navigation => [new("Réseau", "/reseau", 40)];

    public IEnumerable<Command> Commands(CommandHost host) => [NetworkCommands.Create(host), SchoolCommands.Create(host)];
}
