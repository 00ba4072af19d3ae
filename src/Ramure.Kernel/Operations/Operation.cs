using Ramure.Kernel.Access;

namespace Ramure.Kernel.Operations;

/// <summary>What is done, under which permission, and why: stored with every write. Who does it comes from <see cref="IAccess"/>.</summary>
/// <param name="Name">Stable English name, <c>module.verb</c>, for example <c>journal.record</c>.</param>
/// <param name="Permission">What the actor must hold. One bound to units must be demanded for each unit the body writes for.</param>
/// <param name="Reason">Why, in the actor's words, where the operation asks for it.</param>
public sealed record Operation(string Name, Permission Permission, string? Reason = null)
{
    /// <summary>Who acts, where it is not who is signed in: the sample, a person who is just signing in. Counts only for the system and for what strangers may do.</summary>
    public string? OnBehalfOf { get; init; }
}
