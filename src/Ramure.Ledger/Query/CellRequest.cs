using System.Globalization;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;
using Ramure.Ledger.Contracts;
using Ramure.Ledger.Measures;
using Ramure.Network.Contracts;

namespace Ramure.Ledger.Query;

/// <summary>A question as it comes from outside: command line, address or API. Field names are those of the address.</summary>
internal sealed record CellRequest(
    string? Measure, string? Unit, bool Subtree, string? From, string? To, string? By, string? View, string? AsKnownAt, string? Context, string? Within = null);

/// <summary>The same, understood.</summary>
internal sealed record CellRequestRead(
    MeasureDefinition Measure, Term Term, UnitInfo Unit, bool Subtree, DayRange Days, HierarchyView View, DateTime? AsKnownAt, NetworkSnapshot Network, string? Within);

/// <summary>Reads requests, with every refusal at once.</summary>
internal sealed class CellRequestReader(MeasureCatalogue catalogue, INetwork network)
{
    public async Task<Result<CellRequestRead>> ReadAsync(CellRequest request, CancellationToken cancel)
    {
        var measures = await catalogue.NumberedAsync(cancel);
        var snapshot = await network.SnapshotAsync(cancel);
        var refusals = new List<Refusal>();
        if (string.IsNullOrEmpty(request.Measure))
            refusals.Add(new Refusal("measure-unknown", "Nommez une mesure.", "measure"));
        if (!measures.TryGetValue(request.Measure ?? "", out var measure) && refusals.Count == 0)
            refusals.Add(new Refusal("measure-unknown", $"La mesure « {request.Measure} » n'est pas déclarée. « ramure measures list » les donne toutes.", "measure"));
        if (!snapshot.TryFind(request.Unit ?? "", out var unit))
            refusals.Add(new Refusal("unit-unknown", string.IsNullOrEmpty(request.Unit) ? "Nommez une unité." : $"L'unité « {request.Unit} » n'existe pas dans le réseau. Vérifiez son code.", "unit"));
        if (request.Within is { } within && !snapshot.TryFind(within, out _))
            refusals.Add(new Refusal("unit-unknown", $"L'unité « {within} » n'existe pas dans le réseau. Vérifiez son code.", "within"));
        var from = Day(request.From, "from", refusals);
        var to = Day(request.To, "to", refusals);
        if (from is not null && to is not null && to <= from)
            refusals.Add(new Refusal("period-empty", $"La période est vide : elle commence le {request.From} et doit finir après (le jour de fin, {request.To}, n'est pas compris).", "to"));
        else if (from is not null && to is not null && to.Value.DayNumber - from.Value.DayNumber > 36600)
            refusals.Add(new Refusal("period-long", "La période dépasse cent ans. Réduisez-la.", "to"));
        if (!HierarchyView.TryParse(request.View, out var view))
            refusals.Add(new Refusal("view-invalid", $"La vue « {request.View} » n'est pas connue : écrivez courant, ou constant:année-mois-jour.", "view"));
        DateTime? asKnownAt = null;
        if (!string.IsNullOrEmpty(request.AsKnownAt))
        {
            if (DateTimeOffset.TryParse(request.AsKnownAt, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
                asKnownAt = instant.UtcDateTime;
            else
                refusals.Add(new Refusal("instant-invalid", $"« {request.AsKnownAt} » n'est pas un instant : écrivez par exemple 2024-05-01T12:00:00Z.", "as-known-at"));
        }

        var filters = new List<ContextFilter>();
        foreach (var pair in (request.Context ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var separator = pair.IndexOfAny(['=', ':']);
            if (separator <= 0)
                refusals.Add(new Refusal("context-invalid", $"« {pair} » n'est pas de la forme clé=valeur.", "context"));
            else
                filters.Add(new ContextFilter(pair[..separator], pair[(separator + 1)..].Split('|')));
        }

        if (refusals.Count > 0)
            return refusals;
        return new CellRequestRead(
            measure.Definition, new Term(request.Measure!, filters), unit!, request.Subtree, new DayRange(from!.Value, to!.Value), view, asKnownAt, snapshot, request.Within);
    }

    private static DateOnly? Day(string? text, string field, List<Refusal> refusals)
    {
        if (WrittenDay.TryRead(text, out var day))
            return day;
        refusals.Add(new Refusal("day-invalid", string.IsNullOrEmpty(text) ? "Donnez un jour : année-mois-jour, par exemple 2024-04-30." : $"« {text} » n'est pas un jour du calendrier : écrivez année-mois-jour, par exemple 2024-04-30.", field));
        return null;
    }
}
