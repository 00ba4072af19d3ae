using System.Linq.Expressions;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Operations;

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
        var events = scope.Db.Set<AuditEvent>();
        var numbers = await events.AsNoTracking().Where(which)
            .Where(e => e.RedactedAt == null && e.SubjectKind != AuditChain.SubjectKind && (e.Before != null || e.After != null || e.Reason != null))
            .OrderBy(e => e.Sequence).Select(e => e.Sequence).ToListAsync(cancel);
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
