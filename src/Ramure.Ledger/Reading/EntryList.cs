using System.Data.Common;
using System.Globalization;
using Ramure.Kernel.Time;
using Ramure.Ledger.Contracts;
using Ramure.Ledger.Sql;
using Ramure.Network.Contracts;

namespace Ramure.Ledger.Reading;

/// <summary>Lists the entries behind a cell, with their sums over all pages (L13).</summary>
internal sealed class EntryList
{
    private const string Select =
        """
        SELECT e.id, e.unit_number, e.day, e.state, e.quantity, c.text, e.subject_id, s.kind, s.reference, s.version, e.basis, p.actor, p.at, e.reverses, e.measure_id
        FROM ledger_entries e
        JOIN ledger_contexts c ON c.id = e.context_id
        JOIN ledger_sources s ON s.id = e.source_id
        JOIN ledger_postings p ON p.id = e.posting_id
        """;

    public async Task<EntryPage> PageAsync(
        ReadSession session, NetworkSnapshot network, ReadTerm term, IReadOnlyList<Contribution> contributions, long position, int skip, int take, CancellationToken cancel)
    {
        if (contributions.Count == 0)
            return new EntryPage([], 0, 0, 0);
        var where = $"FROM ledger_entries e WHERE e.measure_id = @m AND e.id <= @position AND ({Where(contributions)}){term.ContextClause}";
        (string, object)[] parameters = [("@m", term.MeasureId), ("@position", position)];
        var byUnit = await session.ListAsync(
            $"SELECT e.unit_number, CAST(SUM(e.quantity) AS bigint), CAST(COUNT(*) AS bigint) {where} GROUP BY e.unit_number",
            r => (Unit: r.GetInt32(0), Sum: r.GetInt64(1), Count: r.GetInt64(2)), cancel, parameters);
        var shares = contributions.GroupBy(c => c.Unit.Number).ToDictionary(g => g.Key, g => g.First().Share);
        var persons = term.IsDistinct
            ? (await session.ListAsync($"SELECT COUNT(*) FROM (SELECT e.subject_id {where} AND e.state = 0 GROUP BY e.subject_id HAVING SUM({LedgerSql.Sign}) > 0) AS persons", r => r.GetInt64(0), cancel, parameters))[0]
            : 0;
        var entries = await session.ListAsync(
            $"{Select} WHERE e.id IN (SELECT e.id {where} ORDER BY e.day, e.id LIMIT @take OFFSET @skip) ORDER BY e.day, e.id",
            r => Entry(r, term.Term.Measure, network, shares[r.GetInt32(1)]), cancel, [.. parameters, ("@take", take), ("@skip", skip)]);
        return new EntryPage(entries, byUnit.Sum(u => u.Count), byUnit.Sum(u => u.Sum * shares[u.Unit]), persons);
    }

    /// <summary>Every entry of a record, of any measure and unit.</summary>
    public async Task<IReadOnlyList<EntryView>> OfSourceAsync(
        ReadSession session, NetworkSnapshot network, IReadOnlyDictionary<int, string> measures, string kind, string id, CancellationToken cancel) =>
        await session.ListAsync(
            $"{Select} WHERE e.source_id IN (SELECT id FROM ledger_sources WHERE kind = @kind AND reference = @reference) ORDER BY e.id",
            r => Entry(r, measures[r.GetInt32(14)], network, 1), cancel, ("@kind", kind), ("@reference", id));

    private static EntryView Entry(DbDataReader r, string measure, NetworkSnapshot network, decimal share) => new(
        r.GetInt64(0), measure, network[r.GetInt32(1)].Code, DateOnly.FromDayNumber(r.GetInt32(2)), (EntryState)r.GetInt16(3), r.GetInt64(4),
        share, Context(r.GetString(5)), !r.IsDBNull(6), new SourceRef(r.GetString(7), r.GetString(8), r.GetInt32(9)),
        (DayBasis)r.GetInt16(10), r.GetString(11), DateTime.SpecifyKind(r.GetDateTime(12), DateTimeKind.Utc), r.IsDBNull(13) ? null : r.GetInt64(13));

    private static string Where(IReadOnlyList<Contribution> contributions) => string.Join(" OR ", contributions
        .GroupBy(c => c.Days, c => c.Unit.Number)
        .Select(g => string.Create(
            CultureInfo.InvariantCulture,
            $"(e.unit_number IN ({LedgerSql.In(g)}) AND e.day >= {g.Key.From.DayNumber} AND e.day < {g.Key.To.DayNumber})")));

    private static Dictionary<string, string> Context(string text) =>
        text.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(f => f.Split('=', 2)).ToDictionary(f => f[0], f => f[1]);
}
