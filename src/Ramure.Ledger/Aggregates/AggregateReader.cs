using Ramure.Kernel.Access;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;
using Ramure.Ledger.Asking;
using Ramure.Ledger.Contracts;
using Ramure.Ledger.Query;
using Ramure.Ui.Components;

namespace Ramure.Ledger.Aggregates;

/// <summary>A cell of a cut as the page and its export show it; <paramref name="Href"/> opens its own entries, null where they do not open for who asks.</summary>
internal sealed record AggregateRow(
    MeasureDefinition Measure, string UnitCode, string UnitName, DayRange Days, string Period, string Context, LedgerCell Cell, string? Href);

/// <summary>A question cut into cells, with the cell of the whole beside them.</summary>
internal sealed record Aggregates(CellRequestRead Question, IReadOnlyList<AggregateRow> Rows, LedgerCell Whole);

/// <summary>Cuts the question of an address.</summary>
internal sealed class AggregateReader(CellQueries cells, ContextText contexts, IAccess access)
{
    public async Task<Result<Aggregates>> ReadAsync(LedgerAddress address, CancellationToken cancel)
    {
        var entries = await access.ScopeAsync(LedgerPermissions.Entries, cancel);
        while (true)
        {
            if (!(await cells.CutAsync(address.Request(), cancel)).TryGet(out var cut, out var refusals))
                return Result<Aggregates>.Refused(refusals);
            var whole = (await cells.CutAsync((address with { By = null }).Request(), cancel)).Value;
            // Something posted between the two readings would make the whole and its parts differ: read both again.
            if (whole.Position == cut.Position)
                return new Aggregates(cut.Question, [.. cut.Cells.Select(c => Row(address, cut.Question, c, entries))], whole.Cells[0].Cell);
        }
    }

    private AggregateRow Row(LedgerAddress address, CellRequestRead question, CutCell cell, AccessScope entries)
    {
        var own = (address with { Unit = cell.Unit.Code, Subtree = cell.Subtree, PartOf = cell.Within }).Within(cell.Period.Days);
        if (cell.Context is { } context)
            own = own.With(context);
        return new AggregateRow(
            question.Measure, cell.Unit.Code, cell.Unit.Name, cell.Period.Days, Label(cell.Period),
            cell.Context is { } filter ? contexts.Value(filter.Key, filter.Values[0]) : "", cell.Cell,
            entries.Covers(cell.Unit.Code) && (cell.Within is null || entries.Covers(cell.Within)) ? own.Entries : null);
    }

    /// <summary>The calendar's label, and the days where the question takes only a part of it.</summary>
    private static string Label(Period period)
    {
        var day = period.Days.From;
        // Labels are "2017-03", "2017", "2017-2018", and "2017-01-15/2017-03-01" when time is not cut.
        var (text, whole) = period.Label.Length switch
        {
            7 => (day.ToString("MMMM yyyy", French.Culture), Period.Month(day.Year, day.Month)),
            4 => (period.Label, Period.CivilYear(day.Year)),
            9 => (period.Label, Period.SchoolYear(Period.SchoolYearOf(day))),
            _ => (Words.Days(period.Days), period),
        };
        return whole.Days == period.Days ? text : $"{text} ({Words.Days(period.Days)})";
    }
}
