namespace Ramure.Network.Contracts;

/// <summary>A link that another module places on the pages of units: its indicators, its journal.</summary>
public interface IUnitPageLink
{
    /// <summary>Links are shown in ascending order.</summary>
    int Order { get; }

    /// <summary>French text of the link.</summary>
    string Label { get; }

    /// <summary>Local address for a unit, null when there is nothing to show for it.</summary>
    string? Href(UnitInfo unit);
}
