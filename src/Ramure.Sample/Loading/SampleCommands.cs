using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Accounts.Contracts;
using Ramure.Kernel.CommandLine;
using Ramure.Kernel.Operations;
using Ramure.Sample.Making;

namespace Ramure.Sample.Loading;

/// <summary><c>ramure sample …</c></summary>
internal static class SampleCommands
{
    public static Command Create(CommandHost host) => new("sample", "Les données et les comptes d’exemple.") { Load(host), OpenAccounts(host), CloseAccounts(host) };

    /// <summary>With a comma or a point, whatever the system's language.</summary>
    private static decimal Scale(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        if (decimal.TryParse(text.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var scale))
            return scale;
        argument.AddError($"« {text} » n’est pas une échelle : donnez un nombre de 0,001 à 1.");
        return 0;
    }

    private static Command OpenAccounts(CommandHost host)
    {
        var command = new Command("open-accounts", "Ouvre un compte par rôle, sous un nouveau mot de passe. Ils ne sont servis que sur cette machine.");
        command.SetAction((parse, cancel) => host.RunAsync(parse, async (services, stop) =>
        {
            var file = await services.GetRequiredService<SampleAccountsFirstStart>().OpenAsync(stop);
            Console.WriteLine(parse.GetValue(CommandHost.Json) ? JsonSerializer.Serialize(new { file }, JsonSerializerOptions.Web) : await File.ReadAllTextAsync(file, stop));
            return 0;
        }, cancel));
        return command;
    }

    private static Command CloseAccounts(CommandHost host)
    {
        var command = new Command("close-accounts", "Ferme les comptes d’exemple, avant de servir d’autres machines.");
        command.SetAction((parse, cancel) => host.RunAsync(parse, async (services, stop) =>
        {
            var closed = await services.GetRequiredService<ISampleAccounts>().CloseAsync(stop);
            Console.WriteLine(parse.GetValue(CommandHost.Json) ? JsonSerializer.Serialize(new { closed }, JsonSerializerOptions.Web) : $"Comptes d’exemple fermés : {closed}.");
            return 0;
        }, cancel));
        return command;
    }

    private static Command Load(CommandHost host)
    {
        var seed = new Option<int>("--seed") { Description = "Graine : la même donne les mêmes données", DefaultValueFactory = _ => SampleOptions.DefaultSeed };
        var scale = new Option<decimal>("--scale")
        {
            Description = "Part du volume national d’activité, de 0,001 à 1, pour un petit réseau",
            DefaultValueFactory = _ => 1m,
            CustomParser = Scale,
        };
        var command = new Command("load", "Donne au réseau trois années d’activité plausible, 2017-2019. Ce qui est déjà chargé n’est pas refait.") { seed, scale };
        command.SetAction((parse, cancel) => host.RunAsync(parse, async (services, stop) =>
        {
            var options = new SampleOptions(parse.GetValue(seed), parse.GetValue(scale));
            Result<SampleOutcome>? result = null;
            await LongWork.RunAsync($"Données d’exemple (graine {options.Seed})", async progress =>
                result = await services.GetRequiredService<SampleLoad>().RunAsync(options, progress, stop));
            if (!result!.TryGet(out var done, out var refusals))
                return CommandHost.Refuse(refusals);
            Console.WriteLine(parse.GetValue(CommandHost.Json)
                ? JsonSerializer.Serialize(done, JsonSerializerOptions.Web)
                : $"Données d’exemple de la graine {done.Seed} : {done.Activities} activités, {done.Figures} données élémentaires.");
            return 0;
        }, cancel));
        return command;
    }
}
