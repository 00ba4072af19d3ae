using System.Globalization;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;
using Ramure.Steering.Formulas;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Ramure.Steering.Loading;

/// <summary>Reads nodes and remembers every error with its place, so that one run names them all.</summary>
internal sealed class YamlReading(string file)
{
    private const int MaximumDepth = 12;

    public List<Refusal> Refusals { get; } = [];

    /// <summary>The root of the only document, null when the text is not YAML.</summary>
    public YamlNode? Document(string text)
    {
        try
        {
            if (Unfit(text) is { } unfit)
            {
                Refuse("yaml-invalid", unfit.Message, unfit.At);
                return null;
            }

            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents.Count == 1)
                return stream.Documents[0].RootNode;
            Refusals.Add(new Refusal(
                "yaml-invalid",
                stream.Documents.Count == 0
                    ? "Le fichier est vide : décrivez un contrat (voir data/contracts/README.md)."
                    : "Le fichier contient plusieurs documents (« --- ») : gardez un contrat par fichier.",
                File: file, Line: 1, Column: 1));
        }
        catch (YamlException failure)
        {
            var inner = failure.InnerException as YamlException ?? failure;
            Refuse("yaml-invalid", Explain(inner.Message), inner.Start);
        }
        catch (Exception failure) when (failure is ArgumentException or InvalidOperationException or FormatException or OverflowException)
        {
            // The library lets a few malformed texts through as such.
            Refusals.Add(new Refusal("yaml-invalid", $"Ce n'est pas du YAML correct ({failure.Message}).", File: file, Line: 1, Column: 1));
        }

        return null;
    }

    public void Refuse(string code, string message, Mark at, int offset = 0) =>
        Refusals.Add(new Refusal(code, message, File: file, Line: (int)at.Line, Column: (int)at.Column + offset));

    public void Refuse(string code, string message, YamlNode at) => Refuse(code, message, at.Start);

    /// <summary>A formula's error at its place inside the scalar.</summary>
    public void RefuseFormula(YamlScalarNode node, FormulaError error)
    {
        var quoted = node.Style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted;
        var oneLine = node.Start.Line == node.End.Line;
        Refuse("formula-invalid", error.Message, node.Start, oneLine ? error.Offset + (quoted ? 1 : 0) : 0);
    }

    /// <summary>The node as a mapping whose keys are among <paramref name="known"/>; null and an error otherwise.</summary>
    public Fields? Map(YamlNode? node, string what, params string[] known)
    {
        if (node is null)
            return null;
        if (node is not YamlMappingNode map)
        {
            Refuse("yaml-shape", $"{what} doit être une suite de « clé: valeur ».", node);
            return null;
        }

        var fields = new Dictionary<string, YamlNode>(StringComparer.Ordinal);
        foreach (var (key, value) in map.Children)
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            if (known.Length == 0 || known.Contains(name))
                fields[name] = value;
            else
                Refuse("key-unknown", Unknown(name, what, known), key);
        }

        return new Fields(this, map, what, fields);
    }

    public IReadOnlyList<YamlNode> List(YamlNode? node, string what)
    {
        if (node is null)
            return [];
        if (node is YamlSequenceNode list)
            return [.. list.Children];
        Refuse("yaml-shape", $"{what} doit être une liste (« - … »).", node);
        return [];
    }

    public string? Text(YamlNode? node, string what)
    {
        if (node is null)
            return null;
        if (node is YamlScalarNode { Value: { Length: > 0 } value } && !string.IsNullOrWhiteSpace(value))
            return value;
        Refuse("text-missing", $"{what} doit être un texte non vide.", node);
        return null;
    }

    public decimal? Number(YamlNode? node, string what)
    {
        if (node is null)
            return null;
        if (node is YamlScalarNode { Value: { } value } && TryNumber(value, out var number))
            return number;
        Refuse("number-invalid", $"{what} : {Shown(node)} n'est pas un nombre (par exemple 12 ou 0.8, le point pour les décimales).", node);
        return null;
    }

    public int? Whole(YamlNode? node, string what, int least, int most)
    {
        if (Number(node, what) is not { } number)
            return null;
        if (number == decimal.Truncate(number) && number >= least && number <= most)
            return (int)number;
        Refuse("number-invalid", $"{what} : {Shown(node!)} n'est pas un nombre entier de {least} à {most}.", node!);
        return null;
    }

    public DateOnly? Day(YamlNode? node, string what)
    {
        if (node is null)
            return null;
        if (node is YamlScalarNode { Value: { } value } && WrittenDay.TryRead(value, out var day))
            return day;
        Refuse("day-invalid", $"{what} : {Shown(node)} n'est pas un jour (par exemple 2017-01-01).", node);
        return null;
    }

    public T? Choice<T>(YamlNode? node, string what, IReadOnlyDictionary<string, T> choices)
        where T : struct
    {
        if (node is null)
            return null;
        if (node is YamlScalarNode { Value: { } value } && choices.TryGetValue(value, out var choice))
            return choice;
        Refuse("value-unknown", $"{what} : {Shown(node)} n'existe pas. Valeurs possibles : {string.Join(", ", choices.Keys)}.", node);
        return null;
    }

    public static bool TryNumber(string text, out decimal number) => decimal.TryParse(
        text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);

    public static string Shown(YamlNode node) => node is YamlScalarNode { Value: { } value }
        ? $"« {(value.Length > 60 ? value[..60] + "…" : value)} »"
        : "ce qui est écrit";

    public static string Unknown(string name, string what, IReadOnlyCollection<string> known) =>
        Closest.To(name, known) is { } closest
            ? $"La clé « {name} » n'existe pas dans {what}. Vouliez-vous dire « {closest} » ?"
            : $"La clé « {name} » n'existe pas dans {what}. Clés possibles : {string.Join(", ", known)}.";

    /// <summary>
    /// Streamed before anything recursive reads the text. A text that refers back to itself (« &amp;a [*a] ») has no end: reading it
    /// would stop the whole program, not only the request.
    /// </summary>
    private static (string Message, Mark At)? Unfit(string text)
    {
        var parser = new Parser(new StringReader(text));
        var depth = 0;
        while (parser.MoveNext())
        {
            depth += parser.Current switch
            {
                MappingStart or SequenceStart => 1,
                MappingEnd or SequenceEnd => -1,
                _ => 0,
            };
            if (depth > MaximumDepth)
                return ($"Plus de {MaximumDepth} niveaux imbriqués : un contrat n'en a pas tant, vérifiez l'indentation.", parser.Current!.Start);
            if (parser.Current is AnchorAlias or NodeEvent { Anchor.IsEmpty: false })
                return ("Les ancres et les renvois (« &nom », « *nom ») ne sont pas acceptés : écrivez la valeur à chaque endroit.", parser.Current.Start);
        }

        return null;
    }

    private static string Explain(string message) =>
        message.Contains("uplicate key", StringComparison.Ordinal)
            ? $"Une clé est écrite deux fois au même endroit : gardez-en une ({message})."
            : $"Ce n'est pas du YAML correct : vérifiez l'indentation, les guillemets et les deux-points ({message}).";

    /// <summary>The fields of a mapping.</summary>
    internal sealed class Fields(YamlReading reading, YamlMappingNode node, string what, Dictionary<string, YamlNode> values)
    {
        public YamlMappingNode Node => node;

        public IEnumerable<(string Key, YamlNode KeyNode, YamlNode Value)> All =>
            node.Children.Select(c => ((c.Key as YamlScalarNode)?.Value ?? "", c.Key, c.Value));

        public YamlNode? this[string key] => values.GetValueOrDefault(key);

        public YamlNode? Required(string key)
        {
            if (values.TryGetValue(key, out var value))
                return value;
            reading.Refuse("key-missing", $"Il manque la clé « {key} » dans {what}.", node);
            return null;
        }

        public string? Text(string key) => reading.Text(this[key], $"« {key} »");

        public string? RequiredText(string key) => reading.Text(Required(key), $"« {key} »");
    }
}
