using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.CommandLine;
using Ramure.Kernel.Csv;
using Ramure.Kernel.Operations;
using Ramure.Ledger.Contracts;
using Ramure.Ledger.Import;
using Ramure.Ledger.Upkeep;

namespace Ramure.Ledger.Commands;

/// <summary><c>ramure ledger …</c> and <c>ramure measures …</c>.</summary>
internal static class LedgerCommands
{
    private static Option<bool> DryRun => new("--dry-run") { Description = "Vérifie tout et n'enregistre rien" };

    public static IEnumerable<Command> All(CommandHost host)
    {
        yield return new Command("ledger", "Le registre : écritures et totaux.")
        {
            Import(host),
            QueryCommand.Query(host),
            QueryCommand.Entries(host),
            Verify(host),
            Rebuild(host),
            RotateSubjectKey(host),
        };
        yield return new Command("measures", "Les mesures (données élémentaires).") { ImportMeasures(host), List(host) };
    }

    private static Command Import(CommandHost host)
    {
        var file = File("Fichier CSV : " + string.Join(",", LedgerImport.Header));
        var dryRun = DryRun;
        var command = new Command("import", "Enregistre les écritures d'un fichier CSV : toutes, ou aucune.") { file, dryRun };
        command.SetAction((parse, cancel) => host.RunAsync(parse, async (services, token) =>
        {
            if (!CsvTable.Read(parse.GetRequiredValue(file), LedgerImport.Header).TryGet(out var table, out var unreadable))
                return CommandHost.Refuse(unreadable);
            var result = await services.GetRequiredService<LedgerImport>().RunAsync(table, parse.GetValue(dryRun), token);
            if (!result.TryGet(out var done, out var refusals))
                return CommandHost.Refuse(refusals);
            if (parse.GetValue(CommandHost.Json))
                Output.Json(new { posted = done.Posted, reversed = done.Reversed, alreadyKnown = done.AlreadyKnown, position = done.Position, dryRun = parse.GetValue(dryRun) });
            else
                Console.WriteLine($"{(parse.GetValue(dryRun) ? "À blanc : " : "")}{done.Posted} écritures, {done.Reversed} contre-passées, {done.AlreadyKnown} sources déjà connues.");
            return 0;
        }, cancel));
        return command;
    }

    private static Command Verify(CommandHost host)
    {
        var command = new Command("verify", "Prouve que les totaux égalent les écritures, et nomme tout écart.");
        command.SetAction((parse, cancel) => host.RunAsync(parse, async (services, token) =>
        {
            var report = await services.GetRequiredService<LedgerUpkeep>().VerifyAsync(token);
            if (parse.GetValue(CommandHost.Json))
            {
                Output.Json(new { ok = report.Differences.Count == 0, entries = report.Entries, totals = report.Totals, differences = report.Differences });
            }
            else
            {
                foreach (var d in report.Differences)
                    Console.Error.WriteLine($"{d.Table} : {d.Measure}, unité n° {d.UnitNumber}, mois {Sql.Months.First(d.Month):yyyy-MM}, {d.Part} : gardé {d.Kept}, d'après les écritures {d.FromEntries}");
                Console.WriteLine(report.Differences.Count == 0
                    ? $"Conforme : {report.Entries} écritures, {report.Totals} totaux."
                    : $"{report.Differences.Count} écarts. « ramure ledger rebuild » refait les totaux.");
            }

            return report.Differences.Count == 0 ? 0 : 1;
        }, cancel));
        return command;
    }

    private static Command Rebuild(CommandHost host)
    {
        var command = new Command("rebuild", "Refait tous les totaux d'après les écritures.");
        command.SetAction((parse, cancel) => host.RunAsync(parse, async (services, token) =>
        {
            await services.GetRequiredService<RebuildTotals>().RunAsync(token);
            if (parse.GetValue(CommandHost.Json))
                Output.Json(new { rebuilt = true });
            else
                Console.WriteLine("Totaux refaits.");
            return 0;
        }, cancel));
        return command;
    }

    private static Command RotateSubjectKey(CommandHost host)
    {
        var reason = new Option<string?>("--reason") { Description = "Pourquoi ; la raison reste au journal d’audit" };
        var command = new Command("rotate-subject-key", "Ajoute une clé au trousseau qui masque les personnes comptées, et refait leurs empreintes.") { reason };
        command.SetAction((parse, cancel) => host.RunAsync(parse, async (services, token) =>
        {
            var result = await services.GetRequiredService<Subjects.RotateSubjectKey>().RunAsync(parse.GetValue(reason), token);
            if (!result.TryGet(out var subjects, out var refusals))
                return CommandHost.Refuse(refusals);
            if (parse.GetValue(CommandHost.Json))
                Output.Json(new { subjects });
            else
                Console.WriteLine($"Empreintes refaites : {subjects}. Sauvegardez le dossier « keys » avec la base : l’une ne va pas sans l’autre.");
            return 0;
        }, cancel));
        return command;
    }

    private static Command ImportMeasures(CommandHost host)
    {
        var file = File("Fichier CSV : " + string.Join(",", MeasuresImport.Header));
        var dryRun = DryRun;
        var command = new Command("import", "Déclare les mesures d'un fichier CSV.") { file, dryRun };
        command.SetAction((parse, cancel) => host.RunAsync(parse, async (services, token) =>
        {
            if (!CsvTable.Read(parse.GetRequiredValue(file), MeasuresImport.Header).TryGet(out var table, out var unreadable))
                return CommandHost.Refuse(unreadable);
            var result = await services.GetRequiredService<MeasuresImport>().RunAsync(table, parse.GetValue(dryRun), token);
            if (!result.TryGet(out var count, out var refusals))
                return CommandHost.Refuse(refusals);
            if (parse.GetValue(CommandHost.Json))
                Output.Json(new { declared = count, dryRun = parse.GetValue(dryRun) });
            else
                Console.WriteLine($"{(parse.GetValue(dryRun) ? "À blanc : " : "")}{count} mesures déclarées.");
            return 0;
        }, cancel));
        return command;
    }

    private static Command List(CommandHost host)
    {
        var command = new Command("list", "Liste les mesures déclarées.");
        command.SetAction((parse, cancel) => host.RunAsync(parse, async (services, token) =>
        {
            var all = (await services.GetRequiredService<IMeasures>().AllAsync(token)).Values.OrderBy(m => m.Code, StringComparer.Ordinal).ToList();
            if (parse.GetValue(CommandHost.Json))
                Output.Json(new { measures = all });
            else
                Output.Table(["code", "libellé", "unité", "genre"], all.Select(m => new[] { m.Code, m.Label, m.Unit, m.Kind.ToString().ToLowerInvariant() }));
            return 0;
        }, cancel));
        return command;
    }

    private static Argument<FileInfo> File(string description) => new("FICHIER") { Description = description };
}
