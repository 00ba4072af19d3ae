namespace Ramure.Kernel.Sources;

/// <summary>
/// The way back from a figure to the record behind it: a module that posts to the ledger registers one resolver for each
/// source kind it posts (L13).
/// </summary>
public interface ISourceResolver
{
    /// <summary>The source kind this module posts, for example <c>journal</c>.</summary>
    string Kind { get; }

    /// <summary>Labels and addresses for these source identifiers; an unknown one is left out.</summary>
    Task<IReadOnlyDictionary<string, SourceLink>> ResolveAsync(IReadOnlyCollection<string> ids, CancellationToken cancel);
}

/// <summary>A label in French and the local address of the record, null when the record has no page.</summary>
public sealed record SourceLink(string Label, string? Href);
