using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;

namespace Ramure.Kernel.Audit;

/// <summary>Writes the events of an operation at the end of the chain, in its transaction, as the last thing before the commit.</summary>
public sealed class AuditWriter(IStorageProvider storage, AuditSeal seal)
{
    /// <summary>
    /// The lock under which the chain grows. It is the last lock an operation takes, and nothing but the trail is written under
    /// it: an operation that holds it never waits for another.
    /// </summary>
    private const long LockKey = 0x52414D_0002;

    internal async Task WriteAsync(OperationScope scope, CancellationToken cancel)
    {
        var db = scope.Db;
        await storage.LockAsync(scope.Connection, scope.Transaction, LockKey, cancel);
        // Everybody who writes waits for this lock: one question while it is held, and one answer.
        var events = db.Set<AuditEvent>().AsNoTracking();
        var end = await (
            from h in db.Set<AuditHead>().AsNoTracking()
            from e in events.Where(e => e.Sequence == h.Sequence).DefaultIfEmpty()
            select new { Head = h, Hash = (string?)e.Hash, Beyond = events.Any(x => x.Sequence > h.Sequence) }).SingleOrDefaultAsync(cancel);
        var head = end?.Head;
        var last = end is { Hash: { } hash, Beyond: false }
            ? new Link(end.Head.Sequence, hash)
            : await events.OrderByDescending(e => e.Sequence).Select(e => new Link(e.Sequence, e.Hash)).FirstOrDefaultAsync(cancel) ?? new Link(0, AuditSeal.Start);
        var from = head is null ? last : new Link(head.Sequence, head.Hash);
        List<AuditEvent> trail = [.. scope.Events];
        if (!Proven(head, last))
        {
            // Going on would cover the traces: the chain itself says what was found.
            trail.Insert(0, Broken(scope, from, last));
            from = from.Sequence > last.Sequence ? from : last;
        }

        var (sequence, previous) = from;
        foreach (var e in trail)
        {
            e.Sequence = ++sequence;
            e.Salt = AuditSeal.NewSalt();
            e.PayloadDigest = AuditSeal.Digest(e.Salt, e);
            previous = e.Hash = seal.Hash(previous, e);
        }

        db.AddRange(trail);
        var next = new AuditHead { Id = AuditHead.TheOne, Sequence = sequence, Hash = previous, Mac = seal.Head(sequence, previous) };
        db.Entry(next).State = head is null ? EntityState.Added : EntityState.Modified;
        await db.SaveChangesAsync(cancel);
        // The next operation of this context reads it anew: others move it too.
        db.Entry(next).State = EntityState.Detached;
    }

    private bool Proven(AuditHead? head, Link last) => head is null
        ? last.Sequence == 0
        : head.Mac == seal.Head(head.Sequence, head.Hash) && last == new Link(head.Sequence, head.Hash);

    private static AuditEvent Broken(OperationScope scope, Link head, Link last) => scope.Event(
        AuditChain.SubjectKind, "chain", AuditChain.BrokenOperation, AuditChain.Actor, null, new { Head = head, Last = last }, null, null);

    /// <summary>The end of the chain.</summary>
    private sealed record Link(long Sequence, string Hash);
}
