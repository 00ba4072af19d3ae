using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Modules;

namespace Ramure.Steering;

/// <summary>Contracts, indicators and their board.</summary>
public sealed class SteeringModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
    }
}
