namespace Ramure.Kernel.Access;

/// <summary>What a permission must be asked for, beside who asks.</summary>
public enum Bound
{
    /// <summary>Nothing: holding it anywhere is enough.</summary>
    Free,

    /// <summary>A unit. An operation that names none is a bug, not a pass.</summary>
    Unit,
}

/// <summary>
/// Something that may be done, declared once by the module that does it. Pages, endpoints and services all refer to it by
/// <see cref="Code"/>. An administrator holds every permission in the subtree of the grant.
/// </summary>
/// <param name="Code">Stable English code, <c>module.verb</c>.</param>
/// <param name="Label">French, as the page of roles shows it: « Noter une activité ».</param>
/// <param name="Bound">Whether it is asked for a unit.</param>
public sealed record Permission(string Code, string Label, Bound Bound)
{
    /// <summary>What only the system does: start-up, jobs, sample. No role holds it.</summary>
    public static Permission System { get; } = new("system", "Travaux du système", Bound.Free) { Grants = new Dictionary<Role, Reach>() };

    /// <summary>What a stranger may do: sign in, ask for a new password. The operation says on whose behalf.</summary>
    public static Permission Anyone { get; } = new("anyone", "Se connecter", Bound.Free)
    {
        Grants = Enum.GetValues<Role>().ToDictionary(r => r, _ => Reach.Network),
        NeedsRole = false,
        NeedsAccount = false,
    };

    /// <summary>What any signed-in person does with their own account.</summary>
    public static Permission OwnAccount { get; } = new("own-account", "Gérer son propre compte", Bound.Free)
    {
        Grants = Enum.GetValues<Role>().ToDictionary(r => r, _ => Reach.Network),
        NeedsRole = false,
    };

    /// <summary>Which roles hold it, and how far.</summary>
    public IReadOnlyDictionary<Role, Reach> Grants { get; init; } = new Dictionary<Role, Reach> { [Role.Administrator] = Reach.Subtree };

    /// <summary>False for what an account without any role may do.</summary>
    public bool NeedsRole { get; private init; } = true;

    /// <summary>False for what somebody without an account may do.</summary>
    public bool NeedsAccount { get; private init; } = true;

    /// <summary>The same permission, held by these roles too.</summary>
    public Permission For(Reach reach, params Role[] roles) => this with { Grants = Grants.Concat(roles.Select(r => KeyValuePair.Create(r, reach))).ToDictionary() };
}
