using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.CommandLine;
using Ramure.Kernel.Operations;
using Ramure.Training.Exchange.Mapping;

namespace Ramure.Training.CommandLine;

/// <summary><c>ramure training mapping check</c></summary>
internal static class MappingCommand
{
    /// <summary>The option of the commands that read and write files.</summary>
    public static Option<string> Option() => new("--mapping") { Description = "Correspondance : un fichier JSON, ou le nom de l’une de celles de l’installation (« gaia », « ramure »)", Required = true };

    public static Command Create(CommandHost host) => new("mapping", "Les fichiers de correspondance, qui disent comment un autre système écrit ses fichiers.") { Check(host), List(host) };

    /// <summary>The mapping that a command names.</summary>
    public static Result<ExchangeMapping> Find(IServiceProvider services, string named)
    {
        var shelf = services.GetRequiredService<MappingShelf>();
        if (!named.Contains('.', StringComparison.Ordinal) && !named.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            return shelf.Find(named) is { } known
                ? known
                : new Refusal("mapping-unknown", $"L’installation n’a pas de correspondance « {named} » : elle a {string.Join(", ", shelf.All().Select(m => m.Code))}. Un fichier s’écrit avec son .json.");
        }

        return shelf.Read(new FileInfo(named));
    }

    private static Command Check(CommandHost host)
    {
        var file = new Argument<string>("FICHIER.json") { Description = "Correspondance à vérifier, ou le nom de l’une de celles de l’installation" };
        var command = new Command("check", "Vérifie une correspondance, et nomme tout ce qui n’y va pas par son chemin.") { file };
        command.SetAction((parse, cancel) => host.RunAsync(parse, (services, _) =>
        {
            if (!Find(services, parse.GetRequiredValue(file)).TryGet(out var mapping, out var refusals))
                return Task.FromResult(CommandHost.Refuse(refusals));
            var files = ExchangeFields.Kinds.Where(k => mapping.Files.ContainsKey(k.Kind)).Select(k => new { file = k.Name, columns = mapping.Files[k.Kind].Columns.Select(c => c.Column) }).ToList();
            if (parse.GetValue(CommandHost.Json))
                Output.Json(new { mapping.System, mapping.Name, proposal = mapping.IsProposal, files });
            else
                Console.WriteLine($"« {mapping.Name} » est juste{(mapping.IsProposal ? ", à l’état de proposition" : "")}. {string.Join(" ; ", files.Select(f => $"{f.file} : {string.Join(", ", f.columns)}"))}.");
            return Task.FromResult(0);
        }, cancel));
        return command;
    }

    private static Command List(CommandHost host)
    {
        var command = new Command("list", "Liste les correspondances de l’installation ; celles qui ne se lisent pas sont dites, et le code de sortie est 1.");
        command.SetAction((parse, cancel) => host.RunAsync(parse, (services, _) =>
        {
            var shelf = services.GetRequiredService<MappingShelf>();
            var all = shelf.All();
            if (parse.GetValue(CommandHost.Json))
                Output.Json(new { mappings = all.Select(m => new { m.Code, m.Mapping.System, m.Mapping.Name, proposal = m.Mapping.IsProposal }) });
            else
                Output.Table(["nom", "système", "titre", "état"], all.Select(m => new[] { m.Code, m.Mapping.System, m.Mapping.Name, m.Mapping.IsProposal ? "proposition" : "convenue" }));
            return Task.FromResult(shelf.Faults() is { Count: > 0 } faults ? CommandHost.Refuse(faults) : 0);
        }, cancel));
        return command;
    }
}
