using System.Collections.Concurrent;
using System.Text.Json;
using Ramure.Kernel.Outbox;

namespace Ramure.Tests.Kernel.Outbox;

/// <summary>What was handled by the hosts of one test, and what a handler should do.</summary>
internal sealed class Deliveries
{
    public ConcurrentQueue<(int Payload, OutboxDelivery Delivery)> Made { get; } = [];

    public Func<OutboxDelivery, CancellationToken, Task> Behaviour { get; set; } = (_, _) => Task.CompletedTask;
}

internal sealed class RecordingHandler(Deliveries deliveries) : IOutboxHandler
{
    public const string KindName = "test.send";

    public string Kind => KindName;

    public async Task HandleAsync(JsonElement payload, OutboxDelivery delivery, CancellationToken cancel)
    {
        deliveries.Made.Enqueue((payload.GetProperty("number").GetInt32(), delivery));
        await deliveries.Behaviour(delivery, cancel);
    }
}
