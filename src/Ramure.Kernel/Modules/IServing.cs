namespace Ramure.Kernel.Modules;

/// <summary>What a module has to say when a host is about to answer, and when it answers. Commands never ask.</summary>
public interface IServing
{
    /// <summary>Why this installation must not answer at these addresses, and the remedy, as one French sentence; null when it may.</summary>
    Task<string?> RefuseAsync(ServingPlace place, CancellationToken cancel) => Task.FromResult<string?>(null);

    /// <summary>French lines for the console of whoever started it.</summary>
    Task<IReadOnlyList<string>> SayAsync(ServingPlace place, CancellationToken cancel) => Task.FromResult<IReadOnlyList<string>>([]);
}

/// <summary>Where a host answers.</summary>
/// <param name="Addresses">As it listens: <c>http://localhost:5080</c>.</param>
/// <param name="BehindProxy">Whether others reach it through a reverse proxy.</param>
public sealed record ServingPlace(IReadOnlyList<string> Addresses, bool BehindProxy)
{
    /// <summary>Whether only this machine reaches it.</summary>
    public bool IsLoopback => !BehindProxy && Addresses.All(a =>
        Uri.TryCreate(a, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.IsLoopback);
}
