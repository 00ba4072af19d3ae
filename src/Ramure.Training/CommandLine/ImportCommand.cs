using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.CommandLine;
using Ramure.Kernel.Operations;
using Ramure.Training.Exchange;
using Ramure.Training.Exchange.Mapping;

namespace Ramure.Training.CommandLine;

/// <summary><c>ramure training import sessions|registrations|attendance</c></summary>
internal static class ImportCommand
{
    public static Command Create(CommandHost host)
    {
        var command = new Command("import", "Reprend un fichier d’un autre système : en entier, ou pas du tout.");
        command.Subcommands.Add(Of(host, ExchangeKind.Sessions, "Planifie, change et annule les sessions d’un fichier."));
        command.Subcommands.Add(Of(host, ExchangeKind.Registrations, "Inscrit les personnes d’un fichier, et change ce qui a changé."));
        command.Subcommands.Add(Of(host, ExchangeKind.Attendance, "Note les présences d’un fichier."));
        return command;
    }

    private static Command Of(CommandHost host, ExchangeKind kind, string description)
    {
        var file = new Argument<FileInfo>("FICHIER.csv") { Description = "Fichier de l’autre système ; le format est décrit dans docs/guide/23-echanges.md, servi à /guide/echanges" };
        var mapping = MappingCommand.Option();
        var dryRun = new Option<bool>("--dry-run") { Description = "Dit ligne par ligne ce qui changerait, et n’enregistre rien" };
        var notify = new Option<bool>("--notify") { Description = "Prévient les personnes concernées par courriel" };
        var command = new Command(ExchangeFields.Name(kind), description) { file, mapping, dryRun };
        if (kind != ExchangeKind.Attendance)
            command.Options.Add(notify);
        command.SetAction((parse, cancel) => host.RunAsync(parse, async (services, token) =>
        {
            var dry = parse.GetValue(dryRun);
            if (!Read(services, parse.GetRequiredValue(file), parse.GetRequiredValue(mapping), kind).TryGet(out var read, out var unreadable))
                return Say(parse, ExchangeReport.Refused(kind, unreadable), dry);
            var report = await services.GetRequiredService<ExchangeImport>().RunAsync(read.Mapping, read.Table, new ImportOptions(dry, kind != ExchangeKind.Attendance && parse.GetValue(notify)), token);
            return Say(parse, report, dry);
        }, cancel));
        return command;
    }

    private static Result<(ExchangeMapping Mapping, ExchangeTable Table)> Read(IServiceProvider services, FileInfo file, string named, ExchangeKind kind)
    {
        if (!MappingCommand.Find(services, named).TryGet(out var mapping, out var wrong))
            return wrong.ToList();
        if (!file.Exists)
            return new Refusal("file-missing", $"Le fichier « {file.Name} » n’existe pas. Vérifiez son chemin.", File: file.Name);
        if (file.Length > ExchangeTable.MaxBytes)
            return new Refusal("file-size", $"Le fichier dépasse {ExchangeTable.MaxBytes / 1024 / 1024} Mo : partagez-le.", File: file.Name);
        using var content = file.OpenRead();
        return ExchangeTable.Read(content, file.Name, mapping, kind).TryGet(out var table, out var unreadable) ? (mapping, table) : unreadable.ToList();
    }

    private static int Say(ParseResult parse, ExchangeReport report, bool dry)
    {
        if (parse.GetValue(CommandHost.Json))
        {
            Output.Json(new
            {
                dryRun = dry,
                created = report.Created,
                changed = report.Changed,
                same = report.Same,
                lines = report.Lines.OrderBy(l => l.Line).Select(l => new { l.Line, l.What, l.Effect, l.Said }),
                refusals = report.Refusals.Select(r => new { r.Line, r.Column, r.Field, r.Code, r.Message }),
            });
            return report.Refusals.Count > 0 ? 1 : 0;
        }

        if (report.Refusals.Count > 0)
            return CommandHost.Refuse(report.Refusals);
        if (dry)
            Output.Table(["ligne", "quoi", "effet", ""], report.Lines.OrderBy(l => l.Line).Select(l => new[] { l.Line.ToString(System.Globalization.CultureInfo.InvariantCulture), l.What, ExchangeReport.Label(l.Effect), l.Said }));
        Console.WriteLine($"{(dry ? "À blanc, rien n’est enregistré. " : "")}Nouveaux : {report.Created} ; changés : {report.Changed} ; déjà connus : {report.Same}.");
        return 0;
    }
}
