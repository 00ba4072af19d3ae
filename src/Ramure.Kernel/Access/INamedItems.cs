namespace Ramure.Kernel.Access;

/// <summary>
/// The indicators and measures that a role may name. Modules that own some register one, so that who grants chooses from what
/// exists.
/// </summary>
public interface INamedItems
{
    /// <summary>All of them, in the order a list shows.</summary>
    Task<IReadOnlyList<NamedItem>> AllAsync(CancellationToken cancel = default);
}

/// <summary>Something a role may name.</summary>
/// <param name="Reference"><c>measure:CODE</c> or <c>indicator:CONTRACT/CODE</c>, as scopes are asked for it.</param>
/// <param name="Label">French.</param>
/// <param name="Group">French: the contract, « Mesures ».</param>
public sealed record NamedItem(string Reference, string Label, string Group);
