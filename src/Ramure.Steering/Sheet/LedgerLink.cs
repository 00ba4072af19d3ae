using Ramure.Kernel.Time;
using Ramure.Ledger.Contracts;

namespace Ramure.Steering.Sheet;

/// <summary>The ledger's drill-down page for a term's cell: its entries add up to the cell (L13).</summary>
internal static class LedgerLink
{
    public static string Of(Term term, string unit, DayRange days, HierarchyView view) =>
        $"/registre/ecritures?mesure={Uri.EscapeDataString(term.Measure)}&unite={Uri.EscapeDataString(unit)}&sous-arbre=1"
        + $"&du={days.From:yyyy-MM-dd}&au={days.To.AddDays(-1):yyyy-MM-dd}&perimetre={view}"
        + string.Concat(term.Filters.Select(f => $"&contexte={Uri.EscapeDataString($"{f.Key}:{string.Join('|', f.Values)}")}"));
}
