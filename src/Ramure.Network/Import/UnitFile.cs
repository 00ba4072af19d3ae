using System.Globalization;
using System.Text.RegularExpressions;
using Ramure.Kernel.Csv;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;
using Ramure.Network.Model;

namespace Ramure.Network.Import;

/// <summary>A unit as a file describes it.</summary>
internal sealed record FileUnit(
    string Code, string Name, string Kind, string TimeZone, string? ShortName, string? Departement, string? Town,
    double? Latitude, double? Longitude);

/// <summary>One line of a units file: a membership and the unit's description.</summary>
internal sealed record UnitLine(CsvRow Row, FileUnit Unit, string? Parent, DayRange Days, string? Assumed, string? Source)
{
    public MembershipRow Membership => new(Unit.Code, Parent, Days, Row.Refuse);
}

/// <summary>One line of a successions file.</summary>
internal sealed record SuccessionLine(CsvRow Row, string Predecessor, string Successor, DateOnly Day, decimal? Share, string? Assumed, string? Source);

/// <summary>Reads the lines of the network's files; what a line alone can have wrong is refused here.</summary>
internal static partial class UnitFile
{
    private static readonly string[] Required = ["code", "name", "kind", "parent", "from", "to", "time_zone"];
    private static readonly string[] Optional = ["short_name", "departement", "town", "lat", "lon", "assumed", "source"];
    private static readonly string[] SuccessionRequired = ["predecessor", "successor", "date", "share"];
    private static readonly string[] SuccessionOptional = ["assumed", "source"];

    /// <summary>Reads a units file: the lines that are right, and what is wrong with the others.</summary>
    public static Result<(CsvTable Table, List<UnitLine> Lines, List<Refusal> Refusals)> Read(FileInfo file)
    {
        if (!CsvTable.Read(file, Required, Optional).TryGet(out var table, out var unreadable))
            return Result<(CsvTable, List<UnitLine>, List<Refusal>)>.Refused(unreadable);
        if (table.Rows.Count == 0)
            return new Refusal("file-empty", "Le fichier n'a que sa ligne d'en-tête. Ajoutez une ligne par rattachement.", File: table.File, Line: 1);
        var refusals = new List<Refusal>();
        var lines = new List<UnitLine>();
        foreach (var row in table.Rows)
        {
            if (Line(row, refusals) is { } line)
                lines.Add(line);
        }

        CheckAgreement(lines, refusals);
        return (table, lines, refusals);
    }

    /// <summary>Reads a successions file.</summary>
    public static Result<(List<SuccessionLine> Lines, List<Refusal> Refusals)> ReadSuccessions(FileInfo file)
    {
        if (!CsvTable.Read(file, SuccessionRequired, SuccessionOptional).TryGet(out var table, out var unreadable))
            return Result<(List<SuccessionLine>, List<Refusal>)>.Refused(unreadable);
        var refusals = new List<Refusal>();
        var lines = new List<SuccessionLine>();
        foreach (var row in table.Rows)
        {
            var before = refusals.Count;
            var predecessor = row.Needed("predecessor", "le code de l'unité qui ferme", refusals);
            var successor = row.Needed("successor", "le code de l'unité qui continue", refusals);
            var day = row.Day("date", refusals);
            var share = Share(row, refusals);
            if (refusals.Count == before)
                lines.Add(new(row, predecessor!, successor!, day!.Value, share, row.Optional("assumed"), row.Optional("source")));
        }

        // A single successor takes all of its predecessor.
        var alone = lines.GroupBy(l => l.Predecessor, StringComparer.Ordinal).Where(g => g.Count() == 1).Select(g => g.Key).ToHashSet(StringComparer.Ordinal);
        return (lines.ConvertAll(l => l.Share is null && alone.Contains(l.Predecessor) ? l with { Share = 1m } : l), refusals);
    }

    private static UnitLine? Line(CsvRow row, List<Refusal> refusals)
    {
        var before = refusals.Count;
        var code = row.Needed("code", "un code unique, par exemple A62", refusals);
        if (code is not null && !CodePattern().IsMatch(code))
            refusals.Add(row.Refuse("code-invalid", "code", $"Le code « {code} » n'est pas accepté : lettres sans accent, chiffres, « - », « _ » et « . », 40 signes au plus."));
        var name = row.Needed("name", "le nom de l'unité", refusals);
        var kind = row.Needed("kind", "le genre, par exemple atelier", refusals);
        if (kind is not null && !KindPattern().IsMatch(kind))
            refusals.Add(row.Refuse("kind-invalid", "kind", $"Le genre « {kind} » n'est pas accepté : lettres minuscules sans accent et tirets, par exemple atelier ou academic-directorate."));
        var zone = row.Needed("time_zone", "un fuseau de la base IANA, par exemple Europe/Paris", refusals);
        if (zone is not null && !(TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) && found.HasIanaId))
            refusals.Add(row.Refuse("time-zone-unknown", "time_zone", $"Le fuseau « {zone} » n'est pas connu. Écrivez un nom de la base IANA, par exemple Europe/Paris ou Indian/Reunion."));
        var days = row.Days(refusals);
        var latitude = row.Number("lat", 90, refusals);
        var longitude = row.Number("lon", 180, refusals);
        var departement = row.Optional("departement");
        if (departement is not null && !DepartementPattern().IsMatch(departement))
            refusals.Add(row.Refuse("departement-invalid", "departement", $"« {departement} » n'est pas un code de département : deux ou trois signes, par exemple 62, 2A ou 974."));
        row.Longest(refusals, ("name", 200), ("short_name", 200), ("town", 200));
        return refusals.Count > before
            ? null
            : new(row, new FileUnit(code!, name!, kind!, zone!, row.Optional("short_name"), departement, row.Optional("town"), latitude, longitude),
                row.Optional("parent"), days!.Value, row.Optional("assumed"), row.Optional("source"));
    }

    private static decimal? Share(CsvRow row, List<Refusal> refusals)
    {
        if (row["share"].Length == 0)
            return null;
        if (decimal.TryParse(row["share"], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share is > 0 and <= 1
            && decimal.Round(share, 12, MidpointRounding.AwayFromZero) == share)
            return share;
        refusals.Add(row.Refuse("share-invalid", "share", $"« {row["share"]} » n'est pas une part : écrivez un nombre plus grand que 0 et au plus 1, avec un point et 12 décimales au plus, par exemple 0.4."));
        return null;
    }

    private static void CheckAgreement(List<UnitLine> lines, List<Refusal> refusals)
    {
        foreach (var rows in lines.GroupBy(l => l.Unit.Code, StringComparer.Ordinal))
        {
            var first = rows.First();
            foreach (var other in rows.Skip(1))
            {
                foreach (var (column, one, two) in Differences(first.Unit, other.Unit))
                    refusals.Add(other.Row.Refuse("unit-disagrees", column, $"« {first.Unit.Code} » est décrite autrement à la ligne {first.Row.Line} : « {one} » là-bas, « {two} » ici. Écrivez la même chose sur toutes ses lignes."));
            }
        }
    }

    private static IEnumerable<(string Column, object? One, object? Two)> Differences(FileUnit one, FileUnit two)
    {
        (string, object?, object?)[] pairs =
        [
            ("name", one.Name, two.Name), ("kind", one.Kind, two.Kind), ("time_zone", one.TimeZone, two.TimeZone),
            ("short_name", one.ShortName, two.ShortName), ("departement", one.Departement, two.Departement), ("town", one.Town, two.Town),
            ("lat", one.Latitude, two.Latitude), ("lon", one.Longitude, two.Longitude),
        ];
        return pairs.Where(p => !Equals(p.Item2, p.Item3));
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$")]
    public static partial Regex CodePattern();

    [GeneratedRegex("^[a-z][a-z-]{0,39}$")]
    private static partial Regex KindPattern();

    [GeneratedRegex("^[0-9][0-9AB][0-9]?$")]
    private static partial Regex DepartementPattern();
}
