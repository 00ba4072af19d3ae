namespace Ramure.Kernel;

/// <summary>Folders of this installation.</summary>
/// <param name="Data">Where the embedded database, files and keys live; writable.</param>
/// <param name="Reference">The product's own data files (contracts, network, schools, real activity); read only.</param>
public sealed record InstallationPaths(string Data, string Reference);
