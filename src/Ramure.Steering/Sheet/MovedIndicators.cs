using Ramure.Kernel.Access;
using Ramure.Kernel.Time;
using Ramure.Ledger.Contracts;
using Ramure.Steering.Loading;
using Ramure.Steering.Model;

namespace Ramure.Steering.Sheet;

/// <summary>From what is recorded to the pages of the indicators whose formulas count it, for its unit and year.</summary>
internal sealed class MovedIndicators(ContractStore store, IAccess access) : IMeasureLinks
{
    public async ValueTask<IReadOnlyList<MeasureLink>> ForAsync(IReadOnlyCollection<MeasureUse> uses, CancellationToken cancel = default)
    {
        var open = await access.ScopeAsync(LedgerPermissions.Figures, cancel);
        uses = [.. uses.Where(u => open.Covers(u.Unit))];
        if (uses.Count == 0)
            return [];
        return
        [
            .. from contract in await store.AllAsync(cancel)
               from indicator in contract.Indicators
               from link in uses.Where(u => Counts(indicator, u)).Select(u => Link(contract, indicator, u)).Distinct()
               select link,
        ];
    }

    private static bool Counts(EffectiveIndicator indicator, MeasureUse use) =>
        indicator.Formulas.SelectMany(f => f.Terms).Any(t => t.Measure == use.Measure && (use.Context is null || t.Filters.All(f => Passes(f, use.Context))));

    /// <summary>An empty value asks for entries that say nothing of the key.</summary>
    private static bool Passes(ContextFilter filter, IReadOnlyDictionary<string, string> context) =>
        filter.Values.Contains(context.GetValueOrDefault(filter.Key, ""));

    private static MeasureLink Link(EffectiveContract contract, EffectiveIndicator indicator, MeasureUse use)
    {
        var calendar = indicator.Definition.Calendar;
        var year = calendar == YearCalendar.Civil ? use.Day.Year : Period.SchoolYearOf(use.Day);
        return new MeasureLink(
            $"{indicator.Label} ({indicator.Code}), {Period.Year(calendar, year).Label}",
            $"/pilotage/{Uri.EscapeDataString(contract.Code)}/indicateurs/{Uri.EscapeDataString(indicator.Code)}?annee={year}&unite={Uri.EscapeDataString(use.Unit)}",
            contract.Definition.Title);
    }
}
