namespace Ramure.Network.Contracts;

/// <summary>A link on the page of a unit: French text and local address.</summary>
public sealed record UnitLink(string Label, string Href);

/// <summary>Links that another module places on the pages of units: its indicators, its journal.</summary>
public interface IUnitPageLinks
{
    /// <summary>Links are shown in ascending order.</summary>
    int Order { get; }

    /// <summary>The links for a unit, none when there is nothing to show for it.</summary>
    ValueTask<IReadOnlyList<UnitLink>> ForAsync(UnitInfo unit, CancellationToken cancel = default);
}
