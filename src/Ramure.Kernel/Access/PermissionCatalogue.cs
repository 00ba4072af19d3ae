using Ramure.Kernel.Modules;

namespace Ramure.Kernel.Access;

/// <summary>All permissions of the product, as its modules declare them.</summary>
public sealed class PermissionCatalogue
{
    private readonly Dictionary<string, Permission> byCode;

    public PermissionCatalogue(IEnumerable<IModule> modules)
    {
        All = [.. modules.SelectMany(m => m.Permissions), KernelPermissions.Work, Permission.OwnAccount, Permission.Anyone];
        byCode = All.ToDictionary(p => p.Code, StringComparer.Ordinal);
    }

    /// <summary>In the order of the modules.</summary>
    public IReadOnlyList<Permission> All { get; }

    /// <summary>The permission of a code; a code that no module declares is a bug.</summary>
    public Permission this[string code] => byCode[code];
}

/// <summary>What the kernel itself guards.</summary>
public static class KernelPermissions
{
    public const string WorkCode = "kernel.work";

    /// <summary>Background work: what waits, what failed, trying again.</summary>
    public static Permission Work { get; } = new(WorkCode, "Suivre et relancer les travaux de fond", Bound.Free);
}
