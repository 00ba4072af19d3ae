using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Time;
using Ramure.Ledger.Contracts;
using Ramure.Ledger.Measures;
using Ramure.Ledger.Sql;
using Ramure.Network.Contracts;

namespace Ramure.Ledger.Reading;

/// <summary>
/// Answers cells from totals, and from entries where totals are too coarse. Here, once for boards, pages, exports and the API, it is
/// asked whether the figures and entries of the units are open to who asks.
/// </summary>
internal sealed class LedgerReader(
    RamureDb db, IStorageProvider storage, MeasureCatalogue catalogue, INetwork network, TotalsStore store, EntryList entryList, IAccess access) : ILedgerReader
{
    public async Task<long> PositionAsync(CancellationToken cancel = default)
    {
        await using var session = await ReadSession.OpenAsync(db, storage, cancel);
        return session.Position;
    }

    public async Task<ILedgerAnswer> ReadAsync(LedgerQuestion question, CancellationToken cancel = default)
    {
        var open = await access.ScopeAsync(LedgerPermissions.Figures, cancel);
        // The part that a unit brings to a subtree is of that subtree, wherever the unit is today.
        if (question.Within is { } within)
            Demand(open, LedgerPermissions.Figures, within);
        else
            foreach (var unit in question.Units)
                Demand(open, LedgerPermissions.Figures, unit);
        return await ReadAsync(await network.SnapshotAsync(cancel), question, cancel);
    }

    /// <summary>Answers over a network that may not be the present one: a reorganisation that is only planned.</summary>
    public async Task<ILedgerAnswer> ReadAsync(NetworkSnapshot snapshot, LedgerQuestion question, CancellationToken cancel)
    {
        await using var session = await ReadSession.OpenAsync(db, storage, cancel);
        return await ReadAsync(session, snapshot, question, cancel);
    }

    public async Task<EntryPage> EntriesAsync(
        Term term, string unit, bool subtree, DayRange days, HierarchyView view, DateTime? asKnownAt, int skip, int take, string? within = null,
        CancellationToken cancel = default)
    {
        var open = await access.ScopeAsync(LedgerPermissions.Entries, cancel);
        Demand(open, LedgerPermissions.Entries, unit);
        if (within is not null)
            Demand(open, LedgerPermissions.Entries, within);
        var snapshot = await network.SnapshotAsync(cancel);
        await using var session = await ReadSession.OpenAsync(db, storage, cancel);
        var question = new LedgerQuestion([term], [unit], subtree, [Period.Whole(days)], view, asKnownAt, within);
        var answer = await ReadAsync(session, snapshot, question, cancel);
        var counting = answer.Counting(0, 0, 0);
        // Another view or year may place units below this one that are others' today.
        foreach (var below in counting)
            Demand(open, LedgerPermissions.Entries, below.Unit.Code, below.Unit.Name);
        var page = await entryList.PageAsync(session, snapshot, answer.Terms[0], counting, answer.Position, skip, take, cancel);
        return page with { Entries = Signed(page.Entries, await access.ScopeAsync(LedgerPermissions.Authors, cancel)) };
    }

    public async Task<IReadOnlyList<EntryView>> OfSourceAsync(string kind, string id, CancellationToken cancel = default)
    {
        var measures = (await catalogue.NumberedAsync(cancel)).ToDictionary(m => m.Value.Id, m => m.Key);
        var snapshot = await network.SnapshotAsync(cancel);
        await using var session = await ReadSession.OpenAsync(db, storage, cancel);
        var open = await access.DemandAsync(LedgerPermissions.Entries, cancel);
        var entries = await entryList.OfSourceAsync(session, snapshot, measures, kind, id, cancel);
        return Signed([.. entries.Where(e => open.Covers(e.Unit))], await access.ScopeAsync(LedgerPermissions.Authors, cancel));
    }

    public async Task<IReadOnlyList<string>> ContextValuesAsync(string measure, string key, CancellationToken cancel = default)
    {
        var measures = await catalogue.NumberedAsync(cancel);
        await using var session = await ReadSession.OpenAsync(db, storage, cancel);
        return await session.ListAsync(
            "SELECT DISTINCT f.value FROM ledger_context_facets f WHERE f.key = @key AND f.context_id IN (SELECT DISTINCT context_id FROM ledger_totals WHERE measure_id = @m) ORDER BY 1",
            r => r.GetString(0), cancel, ("@key", key), ("@m", measures[measure].Id));
    }

    private static void Demand(AccessScope scope, Permission permission, string unit, string? name = null)
    {
        if (!scope.Covers(unit))
            throw new AccessDeniedException(permission, name ?? unit);
    }

    private static List<EntryView> Signed(IReadOnlyList<EntryView> entries, AccessScope authors) =>
        [.. entries.Select(e => authors.Covers(e.Unit) ? e : e with { RecordedBy = null })];

    private async Task<LedgerAnswer> ReadAsync(ReadSession session, NetworkSnapshot snapshot, LedgerQuestion question, CancellationToken cancel)
    {
        var measures = await catalogue.NumberedAsync(cancel);
        var terms = question.Terms.Select(t => new ReadTerm(t, measures[t.Measure].Id, measures[t.Measure].Definition)).ToList();
        var position = question.AsKnownAt is { } instant ? await PositionAtAsync(session, instant, cancel) : session.Position;
        var answer = new LedgerAnswer(question, terms, snapshot, position);

        var wanted = terms.Concat(terms.Where(t => t.IsFiltered).Select(t => t.Whole)).DistinctBy(t => t.Key).ToList();
        var series = question.AsKnownAt is null
            ? await store.ReadAsync(session, wanted, cancel)
            : await KnownThenAsync(session, wanted, answer.Span, position, cancel);
        for (var i = 0; i < wanted.Count; i++)
            answer.Put(wanted[i].Key, series[i]);

        foreach (var term in wanted)
        {
            foreach (var (days, units) in answer.PartialMonths)
                answer.Put(term.Key, days, await EntriesSource.DaysAsync(session, term, days, units, position, cancel));
            if (answer.HasCoarse(term.Key))
                answer.Put(term.Key, await EntriesSource.CoarseAsync(session, term, position, cancel));
        }

        for (var t = 0; t < terms.Count; t++)
        {
            if (terms[t].IsDistinct)
                await DistinctCounts.FillAsync(session, answer, t, position, question.AsKnownAt is not null, cancel);
        }

        return answer;
    }

    private static async Task<TermSeries[]> KnownThenAsync(ReadSession session, List<ReadTerm> terms, DayRange span, long position, CancellationToken cancel)
    {
        // A year on either side: entries known by the year reach that far (L8).
        var wide = new DayRange(span.From.AddYears(-1), span.To > new DateOnly(9998, 1, 1) ? span.To : span.To.AddYears(1));
        var series = new TermSeries[terms.Count];
        for (var i = 0; i < terms.Count; i++)
            series[i] = await EntriesSource.SeriesAsync(session, terms[i], wide, position, cancel);
        return series;
    }

    private static async Task<long> PositionAtAsync(ReadSession session, DateTime instant, CancellationToken cancel)
    {
        var rows = await session.ListAsync(
            "SELECT COALESCE(MAX(last_entry), 0) FROM ledger_postings WHERE at <= @at", r => r.GetInt64(0), cancel, ("@at", DateTime.SpecifyKind(instant, DateTimeKind.Utc)));
        return rows[0];
    }
}
