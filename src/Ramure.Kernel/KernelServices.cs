using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Actors;
using Ramure.Kernel.Files;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;

namespace Ramure.Kernel;

/// <summary>What every module may rely on.</summary>
public static class KernelServices
{
    /// <summary>Registers the kernel: clock, operations, actor, files.</summary>
    public static IServiceCollection AddKernel(this IServiceCollection services)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IClock, SystemClock>();
        services.AddScoped<OperationRunner>();
        services.AddSingleton<ICurrentActor>(new FixedActor(FixedActor.LocalWorkstation));
        services.AddScoped<FileStore>();
        services.AddScoped<IFileStore>(s => s.GetRequiredService<FileStore>());
        return services;
    }
}
