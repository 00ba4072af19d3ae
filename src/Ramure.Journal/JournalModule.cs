using System.CommandLine;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Journal.Activities;
using Ramure.Journal.Contracts;
using Ramure.Journal.Import;
using Ramure.Journal.Lists;
using Ramure.Journal.PersonalData;
using Ramure.Journal.Recording;
using Ramure.Journal.Stated;
using Ramure.Kernel.Access;
using Ramure.Kernel.CommandLine;
using Ramure.Kernel.FirstStart;
using Ramure.Kernel.Lists;
using Ramure.Kernel.Modules;
using Ramure.Kernel.Navigation;
using Ramure.Kernel.PersonalData;
using Ramure.Kernel.Sources;
using Ramure.Ledger.Contracts;
using Ramure.Network.Contracts;

namespace Ramure.Journal;

/// <summary>What an atelier does outside registered training.</summary>
public sealed class JournalModule : IModule
{
    public IEnumerable<Permission> Permissions => JournalPermissions.All;

    public IEnumerable<NavigationItem> Navigation => [new("Journal", "/journal", 20, JournalPermissions.ReadCode)];

    public IEnumerable<HomePanel> HomePanels => [new(typeof(Home.JournalPanel), 20, JournalPermissions.ReadCode)];

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<ActivityRules>();
        services.AddScoped<ActivityWriter>();
        services.AddScoped<IJournalBulk>(s => s.GetRequiredService<ActivityWriter>());
        services.AddScoped<ActivityRecorder>();
        services.AddScoped<Attachments>();
        services.AddScoped<ActivityQuery>();
        services.AddScoped<IJournalDays, JournalDays>();
        services.AddScoped<IUnitPageLinks, JournalLinks>();
        services.AddScoped<ActivityTrail>();
        services.AddScoped<IPersonalData, JournalPersonalData>();
        services.AddSingleton(s => JournalAuditWords.Of(s.GetRequiredService<ReferenceLists>()));
        services.AddScoped<JournalImport>();
        services.AddScoped<StatedTotals>();
        services.AddScoped<IJournalReference, JournalReference>();
        services.AddScoped<IFirstStart, ReferenceFirstStart>();
        services.AddScoped<ISourceResolver, JournalSources>();
        services.AddSingleton<IContextWords, JournalContextWords>();
        services.AddScoped<IStartupTask, JournalMeasuresTask>();
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints) => JournalEndpoints.Map(endpoints);

    public IEnumerable<Command> Commands(CommandHost host) => [JournalCommands.Journal(host)];
}
