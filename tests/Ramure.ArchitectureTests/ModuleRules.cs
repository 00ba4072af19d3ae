using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.AspNetCore.Components;
using Ramure.Kernel.Modules;

namespace Ramure.ArchitectureTests;

/// <summary>The rules of modules as functions, so that each can be shown to catch what it forbids.</summary>
internal static class ModuleRules
{
    /// <summary>Types another module could see although they are neither a contract, the module's door nor a component.</summary>
    public static IEnumerable<string> Exposed(Assembly assembly) =>
        from type in assembly.GetExportedTypes()
        let outer = Outermost(type)
        where !InContracts(outer.Namespace, assembly.GetName().Name!)
        where !(typeof(IModule).IsAssignableFrom(outer) && outer.Name.EndsWith("Module", StringComparison.Ordinal))
        where !typeof(IComponent).IsAssignableFrom(outer) && outer.Name != "_Imports"
        select type.FullName;

    /// <summary>Our assemblies that an assembly references beyond those it may.</summary>
    public static IEnumerable<string> ForbiddenReferences(Assembly assembly, IReadOnlyCollection<string> allowed) =>
        assembly.GetReferencedAssemblies().Select(r => r.Name!)
            .Where(name => name == "Ramure" || name.StartsWith("Ramure.", StringComparison.Ordinal))
            .Where(name => !allowed.Contains(name));

    /// <summary>
    /// Types of other modules outside their contracts that the compiled code of an assembly names, whether the language
    /// would let it or not (<c>InternalsVisibleTo</c>).
    /// </summary>
    public static IEnumerable<string> ForbiddenTypes(Assembly assembly, IReadOnlyCollection<string> modules)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var metadata = file.GetMetadataReader();
        foreach (var handle in metadata.TypeReferences)
        {
            var type = metadata.GetTypeReference(handle);
            if (type.ResolutionScope.Kind != HandleKind.AssemblyReference)
                continue;
            var owner = metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name);
            var space = metadata.GetString(type.Namespace);
            if (owner != assembly.GetName().Name && modules.Contains(owner) && !InContracts(space, owner))
                yield return space + "." + metadata.GetString(type.Name);
        }
    }

    private static bool InContracts(string? space, string module) =>
        space == module + ".Contracts" || space?.StartsWith(module + ".Contracts.", StringComparison.Ordinal) == true;

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;
}
