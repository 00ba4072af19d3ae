using System.Security.Cryptography;
using System.Text;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;
using Ramure.Ledger.Contracts;
using Ramure.Steering.Contracts;
using Ramure.Steering.Formulas;
using Ramure.Steering.Model;
using YamlDotNet.RepresentationModel;

namespace Ramure.Steering.Loading;

/// <summary>Reads a contract's file: the definition, or every error with its line, column and remedy.</summary>
internal sealed class ContractFile
{
    private static readonly string[] StatementTexts =
    [
        "objective", "action", "label", "type", "meaning", "scope", "lever", "calculation", "definition", "numerator",
        "denominator", "unit", "following_text",
    ];

    private static readonly Dictionary<string, YearCalendar> Calendars = new()
    {
        ["civil"] = YearCalendar.Civil,
        ["school"] = YearCalendar.School,
    };

    private static readonly Dictionary<string, Direction> Directions =
        Enum.GetValues<Direction>().ToDictionary(d => d.Code());

    private readonly YamlReading reading;
    private readonly HashSet<string> known;
    private readonly Dictionary<string, IReadOnlyList<string>> contextKeys = [];
    private DayRange? days;
    private YearCalendar calendar;

    private ContractFile(string file, IEnumerable<string> measures)
    {
        reading = new YamlReading(file);
        known = [.. measures];
    }

    /// <summary>SHA-256 of the text: whether a file is the one that was loaded.</summary>
    public static string Fingerprint(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Reads a text that <paramref name="file"/> names in messages.</summary>
    /// <param name="measures">Codes already declared, by modules or other contracts.</param>
    public static Result<ContractDefinition> Read(string file, string text, IEnumerable<string> measures)
    {
        var contract = new ContractFile(file, measures);
        var definition = contract.Contract(contract.reading.Document(text));
        var refusals = contract.reading.Refusals;
        return refusals.Count > 0 ? refusals.OrderBy(r => r.Line).ThenBy(r => r.Column).ToList() : definition!;
    }

    private ContractDefinition? Contract(YamlNode? root)
    {
        if (reading.Map(
                root, "le contrat", "code", "title", "parties", "from", "to", "calendar", "source", "note", "measures",
                "objectives", "indicators") is not { } fields)
            return null;
        var code = Code(fields.Required("code"), "Le code du contrat");
        var title = fields.RequiredText("title");
        var from = reading.Day(fields.Required("from"), "« from »");
        var to = reading.Day(fields.Required("to"), "« to »");
        if (from is { } start && to is { } end)
        {
            if (end > start)
                days = new DayRange(start, end);
            else
                reading.Refuse("days-invalid", "« to » est le premier jour hors du contrat : il doit suivre « from ».", fields["to"]!);
        }

        calendar = reading.Choice(fields.Required("calendar"), "« calendar »", Calendars) ?? YearCalendar.Civil;
        var parties = reading.List(fields["parties"], "« parties »").Select(p => reading.Text(p, "Une partie")).OfType<string>().ToList();
        var source = Source(fields["source"]);
        var measures = Once(reading.List(fields["measures"], "« measures »"), n => Measure(n, code), m => m.Measure.Code, "La mesure");
        var objectives = Once(reading.List(fields.Required("objectives"), "« objectives »"), Objective, o => o.Code, "L'objectif");
        var objectiveCodes = objectives.Select(o => o.Code).ToList();
        var indicators = Once(
            reading.List(fields.Required("indicators"), "« indicators »"), n => Indicator(n, objectiveCodes), i => i.Code, "L'indicateur");
        return reading.Refusals.Count > 0
            ? null
            : new ContractDefinition(
                code!, title!, parties, from!.Value, to!.Value, calendar, source, fields.Text("note"), measures, objectives, indicators);
    }

    private SourceDocument? Source(YamlNode? node)
    {
        if (reading.Map(node, "« source »", "document", "publisher", "file") is not { } fields)
            return null;
        return fields.RequiredText("document") is { } document
            ? new SourceDocument(document, fields.Text("publisher"), fields.Text("file"))
            : null;
    }

    private ContractMeasure? Measure(YamlNode node, string? owner)
    {
        if (reading.Map(
                node, "une mesure", "code", "label", "unit", "smallest_unit", "per_unit", "decimals", "kind", "time_operator",
                "unit_operator", "asked", "context_keys", "source", "collection_tool", "service") is not { } fields)
            return null;
        var code = Code(fields.Required("code"), "Le code d'une mesure");
        if (code is not null && (!FormulaParser.TryParse(code, out var formula, out _) || formula.Root is not FormulaNode.Reference { Term.Filters.Count: 0 }))
            reading.Refuse("code-invalid", $"« {code} » n'est pas un code de mesure : lettres minuscules, chiffres, points et tirets.", fields["code"]!);
        var label = fields.RequiredText("label");
        var unit = fields.RequiredText("unit");
        var smallest = fields.RequiredText("smallest_unit");
        var perUnit = reading.Whole(fields.Required("per_unit"), "« per_unit »", 1, 1_000_000_000);
        var decimals = reading.Whole(fields.Required("decimals"), "« decimals »", 0, 6);
        var kind = reading.Choice(fields.Required("kind"), "« kind »", Lower<MeasureKind>());
        var time = reading.Choice(fields.Required("time_operator"), "« time_operator »", Lower<TimeOperator>());
        var units = reading.Choice(fields.Required("unit_operator"), "« unit_operator »", Lower<UnitOperator>());
        var asked = reading.List(fields.Required("asked"), "« asked »").Select(a => reading.Text(a, "Une sorte d'unité")).OfType<string>().ToList();
        var keys = reading.List(fields["context_keys"], "« context_keys »").Select(k => reading.Text(k, "Une clé de détail")).OfType<string>().ToList();
        var (service, source, tool) = (fields.Text("service"), fields.Text("source"), fields.Text("collection_tool"));
        if (code is null || label is null || unit is null || smallest is null || perUnit is null || decimals is null
            || kind is null || time is null || units is null)
            return null;
        known.Add(code);
        contextKeys[code] = keys;
        return new ContractMeasure(
            new MeasureDefinition(
                code, label, unit, smallest, perUnit.Value, decimals.Value, kind.Value, time.Value, units.Value, asked, service,
                source, tool, owner),
            keys);
    }

    private Objective? Objective(YamlNode node)
    {
        if (reading.Map(node, "un objectif", "code", "label", "text", "actions") is not { } fields)
            return null;
        var code = Code(fields.Required("code"), "Le code de l'objectif");
        var label = fields.RequiredText("label");
        var actions = Once(reading.List(fields["actions"], "« actions »"), Action, a => a.Code, "L'action");
        return code is null || label is null ? null : new Objective(code, label, fields.Text("text"), actions);
    }

    private ContractAction? Action(YamlNode node)
    {
        if (reading.Map(node, "une action", "code", "label", "text") is not { } fields)
            return null;
        var code = Code(fields.Required("code"), "Le code de l'action");
        var label = fields.RequiredText("label");
        return code is null || label is null ? null : new ContractAction(code, label, fields.Text("text"));
    }

    private IndicatorDefinition? Indicator(YamlNode node, IReadOnlyCollection<string> objectives)
    {
        if (reading.Map(
                node, "un indicateur", "code", "objective", "direction", "unit", "decimals", "calendar", "coverage_threshold",
                "formula", "milestones", "statements", "wordings", "differences") is not { } fields)
            return null;
        var code = Code(fields.Required("code"), "Le code de l'indicateur");
        var objective = fields.RequiredText("objective");
        if (objective is not null && !objectives.Contains(objective))
            reading.Refuse("objective-unknown", $"L'objectif « {objective} » n'est pas dans « objectives » : {string.Join(", ", objectives)}.", fields["objective"]!);
        var direction = reading.Choice(fields.Required("direction"), "« direction »", Directions);
        var unit = fields.RequiredText("unit");
        var decimals = reading.Whole(fields.Required("decimals"), "« decimals »", 0, 9);
        var years = reading.Choice(fields["calendar"], "« calendar »", Calendars) ?? calendar;
        var threshold = reading.Whole(fields.Required("coverage_threshold"), "« coverage_threshold »", 0, 100);
        var milestones = Milestones(fields, direction);
        var formula = direction == Direction.Milestone ? null : Formula(fields.Required("formula"));
        if (direction == Direction.Milestone && fields["formula"] is { } extra)
            reading.Refuse("key-unknown", "Un jalon n'a pas de « formula » propre : chaque étape de « milestones » a la sienne.", extra);
        var statements = Statements(fields.Required("statements"), direction);
        var wordings = Once(reading.List(fields["wordings"], "« wordings »"), Wording, w => w.Item, "L'item");
        var differences = Once(reading.List(fields["differences"], "« differences »"), Difference, d => d.Item, "L'item");
        if (code is null || objective is null || direction is null || unit is null || decimals is null || threshold is null)
            return null;
        return new IndicatorDefinition(
            code, objective, direction.Value, unit, decimals.Value, years, threshold.Value, formula, milestones, statements,
            wordings, differences);
    }

    private List<Milestone> Milestones(YamlReading.Fields fields, Direction? direction)
    {
        if (direction != Direction.Milestone)
        {
            if (fields["milestones"] is { } extra)
                reading.Refuse("key-unknown", "« milestones » ne va qu'avec « direction: milestone ».", extra);
            return [];
        }

        var milestones = Once(
            reading.List(fields.Required("milestones"), "« milestones »"), Milestone, m => m.Year.ToString(System.Globalization.CultureInfo.InvariantCulture), "L'année");
        return milestones;
    }

    private Milestone? Milestone(YamlNode node)
    {
        if (reading.Map(node, "une étape", "year", "code", "label", "formula") is not { } fields)
            return null;
        var year = Year(fields.Required("year"), inside: true);
        var code = Code(fields.Required("code"), "Le code de l'étape");
        var label = fields.RequiredText("label");
        var formula = Formula(fields.Required("formula"));
        return year is null || code is null || label is null || formula is null ? null : new Milestone(year.Value, code, label, formula);
    }

    private List<Statement> Statements(YamlNode? node, Direction? direction)
    {
        if (reading.Map(node, "« statements »", "table", "sheet") is not { } fields)
            return [];
        if (fields.Node.Children.Count == 0)
            reading.Refuse("key-missing", "Il faut au moins « table » ou « sheet » dans « statements ».", fields.Node);
        return [.. new[] { "table", "sheet" }.Select(key => Statement(key, fields[key], direction)).OfType<Statement>()];
    }

    private Statement? Statement(string name, YamlNode? node, Direction? direction)
    {
        string[] keys = ["place", "baseline", "targets", "evolution", "elementary_data", "collection", .. StatementTexts];
        if (reading.Map(node, $"« {name} »", keys) is not { } fields)
            return null;
        var place = fields.RequiredText("place");
        fields.Required("label");
        var texts = StatementTexts
            .Select(key => (Key: Item(key), Text: fields.Text(key)))
            .Where(t => t.Text is not null)
            .ToDictionary(t => t.Key, t => t.Text!);
        var baseline = Figures(fields["baseline"], "« baseline »", inside: false, value => value == "NC" ? new Figure(Text: "NC") : null, "un nombre ou NC");
        var targets = Figures(
            fields["targets"], "« targets »", inside: true,
            value => direction == Direction.Milestone ? new Figure(Text: value) : null,
            direction == Direction.Interval ? "un intervalle [bas, haut]" : "un nombre");
        var evolution = Figures(fields["evolution"], "« evolution »", inside: true, _ => null, "un nombre, en %");
        var data = reading.List(fields["elementary_data"], "« elementary_data »").Select(Datum).OfType<ElementaryDatum>().ToList();
        var collection = reading.List(fields["collection"], "« collection »").Select(Collection).OfType<Collection>().ToList();
        return place is null ? null : new Statement(name, place, texts, baseline, targets, evolution, data, collection);
    }

    private Dictionary<int, Figure> Figures(YamlNode? node, string what, bool inside, Func<string, Figure?> words, string expected)
    {
        var figures = new Dictionary<int, Figure>();
        if (reading.Map(node, what) is not { } fields)
            return figures;
        foreach (var (_, key, value) in fields.All)
        {
            var year = Year(key, inside);
            var figure = Figure(value, words);
            if (figure is null)
                reading.Refuse("number-invalid", $"{what} : {YamlReading.Shown(value)} n'est pas {expected} (en chiffres, le point pour les décimales : 91000, 0.8).", value);
            else if (year is not null)
                figures[year.Value] = figure;
        }

        return figures;
    }

    private static Figure? Figure(YamlNode node, Func<string, Figure?> words)
    {
        if (node is YamlScalarNode { Value: { } value })
            return YamlReading.TryNumber(value, out var number) ? new Figure(number) : words(value);
        return node is YamlSequenceNode { Children: [YamlScalarNode { Value: { } from }, YamlScalarNode { Value: { } to }] }
            && YamlReading.TryNumber(from, out var low) && YamlReading.TryNumber(to, out var high) && low <= high
            ? new Figure(Low: low, High: high)
            : null;
    }

    private ElementaryDatum? Datum(YamlNode node)
    {
        if (reading.Map(node, "une donnée élémentaire", "term", "label", "measure") is not { } fields)
            return null;
        var term = fields.RequiredText("term");
        var label = fields.RequiredText("label");
        var measure = fields.Text("measure");
        if (measure is not null && fields["measure"] is YamlScalarNode scalar)
            CheckFormula(scalar);
        return term is null || label is null ? null : new ElementaryDatum(term, label, measure);
    }

    private Collection? Collection(YamlNode node) =>
        reading.Map(node, "« collection »", "source", "tool", "service") is { } fields
            ? new Collection(fields.Text("source"), fields.Text("tool"), fields.Text("service"))
            : null;

    private Wording? Wording(YamlNode node)
    {
        if (reading.Map(node, "« wordings »", "item", "reason") is not { } fields)
            return null;
        var (item, reason) = (fields.RequiredText("item"), fields.RequiredText("reason"));
        return item is null || reason is null ? null : new Wording(Item(item), reason);
    }

    private Difference? Difference(YamlNode node)
    {
        if (reading.Map(node, "« differences »", "item", "note", "formulas", "statements") is not { } fields)
            return null;
        var (item, note) = (fields.RequiredText("item"), fields.RequiredText("note"));
        var stated = reading.List(fields["statements"], "« statements »").Select(Stated).OfType<StatedValue>().ToList();
        var formulas = new Dictionary<string, string>();
        string[] readings = ["table", "sheet", .. stated.Select(s => s.Reading).OfType<string>()];
        if (reading.Map(fields["formulas"], "« formulas »", readings) is { } each)
            foreach (var (key, _, value) in each.All)
                if (readings.Contains(key) && Formula(value) is { } formula)
                    formulas[key] = formula;
        return item is null || note is null ? null : new Difference(Item(item), note, formulas, stated);
    }

    private StatedValue? Stated(YamlNode node)
    {
        if (reading.Map(node, "« statements »", "reading", "place", "value") is not { } fields)
            return null;
        var place = fields.RequiredText("place");
        var value = reading.Text(fields.Required("value"), "« value »");
        if (place is null || value is null)
            return null;
        // Quoted numbers are quotations, not figures.
        var plain = fields["value"] is YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.Plain };
        return new StatedValue(
            fields.Text("reading"), place, plain && YamlReading.TryNumber(value, out var number) ? new Figure(number) : new Figure(Text: value));
    }

    private string? Formula(YamlNode? node)
    {
        if (reading.Text(node, "Une formule") is not { } text || node is not YamlScalarNode scalar)
            return null;
        return CheckFormula(scalar) ? text : null;
    }

    private bool CheckFormula(YamlScalarNode scalar)
    {
        if (FormulaCheck.TryRead(scalar.Value!, known, contextKeys, out _, out var errors))
            return true;
        foreach (var error in errors)
            reading.RefuseFormula(scalar, error);
        return false;
    }

    private int? Year(YamlNode? node, bool inside)
    {
        var year = reading.Whole(node, "Une année", 1900, 2200);
        if (year is null || !inside || days is not { } range || Period.Years(calendar, range).Any(p => p.Days.From.Year == year))
            return year;
        reading.Refuse("year-outside", $"L'année {year} est hors du contrat {range} : corrigez l'année, ou « from » et « to ».", node!);
        return null;
    }

    private string? Code(YamlNode? node, string what)
    {
        var code = reading.Text(node, what);
        if (code is null || (code.Length <= 60 && code.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '.')))
            return code;
        reading.Refuse("code-invalid", $"{what} : « {code} » doit tenir en 60 lettres minuscules sans accent, chiffres, tirets et points.", node!);
        return null;
    }

    /// <summary>Reads each node and refuses a second one of the same key.</summary>
    private List<T> Once<T>(IReadOnlyList<YamlNode> nodes, Func<YamlNode, T?> read, Func<T, string> key, string what)
        where T : class
    {
        var found = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var node in nodes)
        {
            if (read(node) is not { } item)
                continue;
            if (!found.TryAdd(key(item), item))
                reading.Refuse("duplicate", $"{what} « {key(item)} » est déjà dans cette liste : gardez-en une fois.", node);
        }

        return [.. found.Values];
    }

    private static string Item(string key) => key.Replace('_', '-');

    private static Dictionary<string, T> Lower<T>()
        where T : struct, Enum => Enum.GetValues<T>().ToDictionary(v => v.ToString().ToLowerInvariant());
}
