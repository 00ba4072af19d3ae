using Ramure.Kernel.Modules;

namespace Ramure.Kernel.Access;

/// <summary>All permissions of the product, as its modules declare them.</summary>
public sealed class PermissionCatalogue
{
    private readonly Dictionary<string, Permission> byCode;

    public PermissionCatalogue(IEnumerable<IModule> modules)
    {
        All = [.. modules.SelectMany(m => m.Permissions), KernelPermissions.Work, KernelPermissions.Audit, Permission.OwnAccount, Permission.Anyone];
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
    public const string AuditCode = "audit.read";

    /// <summary>Background work: what waits, what failed, trying again.</summary>
    public static Permission Work { get; } = new(WorkCode, "Suivre et relancer les travaux de fond", Bound.Free);

    /// <summary>The trail: who did what; a director, the trail of the records of their units.</summary>
    public static Permission Audit { get; } = new Permission(AuditCode, "Lire le journal d’audit", Bound.Unit)
        .For(Reach.Subtree, Role.AtelierDirector, Role.TerritorialDirector);
}
