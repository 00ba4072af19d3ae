using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Modules;

namespace Ramure.Ledger;

/// <summary>Measures, entries, totals, aggregation and drill-down.</summary>
public sealed class LedgerModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
    }
}
