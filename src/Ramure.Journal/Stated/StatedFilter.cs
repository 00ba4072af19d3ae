using Ramure.Journal.Lists;
using Ramure.Journal.Model;
using Ramure.Kernel.Operations;

namespace Ramure.Journal.Stated;

/// <summary>
/// Which rows a stated total sums and how: <c>column=value</c> conditions separated by <c>;</c>, then one result. The
/// grammar is in data/activity/README.md.
/// </summary>
internal sealed class StatedFilter
{
    private static readonly Dictionary<string, Func<Activity, string?>> Columns = new()
    {
        ["unit"] = a => a.Unit,
        ["kind"] = a => a.Kind,
        ["title"] = a => a.Title,
        ["precision"] = a => a.Precision.Code(),
        ["place"] = a => a.Place,
        ["uai"] = a => a.Uai,
        ["place_name"] = a => a.PlaceName,
        ["modality"] = a => a.Modality,
        ["theme"] = a => a.Theme,
        ["partner"] = a => a.Partner,
        ["partner_kind"] = a => a.PartnerKind,
        ["source"] = a => a.Source,
    };

    private static readonly Dictionary<string, Func<IReadOnlyList<Activity>, long>> Results = new()
    {
        ["count=rows"] = rows => rows.Count,
        ["count=distinct-uai"] = rows => rows.Where(a => a.Uai is not null).Select(a => a.Uai).Distinct().Count(),
        ["sum=headcount"] = rows => rows.Sum(a => a.Headcount.Sum(h => (long)(h.Count ?? 0))),
        ["sum=sessions"] = rows => rows.Sum(a => (long)a.Sessions),
    };

    private readonly List<(Func<Activity, string?> Column, string Value)> conditions = [];
    private Func<IReadOnlyList<Activity>, long> result = Results["count=rows"];

    public bool Matches(Activity activity) => conditions.TrueForAll(c => (c.Column(activity) ?? "") == c.Value);

    public long Compute(IReadOnlyList<Activity> rows) => result(rows);

    public static Result<StatedFilter> Parse(string text)
    {
        var filter = new StatedFilter();
        var parts = text.Split(';');
        if (!Results.TryGetValue(parts[^1].Trim(), out var result))
            return new Refusal("filter-invalid", $"« {parts[^1]} » n’est pas un résultat : terminez par {string.Join(", ", Results.Keys)}.");
        filter.result = result;
        foreach (var part in parts[..^1])
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0 || !Columns.TryGetValue(part[..equals].Trim(), out var column))
                return new Refusal("filter-invalid", $"« {part} » n’est pas une condition : écrivez colonne=valeur, avec l’une des colonnes {string.Join(", ", Columns.Keys)}.");
            filter.conditions.Add((column, part[(equals + 1)..].Trim()));
        }

        return filter;
    }
}
