using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.CommandLine;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Readings;
using Ramure.Training.Exchange;
using Ramure.Training.Exchange.Mapping;

namespace Ramure.Training.CommandLine;

/// <summary><c>ramure training export sessions|registrations|attendance</c></summary>
internal static class ExportCommand
{
    public static Command Create(CommandHost host)
    {
        var command = new Command("export", "Écrit un fichier pour un autre système, par la correspondance qui lit les siens.");
        command.Subcommands.Add(Of(host, ExchangeKind.Sessions, "Les sessions d’une unité et de celles qui en dépendent."));
        command.Subcommands.Add(Of(host, ExchangeKind.Registrations, "Les inscrits à ces sessions, par leur nom."));
        command.Subcommands.Add(Of(host, ExchangeKind.Attendance, "Les présences à ces sessions, par personne."));
        return command;
    }

    private static Command Of(CommandHost host, ExchangeKind kind, string description)
    {
        var unit = new Option<string>("--unit") { Description = "Code de l’unité", Required = true };
        var from = TrainingCommands.Day("--from", "Premier jour, compris (année-mois-jour)");
        var to = TrainingCommands.Day("--to", "Jour de fin, non compris (année-mois-jour)");
        from.Required = to.Required = true;
        var mapping = MappingCommand.Option();
        var output = new Option<FileInfo?>("--output") { Description = "Fichier à écrire ; la sortie standard à défaut" };
        var command = new Command(ExchangeFields.Name(kind), description) { unit, from, to, mapping, output };
        command.SetAction((parse, cancel) => host.RunAsync(parse, async (services, token) =>
        {
            if (!MappingCommand.Find(services, parse.GetRequiredValue(mapping)).TryGet(out var found, out var wrong))
                return CommandHost.Refuse(wrong);
            var last = TrainingCommands.Read(parse.GetValue(to))!.Value.AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var asked = new ExportRequest(parse.GetValue(unit), parse.GetValue(from), last, null);
            var read = await services.GetRequiredService<ExportQuestions>().ReadAsync(asked, ExchangeExport.Needed(kind), found, token);
            if (!read.TryGet(out var question, out var refusals))
                return CommandHost.Refuse(refusals);
            if (!(await services.GetRequiredService<ExchangeExport>().WriteAsync(question, kind, token)).TryGet(out var file, out refusals))
                return CommandHost.Refuse(refusals);
            if (kind != ExchangeKind.Sessions)
                await services.GetRequiredService<ReadingTrail>().RecordAsync(kind == ExchangeKind.Registrations ? "registrations" : "attendance", $"training export {ExchangeFields.Name(kind)} --unit {question.Unit.Code}", token);
            return await WriteAsync(parse, parse.GetValue(output), file, token);
        }, cancel));
        return command;
    }

    private static async Task<int> WriteAsync(ParseResult parse, FileInfo? output, ExchangeFile file, CancellationToken cancel)
    {
        if (output is null)
        {
            await using var standard = Console.OpenStandardOutput();
            await standard.WriteAsync(file.Content, cancel);
            return 0;
        }

        if (output.Directory is not { Exists: true })
            return CommandHost.Refuse([new Refusal("folder-missing", $"Le dossier de « {output.FullName} » n’existe pas.")]);
        await File.WriteAllBytesAsync(output.FullName, file.Content, cancel);
        if (parse.GetValue(CommandHost.Json))
            Output.Json(new { file = output.FullName, lines = file.Lines });
        else
            Console.WriteLine($"{output.Name} : {file.Lines} lignes.");
        return 0;
    }
}
