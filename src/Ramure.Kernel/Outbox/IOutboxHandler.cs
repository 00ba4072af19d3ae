using System.Text.Json;

namespace Ramure.Kernel.Outbox;

/// <summary>
/// Does, after the commit, what an operation asked to happen outside (mail, another system). A handler that throws is
/// called again later, unless it throws <see cref="UndeliverableException"/>. It may be called again after it has done its work, when its host died before saying so: what it
/// does outside carries <see cref="OutboxDelivery.MessageId"/> so that the other side can tell.
/// </summary>
public interface IOutboxHandler
{
    /// <summary>The kind of message handled, <c>module.thing</c>; one handler a kind.</summary>
    string Kind { get; }

    /// <summary>Handles one message.</summary>
    /// <param name="payload">What was enqueued.</param>
    /// <param name="delivery">Which message, which attempt.</param>
    /// <param name="cancel">Set when the host stops or another host may have taken the message over.</param>
    Task HandleAsync(JsonElement payload, OutboxDelivery delivery, CancellationToken cancel);
}

/// <summary>A delivery of a message.</summary>
/// <param name="MessageId">The same at each attempt.</param>
/// <param name="Attempt">1 the first time.</param>
public sealed record OutboxDelivery(Guid MessageId, int Attempt);
