using System.CommandLine;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Kernel.CommandLine;
using Ramure.Kernel.Modules;
using Ramure.Kernel.Navigation;
using Ramure.Kernel.PersonalData;
using Ramure.Ledger.Aggregates;
using Ramure.Ledger.Api;
using Ramure.Ledger.Asking;
using Ramure.Ledger.Commands;
using Ramure.Ledger.Contracts;
using Ramure.Ledger.DrillDown;
using Ramure.Ledger.Import;
using Ramure.Ledger.Measures;
using Ramure.Ledger.Posting;
using Ramure.Ledger.Query;
using Ramure.Ledger.Reading;
using Ramure.Ledger.Reorganisations;
using Ramure.Ledger.Subjects;
using Ramure.Ledger.Upkeep;
using Ramure.Network.Contracts;

namespace Ramure.Ledger;

/// <summary>Measures, entries, totals, aggregation and drill-down.</summary>
public sealed class LedgerModule : IModule
{
    public IEnumerable<Permission> Permissions => LedgerPermissions.All;

    public IEnumerable<NavigationItem> Navigation => [new NavigationItem("Registre", "/registre", 30, LedgerPermissions.FiguresCode)];

    public IEnumerable<NavigationItem> Footer => [new NavigationItem("État du registre", "/registre/etat", 30, LedgerPermissions.UpkeepCode)];

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<MeasureCatalogue>();
        services.AddScoped<IMeasures>(s => s.GetRequiredService<MeasureCatalogue>());
        services.AddScoped<INamedItems, NamedMeasures>();
        services.AddSingleton<SubjectKeys>();
        services.AddSingleton<SubjectTable>();
        services.AddScoped<ISubjects, SubjectErasure>();
        services.AddScoped<RotateSubjectKey>();
        services.AddScoped<IPersonalData, LedgerPersonalData>();
        services.AddSingleton(LedgerAuditWords.All);
        services.AddSingleton<TotalsStore>();
        services.AddSingleton<EntryList>();
        services.AddScoped<ILedger, LedgerWriter>();
        services.AddScoped<LedgerReader>();
        services.AddScoped<ILedgerReader>(s => s.GetRequiredService<LedgerReader>());
        services.AddScoped<LedgerUpkeep>();
        services.AddScoped<LedgerImport>();
        services.AddScoped<MeasuresImport>();
        services.AddScoped<CellRequestReader>();
        services.AddScoped<CellQueries>();
        services.AddScoped<EntryQueries>();
        services.AddScoped<IReorganisationEffect, MovedTotals>();
        services.AddScoped<MeasureReader>();
        services.AddScoped<RebuildTotals>();
        services.AddScoped<ContextText>();
        services.AddScoped<QuestionReader>();
        services.AddScoped<DrillDownReader>();
        services.AddScoped<AggregateReader>();
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        LedgerApi.Map(endpoints);
        LedgerExports.Map(endpoints);
    }

    public IEnumerable<Command> Commands(CommandHost host) => LedgerCommands.All(host);
}
