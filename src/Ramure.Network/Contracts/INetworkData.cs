namespace Ramure.Network.Contracts;

/// <summary>The network that the product brings with it.</summary>
public interface INetworkData
{
    /// <summary>
    /// Loads the reference files (units, successions, sites, contacts, schools) into an installation that has no unit or no
    /// school yet; does nothing otherwise. Figures come to stand on units, so an installation's own network is never touched.
    /// </summary>
    Task LoadReferenceAsync(IProgress<LoadStep>? progress = null, CancellationToken cancel = default);
}

/// <summary>How far a load is. <paramref name="Label"/> is French.</summary>
public sealed record LoadStep(string Label, int Done, int Total);
