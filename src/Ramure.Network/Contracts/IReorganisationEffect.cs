namespace Ramure.Network.Contracts;

/// <summary>
/// Says, before a reorganisation is confirmed, which figures would move. Modules that keep figures by unit register one; the
/// page that checks a reorganisation shows all their lines.
/// </summary>
public interface IReorganisationEffect
{
    /// <summary>The figures that differ between the two networks, those that move most first.</summary>
    /// <param name="before">The network as it is.</param>
    /// <param name="after">The network as it would be, computed by the code that applies the plan.</param>
    /// <param name="touchedUnits">Codes of the units that move, close or open, and of all units above them before and after.</param>
    /// <param name="effective">First day of the new structure.</param>
    Task<IReadOnlyList<EffectLine>> DescribeAsync(
        NetworkSnapshot before, NetworkSnapshot after, IReadOnlyList<string> touchedUnits, DateOnly effective, CancellationToken cancel);
}

/// <summary>One figure that would move; all texts are French and ready to show.</summary>
/// <param name="Measure">Label of the measure.</param>
/// <param name="Unit">Name of the unit whose total moves.</param>
/// <param name="View">"périmètre courant", "périmètre constant au 1er juin 2025".</param>
public sealed record EffectLine(string Measure, string Unit, string View, string Before, string After);
