namespace Ramure.Kernel.Navigation;

/// <summary>
/// An entry of the main navigation. <paramref name="Label"/> is French, <paramref name="Href"/> a local path; shown to who holds the
/// permission <paramref name="Needs"/> somewhere, to all when null.
/// </summary>
public sealed record NavigationItem(string Label, string Href, int Order, string? Needs = null);
