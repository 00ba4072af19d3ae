using CsCheck;
using Ramure.Kernel;
using Ramure.Kernel.Audit;
using Ramure.Kernel.Operations;

namespace Ramure.Tests.Kernel.Audit;

/// <summary>Whatever is done to a chain without its key, the walk along it notices; what is not done it does not.</summary>
public sealed class AuditChainProperties : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ramure_chain_").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_chain_left_alone_has_no_break() =>
        Gen.Int[0, 40].Sample(length => Walk(Chain(length, out var head), head).Count == 0, iter: 200);

    [Fact]
    public void Random_tampering_is_noticed()
    {
        var tampering = Gen.Select(Gen.Int[2, 30], Gen.Int[0, 9], Gen.Int[0, 1000], Gen.Int[0, 1000]);
        tampering.Sample(
            t =>
            {
                var (length, kind, a, b) = t;
                var chain = Chain(length, out var head);
                var (i, j) = (a % length, b % length);
                switch (kind)
                {
                    case 0: chain.RemoveAt(i); break;
                    case 1: chain.RemoveRange(i, length - i); break;
                    case 2: chain[i] = Copy(chain[i], actor: chain[i].Actor + "!"); break;
                    case 3: chain[i] = Copy(chain[i], after: "{}"); break;
                    case 4: chain[i] = Copy(chain[i], at: chain[i].At.AddTicks(10)); break;
                    case 5: chain.Add(Copy(chain[i], sequence: length + 1)); break;
                    case 6: chain[i] = Copy(chain[i], hash: chain[j].Hash[1..] + "0"); break;
                    case 7:
                        if (i == j)
                            return true;
                        (chain[i], chain[j]) = (Copy(chain[j], sequence: chain[i].Sequence), Copy(chain[i], sequence: chain[j].Sequence));
                        break;
                    case 8: // The end removed, the rest numbered as if nothing had been, the head put back.
                        chain.RemoveAt(length - 1);
                        head = new AuditHead { Id = 1, Sequence = chain[^1].Sequence, Hash = chain[^1].Hash, Mac = head.Mac };
                        break;
                    default: // One removed from within and the numbers closed up.
                        chain.RemoveAt(i);
                        for (var n = i; n < chain.Count; n++)
                            chain[n] = Copy(chain[n], sequence: n + 1);
                        break;
                }

                return Walk(chain, head).Count > 0;
            },
            iter: 3000);
    }

    private AuditSeal Seal => field ??= new AuditSeal(new InstallationPaths(folder, folder));

    private List<AuditBreak> Walk(List<AuditEvent> chain, AuditHead head)
    {
        var walk = new AuditWalk(Seal, null);
        foreach (var e in chain)
            walk.Step(e);
        walk.End(head);
        return [.. walk.Breaks];
    }

    private List<AuditEvent> Chain(int length, out AuditHead head)
    {
        var chain = new List<AuditEvent>();
        var previous = AuditSeal.Start;
        for (var n = 1; n <= length; n++)
        {
            var e = new AuditEvent
            {
                Id = Guid.CreateVersion7(),
                At = new DateTime(2026, 1, 1, 0, 0, n, DateTimeKind.Utc),
                Actor = $"a{n}",
                Operation = "test.write",
                SubjectKind = "test",
                SubjectId = $"{n}",
                Before = n % 3 == 0 ? null : "{\"n\":1}",
                After = $"{{\"n\":{n}}}",
                Salt = AuditSeal.NewSalt(),
            };
            e.Sequence = n;
            e.PayloadDigest = AuditSeal.Digest(e.Salt, e);
            previous = e.Hash = Seal.Hash(previous, e);
            chain.Add(e);
        }

        head = new AuditHead { Id = 1, Sequence = length, Hash = previous, Mac = Seal.Head(length, previous) };
        return chain;
    }

    private static AuditEvent Copy(AuditEvent e, long? sequence = null, string? actor = null, string? after = null, DateTime? at = null, string? hash = null) => new()
    {
        Id = e.Id,
        Sequence = sequence ?? e.Sequence,
        At = at ?? e.At,
        Actor = actor ?? e.Actor,
        Operation = e.Operation,
        SubjectKind = e.SubjectKind,
        SubjectId = e.SubjectId,
        Unit = e.Unit,
        Before = e.Before,
        After = after ?? e.After,
        Reason = e.Reason,
        Salt = e.Salt,
        PayloadDigest = e.PayloadDigest,
        Hash = hash ?? e.Hash,
    };
}
