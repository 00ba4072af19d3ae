namespace Ramure.Ui;

/// <summary>Names the assembly that holds the design system's pages.</summary>
public static class UiAssembly;
