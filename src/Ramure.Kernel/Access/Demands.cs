namespace Ramure.Kernel.Access;

/// <summary>Asking for a permission, or going no further.</summary>
public static class Demands
{
    /// <summary>The scope of a permission that is held somewhere; denied otherwise.</summary>
    public static async ValueTask<AccessScope> DemandAsync(this IAccess access, Permission permission, CancellationToken cancel = default)
    {
        var scope = await access.ScopeAsync(permission, cancel);
        return scope.IsNothing ? throw new AccessDeniedException(permission) : scope;
    }

    /// <summary>Denied unless the permission is held for this unit.</summary>
    public static async ValueTask DemandAsync(this IAccess access, Permission permission, string unit, CancellationToken cancel = default)
    {
        if (!(await access.ScopeAsync(permission, cancel)).Covers(unit))
            throw new AccessDeniedException(permission, unit);
    }

    /// <summary>Whether the permission is held for this unit.</summary>
    public static async ValueTask<bool> MayAsync(this IAccess access, Permission permission, string unit, CancellationToken cancel = default) =>
        (await access.ScopeAsync(permission, cancel)).Covers(unit);

    /// <summary>Whether the permission is held somewhere.</summary>
    public static async ValueTask<bool> MayAsync(this IAccess access, Permission permission, CancellationToken cancel = default) =>
        !(await access.ScopeAsync(permission, cancel)).IsNothing;
}
