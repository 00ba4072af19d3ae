namespace Ramure.Kernel.Navigation;

/// <summary>An entry of the main navigation. <paramref name="Label"/> is French, <paramref name="Href"/> a local path.</summary>
public sealed record NavigationItem(string Label, string Href, int Order);
