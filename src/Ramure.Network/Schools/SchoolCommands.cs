using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.CommandLine;
using Ramure.Network.Contracts;

namespace Ramure.Network.Schools;

/// <summary><c>ramure schools …</c></summary>
internal static class SchoolCommands
{
    public static Command Create(CommandHost host) => new("schools", "Les établissements scolaires et leur code UAI.")
    {
        ImportCommand(host),
        Search(host),
    };

    private static Command ImportCommand(CommandHost host)
    {
        var file = new Argument<FileInfo>("FICHIER.csv[.gz]") { Description = "Annuaire : colonnes uai;nom;commune;code_departement et d'autres, voir data/schools/README.md" };
        var command = new Command("import", "Lit un annuaire ; un code UAI connu prend les valeurs du fichier.") { file };
        command.SetAction((parse, cancel) => host.RunAsync(parse, async (services, stop) =>
        {
            var result = await services.GetRequiredService<SchoolsImport>().RunAsync(parse.GetRequiredValue(file), cancel: stop);
            if (!result.TryGet(out var report, out var refusals))
                return CommandHost.Refuse(refusals);
            Console.WriteLine(parse.GetValue(CommandHost.Json)
                ? JsonSerializer.Serialize(report, JsonSerializerOptions.Web)
                : $"Établissements ajoutés : {report.Added} ; mis à jour : {report.Updated}.");
            return 0;
        }, cancel));
        return command;
    }

    private static Command Search(CommandHost host)
    {
        var words = new Argument<string[]>("MOTS") { Description = "Mots du nom, de la commune, ou code UAI ; avec ou sans accents", Arity = ArgumentArity.OneOrMore };
        var command = new Command("search", "Cherche des établissements.") { words };
        command.SetAction((parse, cancel) => host.RunAsync(parse, async (services, stop) =>
        {
            var found = await services.GetRequiredService<ISchools>().SearchAsync(string.Join(' ', parse.GetRequiredValue(words)), 20, stop);
            if (parse.GetValue(CommandHost.Json))
                Console.WriteLine(JsonSerializer.Serialize(found, JsonSerializerOptions.Web));
            else if (found.Count == 0)
                Console.WriteLine("Aucun établissement ne correspond. Essayez moins de mots, ou importez un annuaire : ramure schools import FICHIER.csv");
            foreach (var school in parse.GetValue(CommandHost.Json) ? [] : found)
                Console.WriteLine($"{school.Uai}  {school.Name}, {school.Town} ({school.Departement})");
            return 0;
        }, cancel));
        return command;
    }
}
