namespace Ramure.Kernel.Audit;

/// <summary>
/// What a module's events say in French: registered as a singleton by the module that writes them, so that whoever reads the
/// trail reads words.
/// </summary>
public sealed record AuditWords
{
    /// <summary>French label of each operation: <c>journal.record</c> → « Noter une activité ».</summary>
    public IReadOnlyDictionary<string, string> Operations { get; init; } = new Dictionary<string, string>();

    /// <summary>The kinds of records this module's events speak of.</summary>
    public IReadOnlyList<AuditKind> Kinds { get; init; } = [];
}

/// <summary>A kind of record in the trail.</summary>
/// <param name="Code">As events keep it.</param>
/// <param name="Label">In French, singular, with a capital.</param>
public sealed record AuditKind(string Code, string Label)
{
    /// <summary>French labels of the fields of before and after, by the last name of their path.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    /// <summary>The French word of a value, by field and raw text; null where the value speaks for itself.</summary>
    public Func<string, string, string?>? Value { get; init; }

    /// <summary>Whether such a record is somebody: what its events say is forgotten in time.</summary>
    public bool IsPerson { get; init; }

    /// <summary>Local address of a record's page, by its identifier; null when it has none.</summary>
    public Func<string, string?>? Href { get; init; }
}
