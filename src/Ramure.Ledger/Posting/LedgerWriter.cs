using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Ledger.Contracts;
using Ramure.Ledger.Measures;
using Ramure.Ledger.Subjects;
using Ramure.Network.Contracts;

namespace Ramure.Ledger.Posting;

/// <summary>
/// Posts in the caller's transaction: entries, then totals, under one lock so that positions and instants grow together
/// (L1, L2).
/// </summary>
internal sealed class LedgerWriter(MeasureCatalogue catalogue, INetwork network, SubjectTable subjects, IStorageProvider storage) : ILedger
{
    /// <summary>Key of the lock under which one writer at a time posts.</summary>
    public const long LockKey = 0x52414D55;

    public async Task<Result<PostingOutcome>> PostAsync(
        OperationScope scope, IReadOnlyList<LedgerPosting> postings, CancellationToken cancel = default)
    {
        var measures = await catalogue.NumberedAsync(cancel);
        var snapshot = await network.SnapshotAsync(cancel);
        var rules = new PostingRules(measures, snapshot);
        var refusals = new List<Refusal>();
        for (var i = 0; i < postings.Count; i++)
        {
            refusals.AddRange(PostingRules.Check(postings[i].Source).Select(r => r with { Line = i + 1 }));
            foreach (var line in postings[i].Lines)
                refusals.AddRange(rules.Check(line).Select(r => r with { Line = i + 1 }));
        }

        if (refusals.Count > 0)
            return refusals;

        // Whatever posts, the ledger asks: nobody's figure moves a unit that is not theirs.
        foreach (var (unit, measure) in postings.SelectMany(p => p.Lines).Select(l => (l.Unit, l.Measure)).Distinct())
            scope.Demand(unit, "measure:" + measure);
        await storage.LockAsync(scope.Connection, scope.Transaction, LockKey, cancel);
        var known = await SourceTable.LoadAsync(scope, postings.Select(p => (p.Source.Kind, p.Source.Id)), cancel);
        var persons = await subjects.NumbersAsync(scope, postings.SelectMany(p => p.Lines).Select(l => l.Subject), cancel);
        var batch = await EntryBatch.OpenAsync(scope, cancel);
        var alreadyKnown = 0;
        for (var i = 0; i < postings.Count; i++)
        {
            var source = postings[i].Source;
            var hash = ContentHash(postings[i].Lines, persons);
            var versions = known.Of(source.Kind, source.Id);
            var last = versions.Count > 0 ? versions[^1] : null;
            if (versions.FirstOrDefault(v => v.Version == source.Version) is { } same)
            {
                if (same.ContentHash == hash)
                    alreadyKnown++;
                else
                    refusals.Add(SaysOtherwise(source, last!) with { Line = i + 1 });
                continue;
            }

            if (last is not null && last.Version > source.Version)
            {
                refusals.Add(Outdated(source, last) with { Line = i + 1 });
                continue;
            }

            var sourceId = batch.AddSource(source, hash, withdrawn: false);
            known.Add(source, sourceId, hash);
            if (last is { Withdrawn: false })
                batch.Reverse(sourceId, last);
            foreach (var line in postings[i].Lines)
            {
                var unit = snapshot.TryFind(line.Unit, out var found) ? found.Number : throw new InvalidOperationException("Checked above.");
                batch.Add(sourceId, measures[line.Measure].Id, unit, line, line.Subject is null ? null : persons[line.Subject]);
            }
        }

        if (refusals.Count > 0)
            return refusals;
        var (posted, reversed, position) = await batch.WriteAsync(Lasting(measures), Distinct(measures), Demanding(scope, measures, snapshot), cancel);
        return new PostingOutcome(posted, reversed, alreadyKnown, position);
    }

    public async Task<PostingOutcome> WithdrawAsync(
        OperationScope scope, string sourceKind, string sourceId, CancellationToken cancel = default)
    {
        var measures = await catalogue.NumberedAsync(cancel);
        await storage.LockAsync(scope.Connection, scope.Transaction, LockKey, cancel);
        var known = await SourceTable.LoadAsync(scope, [(sourceKind, sourceId)], cancel);
        var versions = known.Of(sourceKind, sourceId);
        var batch = await EntryBatch.OpenAsync(scope, cancel);
        if (versions.Count > 0 && !versions[^1].Withdrawn)
        {
            var source = new SourceRef(sourceKind, sourceId, versions[^1].Version + 1);
            batch.Reverse(batch.AddSource(source, ContentHash([], new Dictionary<string, long>()), withdrawn: true), versions[^1]);
        }

        var snapshot = await network.SnapshotAsync(cancel);
        var (posted, reversed, position) = await batch.WriteAsync(Lasting(measures), Distinct(measures), Demanding(scope, measures, snapshot), cancel);
        return new PostingOutcome(posted, reversed, 0, position);
    }

    /// <summary>Whatever takes back, too: no crafted source reverses what belongs to another unit.</summary>
    private static Action<int, int> Demanding(
        OperationScope scope, IReadOnlyDictionary<string, (int Id, MeasureDefinition Definition)> measures, NetworkSnapshot snapshot)
    {
        var codes = measures.ToDictionary(m => m.Value.Id, m => m.Key);
        return (measure, unit) => scope.Demand(snapshot[unit].Code, "measure:" + codes[measure]);
    }

    private static Refusal SaysOtherwise(SourceRef source, KnownSource last) => new(
        "source-version-differs",
        $"La source « {source.Kind}:{source.Id} », version {source.Version}, a déjà posté autre chose. Corrigez-la par une version {last.Version + 1}.",
        "source");

    private static Refusal Outdated(SourceRef source, KnownSource last) => new(
        "source-version-old",
        $"La source « {source.Kind}:{source.Id} » en est à la version {last.Version} : la version {source.Version} n'a plus cours. Postez une version {last.Version + 1}.",
        "source");

    /// <summary>Measures that take the last value of a period: their totals are found again, not added to.</summary>
    public static HashSet<int> Lasting(IReadOnlyDictionary<string, (int Id, MeasureDefinition Definition)> measures) =>
        [.. measures.Values.Where(m => m.Definition.TimeOperator == TimeOperator.Last).Select(m => m.Id)];

    /// <summary>Measures that count persons.</summary>
    public static HashSet<int> Distinct(IReadOnlyDictionary<string, (int Id, MeasureDefinition Definition)> measures) =>
        [.. measures.Values.Where(m => m.Definition.Kind == MeasureKind.Distinct).Select(m => m.Id)];

    /// <summary>Of persons it holds the number: a hash over the subject itself would let anybody try names.</summary>
    private static string ContentHash(IReadOnlyList<LedgerLine> lines, IReadOnlyDictionary<string, long> persons)
    {
        var text = new StringBuilder();
        foreach (var line in lines.Select(l => Canonical(l, l.Subject is null ? null : persons[l.Subject])).Order(StringComparer.Ordinal))
            text.Append(line).Append('\n');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 16));
    }

    private static string Canonical(LedgerLine l, long? person) => string.Create(
        CultureInfo.InvariantCulture,
        $"{l.Measure}|{l.Unit}|{l.Day:yyyy-MM-dd}|{(int)l.State}|{l.Quantity}|{(int)l.Basis}|{EntryBatch.ContextText(l.Context)}|{person}");
}
