using System.Globalization;
using Microsoft.AspNetCore.Http;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;
using Ramure.Network.Model;

namespace Ramure.Network.Reorganisations;

/// <summary>
/// The form of a reorganisation as the address carries it, so that its check can be sent to a colleague before anyone confirms.
/// </summary>
internal sealed class ReorganisationQuery
{
    /// <summary>Successors that the form of a split offers.</summary>
    public const int SplitRows = 4;

    private static readonly Dictionary<string, ReorganisationKind> Words = new(StringComparer.Ordinal)
    {
        ["deplacer"] = ReorganisationKind.Move,
        ["fusionner"] = ReorganisationKind.Merge,
        ["scinder"] = ReorganisationKind.Split,
        ["fermer"] = ReorganisationKind.Close,
    };

    private readonly IQueryCollection query;

    private ReorganisationQuery(IQueryCollection query) => this.query = query;

    public static ReorganisationQuery From(HttpContext http) => new(http.Request.Query);

    /// <summary>The words of the kinds in the address.</summary>
    public static IReadOnlyCollection<string> KindNames => Words.Keys;

    public string KindName => Words.ContainsKey(this["type"]) ? this["type"] : "deplacer";

    public ReorganisationKind Kind => Words[KindName];

    public IReadOnlyList<string> Units => [.. query["unites"].OfType<string>().Where(u => u.Length > 0)];

    /// <summary>The trimmed text of a field; empty when the address does not have it.</summary>
    public string this[string name] => query[name].ToString().Trim();

    public DateOnly? Day => WrittenDay.TryRead(this["jour"], out var day) ? day : null;

    /// <summary>The plan, or what cannot be read of it.</summary>
    public Result<ReorganisationPlan> Plan()
    {
        var refusals = new List<Refusal>();
        if (Day is null)
            refusals.Add(new("day-invalid", this["jour"].Length == 0 ? "Choisissez le premier jour de la nouvelle structure." : $"« {this["jour"]} » n'est pas un jour du calendrier : écrivez année-mois-jour, par exemple 2027-01-01.", "jour"));
        var successors = new List<PlannedSuccessor>();
        var rows = Kind switch { ReorganisationKind.Split => SplitRows, ReorganisationKind.Merge => 1, _ => 0 };
        for (var i = 1; i <= rows; i++)
        {
            if (Successor($"s{i}", refusals) is { } successor)
                successors.Add(successor);
        }

        return refusals.Count > 0
            ? refusals
            : new ReorganisationPlan(Kind, Day!.Value, Units, this["vers"].Length == 0 ? null : this["vers"], successors);
    }

    private PlannedSuccessor? Successor(string field, List<Refusal> refusals)
    {
        var (known, code, name) = (this[field], this[field + "-code"], this[field + "-nom"]);
        var children = this[field + "-unites"].Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries);
        if (known.Length + code.Length + name.Length == 0)
        {
            if (children.Length + this[field + "-part"].Length > 0)
                refusals.Add(new("successor-missing", "Choisissez l'unité qui continue, ou donnez le code et le nom de celle qui ouvre.", field));
            return null;
        }

        if (known.Length > 0 && code.Length + name.Length > 0)
            refusals.Add(new("successor-twice", "Choisissez une unité existante ou ouvrez-en une, pas les deux.", field));
        else if (known.Length == 0 && code.Length == 0)
            refusals.Add(new("code-missing", "Donnez un code à l'unité qui ouvre.", field + "-code"));
        else if (known.Length == 0 && name.Length == 0)
            refusals.Add(new("name-missing", "Donnez un nom à l'unité qui ouvre.", field + "-nom"));
        return new(known.Length > 0 ? known : code, known.Length > 0 ? null : name, Share(field + "-part", refusals), children);
    }

    private decimal? Share(string field, List<Refusal> refusals)
    {
        if (Kind != ReorganisationKind.Split || this[field].Length == 0)
            return null;
        // Typed by a person: 0,4 and 0.4 both, and 40 %.
        var text = this[field].Replace(',', '.').Replace("\u00a0", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        var percent = text.EndsWith('%');
        if (decimal.TryParse(percent ? text[..^1] : text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share)
            && (percent ? share / 100 : share) is > 0 and <= 1 and var value
            && decimal.Round(value, 12, MidpointRounding.AwayFromZero) == value)
            return value;
        refusals.Add(new("share-invalid", $"« {this[field]} » n'est pas une part : écrivez un nombre plus grand que 0 et au plus 1, par exemple 0,4 ou 40 %.", field));
        return null;
    }
}
