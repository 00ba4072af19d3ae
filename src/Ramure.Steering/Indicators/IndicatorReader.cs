using Ramure.Kernel;
using Ramure.Kernel.Time;
using Ramure.Ledger.Contracts;
using Ramure.Network.Contracts;
using Ramure.Steering.Contracts;
using Ramure.Steering.Formulas;
using Ramure.Steering.Loading;
using Ramure.Steering.Model;

namespace Ramure.Steering.Indicators;

/// <summary>Computes indicators: one question to the ledger, whatever the number of cells.</summary>
internal sealed class IndicatorReader(
    ContractStore store, ILedgerReader ledger, IMeasures measures, INetwork network, IClock clock) : IIndicators
{
    /// <summary>The network is governed from Paris: a year is over when it is over there.</summary>
    private const string NetworkTimeZone = "Europe/Paris";

    public async Task<IndicatorAnswer?> ReadAsync(IndicatorQuestion question, CancellationToken cancel = default) =>
        await store.FindAsync(question.Contract, cancel) is { } contract ? await ReadAsync(contract, question, cancel) : null;

    /// <summary>The same for a contract already at hand.</summary>
    public async Task<IndicatorAnswer> ReadAsync(EffectiveContract contract, IndicatorQuestion question, CancellationToken cancel)
    {
        var snapshot = await network.SnapshotAsync(cancel);
        var indicators = question.Indicators is null ? contract.Indicators : [.. question.Indicators.Select(c => contract.Find(c)!)];
        var declared = await measures.AllAsync(cancel);
        var now = question.AsOf?.AddDays(1) ?? clock.Today(NetworkTimeZone);

        // Earlier years of the contract too: trends, and targets already met before their year (L11).
        var years = contract.Definition.Years.Concat(question.Years).Where(y => y <= question.Years.Max()).Distinct().Order().ToList();
        var periods = new List<Period>();
        var periodOf = new Dictionary<(YearCalendar Calendar, int Year), int>();
        foreach (var calendar in indicators.Select(i => question.Calendar ?? i.Definition.Calendar).Distinct())
        {
            foreach (var year in years)
            {
                var whole = Period.Year(calendar, year);
                var end = question.AsOf is not null && now < whole.Days.To ? now : whole.Days.To;
                if (end <= whole.Days.From)
                    continue;
                periodOf[(calendar, year)] = periods.Count;
                periods.Add(whole with { Days = new DayRange(whole.Days.From, end) });
            }
        }

        var terms = indicators.SelectMany(i => i.Formulas).SelectMany(f => f.Terms)
            .SelectMany(t => t.Filters.Count == 0 ? new[] { t } : [t, new Term(t.Measure)])
            .Distinct().ToList();
        var termIndex = terms.Select((term, index) => (term, index)).ToDictionary(t => t.term, t => t.index);
        var answer = await ledger.ReadAsync(new LedgerQuestion(terms, question.Units, true, periods, question.View), cancel);

        var roots = snapshot.Roots.Select(r => r.Code).ToHashSet(StringComparer.Ordinal);
        var values = new List<IndicatorValue>();
        foreach (var indicator in indicators)
        {
            var calendar = question.Calendar ?? indicator.Definition.Calendar;
            for (var u = 0; u < question.Units.Count; u++)
            {
                var unit = u;
                var cells = new IndicatorSeries(
                    indicator, question.Units[u], roots.Contains(question.Units[u]), calendar, years, now, question.AsOf is not null, declared,
                    (term, year) => periodOf.TryGetValue((calendar, year), out var p) ? answer.Cell(termIndex[term], unit, p) : null);
                values.AddRange(question.Years.Distinct().Select(cells.Value));
            }
        }

        return new IndicatorAnswer(contract.Code, contract.Version, contract.Revision, answer.Position, snapshot.Version, values);
    }
}
