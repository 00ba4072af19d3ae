using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.CommandLine;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Readings;
using Ramure.Trust.Persons;

namespace Ramure.Trust.Commands;

/// <summary><c>ramure personal-data …</c>.</summary>
internal static class PersonalDataCommands
{
    public static Command PersonalData(CommandHost host) => new("personal-data", "Ce qui est gardé sur une personne.") { Export(host), Erase(host) };

    private static Argument<string> Person => new("PERSONNE") { Description = "Adresse e-mail, account:IDENTIFIANT, ou subject:CLÉ pour une personne comptée sans compte" };

    private static Command Export(CommandHost host)
    {
        var person = Person;
        var command = new Command("export", "Écrit en JSON tout ce qui est gardé sur une personne.") { person };
        command.SetAction((parse, cancel) => host.RunAsync(parse, async (services, token) =>
        {
            var export = services.GetRequiredService<PersonExport>();
            if (await export.ReadAsync(await ReferenceAsync(export, parse.GetRequiredValue(person), token), token) is not var (found, held))
                return CommandHost.Refuse([Unknown]);
            // A subject's key may be a name: the trail keeps the references of accounts only.
            var whose = found.Reference.StartsWith("account:", StringComparison.Ordinal) ? found.Reference : "subject";
            await services.GetRequiredService<ReadingTrail>().RecordAsync("person", $"personal-data export {whose}", token);
            Console.WriteLine(export.Write(found, held));
            return 0;
        }, cancel));
        return command;
    }

    private static Command Erase(CommandHost host)
    {
        var person = Person;
        var reason = new Option<string>("--reason") { Description = "demande (par défaut) ou depart", DefaultValueFactory = _ => "demande" };
        var yes = new Option<bool>("--yes") { Description = "Sans demander confirmation ; obligatoire quand la commande n’est pas tapée à un terminal" };
        var command = new Command("erase", "Oublie une personne, sans retour ; les chiffres ne changent pas.") { person, reason, yes };
        command.SetAction((parse, cancel) => host.RunAsync(parse, async (services, token) =>
        {
            var export = services.GetRequiredService<PersonExport>();
            if (await export.ReadAsync(await ReferenceAsync(export, parse.GetRequiredValue(person), token), token) is not var (found, _))
                return CommandHost.Refuse([Unknown]);
            if (!parse.GetValue(yes) && !Confirmed(found.Name))
                return CommandHost.Refuse([new Refusal("not-confirmed", "Rien n’est effacé. Pour confirmer, ajoutez --yes.")]);
            var result = await services.GetRequiredService<PersonErasure>().EraseAsync(found.Reference, parse.GetValue(reason), token);
            if (!result.TryGet(out var changed, out var refusals))
                return CommandHost.Refuse(refusals);
            Console.WriteLine($"Personne oubliée : {changed} enregistrements changés.");
            return 0;
        }, cancel));
        return command;
    }

    private static Refusal Unknown => new("person-unknown", "Personne ne répond à cette référence, ou elle est déjà oubliée.");

    private static bool Confirmed(string name)
    {
        if (Console.IsInputRedirected)
            return false;
        Console.Error.Write($"Oublier {name}, sans retour ? Tapez « oui » : ");
        return Console.ReadLine()?.Trim() == "oui";
    }

    /// <summary>An e-mail address leads to its account; anything else is a reference already.</summary>
    private static async Task<string> ReferenceAsync(PersonExport export, string asked, CancellationToken cancel) =>
        asked.Contains(':', StringComparison.Ordinal) || !asked.Contains('@', StringComparison.Ordinal) ? asked
        : (await export.SearchAsync(asked, cancel)).FirstOrDefault(p => string.Equals(p.Email, asked, StringComparison.OrdinalIgnoreCase))?.Reference ?? asked;
}
