using System.CommandLine;
using System.CommandLine.Invocation;
using System.Globalization;
using Microsoft.AspNetCore.Connections;
using Ramure.Kernel.Access;
using Ramure.Kernel.CommandLine;
using Ramure.Kernel.Secrets;
using Ramure.Kernel.Web;

namespace Ramure.Hosting;

/// <summary>The <c>ramure</c> command: <c>serve</c>, and what each module contributes.</summary>
internal static class RamureCommandLine
{
    /// <summary>Runs the command and returns its exit code; <paramref name="error"/> is standard error otherwise.</summary>
    public static async Task<int> InvokeAsync(string[] args, TextWriter? error = null)
    {
        var french = CultureInfo.GetCultureInfo("fr-FR");
        CultureInfo.DefaultThreadCurrentCulture = french;
        // The words of the parser: what it refuses, and its help.
        CultureInfo.CurrentUICulture = CultureInfo.DefaultThreadCurrentUICulture = french;
        var root = new RootCommand("Ramure : le réseau, son activité, ses indicateurs.");
        root.Options.Add(CommandHost.Data);
        root.Options.Add(CommandHost.Json);
        var host = new CommandHost(OpenAsync);
        root.Subcommands.Add(Serve());
        foreach (var module in ModuleList.All)
            foreach (var command in module.Commands(host))
                root.Subcommands.Add(command);
        var parse = root.Parse(args);
        // Its suggestions are in English only; the usage that follows lists the right words.
        if (parse.Action is ParseErrorAction refusal)
            refusal.ShowTypoCorrections = false;
        var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false };
        if (error is not null)
            invocation.Error = error;
        try
        {
            return await parse.InvokeAsync(invocation);
        }
        catch (SettingException wrong)
        {
            await invocation.Error.WriteLineAsync(wrong.Message);
            return 1;
        }
        catch (Exception fault)
        {
            return CommandFaults.Say(fault, RamureOptions.FromEnvironment(parse.GetValue(CommandHost.Data)?.FullName), invocation.Error, CommandFaults.DebugAsked);
        }
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

            Console.WriteLine(Answers(app));
            foreach (var line in await RamureHost.WordsAsync(app, cancel))
                Console.WriteLine(line);
            await app.WaitForShutdownAsync(cancel);
            return 0;
        });
        return serve;
    }

    /// <summary>The address that people can open first; where it listens after it, when that is something else.</summary>
    private static string Answers(WebApplication app)
    {
        var (site, listens) = (app.Services.GetRequiredService<SiteAddress>().Address.ToString().TrimEnd('/'), string.Join(", ", app.Urls));
        return site == listens ? $"Ramure répond sur {site}" : $"Ramure répond sur {site} (écoute : {listens})";
    }

    private static async Task<ServiceProviderLease> OpenAsync(ParseResult parse, CancellationToken cancel)
    {
        var options = RamureOptions.FromEnvironment(parse.GetValue(CommandHost.Data)?.FullName);
        var services = new ServiceCollection();
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables("RAMURE_").Build();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        services.AddRamure(configuration, options, ModuleList.All);
        services.AddSingleton<IAccess>(new SystemAccess(new Actor(CommandHost.Actor, null)));
        var provider = services.BuildServiceProvider();
        await using (var scope = provider.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<DatabaseStartup>().RunAsync(cancel);
        return new ServiceProviderLease(provider, provider.DisposeAsync);
    }
}
