namespace Ramure.Kernel.Modules;

/// <summary>Whether this installation shows sample activity, so that every page can say so.</summary>
public interface ISampleState
{
    /// <summary>True when figures may come from the sample.</summary>
    bool IsSampleShown { get; }
}
