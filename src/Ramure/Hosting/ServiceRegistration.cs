using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.EntityFrameworkCore;
using Ramure.Kernel;
using Ramure.Kernel.Data;
using Ramure.Kernel.Modules;
using Ramure.Kernel.Protection;
using Ramure.Kernel.Web;
using Ramure.Ui;

namespace Ramure.Hosting;

/// <summary>The services that pages and commands share.</summary>
internal static class ServiceRegistration
{
    public static IServiceCollection AddRamure(
        this IServiceCollection services, IConfiguration configuration, RamureOptions options, IReadOnlyList<IModule> modules)
    {
        var storage = options.Storage();
        services.AddSingleton(storage);
        services.AddSingleton(options);
        services.AddSingleton(new InstallationPaths(options.DataDirectory, Path.Combine(AppContext.BaseDirectory, "data")));
        services.AddSingleton(KeySecret.Read(options.KeysSecret));
        services.AddSingleton(Model(modules));
        services.AddDbContext<RamureDb>((_, builder) => storage.Configure(builder));
        services.AddSingleton(options.Mail);
        services.AddSingleton(s => new SiteAddress(options.PublicUrl, options.Url, s.GetService<IServer>()));
        services.AddKernel();
        services.AddRamureUi();
        services.AddScoped<DatabaseStartup>();
        foreach (var module in modules)
        {
            services.AddSingleton(module);
            module.AddServices(services, configuration);
        }

        return services;
    }

    public static ModelAssemblies Model(IReadOnlyList<IModule> modules) =>
        new([typeof(RamureDb).Assembly, .. modules.Select(m => m.GetType().Assembly)]);
}
