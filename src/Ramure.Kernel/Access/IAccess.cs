namespace Ramure.Kernel.Access;

/// <summary>Who acts now and what they may do: the one mechanism by which every service asks.</summary>
public interface IAccess
{
    /// <summary>Who acts.</summary>
    Actor Actor { get; }

    /// <summary>How far the actor holds this permission today.</summary>
    ValueTask<AccessScope> ScopeAsync(Permission permission, CancellationToken cancel = default);
}

/// <summary>Who acts. Kept in traces is the reference, never a name, so that a person can be forgotten.</summary>
/// <param name="Reference"><c>account:GUID</c>, <c>system</c>, or the command line's user.</param>
/// <param name="AccountId">The account; null for the system and for a stranger.</param>
public sealed record Actor(string Reference, Guid? AccountId)
{
    /// <summary>The product itself: start-up, jobs, mails.</summary>
    public static Actor System { get; } = new("system", null);

    /// <summary>Somebody who has not signed in.</summary>
    public static Actor Stranger { get; } = new("visiteur", null);

    /// <summary>The reference of an account.</summary>
    public static Actor Account(Guid id) => new("account:" + id.ToString("D"), id);
}

/// <summary>The product itself, or whoever has a shell on the machine that holds the data: nothing is refused.</summary>
public sealed class SystemAccess(Actor actor) : IAccess
{
    /// <inheritdoc />
    public Actor Actor { get; } = actor;

    /// <inheritdoc />
    public ValueTask<AccessScope> ScopeAsync(Permission permission, CancellationToken cancel = default) => ValueTask.FromResult(AccessScope.Everything);
}

/// <summary>Who is signed in, for the head of the page.</summary>
public interface IPresentPerson
{
    /// <summary>First and last name; null for a stranger.</summary>
    string? Name { get; }
}

/// <summary>Names for the references that traces keep.</summary>
public interface IActorNames
{
    /// <summary>French names to show, by reference; a person who was forgotten has one too.</summary>
    Task<IReadOnlyDictionary<string, string>> NamesAsync(IEnumerable<string> references, CancellationToken cancel = default);
}
