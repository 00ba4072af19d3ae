namespace Ramure.Kernel.Operations;

/// <summary>Who does what, and why: stored with every write.</summary>
/// <param name="Name">Stable English name, <c>module.verb</c>, for example <c>journal.record</c>.</param>
/// <param name="Actor">Who acts: an account's name, or <c>system</c>, or the command line's user.</param>
/// <param name="Reason">Why, in the actor's words, where the operation asks for it.</param>
public sealed record Operation(string Name, string Actor, string? Reason = null);
