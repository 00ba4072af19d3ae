namespace Ramure.Ledger.Contracts;

/// <summary>A figure that a measure counts in: French text and local address.</summary>
/// <param name="Within">What the figure belongs to, in French: its contract.</param>
public sealed record MeasureLink(string Label, string Href, string? Within = null);

/// <summary>Where a measure is used: a unit and a day, as an entry has them.</summary>
/// <param name="Context">The entry's context, so that figures of another one are left out; null for any.</param>
public sealed record MeasureUse(string Measure, string Unit, DateOnly Day, IReadOnlyDictionary<string, string>? Context = null);

/// <summary>Leads from what is recorded to the figures it moves, which the ledger and those who post to it do not know.</summary>
public interface IMeasureLinks
{
    /// <summary>The figures these uses count in, each once, in the order people know them by.</summary>
    ValueTask<IReadOnlyList<MeasureLink>> ForAsync(IReadOnlyCollection<MeasureUse> uses, CancellationToken cancel = default);
}
