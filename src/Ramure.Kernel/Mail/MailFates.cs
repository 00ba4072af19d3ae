using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Outbox;

namespace Ramure.Kernel.Mail;

/// <summary>What became of a message of the outbox.</summary>
/// <param name="State">Waiting, done, or given up.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="DueAt">UTC; not tried before.</param>
/// <param name="EndedAt">UTC; when it was sent or given up.</param>
/// <param name="Error">Why the last attempt failed.</param>
public sealed record MailFate(OutboxState State, int Attempts, DateTime DueAt, DateTime? EndedAt, string? Error);

/// <summary>Tells who asked for mails what became of them. Its caller has checked who may know.</summary>
public sealed class MailFates(RamureDb db)
{
    /// <summary>By identifier; one that is missing was handled so long ago that it is forgotten.</summary>
    public async Task<IReadOnlyDictionary<Guid, MailFate>> OfAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancel = default) =>
        await db.Set<OutboxMessage>().AsNoTracking().Where(m => ids.Contains(m.Id))
            .ToDictionaryAsync(m => m.Id, m => new MailFate(m.State, m.Attempts, m.DueAt, m.EndedAt, m.Error), cancel);

    /// <summary>Takes messages out, sent or not, because the person they speak of is erased.</summary>
    public static Task<int> ForgetAsync(OperationScope scope, IReadOnlyCollection<Guid> ids, CancellationToken cancel = default) =>
        scope.Db.Set<OutboxMessage>().Where(m => ids.Contains(m.Id)).ExecuteDeleteAsync(cancel);
}
