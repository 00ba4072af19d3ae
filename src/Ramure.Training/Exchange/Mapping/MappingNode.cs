using System.Text.Json;
using Ramure.Kernel.Operations;

namespace Ramure.Training.Exchange.Mapping;

/// <summary>An object of a mapping file that is read: its properties are asked for by name, and what nobody asked for is refused at the end.</summary>
internal sealed class MappingNode
{
    private const int LongestName = 60;

    private readonly string file;
    private readonly List<Refusal> refusals;
    private readonly Dictionary<string, JsonElement> properties = new(StringComparer.Ordinal);
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);

    public MappingNode(JsonElement element, string path, string file, List<Refusal> refusals)
    {
        (Path, this.file, this.refusals) = (path, file, refusals);
        if (element.ValueKind != JsonValueKind.Object)
        {
            Refuse("mapping-shape", "un objet est attendu ici, entre accolades.");
            return;
        }

        foreach (var property in element.EnumerateObject())
        {
            if (NameOf(property) is not { } name)
                Refuse("mapping-text", "un nom de propriété n’est pas du texte.");
            else if (!properties.TryAdd(name, property.Value))
                Refuse("mapping-twice", "ce nom paraît deux fois : gardez-en un.", name);
        }
    }

    /// <summary>Where it stands: <c>$.files.sessions</c>.</summary>
    public string Path { get; }

    public IEnumerable<string> Names => properties.Keys;

    public void Refuse(string code, string message, string? property = null)
    {
        var at = property is null ? Path : $"{Path}.{(property.Length <= LongestName ? property : property[..LongestName] + "…")}";
        refusals.Add(new Refusal(code, $"{at} : {message}", at, file));
    }

    public bool Has(string name) => properties.ContainsKey(name);

    /// <summary>A text of at most so many signs; null, and said, when it is none. Absent is null, and said only where it is needed.</summary>
    public string? Text(string name, int most, bool needed = false)
    {
        asked.Add(name);
        if (!properties.TryGetValue(name, out var value))
        {
            if (needed)
                Refuse("mapping-missing", "cette propriété manque.", name);
            return null;
        }

        if (value.ValueKind == JsonValueKind.String && Read(value) is { } text && text.Length <= most && !text.Any(char.IsControl) && (text.Trim().Length > 0 || !needed))
            return text;
        Refuse("mapping-text", $"un texte d’une ligne est attendu, {most} signes au plus.", name);
        return null;
    }

    /// <summary>One of these words; null when absent or when it is none of them, which is said.</summary>
    public string? Word(string name, IReadOnlyList<string> words)
    {
        if (Text(name, 100) is not { } text)
            return null;
        if (words.Contains(text))
            return text;
        Refuse("mapping-word", $"« {text} » n’est pas connu : écrivez {string.Join(", ", words)}.", name);
        return null;
    }

    public bool? Flag(string name)
    {
        asked.Add(name);
        if (!properties.TryGetValue(name, out var value))
            return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.GetBoolean();
        Refuse("mapping-flag", "true ou false est attendu.", name);
        return null;
    }

    /// <summary>An object below; null when absent.</summary>
    public MappingNode? Below(string name)
    {
        asked.Add(name);
        return properties.TryGetValue(name, out var value) ? new MappingNode(value, $"{Path}.{name}", file, refusals) : null;
    }

    /// <summary>The objects of a list; empty, and said, when it is no list.</summary>
    public IReadOnlyList<MappingNode> List(string name, int most)
    {
        asked.Add(name);
        if (!properties.TryGetValue(name, out var value))
        {
            Refuse("mapping-missing", "cette propriété manque.", name);
            return [];
        }

        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() is > 0 and var length && length <= most)
            return [.. value.EnumerateArray().Select((e, i) => new MappingNode(e, $"{Path}.{name}[{i}]", file, refusals))];
        Refuse("mapping-list", $"une liste est attendue, de 1 à {most} éléments.", name);
        return [];
    }

    /// <summary>Anything that is only for readers.</summary>
    public void Pass(string name) => asked.Add(name);

    /// <summary>Says what nobody asked for: most often a slip of the pen.</summary>
    public void Close()
    {
        foreach (var name in properties.Keys.Where(n => !asked.Contains(n)))
            Refuse("mapping-unknown", $"cette propriété n’est pas connue : retirez-la, ou corrigez son nom ({string.Join(", ", asked.Order(StringComparer.Ordinal))}).", name);
    }

    /// <summary>Null for what is no text: half of a pair of surrogates.</summary>
    private static string? NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Read(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
