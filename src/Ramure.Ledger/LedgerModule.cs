using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Modules;
using Ramure.Ledger.Contracts;
using Ramure.Ledger.Measures;
using Ramure.Ledger.Posting;
using Ramure.Ledger.Reading;

namespace Ramure.Ledger;

/// <summary>Measures, entries, totals, aggregation and drill-down.</summary>
public sealed class LedgerModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<MeasureCatalogue>();
        services.AddScoped<IMeasures>(s => s.GetRequiredService<MeasureCatalogue>());
        services.AddSingleton<SubjectKeys>();
        services.AddSingleton<TotalsStore>();
        services.AddSingleton<EntryList>();
        services.AddScoped<ILedger, LedgerWriter>();
        services.AddScoped<ILedgerReader, LedgerReader>();
    }
}
