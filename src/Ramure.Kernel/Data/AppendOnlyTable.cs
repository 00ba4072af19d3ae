namespace Ramure.Kernel.Data;

/// <summary>A table whose rows the database itself refuses to change or remove, whoever writes: registered as a singleton by its module.</summary>
/// <param name="Name">Lower-case letters and underscores.</param>
public sealed record AppendOnlyTable(string Name);
