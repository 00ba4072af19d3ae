using System.Text.Json.Serialization;
using Ramure.Kernel;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;
using Ramure.Ledger.Contracts;
using Ramure.Network.Contracts;

namespace Ramure.Ledger.Query;

/// <summary>A cell as files, JSON and the API show it.</summary>
internal sealed record CellView(
    string Unit, string Period, string? Context, string State, string? Value, long Entries, CoverageView Coverage,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason = null);

/// <summary>Known and expected units.</summary>
internal sealed record CoverageView(int Known, int Expected);

/// <summary>Cells with the position they were read at.</summary>
internal sealed record CellViews(IReadOnlyList<CellView> Cells, long Position);

/// <summary>One cell of a cut question, with what asks for it alone.</summary>
/// <param name="Subtree">Whether the units below are in it.</param>
/// <param name="Within">The subtree that the unit's part is taken of, when units are what it was cut by.</param>
internal sealed record CutCell(UnitInfo Unit, bool Subtree, Period Period, ContextFilter? Context, LedgerCell Cell, string? Within);

/// <summary>A question cut into cells, with the position they were read at.</summary>
internal sealed record Cut(CellRequestRead Question, IReadOnlyList<CutCell> Cells, long Position);

/// <summary>Cuts a question into cells by month, year, unit or context: the cells are a partition of the whole.</summary>
internal sealed class CellQueries(CellRequestReader requests, ILedgerReader ledger)
{
    public async Task<Result<CellViews>> RunAsync(CellRequest request, CancellationToken cancel)
    {
        if (!(await CutAsync(request, cancel)).TryGet(out var cut, out var refusals))
            return Result<CellViews>.Refused(refusals);
        return new CellViews(
            [.. cut.Cells.Select(c => View(cut.Question.Measure, c.Unit.Code, c.Period.Label, c.Context is { } context ? $"{context.Key}={context.Values[0]}" : null, c.Cell))],
            cut.Position);
    }

    public async Task<Result<Cut>> CutAsync(CellRequest request, CancellationToken cancel)
    {
        if (!(await requests.ReadAsync(request, cancel)).TryGet(out var read, out var refusals))
            return Result<Cut>.Refused(refusals);
        var by = (request.By ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        foreach (var word in by)
        {
            if (word is not ("month" or "civil-year" or "school-year" or "unit") && !(word.StartsWith("context:", StringComparison.Ordinal) && word.Length > 8))
                return new Refusal("by-invalid", $"« {word} » ne découpe rien : écrivez month, civil-year, school-year, unit ou context:CLÉ.", "by");
        }

        var periods = Periods(read.Days, by);
        var contextKey = by.FirstOrDefault(w => w.StartsWith("context:", StringComparison.Ordinal))?["context:".Length..];
        IReadOnlyList<string?> contexts = contextKey is null ? [null] : [.. await ledger.ContextValuesAsync(read.Measure.Code, contextKey, cancel), ""];
        var byUnit = by.Contains("unit") && read.Subtree;
        IReadOnlyList<string> units = byUnit ? Below(read) : [read.Unit.Code];
        var terms = contexts.Select(c => c is null ? read.Term : read.Term with { Filters = [.. read.Term.Filters, new ContextFilter(contextKey!, [c])] }).ToList();
        var within = byUnit ? read.Unit.Code : read.Within;
        var answer = await ledger.ReadAsync(new LedgerQuestion(terms, units, read.Subtree && !byUnit, periods, read.View, read.AsKnownAt, within), cancel);

        var cells = new List<CutCell>();
        for (var u = 0; u < units.Count; u++)
        {
            read.Network.TryFind(units[u], out var unit);
            for (var p = 0; p < periods.Count; p++)
            {
                for (var c = 0; c < contexts.Count; c++)
                {
                    var cell = answer.Cell(c, u, p);
                    if (contexts[c] is not null && cell.Entries == 0)
                        continue;
                    if (byUnit && cell.State == CellState.NotExpected)
                        continue;
                    cells.Add(new CutCell(unit!, read.Subtree && !byUnit, periods[p], contexts[c] is { } value ? new ContextFilter(contextKey!, [value]) : null, cell, within));
                }
            }
        }

        return new Cut(read, cells, answer.Position);
    }

    public static CellView View(MeasureDefinition measure, string unit, string period, string? context, LedgerCell cell) => new(
        unit, period, context, cell.State.Code(), cell.Value is { } value ? Quantities.Text(value, measure.Decimals) : null, cell.Entries,
        new CoverageView(cell.Coverage.Known, cell.Coverage.Expected), cell.Reason);

    /// <summary>Units whose entries are credited to the subtree in the view: each brings its part, and the parts make the whole.</summary>
    private static List<string> Below(CellRequestRead read) => [.. Reading.Perimeter.Of(read.Network, read.View)
        .Resolve(read.Unit, true, read.Days)
        .Where(c => c.Rupture is null)
        .Select(c => c.Unit)
        .DistinctBy(u => u.Number)
        .OrderBy(u => u.Code, StringComparer.Ordinal)
        .Select(u => u.Code)];

    private static List<Period> Periods(DayRange days, string[] by)
    {
        var whole = by.Contains("month") ? Period.Months(days)
            : by.Contains("civil-year") ? Period.Years(YearCalendar.Civil, days)
            : by.Contains("school-year") ? Period.Years(YearCalendar.School, days)
            : [Period.Whole(days)];
        return [.. whole.Select(p => p with { Days = p.Days.Intersect(days)!.Value })];
    }
}
