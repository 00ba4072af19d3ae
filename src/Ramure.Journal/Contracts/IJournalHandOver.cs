using Ramure.Kernel.Operations;

namespace Ramure.Journal.Contracts;

/// <summary>A recorded activity, as its last version says it.</summary>
public sealed record NotedActivity(Guid Id, int Version, NewActivity Content);

/// <summary>
/// Hands activities over to the module that holds the same thing with more detail: from then on it posts their figures. The journal keeps
/// showing them, and the totals that reports state still count them.
/// </summary>
public interface IJournalHandOver
{
    /// <summary>The activity as long as the journal posts it; null otherwise. Denied to who may not read its unit's journal.</summary>
    Task<NotedActivity?> FindAsync(Guid id, CancellationToken cancel = default);

    /// <summary>All that the journal still posts of one kind whose outside identifier begins with this, in its order.</summary>
    Task<IReadOnlyList<NotedActivity>> FromSourceAsync(string kind, string sourcePrefix, CancellationToken cancel = default);

    /// <summary>
    /// Takes back what the journal posted, inside the operation that posts the same otherwise. Refused (<c>activity-changed</c>) when it is
    /// no longer the version that was seen.
    /// </summary>
    /// <param name="takenBy"><c>kind:id</c> of the ledger's source that posts it now.</param>
    Task<Result<Done>> HandOverAsync(OperationScope scope, NotedActivity activity, string takenBy, CancellationToken cancel = default);
}

/// <summary>A link on the page of an activity: French text and local address.</summary>
public sealed record ActivityLink(string Label, string Href);

/// <summary>Links that another module places on the pages of activities, for who may follow them.</summary>
public interface IActivityPageLinks
{
    ValueTask<IReadOnlyList<ActivityLink>> ForAsync(NotedActivity activity, CancellationToken cancel = default);
}
