using System.Globalization;
using System.Text.Json;
using Ramure.Kernel.Audit;
using Ramure.Kernel.Operations;
using Ramure.Ui.Components;

namespace Ramure.Trust.Trail;

/// <summary>One field of a record, before and after, in words.</summary>
internal sealed record FieldChange(string Field, string? Before, string? After);

/// <summary>Puts events into the words of the modules that wrote them.</summary>
internal sealed class TrailWords(IEnumerable<AuditWords> modules)
{
    private readonly Dictionary<string, string> operations =
        modules.SelectMany(m => m.Operations).ToDictionary(StringComparer.Ordinal);

    private readonly Dictionary<string, AuditKind> kinds = modules.SelectMany(m => m.Kinds).ToDictionary(k => k.Code, StringComparer.Ordinal);

    public string Operation(string code) => operations.GetValueOrDefault(code, code);

    public string Kind(string code) => kinds.GetValueOrDefault(code)?.Label ?? code;

    /// <summary>Kinds of records that are people.</summary>
    public IEnumerable<string> KindsAboutPersons => kinds.Values.Where(k => k.IsPerson).Select(k => k.Code);

    public string? Href(AuditEvent e) => kinds.GetValueOrDefault(e.SubjectKind)?.Href?.Invoke(e.SubjectId);

    /// <summary>What differs between before and after, in the order of the record; everything when one of them is missing.</summary>
    public IReadOnlyList<FieldChange> Changes(AuditEvent e)
    {
        var (before, after) = (Leaves(e.Before), Leaves(e.After));
        var kind = kinds.GetValueOrDefault(e.SubjectKind);
        return
        [
            .. after.Keys.Concat(before.Keys.Where(k => !after.ContainsKey(k)))
                .Select(path => (Path: path, Before: before.GetValueOrDefault(path), After: after.GetValueOrDefault(path)))
                .Where(c => c.Before != c.After)
                .Select(c => new FieldChange(Label(kind, c.Path), Word(kind, c.Path, c.Before), Word(kind, c.Path, c.After))),
        ];
    }

    private static string Label(AuditKind? kind, string path)
    {
        var name = path[(path.LastIndexOf('.') + 1)..];
        return kind?.Fields.GetValueOrDefault(path) ?? kind?.Fields.GetValueOrDefault(name) ?? path;
    }

    private static string? Word(AuditKind? kind, string path, string? raw) => raw is null ? null
        : kind?.Value?.Invoke(path[(path.LastIndexOf('.') + 1)..], raw) ?? Plain(raw);

    private static string Plain(string raw) =>
        DateOnly.TryParseExact(raw, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? French.ShortDay(day)
        : raw.Length >= 20 && raw[^1] == 'Z' && DateTime.TryParse(raw, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var at) ? When(at)
        : raw;

    /// <summary>An instant in the reader's zone.</summary>
    public static string When(DateTime utc) =>
        TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), TrailFilter.Zone).ToString("dd/MM/yyyy HH:mm:ss", French.Culture);

    /// <summary>Every value of a record by its path; lists are one text, empty values are none.</summary>
    private static Dictionary<string, string> Leaves(string? json)
    {
        var leaves = new Dictionary<string, string>();
        if (json is null)
            return leaves;
        using var document = JsonDocument.Parse(json);
        Walk(document.RootElement, "", leaves);
        return leaves;
    }

    private static void Walk(JsonElement element, string path, Dictionary<string, string> leaves)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            if (Text(element) is { Length: > 0 } text)
                leaves[path.Length == 0 ? "Valeur" : path] = text;
            return;
        }

        foreach (var property in element.EnumerateObject())
            Walk(property.Value, path.Length == 0 ? property.Name : $"{path}.{property.Name}", leaves);
    }

    private static string Text(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => "",
        JsonValueKind.True => "oui",
        JsonValueKind.False => "non",
        JsonValueKind.String => element.GetString() ?? "",
        JsonValueKind.Array => string.Join(" ; ", element.EnumerateArray().Select(Text).Where(t => t.Length > 0)),
        JsonValueKind.Object => string.Join(", ", element.EnumerateObject().Select(p => Text(p.Value)).Where(t => t.Length > 0)),
        _ => element.GetRawText(),
    };
}
