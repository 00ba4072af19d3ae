using System.Linq.Expressions;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Text;

namespace Ramure.Kernel.Audit;

/// <summary>
/// Takes the payload (before, after, why) out of events about a person who is erased. Who did what to which record and when
/// stays, the chain stays whole, and an event of the chain names what was taken out: without it the verification complains.
/// </summary>
public static class AuditRedaction
{
    private const int Chunk = 500;

    /// <summary>Takes out the payloads of these events, except those that speak of the trail itself; how many.</summary>
    public static async Task<int> RedactAsync(OperationScope scope, Expression<Func<AuditEvent, bool>> which, CancellationToken cancel = default)
    {
        return await RedactAsync(scope, await Open(scope).Where(which).OrderBy(e => e.Sequence).Select(e => e.Sequence).ToListAsync(cancel), cancel);
    }

    /// <summary>
    /// Takes out the payloads of events of which something names a person: in any case, with or without accents. Every payload is
    /// read, because no index knows what free texts say.
    /// </summary>
    public static async Task<int> RedactMentionsAsync(
        OperationScope scope, Expression<Func<AuditEvent, bool>> about, IReadOnlyList<string> mentions, CancellationToken cancel = default)
    {
        var folded = mentions.Select(SearchText.Fold).Where(m => m.Length > 0).Distinct().ToList();
        var numbers = (await Open(scope).Where(about).Select(e => e.Sequence).ToListAsync(cancel)).ToHashSet();
        if (folded.Count > 0)
        {
            await foreach (var e in Open(scope).Select(e => new { e.Sequence, e.Before, e.After, e.Reason }).AsAsyncEnumerable().WithCancellation(cancel))
            {
                var text = SearchText.Fold($"{e.Before} {e.After} {e.Reason}");
                if (folded.Exists(m => text.Contains(m, StringComparison.Ordinal)))
                    numbers.Add(e.Sequence);
            }
        }

        return await RedactAsync(scope, [.. numbers.Order()], cancel);
    }

    private static IQueryable<AuditEvent> Open(OperationScope scope) => scope.Db.Set<AuditEvent>().AsNoTracking()
        .Where(e => e.RedactedAt == null && e.SubjectKind != AuditChain.SubjectKind && (e.Before != null || e.After != null || e.Reason != null));

    private static async Task<int> RedactAsync(OperationScope scope, List<long> numbers, CancellationToken cancel)
    {
        var events = scope.Db.Set<AuditEvent>();
        if (numbers.Count == 0)
            return 0;
        foreach (var chunk in numbers.Chunk(Chunk))
        {
            await events.Where(e => chunk.Contains(e.Sequence)).ExecuteUpdateAsync(
                set => set.SetProperty(e => e.Before, (string?)null).SetProperty(e => e.After, (string?)null).SetProperty(e => e.Reason, (string?)null)
                    .SetProperty(e => e.Salt, (string?)null).SetProperty(e => e.RedactedAt, scope.At),
                cancel);
        }

        scope.Audit(AuditChain.SubjectKind, AuditChain.RedactionId, null, new { Sequences = numbers });
        return numbers.Count;
    }

    /// <summary>The numbers an event of redaction names.</summary>
    internal static IReadOnlyList<long> Sequences(string said)
    {
        using var document = JsonDocument.Parse(said);
        return [.. document.RootElement.GetProperty("Sequences").EnumerateArray().Select(n => n.GetInt64())];
    }
}
