using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.CommandLine;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;
using Ramure.Network.Contracts;
using Ramure.Network.Sites;

namespace Ramure.Network.Import;

/// <summary><c>ramure network …</c></summary>
internal static class NetworkCommands
{
    public static Command Create(CommandHost host) => new("network", "Le réseau : unités, rattachements, successions.")
    {
        ImportCommand(host),
        Show(host),
        Places(host, "import-sites", "Ajoute des lieux : colonnes unit,name,occupancy,from,to et d'autres.", (s, file, stop) => s.SitesAsync(file, stop)),
        Places(host, "import-contacts", "Remplace les contacts des unités nommées : colonnes unit,email,phone,web.", (s, file, stop) => s.ContactsAsync(file, stop)),
    };

    private static Command ImportCommand(CommandHost host)
    {
        var file = new Argument<FileInfo>("FICHIER.csv") { Description = "Colonnes code,name,kind,parent,from,to,time_zone : une ligne par rattachement" };
        var successions = new Option<FileInfo?>("--successions") { Description = "Fichier predecessor,successor,date,share" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Vérifie tout et n'enregistre rien" };
        var command = new Command("import", "Ajoute au réseau ce qu'un fichier en dit.") { file, successions, dryRun };
        command.SetAction((parse, cancel) => host.RunAsync(parse, async (services, stop) =>
        {
            var options = new NetworkImportOptions(
                parse.GetRequiredValue(file), parse.GetValue(successions), parse.GetValue(dryRun));
            var result = await services.GetRequiredService<NetworkImport>().RunAsync(options, stop);
            if (!result.TryGet(out var report, out var refusals))
                return CommandHost.Refuse(refusals);
            if (parse.GetValue(CommandHost.Json))
                Console.WriteLine(JsonSerializer.Serialize(report, JsonSerializerOptions.Web));
            else
                Console.WriteLine($"{(report.DryRun ? "Essai à blanc, rien n'est enregistré. " : "")}Unités ajoutées : {report.Units} ; rattachements ajoutés : {report.Memberships} ; successions ajoutées : {report.Successions} ; descriptions corrigées : {report.Corrected} ; lignes déjà connues : {report.Unchanged}.");
            return 0;
        }, cancel));
        return command;
    }

    private static Command Places(
        CommandHost host, string name, string description, Func<PlacesImport, FileInfo, CancellationToken, Task<Result<PlacesReport>>> import)
    {
        var file = new Argument<FileInfo>("FICHIER.csv");
        var command = new Command(name, description) { file };
        command.SetAction((parse, cancel) => host.RunAsync(parse, async (services, stop) =>
        {
            var result = await import(services.GetRequiredService<PlacesImport>(), parse.GetRequiredValue(file), stop);
            if (!result.TryGet(out var report, out var refusals))
                return CommandHost.Refuse(refusals);
            Console.WriteLine(parse.GetValue(CommandHost.Json)
                ? JsonSerializer.Serialize(report, JsonSerializerOptions.Web)
                : $"Lignes ajoutées : {report.Added} ; changées : {report.Changed} ; retirées : {report.Removed} ; déjà connues : {report.Unchanged}.");
            return 0;
        }, cancel));
        return command;
    }

    private static Command Show(CommandHost host)
    {
        var at = new Option<string?>("--at") { Description = "Jour, année-mois-jour ; aujourd'hui à défaut" };
        at.Validators.Add(option =>
        {
            if (option.GetValueOrDefault<string?>() is { } text && !TryDay(text, out _))
                option.AddError($"« {text} » n'est pas un jour du calendrier : écrivez année-mois-jour, par exemple 2024-06-01.");
        });
        var command = new Command("show", "Montre l'arbre du réseau à une date.") { at };
        command.SetAction((parse, cancel) => host.RunAsync(parse, async (services, stop) =>
        {
            var network = await services.GetRequiredService<INetwork>().SnapshotAsync(stop);
            if (parse.GetValue(at) is not { } text || !TryDay(text, out var day))
                day = services.GetRequiredService<IClock>().Today(network);
            var tree = network.Units.Where(u => u.Open.Contains(day) && network.ParentAt(u.Number, day) is null).Select(u => Node(network, u, day)).ToList();
            if (parse.GetValue(CommandHost.Json))
                Console.WriteLine(JsonSerializer.Serialize(new { at = day, units = tree }, JsonSerializerOptions.Web));
            else if (tree.Count == 0)
                Console.WriteLine($"Aucune unité ouverte le {day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}. Importez un réseau : ramure network import FICHIER.csv");
            else
                tree.ForEach(node => Print(node, 0));
            return 0;
        }, cancel));
        return command;
    }

    private static bool TryDay(string text, out DateOnly day) =>
        WrittenDay.TryRead(text, out day);

    private static TreeNode Node(NetworkSnapshot network, UnitInfo unit, DateOnly day) => new(
        unit.Code, unit.Name, unit.Kind, unit.TimeZone, unit.Open.From, unit.Open.To == DateOnly.MaxValue ? null : unit.Open.To,
        [.. network.ChildrenAt(unit.Number, day).Select(child => Node(network, child, day))]);

    private static void Print(TreeNode node, int depth)
    {
        Console.WriteLine($"{new string(' ', 2 * depth)}{node.Code}  {node.Name}");
        foreach (var child in node.Children)
            Print(child, depth + 1);
    }

    private sealed record TreeNode(
        string Code, string Name, string Kind, string TimeZone, DateOnly From, DateOnly? To, IReadOnlyList<TreeNode> Children);
}
