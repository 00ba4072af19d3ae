using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.CommandLine;
using Ramure.Kernel.Operations;
using Ramure.Ledger.Contracts;
using Ramure.Ledger.Query;

namespace Ramure.Ledger.Commands;

/// <summary><c>ramure ledger query</c> and <c>ramure ledger entries</c>.</summary>
internal static class QueryCommand
{
    public static Command Query(CommandHost host)
    {
        var options = new Options();
        var by = new Option<string?>("--by") { Description = "month, civil-year, school-year, unit ou context:CLÉ ; plusieurs séparés par des virgules" };
        var command = new Command("query", "Interroge le registre.") { by };
        options.AddTo(command);
        command.SetAction((parse, cancel) => host.RunAsync(parse, async (services, token) =>
        {
            var result = await services.GetRequiredService<CellQueries>().RunAsync(options.Request(parse) with { By = parse.GetValue(by) }, token);
            if (!result.TryGet(out var cells, out var refusals))
                return CommandHost.Refuse(refusals);
            if (parse.GetValue(CommandHost.Json))
                Output.Json(new { cells = cells.Cells });
            else
                Output.Table(["unité", "période", "contexte", "état", "valeur", "écritures", "couverture"], cells.Cells.Select(c => new[] { c.Unit, c.Period, c.Context ?? "", c.State, c.Value ?? "", c.Entries.ToString(CultureInfo.InvariantCulture), $"{c.Coverage.Known}/{c.Coverage.Expected}" }));
            return 0;
        }, cancel));
        return command;
    }

    public static Command Entries(CommandHost host)
    {
        var options = new Options();
        var context = new Option<string?>("--context") { Description = "Seulement ce contexte : clé=valeur;clé=valeur" };
        var skip = new Option<int>("--skip") { Description = "Passe les premières écritures" };
        var take = new Option<int>("--take") { Description = "Nombre d'écritures (1000 à défaut)", DefaultValueFactory = _ => 1000 };
        var command = new Command("entries", "Liste les écritures qui font une valeur.") { context, skip, take };
        options.AddTo(command);
        command.SetAction((parse, cancel) => host.RunAsync(parse, async (services, token) =>
        {
            var request = options.Request(parse) with { Context = parse.GetValue(context) };
            var result = await services.GetRequiredService<EntryQueries>().RunAsync(request, parse.GetValue(skip), parse.GetValue(take), token);
            if (!result.TryGet(out var page, out var refusals))
                return CommandHost.Refuse(refusals);
            if (parse.GetValue(CommandHost.Json))
            {
                Output.Json(page);
            }
            else
            {
                Output.Table(["n°", "jour", "unité", "quantité", "contexte", "source", "par"], page.Entries.Select(e => new[] { e.Id.ToString(CultureInfo.InvariantCulture), e.Day, e.Unit, e.Quantity ?? e.State, e.Context, e.Source, e.RecordedBy ?? "" }));
                Console.WriteLine($"{page.Count} écritures, somme {page.Sum}.");
            }

            return 0;
        }, cancel));
        return command;
    }

    private sealed class Options
    {
        private readonly Option<string> measure = new("--measure") { Description = "Code de la mesure", Required = true };
        private readonly Option<string> unit = new("--unit") { Description = "Code de l'unité", Required = true };
        private readonly Option<bool> subtree = new("--subtree") { Description = "Avec les unités qui en dépendent" };
        private readonly Option<string> from = new("--from") { Description = "Premier jour, compris (année-mois-jour)", Required = true };
        private readonly Option<string> to = new("--to") { Description = "Jour de fin, non compris (année-mois-jour)", Required = true };
        private readonly Option<string?> within = new("--within") { Description = "Seulement la part de l'unité dans le sous-arbre de celle-ci (les parts que donne --by unit)" };
        private readonly Option<string?> view = new("--view") { Description = "courant, ou constant:année-mois-jour" };
        private readonly Option<string?> asKnownAt = new("--as-known-at") { Description = "Le registre tel qu'il était connu à cet instant (ISO 8601, UTC à défaut de décalage)" };

        public void AddTo(Command command)
        {
            foreach (var option in new Option[] { measure, unit, subtree, within, from, to, view, asKnownAt })
                command.Options.Add(option);
        }

        public CellRequest Request(ParseResult parse) => new(
            parse.GetValue(measure), parse.GetValue(unit), parse.GetValue(subtree), parse.GetValue(from), parse.GetValue(to), null, parse.GetValue(view), parse.GetValue(asKnownAt), null, parse.GetValue(within));
    }
}
