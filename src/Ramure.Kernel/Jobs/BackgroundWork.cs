using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Outbox;
using Ramure.Kernel.Time;

namespace Ramure.Kernel.Jobs;

/// <summary>What an administrator sees of the background work, and what can be done about a message that failed.</summary>
public sealed class BackgroundWork(
    RamureDb db, OperationRunner operations, IClock clock, IEnumerable<IJob> jobs, IActorNames names)
{
    /// <summary>The jobs of this installation, by name.</summary>
    public async Task<IReadOnlyList<JobStatus>> JobsAsync(CancellationToken cancel = default)
    {
        var now = clock.UtcNow;
        var records = await db.Set<JobRecord>().AsNoTracking().ToDictionaryAsync(j => j.Name, cancel);
        return jobs.OrderBy(j => j.Name, StringComparer.Ordinal).Select(job =>
        {
            var record = records.GetValueOrDefault(job.Name);
            return new JobStatus(job.Name, job.Label, job.Every, record?.LeaseUntil > now, record?.NextRunAt, record?.LastEndedAt, record?.LastError);
        }).ToList();
    }

    /// <summary>How many messages stand in each state.</summary>
    public async Task<IReadOnlyDictionary<OutboxState, int>> CountsAsync(CancellationToken cancel = default) =>
        await db.Set<OutboxMessage>().GroupBy(m => m.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);

    /// <summary>The newest messages, those that failed first.</summary>
    public async Task<IReadOnlyList<MessageStatus>> MessagesAsync(int atMost = 100, CancellationToken cancel = default)
    {
        var messages = await db.Set<OutboxMessage>().AsNoTracking()
            .OrderBy(m => m.State == OutboxState.Failed ? 0 : m.State == OutboxState.Waiting ? 1 : 2).ThenByDescending(m => m.Id)
            .Take(atMost)
            .Select(m => new MessageStatus(m.Id, m.Kind, m.Operation, m.Actor, m.EnqueuedAt, m.State, m.Attempts, m.DueAt, m.Error))
            .ToListAsync(cancel);
        var known = await names.NamesAsync(messages.Select(m => m.Actor), cancel);
        return messages.ConvertAll(m => m with { Actor = known[m.Actor] });
    }

    /// <summary>Puts a failed message back in the queue, due at once, with all its attempts before it.</summary>
    public Task<Result<Done>> RetryAsync(Guid id, CancellationToken cancel = default) =>
        operations.RunAsync<Done>(
            new Operation("outbox.retry", KernelPermissions.Work),
            async scope =>
            {
                if (await db.Set<OutboxMessage>().SingleOrDefaultAsync(m => m.Id == id, cancel) is not { } message)
                    return new Refusal("message-unknown", "Cet envoi n’existe pas ou a été oublié. Revenez à la liste.");
                if (message.State != OutboxState.Failed)
                    return new Refusal("message-not-failed", "Cet envoi n’est pas en échec : il n’y a rien à relancer.");
                var before = new { message.State, message.Attempts, message.Error };
                (message.State, message.Attempts, message.DueAt, message.EndedAt) = (OutboxState.Waiting, 0, scope.At, null);
                scope.Audit("outbox", id.ToString("d", CultureInfo.InvariantCulture), before, new { message.State, message.Attempts });
                scope.Announce();
                return default(Done);
            },
            cancel);
}

/// <summary>A job and its last run.</summary>
/// <param name="Name">Its stable name.</param>
/// <param name="Label">What it does, in French.</param>
/// <param name="Every">How often.</param>
/// <param name="Running">Whether a host runs it now.</param>
/// <param name="NextRunAt">UTC; null when it has never been seen by a host.</param>
/// <param name="LastEndedAt">UTC; null when it never ended.</param>
/// <param name="LastError">Null when the last run succeeded.</param>
public sealed record JobStatus(
    string Name, string Label, TimeSpan Every, bool Running, DateTime? NextRunAt, DateTime? LastEndedAt, string? LastError);

/// <summary>A message of the outbox.</summary>
/// <param name="Actor">Name of who asked for it.</param>
public sealed record MessageStatus(
    Guid Id, string Kind, string Operation, string Actor, DateTime EnqueuedAt, OutboxState State, int Attempts, DateTime DueAt, string? Error);
