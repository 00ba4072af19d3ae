namespace Ramure.Kernel.FirstStart;

/// <summary>
/// What a module puts into a new installation the first time it serves, so that a newcomer sees a living product without a
/// question asked. Commands never run it.
/// </summary>
public interface IFirstStart
{
    /// <summary>Stable name under which it is recorded as done.</summary>
    string Name { get; }

    /// <summary>Steps run in ascending order: 10 network, 20 real activity, 30 sample.</summary>
    int Order { get; }

    /// <summary>French, shown while it runs.</summary>
    string Label { get; }

    /// <summary>Whether it brings activity: <c>--empty</c> leaves it out.</summary>
    bool BringsActivity { get; }

    /// <summary>
    /// Whether nobody has put anything of this step's kind in yet. One step that says no, and the installation is somebody's
    /// own: nothing is loaded.
    /// </summary>
    Task<bool> IsUntouchedAsync(CancellationToken cancel);

    /// <summary>
    /// Loads. Each part is done in one transaction, so that a run after a kill goes on where that one stopped. Progress goes
    /// from 0 to 1.
    /// </summary>
    Task RunAsync(IProgress<double> progress, CancellationToken cancel);
}
