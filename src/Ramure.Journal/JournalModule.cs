using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Modules;

namespace Ramure.Journal;

/// <summary>What an atelier does outside registered training.</summary>
public sealed class JournalModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
    }
}
