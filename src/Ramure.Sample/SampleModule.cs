using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Modules;

namespace Ramure.Sample;

/// <summary>Three years of plausible activity for newcomers, marked as a sample.</summary>
public sealed class SampleModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
    }
}
