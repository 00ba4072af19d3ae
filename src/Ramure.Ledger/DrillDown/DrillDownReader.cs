using System.Globalization;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;
using Ramure.Ledger.Asking;
using Ramure.Ledger.Contracts;
using Ramure.Ledger.Query;
using Ramure.Network.Contracts;

namespace Ramure.Ledger.DrillDown;

/// <summary>An entry as the page and its export show it.</summary>
internal sealed record EntryRow(EntryLine Line, DateOnly Day, string DayText, string UnitName, decimal? Quantity, decimal Share, string Context)
{
    /// <summary>The record's label, or its kind and identifier when its module has none for it.</summary>
    public string Source => Line.Label ?? Line.Source;
}

/// <summary>A cell with the entries that make it, read at one position.</summary>
/// <param name="Sum">In the display unit, over all pages.</param>
/// <param name="AddsUp">Whether the listing gives the cell again (L13); null when the cell has no value.</param>
internal sealed record DrillDown(CellRequestRead Question, LedgerCell Cell, IReadOnlyList<EntryRow> Rows, long Count, decimal Sum, long? Distinct, bool? AddsUp)
{
    /// <summary>Whether the cell is the plain sum of its entries; a stock or an average is made of its units' shares.</summary>
    public bool IsSum => Question.Measure is { TimeOperator: TimeOperator.Sum, UnitOperator: UnitOperator.Sum };
}

/// <summary>Reads a cell and its entries together.</summary>
internal sealed class DrillDownReader(CellRequestReader requests, EntryQueries entries, ILedgerReader ledger, ContextText contexts)
{
    private const int ChunkSize = 50_000;

    public async Task<Result<DrillDown>> ReadAsync(CellRequest request, int skip, int take, CancellationToken cancel)
    {
        if (!(await requests.ReadAsync(request, cancel)).TryGet(out var read, out var refusals))
            return Result<DrillDown>.Refused(refusals);
        while (true)
        {
            // Something posted between the readings would make the cell and its list differ: read both again.
            var position = await ledger.PositionAsync(cancel);
            var answer = await ledger.ReadAsync(
                new LedgerQuestion([read.Term], [read.Unit.Code], read.Subtree, [Period.Whole(read.Days)], read.View, read.AsKnownAt, read.Within), cancel);
            var page = await entries.RunAsync(request, skip, take, cancel);
            if (!page.TryGet(out var lines, out var wrong))
                return Result<DrillDown>.Refused(wrong);
            if (lines.Position == position)
                return Build(read, answer.Cell(0, 0, 0), lines);
        }
    }

    /// <summary>Every entry of the question, for exports; null when the question is wrong, which the page explains.</summary>
    public async Task<IEnumerable<EntryRow>?> AllAsync(CellRequest request, CancellationToken cancel)
    {
        while (true)
        {
            var rows = new List<EntryRow>();
            long? position = null;
            for (var skip = 0; ; skip += ChunkSize)
            {
                if (!(await entries.RunAsync(request, skip, ChunkSize, cancel)).TryGet(out var lines, out _)
                    || !(await requests.ReadAsync(request, cancel)).TryGet(out var read, out _))
                    return null;
                position ??= lines.Position;
                if (position != lines.Position)
                    break;
                rows.AddRange(lines.Entries.Select(l => Row(read.Network, l)));
                if (rows.Count >= lines.Count)
                    return rows;
            }
        }
    }

    private DrillDown Build(CellRequestRead read, LedgerCell cell, EntryLines lines)
    {
        var found = new DrillDown(
            read, cell, [.. lines.Entries.Select(l => Row(read.Network, l))], lines.Count, Number(lines.Sum), lines.Distinct, null);
        if (cell.Value is not { } value)
            return found;
        var again = found.Distinct ?? (found.IsSum ? found.Sum : value);
        return found with { AddsUp = cell.Entries == lines.Count && Math.Abs(again - value) < 0.000_001m };
    }

    private EntryRow Row(NetworkSnapshot network, EntryLine line)
    {
        var day = DateOnly.ParseExact(line.Day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var basis = line.Basis switch
        {
            "month" => DayBasis.Month,
            "civil-year" => DayBasis.CivilYear,
            "school-year" => DayBasis.SchoolYear,
            _ => DayBasis.Day,
        };
        return new EntryRow(
            line, day, Words.Day(day, basis), network.TryFind(line.Unit, out var unit) ? unit.ShortName : line.Unit,
            line.Quantity is { } quantity ? Number(quantity) : null, Number(line.Share), contexts.Of(line.Context));
    }

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
