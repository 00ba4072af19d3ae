using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Modules;

namespace Ramure.Network;

/// <summary>Units with dated membership, sites and schools.</summary>
public sealed class NetworkModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
    }
}
