using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.CommandLine;
using Ramure.Kernel.Operations;
using Ramure.Steering.Contracts;
using Ramure.Steering.Model;

namespace Ramure.Steering.Loading;

/// <summary><c>ramure contracts import|list|show</c>.</summary>
internal static class ContractCommands
{
    private static readonly JsonSerializerOptions Indented = new(ContractStore.Json) { WriteIndented = true };

    public static Command Build(CommandHost host) => new("contracts", "Contrats d'objectifs et leurs indicateurs.")
    {
        Import(host), List(host), Show(host),
    };

    /// <summary>A contract as <c>contracts show CODE --json</c> prints it.</summary>
    public static JsonObject Json(EffectiveContract contract) => new()
    {
        ["code"] = contract.Code,
        ["indicators"] = new JsonArray([.. contract.Indicators.Select(i => (JsonNode)Indicator(i))]),
    };

    private static JsonObject Indicator(EffectiveIndicator indicator) => new()
    {
        ["code"] = indicator.Code,
        ["label"] = indicator.Label,
        ["unit"] = indicator.Definition.Unit,
        ["direction"] = indicator.Definition.Direction.Code(),
        ["baseline"] = Value(indicator.Baseline),
        ["targets"] = new JsonObject(indicator.Targets.Select(t => KeyValuePair.Create(
            t.Key.ToString(System.Globalization.CultureInfo.InvariantCulture), Value(t.Value.Value)))),
        ["disagreements"] = new JsonArray([.. indicator.Disagreements.Select(d => (JsonNode)new JsonObject
        {
            ["item"] = d.Disagreement.Item,
            ["statements"] = new JsonArray([.. d.Disagreement.Readings.Select(r => (JsonNode)new JsonObject
            {
                ["place"] = r.Place,
                ["value"] = Value(r.Value),
            })]),
        })]),
    };

    private static JsonNode? Value(Figure? figure) => figure switch
    {
        null => null,
        { Number: { } number } => JsonValue.Create(number),
        { Low: { } low, High: { } high } => new JsonArray(low, high),
        _ => JsonValue.Create(figure.Text),
    };

    private static Command Import(CommandHost host)
    {
        var file = new Argument<FileInfo>("FICHIER") { Description = "Le contrat, en YAML (voir data/contracts/README.md)" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Vérifie tout et n'enregistre rien" };
        var command = new Command("import", "Charge un contrat, ou une nouvelle version d'un contrat.") { file, dryRun };
        command.SetAction((parse, cancel) => host.RunAsync(
            parse,
            async (services, token) =>
            {
                var path = parse.GetValue(file)!;
                if (!path.Exists)
                    return CommandHost.Refuse([new Refusal("file-missing", $"Le fichier « {path.Name} » n'existe pas : vérifiez son chemin.", File: path.Name)]);
                if (ReadUtf8(path) is not { } text)
                    return CommandHost.Refuse([new Refusal("file-encoding", "Le fichier n'est pas en UTF-8. Enregistrez-le de nouveau dans ce codage.", File: path.Name, Line: 1)]);
                var result = await services.GetRequiredService<ContractImport>()
                    .RunAsync(new ImportContract(path.Name, text, parse.GetValue(dryRun)), token);
                if (!result.TryGet(out var imported, out var refusals))
                    return CommandHost.Refuse(refusals);
                if (parse.GetValue(CommandHost.Json))
                {
                    Console.WriteLine(new JsonObject
                    {
                        ["code"] = imported.Definition.Code,
                        ["version"] = imported.Version,
                        ["changed"] = imported.Changed,
                        ["indicators"] = imported.Definition.Indicators.Count,
                        ["dryRun"] = parse.GetValue(dryRun),
                    }.ToJsonString(Indented));
                    return 0;
                }

                var what = $"« {imported.Definition.Title} » ({imported.Definition.Code}), {imported.Definition.Indicators.Count} indicateurs";
                Console.WriteLine(!imported.Changed ? $"{what} : déjà chargé, version {imported.Version}."
                    : parse.GetValue(dryRun) ? $"{what} : le fichier est correct et deviendrait la version {imported.Version}. Rien n'est enregistré."
                    : $"{what} : version {imported.Version} chargée.");
                return 0;
            },
            cancel));
        return command;
    }

    /// <summary>The file's text; null when its bytes are not UTF-8, so that no accent is replaced silently.</summary>
    private static string? ReadUtf8(FileInfo file)
    {
        try
        {
            return File.ReadAllText(file.FullName, new System.Text.UTF8Encoding(false, throwOnInvalidBytes: true));
        }
        catch (System.Text.DecoderFallbackException)
        {
            return null;
        }
    }

    private static Command List(CommandHost host)
    {
        var command = new Command("list", "Les contrats chargés.");
        command.SetAction((parse, cancel) => host.RunAsync(
            parse,
            async (services, token) =>
            {
                var contracts = await services.GetRequiredService<ContractStore>().AllAsync(token);
                if (parse.GetValue(CommandHost.Json))
                    Console.WriteLine(new JsonArray([.. contracts.Select(c => (JsonNode)new JsonObject
                    {
                        ["code"] = c.Code, ["title"] = c.Definition.Title, ["version"] = c.Version, ["indicators"] = c.Indicators.Count,
                    })]).ToJsonString(Indented));
                else
                    foreach (var contract in contracts)
                        Console.WriteLine($"{contract.Code}  {contract.Definition.Title}  version {contract.Version}, {contract.Indicators.Count} indicateurs, {contract.OpenDisagreements} désaccords à trancher");
                return 0;
            },
            cancel));
        return command;
    }

    private static Command Show(CommandHost host)
    {
        var code = new Argument<string>("CODE") { Description = "Code du contrat, par exemple cop-2017-2019" };
        var command = new Command("show", "Un contrat : indicateurs, cibles, désaccords.") { code };
        command.SetAction((parse, cancel) => host.RunAsync(
            parse,
            async (services, token) =>
            {
                var store = services.GetRequiredService<ContractStore>();
                if (await store.FindAsync(parse.GetValue(code)!, token) is not { } contract)
                {
                    var known = (await store.AllAsync(token)).Select(c => c.Code);
                    return CommandHost.Refuse([new Refusal("contract-unknown", $"Le contrat « {parse.GetValue(code)} » n'existe pas. Contrats chargés : {string.Join(", ", known)}.")]);
                }

                if (parse.GetValue(CommandHost.Json))
                    Console.WriteLine(Json(contract).ToJsonString(Indented));
                else
                    foreach (var indicator in contract.Indicators)
                        Console.WriteLine($"{indicator.Code}  {indicator.Label}\n    {indicator.BaselineYear} : {indicator.Baseline}  cibles : "
                            + string.Join(", ", indicator.Targets.Select(t => $"{t.Key} : {t.Value.Value?.ToString() ?? (t.Value.Disputed ? "en désaccord" : "–")}")));
                return 0;
            },
            cancel));
        return command;
    }
}
