using Ramure.Kernel.Operations;

namespace Ramure.Kernel.Files;

/// <summary>Looks at a file that somebody sends before it is kept.</summary>
public interface IVirusScan
{
    /// <summary>Why the file is not taken; null when nothing was found, or when this installation has no scanner.</summary>
    /// <param name="content">Can seek; its position is left anywhere.</param>
    /// <param name="name">As the refusal names it.</param>
    /// <param name="field">The form field the refusal names.</param>
    /// <param name="cancel">Stops the scan; the file is not taken.</param>
    Task<Refusal?> RefuseAsync(Stream content, string name, string? field, CancellationToken cancel);
}

/// <summary>The installation has named no scanner.</summary>
internal sealed class NoVirusScan : IVirusScan
{
    public Task<Refusal?> RefuseAsync(Stream content, string name, string? field, CancellationToken cancel) => Task.FromResult<Refusal?>(null);
}
