using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Journal.Stated;
using Ramure.Kernel.CommandLine;

namespace Ramure.Journal.Import;

/// <summary><c>ramure journal import</c> and <c>ramure journal import-stated</c>.</summary>
internal static class JournalCommands
{
    public static Command Journal(CommandHost host) => new("journal", "L’activité des ateliers.") { Import(host), ImportStated(host) };

    private static Command Import(CommandHost host)
    {
        var file = new Argument<FileInfo>("FILE.csv") { Description = "Fichier d’activités ; le format est décrit dans docs/guide/07-journal-import.md, servi à /guide/journal-import" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Dit ce qui serait enregistré, sans rien changer" };
        var correct = new Option<bool>("--correct") { Description = "Remplace ce qui est déjà enregistré sous le même identifiant et dit autre chose" };
        var command = new Command("import", "Importe un fichier d’activités, en entier ou pas du tout.") { file, dryRun, correct };
        command.SetAction((parse, cancel) => host.RunAsync(parse, async (services, cancel) =>
        {
            var path = parse.GetValue(file)!;
            if (!Exists(path))
                return 1;
            await using var content = path.OpenRead();
            if (!ActivityFile.Read(content, path.Name).TryGet(out var read, out var unreadable))
                return CommandHost.Refuse(unreadable);
            var import = services.GetRequiredService<JournalImport>();
            var dry = parse.GetValue(dryRun);
            var result = dry
                ? await import.PlanAsync(read, parse.GetValue(correct), cancel)
                : await import.RunAsync(read, parse.GetValue(correct), cancel);
            if (!result.TryGet(out var plan, out var refused))
                return CommandHost.Refuse(refused);
            var (recorded, corrected, unchanged) = (plan.New.Count, plan.Corrections.Count, plan.Unchanged.Count);
            if (parse.GetValue(CommandHost.Json))
                Console.WriteLine(JsonSerializer.Serialize(new { recorded, corrected, unchanged, dryRun = dry }));
            else if (dry)
                Console.WriteLine($"Essai, rien n’est changé. À enregistrer : {recorded} ; à corriger : {corrected} ; déjà connues : {unchanged}.");
            else
                Console.WriteLine($"Enregistrées : {recorded} ; corrigées : {corrected} ; déjà connues : {unchanged}.");
            return 0;
        }, cancel));
        return command;
    }

    private static Command ImportStated(CommandHost host)
    {
        var file = new Argument<FileInfo>("FILE.csv") { Description = "Totaux qu’un bilan énonce, nommé BILAN-stated.csv ; voir data/activity/README.md" };
        var command = new Command("import-stated", "Importe les totaux qu’un bilan énonce, pour les placer à côté des totaux calculés.") { file };
        command.SetAction((parse, cancel) => host.RunAsync(parse, async (services, cancel) =>
        {
            var path = parse.GetValue(file)!;
            if (!Exists(path))
                return 1;
            var report = Path.GetFileNameWithoutExtension(path.Name);
            report = report.EndsWith("-stated", StringComparison.Ordinal) ? report[..^"-stated".Length] : report;
            await using var content = path.OpenRead();
            var result = await services.GetRequiredService<StatedTotals>().ImportAsync(report, content, path.Name, cancel);
            if (!result.TryGet(out var written, out var refused))
                return CommandHost.Refuse(refused);
            if (parse.GetValue(CommandHost.Json))
                Console.WriteLine(JsonSerializer.Serialize(new { report, written }));
            else
                Console.WriteLine($"Bilan {report} : {written} totaux écrits.");
            return 0;
        }, cancel));
        return command;
    }

    private static bool Exists(FileInfo file)
    {
        if (!file.Exists)
            Console.Error.WriteLine($"{file.FullName} : ce fichier n’existe pas.");
        return file.Exists;
    }
}
