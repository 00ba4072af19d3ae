using System.Reflection;

namespace Ramure.Kernel.Data;

/// <summary>The assemblies whose <c>IEntityTypeConfiguration</c> classes make the model: the kernel and every module.</summary>
public sealed record ModelAssemblies(IReadOnlyList<Assembly> Assemblies);
