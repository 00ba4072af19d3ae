using System.Globalization;
using Microsoft.AspNetCore.Http;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;
using Ramure.Ledger.Contracts;
using Ramure.Ledger.Query;

namespace Ramure.Ledger.Asking;

/// <summary>
/// A question in an address: <c>mesure=…&amp;unite=…&amp;sous-arbre=1&amp;du=2018-01-01&amp;au=2018-12-31&amp;perimetre=courant&amp;contexte=theme:eco</c>,
/// with <c>connu-le</c>, <c>par</c> and <c>dans</c> (the subtree that the unit's part is taken of). <c>au</c> is the last day that counts,
/// as people say it on every page; questions themselves end before a day. Kept as text, so that a wrong one can be shown again.
/// </summary>
internal sealed record LedgerAddress(
    string? Measure, string? Unit, bool Subtree, string? From, string? To, string? View, IReadOnlyList<string> Contexts, string? KnownAt, string? By, string? PartOf = null)
{
    public const string EntriesPath = "/registre/ecritures";

    public const string AggregatesPath = "/registre/agregats";

    /// <summary>An address that asks nothing yet shows the form alone.</summary>
    public bool IsEmpty => Measure is null && Unit is null && From is null && To is null;

    public static LedgerAddress Read(IQueryCollection query)
    {
        string? Text(string name) => query[name].FirstOrDefault(v => !string.IsNullOrWhiteSpace(v))?.Trim();
        return new LedgerAddress(
            Text("mesure"), Text("unite"), Text("sous-arbre") is "1" or "true", Text("du"), Text("au"), Text("perimetre"),
            [.. query["contexte"].SelectMany(v => (v ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Distinct()],
            Text("connu-le"), Text("par"), Text("dans"));
    }

    public static LedgerAddress Of(string measure, string unit, bool subtree, DayRange days, HierarchyView view) =>
        new(measure, unit, subtree, Day(days.From), Last(days), view.ToString(), [], null, null);

    public CellRequest Request() => new(Measure, Unit, Subtree, From, End, By, View, KnownAt, string.Join(';', Contexts), PartOf);

    public LedgerAddress Within(DayRange days) => this with { From = Day(days.From), To = Last(days) };

    public LedgerAddress With(ContextFilter filter) => this with { Contexts = [.. Contexts, $"{filter.Key}:{string.Join('|', filter.Values)}"] };

    /// <summary>The entries behind the cell.</summary>
    public string Entries => EntriesPath + (this with { By = null }).Query;

    /// <summary>The cell cut: by month, civil-year, school-year, unit or context:key.</summary>
    public string Cut(string by) => AggregatesPath + (this with { By = by }).Query;

    private string Query
    {
        get
        {
            var pairs = new List<(string Name, string? Value)>
            {
                ("mesure", Measure), ("unite", Unit), ("sous-arbre", Subtree ? "1" : null), ("du", From), ("au", To), ("perimetre", View),
            };
            pairs.AddRange(Contexts.Select(c => ("contexte", (string?)c)));
            pairs.Add(("connu-le", KnownAt));
            pairs.Add(("dans", PartOf));
            pairs.Add(("par", By));
            return "?" + string.Join('&', pairs.Where(p => p.Value is not null).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}"));
        }
    }

    /// <summary>The refusals of a question, with the names and the remedies of the page's fields.</summary>
    public IReadOnlyList<Refusal> ForPage(IReadOnlyList<Refusal> refusals) =>
    [
        .. refusals.Select(r => r with
        {
            Field = r.Field switch
            {
                "measure" => "mesure", "unit" => "unite", "from" => "du", "to" => "au", "view" => "perimetre",
                "as-known-at" => "connu-le", "context" => "contexte", "by" => "par", "within" => "dans", _ => r.Field,
            },
            Message = (r.Code, r.Field) switch
            {
                ("measure-unknown", _) => Measure is null ? "Choisissez une mesure." : $"La mesure « {Measure} » n’est pas déclarée : choisissez-en une dans la liste.",
                ("unit-unknown", _) => Unit is null ? "Choisissez une unité." : $"L’unité « {Unit} » n’existe pas dans le réseau : choisissez-en une dans la liste.",
                ("day-invalid", "from") when From is null => "Donnez le premier jour de la période.",
                ("day-invalid", "to") => To is null
                    ? "Donnez le dernier jour de la période."
                    : $"« {To} » n’est pas un jour du calendrier : écrivez année-mois-jour, par exemple 2024-04-30.",
                ("period-empty", _) => $"La période finit ({To}) avant de commencer ({From}).",
                ("by-invalid", _) => $"« {By} » ne découpe rien : choisissez le mois, l’année, l’unité ou un contexte.",
                _ => r.Message,
            },
        }),
    ];

    /// <summary>The day before which the question ends; what is no day, or lies too far, goes on as it is, to be refused.</summary>
    private string? End =>
        WrittenDay.TryRead(To, out var last) ? Day(last.AddDays(1)) : To;

    private static string Last(DayRange days) => Day(days.To.AddDays(-1));

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
