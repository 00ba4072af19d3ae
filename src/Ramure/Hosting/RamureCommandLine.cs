using System.CommandLine;
using Microsoft.AspNetCore.Connections;
using Ramure.Kernel.Actors;
using Ramure.Kernel.CommandLine;

namespace Ramure.Hosting;

/// <summary>The <c>ramure</c> command: <c>serve</c>, and what each module contributes.</summary>
internal static class RamureCommandLine
{
    public static Task<int> InvokeAsync(string[] args)
    {
        System.Globalization.CultureInfo.DefaultThreadCurrentCulture = System.Globalization.CultureInfo.GetCultureInfo("fr-FR");
        var root = new RootCommand("Ramure : le réseau, son activité, ses indicateurs.");
        root.Options.Add(CommandHost.Data);
        root.Options.Add(CommandHost.Json);
        var host = new CommandHost(OpenAsync);
        root.Subcommands.Add(Serve());
        foreach (var module in ModuleList.All)
            foreach (var command in module.Commands(host))
                root.Subcommands.Add(command);
        return root.Parse(args).InvokeAsync();
    }

    private static Command Serve()
    {
        var url = new Option<string?>("--url") { Description = "Adresse d'écoute (à défaut RAMURE_URL, puis http://localhost:5080)" };
        var empty = new Option<bool>("--empty") { Description = "Au premier démarrage, charge le réseau et le contrat, sans aucune activité" };
        var serve = new Command("serve", "Démarre le service.") { url, empty };
        serve.SetAction(async (parse, cancel) =>
        {
            var options = RamureOptions.FromEnvironment(parse.GetValue(CommandHost.Data)?.FullName);
            options = parse.GetValue(url) is { } address ? options with { Url = address } : options;
            await using var app = RamureHost.Build(options);
            await RamureHost.PrepareAsync(app.Services, parse.GetValue(empty), cancel);
            try
            {
                await app.StartAsync(cancel);
            }
            catch (IOException e) when (e.InnerException is AddressInUseException)
            {
                await app.StopAsync(CancellationToken.None);
                Console.Error.WriteLine($"L’adresse {options.Url} est déjà prise. Arrêtez l’autre programme, ou choisissez-en une autre : --url http://localhost:5081");
                return 1;
            }

            Console.WriteLine($"Ramure répond sur {string.Join(", ", app.Urls)}");
            await app.WaitForShutdownAsync(cancel);
            return 0;
        });
        return serve;
    }

    private static async Task<ServiceProviderLease> OpenAsync(ParseResult parse, CancellationToken cancel)
    {
        var options = RamureOptions.FromEnvironment(parse.GetValue(CommandHost.Data)?.FullName);
        var services = new ServiceCollection();
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables("RAMURE_").Build();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        services.AddRamure(configuration, options, ModuleList.All);
        services.AddSingleton<ICurrentActor>(new FixedActor(CommandHost.Actor));
        var provider = services.BuildServiceProvider();
        await using (var scope = provider.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<DatabaseStartup>().RunAsync(cancel);
        return new ServiceProviderLease(provider, provider.DisposeAsync);
    }
}
