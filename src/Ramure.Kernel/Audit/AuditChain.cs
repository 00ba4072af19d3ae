using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;

namespace Ramure.Kernel.Audit;

/// <summary>What is wrong at one place of the chain.</summary>
public enum AuditFault
{
    /// <summary>Numbers are missing: events were removed.</summary>
    Missing,

    /// <summary>The event does not fit its hash: a field was changed, or it was put elsewhere.</summary>
    Changed,

    /// <summary>Before, after or why does not fit the digest.</summary>
    PayloadChanged,

    /// <summary>The payload was taken out and no event of the chain says so.</summary>
    RedactedUnsaid,

    /// <summary>The last events were removed.</summary>
    TailMissing,

    /// <summary>The head is not what the chain ends with, or was not written with the key.</summary>
    HeadChanged,

    /// <summary>A write found the chain broken at that moment and said so.</summary>
    FoundBroken,

    /// <summary>A link noted elsewhere is no longer in the chain.</summary>
    AnchorMissing,
}

/// <summary>A break: the numbers of the events it concerns, and in French what is wrong.</summary>
public sealed record AuditBreak(AuditFault Fault, long From, long To, string Message);

/// <summary>A link that somebody noted outside the database.</summary>
public sealed record AuditAnchor(long Sequence, string Hash)
{
    /// <summary>Reads <c>1234:hash</c>.</summary>
    public static AuditAnchor? Parse(string text) =>
        text.Split(':') is [var number, { Length: 64 } hash] && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            ? new(sequence, hash.ToLowerInvariant())
            : null;

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Sequence}:{Hash}");
}

/// <summary>What a verification found: how many events, the end of the chain, every break in order.</summary>
public sealed record AuditVerification(long Events, AuditAnchor? Head, IReadOnlyList<AuditBreak> Breaks);

/// <summary>Proves that no event of the trail was removed, changed or put elsewhere.</summary>
public sealed class AuditChain(RamureDb db, IStorageProvider storage, AuditSeal seal)
{
    /// <summary>Subject kind of what concerns the trail itself.</summary>
    public const string SubjectKind = "audit";

    internal const string BrokenOperation = "audit.broken";
    internal const string RedactionId = "redaction";
    internal const string Actor = "system";
    private const int MostBreaks = 1000;

    /// <summary>Reads the whole chain, in one state of the database.</summary>
    public async Task<AuditVerification> VerifyAsync(AuditAnchor? anchor = null, CancellationToken cancel = default)
    {
        await db.Database.OpenConnectionAsync(cancel);
        try
        {
            await using var transaction = await storage.BeginReadAsync(db.Database.GetDbConnection(), cancel);
            await db.Database.UseTransactionAsync(transaction, cancel);
            try
            {
                return await VerifyInsideAsync(anchor, cancel);
            }
            finally
            {
                await db.Database.UseTransactionAsync(null, cancel);
            }
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private async Task<AuditVerification> VerifyInsideAsync(AuditAnchor? anchor, CancellationToken cancel)
    {
        var head = await db.Set<AuditHead>().AsNoTracking().SingleOrDefaultAsync(cancel);
        var walk = new AuditWalk(seal, anchor);
        await foreach (var e in db.Set<AuditEvent>().AsNoTracking().OrderBy(e => e.Sequence).AsAsyncEnumerable().WithCancellation(cancel))
            walk.Step(e);
        walk.End(head);
        return new AuditVerification(walk.Events, head is null ? null : new AuditAnchor(head.Sequence, head.Hash), [.. walk.Breaks.Take(MostBreaks)]);
    }
}

/// <summary>One walk along the chain.</summary>
internal sealed class AuditWalk(AuditSeal seal, AuditAnchor? anchor)
{
    private readonly List<AuditBreak> breaks = [];
    private readonly HashSet<long> redacted = [];
    private long sequence;
    private string? previous = AuditSeal.Start;
    private bool anchored;

    public long Events { get; private set; }

    public IEnumerable<AuditBreak> Breaks => breaks.OrderBy(b => b.From);

    public void Step(AuditEvent e)
    {
        Events++;
        if (e.Sequence != sequence + 1)
        {
            Report(AuditFault.Missing, sequence + 1, e.Sequence - 1, Span(sequence + 1, e.Sequence - 1, "manque", "manquent"));
            // What it followed is gone: its own hash proves nothing any more.
            previous = null;
        }

        if (previous is not null && seal.Hash(previous, e) != e.Hash)
            Report(AuditFault.Changed, e.Sequence, e.Sequence, $"L’évènement {e.Sequence} a été modifié ou déplacé");
        Payload(e);
        if (e.Sequence == anchor?.Sequence)
            anchored = e.Hash == anchor.Hash;
        (sequence, previous) = (e.Sequence, e.Hash);
    }

    public void End(AuditHead? head)
    {
        foreach (var number in redacted)
            Report(AuditFault.RedactedUnsaid, number, number, $"Le contenu de l’évènement {number} a été retiré sans qu’aucun évènement le dise");
        if (anchor is not null && !anchored)
            Report(AuditFault.AnchorMissing, anchor.Sequence, anchor.Sequence, $"Le repère {anchor.Sequence} n’est plus dans la chaîne : elle a été refaite");
        if (head is null)
        {
            if (sequence > 0)
                Report(AuditFault.HeadChanged, sequence, sequence, "La tête de la chaîne a été retirée");
            return;
        }

        if (head.Mac != seal.Head(head.Sequence, head.Hash))
            Report(AuditFault.HeadChanged, head.Sequence, head.Sequence, "La tête de la chaîne a été modifiée, ou la clé n’est plus celle qui l’a écrite");
        else if (head.Sequence > sequence)
            Report(AuditFault.TailMissing, sequence + 1, head.Sequence, Span(sequence + 1, head.Sequence, "manque à la fin", "manquent à la fin"));
        else if (head.Sequence < sequence || head.Hash != previous)
            Report(AuditFault.HeadChanged, head.Sequence, sequence, "La tête de la chaîne n’est pas son dernier évènement");
    }

    private void Payload(AuditEvent e)
    {
        if (e.RedactedAt is not null)
        {
            redacted.Add(e.Sequence);
            if (e is { Before: null, After: null, Reason: null, Salt: null })
                return;
        }

        if (e.RedactedAt is not null || e.Salt is null || AuditSeal.Digest(e.Salt, e) != e.PayloadDigest)
            Report(AuditFault.PayloadChanged, e.Sequence, e.Sequence, $"Le contenu (avant, après ou motif) de l’évènement {e.Sequence} a été modifié");
        else if (e is { SubjectKind: AuditChain.SubjectKind, SubjectId: AuditChain.RedactionId, After: { } said })
            redacted.ExceptWith(AuditRedaction.Sequences(said));
        else if (e.Operation == AuditChain.BrokenOperation)
            Report(AuditFault.FoundBroken, e.Sequence, e.Sequence, $"Une écriture a trouvé la chaîne rompue à ce moment (évènement {e.Sequence})");
    }

    private static string Span(long from, long to, string one, string many) =>
        from == to ? $"L’évènement {from} {one}" : $"Les évènements {from} à {to} {many}";

    private void Report(AuditFault fault, long from, long to, string message) => breaks.Add(new AuditBreak(fault, from, to, message + "."));
}
