using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.CommandLine;
using Ramure.Kernel.FirstStart;
using Ramure.Kernel.Modules;
using Ramure.Kernel.Sources;
using Ramure.Sample.Loading;
using Ramure.Sample.Trainings;

namespace Ramure.Sample;

/// <summary>Three years of plausible activity for newcomers, marked as a sample.</summary>
public sealed class SampleModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<ISampleState, SampleState>();
        services.AddScoped<SampleLoad>();
        services.AddScoped<IFirstStart, SampleFirstStart>();
        services.AddScoped<SampleAccountsFirstStart>();
        services.AddScoped<IFirstStart>(s => s.GetRequiredService<SampleAccountsFirstStart>());
        services.AddScoped<ISourceResolver, SampleSources>();
        services.AddScoped<IFirstStart, SampleTrainingsFirstStart>();
    }

    public IEnumerable<Command> Commands(CommandHost host) => [SampleCommands.Create(host)];
}
