using Ramure.Kernel.Access;
using Ramure.Kernel.Time;
using Ramure.Ledger.Asking;
using Ramure.Ledger.Contracts;
using Ramure.Ledger.Measures;
using Ramure.Ledger.Reading;
using Ramure.Network.Contracts;

namespace Ramure.Ledger.Reorganisations;

/// <summary>
/// Which totals a planned reorganisation would move: the same questions asked over the network as it is and as it would be, for the
/// last complete civil year and since the first entry, in both views (L9). Of units whose figures are not open to who asks, nothing is said.
/// </summary>
internal sealed class MovedTotals(LedgerReader reader, MeasureReader measures, IClock clock, IAccess access) : IReorganisationEffect
{
    public async Task<IReadOnlyList<EffectLine>> DescribeAsync(
        NetworkSnapshot before, NetworkSnapshot after, IReadOnlyList<string> touchedUnits, DateOnly effective, CancellationToken cancel)
    {
        var counted = (await measures.AllAsync(cancel)).Where(m => m.Entries > 0).Select(m => m.Definition).ToList();
        var roots = before.Roots.Where(r => after.TryFind(r.Code, out _)).Select(r => r.Code).ToList();
        // A unit that the plan opens is nobody's yet: it continues units that are asked for themselves.
        var open = await access.ScopeAsync(LedgerPermissions.Figures, cancel);
        var codes = touchedUnits.Concat(roots).Distinct().Where(c => open.Covers(c) || !before.TryFind(c, out _)).ToList();
        if (counted.Count == 0 || codes.Count == 0)
            return [];

        var first = DateOnly.MaxValue;
        var end = DateOnly.MinValue;
        foreach (var measure in counted)
        {
            if (await measures.MonthsAsync(measure.Code, cancel) is not { } months)
                continue;
            (first, end) = (months.From < first ? months.From : first, months.To > end ? months.To : end);
        }

        var lastYear = Period.CivilYear(clock.UtcNow.Year - 1);
        var since = new Period(new DayRange(first, end), $"depuis {first.Year}");
        List<Period> periods = [lastYear with { Label = $"en {lastYear.Label}" }, since];
        var lines = new List<(decimal Moved, EffectLine Line)>();
        var national = new List<EffectLine>();
        foreach (var view in new[] { HierarchyView.Current, HierarchyView.Constant(effective) })
        {
            var (was, willBe) = (await AnswersAsync(before, view), await AnswersAsync(after, view));
            var changed = new HashSet<string>();
            for (var m = 0; m < counted.Count; m++)
                for (var u = 0; u < codes.Count; u++)
                    for (var p = 0; p < periods.Count; p++)
                    {
                        var (old, next) = (was(m, codes[u], p), willBe(m, codes[u], p));
                        if (Same(counted[m], old, next))
                            continue;
                        if (roots.Contains(codes[u]))
                            changed.Add(codes[u]);
                        lines.Add((Moved(old, next), new EffectLine(
                            $"{counted[m].Label} ({counted[m].Unit}), {periods[p].Label}", Name(codes[u]), Words.View(view), Text(counted[m], old), Text(counted[m], next))));
                    }

            // L9: a reorganisation moves totals between units; the page says that those of the whole network stay.
            national.AddRange(roots.Where(r => codes.Contains(r) && touchedUnits.Contains(r) && !changed.Contains(r)).Select(r => new EffectLine(
                "Totaux de tout le réseau", Name(r), Words.View(view), "inchangés", "inchangés")));
        }

        return [.. lines.OrderByDescending(l => l.Moved).Select(l => l.Line), .. lines.Count == 0 ? [] : national];

        // A unit that only one of the two networks has keeps its line: it has no value in the other.
        async Task<Func<int, string, int, LedgerCell?>> AnswersAsync(NetworkSnapshot network, HierarchyView view)
        {
            var known = codes.Where(c => network.TryFind(c, out _)).ToList();
            var answer = await reader.ReadAsync(network, new LedgerQuestion([.. counted.Select(m => new Term(m.Code))], known, true, periods, view), cancel);
            return (measure, unit, period) => known.IndexOf(unit) is >= 0 and var at ? answer.Cell(measure, at, period) : null;
        }

        string Name(string code) => after.TryFind(code, out var unit) || before.TryFind(code, out unit) ? unit.Name : code;
    }

    private static bool Same(MeasureDefinition measure, LedgerCell? a, LedgerCell? b) => Text(measure, a) == Text(measure, b) || (Empty(a) && Empty(b));

    private static bool Empty(LedgerCell? cell) => cell is null or { Entries: 0 };

    private static decimal Moved(LedgerCell? a, LedgerCell? b) => Math.Abs((b?.Value ?? 0) - (a?.Value ?? 0));

    private static string Text(MeasureDefinition measure, LedgerCell? cell) => cell is null ? "–" : Words.Value(measure, cell);
}
