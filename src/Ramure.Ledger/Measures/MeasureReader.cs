using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Time;
using Ramure.Ledger.Contracts;
using Ramure.Ledger.Model;
using Ramure.Ledger.Sql;
using Ramure.Network.Contracts;

namespace Ramure.Ledger.Measures;

/// <summary>A measure with the number of its entries, reversals included.</summary>
internal sealed record CountedMeasure(MeasureDefinition Definition, long Entries);

/// <summary>A context key that a measure carries, with its values.</summary>
internal sealed record ContextKey(string Key, IReadOnlyList<string> Values);

/// <summary>What the ledger holds of each measure, from the totals of the units whose figures are open to who asks.</summary>
internal sealed class MeasureReader(RamureDb db, MeasureCatalogue catalogue, INetwork network, IAccess access)
{
    public async Task<IReadOnlyList<CountedMeasure>> AllAsync(CancellationToken cancel)
    {
        var measures = await catalogue.NumberedAsync(cancel);
        var counts = await (await OpenAsync(cancel)).GroupBy(t => t.MeasureId).Select(g => new { g.Key, Entries = g.Sum(t => t.Entries) }).ToDictionaryAsync(g => g.Key, g => g.Entries, cancel);
        return [.. measures.Values.OrderBy(m => m.Definition.Code, StringComparer.Ordinal).Select(m => new CountedMeasure(m.Definition, counts.GetValueOrDefault(m.Id)))];
    }

    /// <summary>From the first month with entries to the last; null without entries.</summary>
    public async Task<DayRange?> MonthsAsync(string code, CancellationToken cancel)
    {
        var id = (await catalogue.NumberedAsync(cancel))[code].Id;
        var months = (await OpenAsync(cancel)).Where(t => t.MeasureId == id);
        return await months.MinAsync(t => (int?)t.Month, cancel) is { } first
            ? new DayRange(Months.First(first), Months.First(await months.MaxAsync(t => t.Month, cancel) + 1))
            : null;
    }

    public async Task<IReadOnlyList<ContextKey>> ContextsAsync(string code, CancellationToken cancel)
    {
        var id = (await catalogue.NumberedAsync(cancel))[code].Id;
        var contexts = (await OpenAsync(cancel)).Where(t => t.MeasureId == id).Select(t => t.ContextId);
        var facets = await db.Set<ContextFacet>().Where(f => contexts.Contains(f.ContextId)).Select(f => new { f.Key, f.Value }).Distinct().ToListAsync(cancel);
        return [.. facets.GroupBy(f => f.Key, f => f.Value).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new ContextKey(g.Key, [.. g.Order(StringComparer.Ordinal)]))];
    }

    private async Task<IQueryable<Total>> OpenAsync(CancellationToken cancel)
    {
        if ((await access.DemandAsync(LedgerPermissions.Figures, cancel)).Units is not { } own)
            return db.Set<Total>();
        var numbers = (await network.SnapshotAsync(cancel)).Units.Where(u => own.Contains(u.Code)).Select(u => u.Number).ToList();
        return db.Set<Total>().Where(t => numbers.Contains(t.UnitNumber));
    }

    /// <summary>All measures: how many entries and totals there are.</summary>
    public async Task<(long Entries, long Totals)> SizeAsync(CancellationToken cancel) =>
        (await db.Set<Total>().SumAsync(t => t.Entries, cancel), await db.Set<Total>().LongCountAsync(cancel));
}
