namespace Ramure.Kernel.Navigation;

/// <summary>
/// A part of the home page: a Razor component without parameters that shows what its module has to say first. Panels are drawn side
/// by side, so each owns its scope (<c>OwningComponentBase</c>): a database context serves one at a time. Shown to who
/// holds the permission <paramref name="Needs"/> somewhere, to all when null.
/// </summary>
public sealed record HomePanel(Type Component, int Order, string? Needs = null);
