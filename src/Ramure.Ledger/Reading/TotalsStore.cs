using System.Collections.Concurrent;
using System.Data.Common;
using Ramure.Ledger.Sql;

namespace Ramure.Ledger.Reading;

/// <summary>
/// The totals of the terms that were asked for, kept in memory and brought up to the ledger's position at each reading: entries
/// posted since say which months to read again, so a posted entry is in the next answer (L2) on every host.
/// </summary>
internal sealed class TotalsStore
{
    /// <summary>Beyond this many entries since the last reading, a term is read whole again.</summary>
    private const int DeltaLimit = 20_000;

    /// <summary>Terms come from addresses too: what is kept stays bounded.</summary>
    private const int KeptLimit = 2_000;

    private readonly ConcurrentDictionary<string, (long Generation, TermSeries Series)> kept = new(StringComparer.Ordinal);

    /// <summary>Totals of each term at the session's position.</summary>
    public async Task<TermSeries[]> ReadAsync(ReadSession session, IReadOnlyList<ReadTerm> terms, CancellationToken cancel)
    {
        if (kept.Count > KeptLimit)
            kept.Clear();
        var series = new TermSeries[terms.Count];
        var touchedSince = new Dictionary<long, Dictionary<int, HashSet<int>>?>();
        for (var i = 0; i < terms.Count; i++)
        {
            var term = terms[i];
            if (session.InsideWrite)
            {
                series[i] = await LoadAsync(session, term, null, cancel);
                continue;
            }

            if (kept.TryGetValue(term.Key, out var held) && held.Generation == session.Generation && held.Series.Position >= session.Position)
            {
                // A reader may meet totals that are newer than its snapshot: then it reads its own.
                series[i] = held.Series.Position == session.Position ? held.Series : await LoadAsync(session, term, null, cancel);
                continue;
            }

            if (held.Series is null || held.Generation != session.Generation)
            {
                series[i] = await LoadAsync(session, term, null, cancel);
            }
            else
            {
                if (!touchedSince.TryGetValue(held.Series.Position, out var touched))
                    touchedSince.Add(held.Series.Position, touched = await TouchedAsync(session, held.Series.Position, cancel));
                series[i] = touched is null
                    ? await LoadAsync(session, term, null, cancel)
                    : await RefreshAsync(session, term, held.Series, touched.GetValueOrDefault(term.MeasureId), cancel);
            }

            kept[term.Key] = (session.Generation, series[i]);
        }

        return series;
    }

    /// <summary>Units with new entries, by measure; null when there are too many to follow.</summary>
    private static async Task<Dictionary<int, HashSet<int>>?> TouchedAsync(ReadSession session, long since, CancellationToken cancel)
    {
        if (session.Position - since > DeltaLimit)
            return null;
        // Ordered and bounded, so that only the new end is read: asked for distinct pairs at once, SQLite walks the whole index of measures and units.
        var rows = await session.ListAsync(
            "SELECT DISTINCT measure_id, unit_number FROM "
            + $"(SELECT measure_id, unit_number FROM ledger_entries WHERE id > @since ORDER BY id LIMIT {DeltaLimit}) AS fresh",
            r => (r.GetInt32(0), r.GetInt32(1)), cancel, ("@since", since));
        return rows.GroupBy(r => r.Item1).ToDictionary(g => g.Key, g => g.Select(r => r.Item2).ToHashSet());
    }

    private static async Task<TermSeries> RefreshAsync(
        ReadSession session, ReadTerm term, TermSeries held, HashSet<int>? touched, CancellationToken cancel)
    {
        if (touched is null)
            return held.With(session.Position, []);
        var fresh = await RowsAsync(session, term, touched, cancel);
        var byUnit = TermSeries.Group(fresh);
        foreach (var unit in touched)
            byUnit.TryAdd(unit, TermSeries.None);
        return held.With(session.Position, byUnit);
    }

    private static async Task<TermSeries> LoadAsync(ReadSession session, ReadTerm term, IReadOnlyCollection<int>? units, CancellationToken cancel) =>
        TermSeries.From(session.Position, await RowsAsync(session, term, units, cancel));

    private static Task<List<MonthTotal>> RowsAsync(ReadSession session, ReadTerm term, IReadOnlyCollection<int>? units, CancellationToken cancel)
    {
        var which = units is null ? "" : $" AND unit_number IN ({LedgerSql.In(units)})";
        if (term.IsLasting)
        {
            return session.ListAsync(
                $"SELECT unit_number, month, context_id, quantity, entries, known, nc, so, coarse, last_day FROM ledger_totals WHERE measure_id = @m{which}{term.ContextClause}",
                Read, cancel, ("@m", term.MeasureId));
        }

        if (term.ContextClause.Length == 0)
        {
            return session.ListAsync(
                $"SELECT unit_number, month, 0, quantity, entries, known, nc, so, coarse, 0 FROM ledger_rollups WHERE measure_id = @m{which}",
                Read, cancel, ("@m", term.MeasureId));
        }

        return session.ListAsync(
            "SELECT unit_number, month, 0, CAST(SUM(quantity) AS bigint), CAST(SUM(entries) AS bigint), CAST(SUM(known) AS bigint), CAST(SUM(nc) AS bigint), "
            + $"CAST(SUM(so) AS bigint), CAST(SUM(coarse) AS bigint), 0 FROM ledger_totals WHERE measure_id = @m{which}{term.ContextClause} GROUP BY unit_number, month",
            Read, cancel, ("@m", term.MeasureId));
    }

    private static MonthTotal Read(DbDataReader r) => new(
        r.GetInt32(0), r.GetInt32(1), r.GetInt32(2), r.GetInt64(3), r.GetInt64(4), r.GetInt64(5), r.GetInt64(6), r.GetInt64(7), r.GetInt64(8), r.GetInt32(9));
}
