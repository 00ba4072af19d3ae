using Ramure.Ledger.Contracts;

namespace Ramure.Ledger.Reading;

/// <summary>What one unit says: state, exact sum in smallest units, n of an average, entries.</summary>
internal sealed record PartValue(CellState State, decimal Sum, long Count, long Entries, string? Reason);

/// <summary>Adds months up as the measure's time operator asks (L4).</summary>
internal struct Sums(bool lasting)
{
    private Dictionary<int, (int Day, long Quantity)>? last;
    private long quantity;

    public long Entries { get; private set; }

    public long Known { get; private set; }

    public long Nc { get; private set; }

    public long So { get; private set; }

    public readonly decimal Quantity => lasting ? last?.Values.Sum(v => (decimal)v.Quantity) ?? 0 : quantity;

    public void Add(MonthTotal[] rows)
    {
        foreach (ref readonly var row in rows.AsSpan())
            Add(row);
    }

    public void Add(MonthTotal[] rows, int firstMonth, int endMonth)
    {
        var (low, high) = (0, rows.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (rows[middle].Month < firstMonth)
                low = middle + 1;
            else
                high = middle;
        }

        for (; low < rows.Length && rows[low].Month < endMonth; low++)
            Add(rows[low]);
    }

    private void Add(in MonthTotal row)
    {
        Entries += row.Entries;
        Known += row.Known;
        Nc += row.Nc;
        So += row.So;
        if (!lasting)
        {
            quantity += row.Quantity;
            return;
        }

        if (row.Known <= 0)
            return;
        last ??= [];
        if (!last.TryGetValue(row.Context, out var seen) || seen.Day <= row.LastDay)
            last[row.Context] = (row.LastDay, row.Quantity);
    }
}

/// <summary>Adds units up into a cell: states and coverage (L6), the measure's unit operator (L4), ruptures (L9).</summary>
internal sealed class CellBuilder(MeasureDefinition measure)
{
    private readonly List<CellPart> parts = [];
    private string? reason;
    private string? rupture;
    private bool sharedPersons;

    public void Add(Contribution contribution, PartValue? value)
    {
        if (value is null)
            return;
        if (contribution.Rupture is not null)
        {
            if (value.Entries > 0)
                rupture ??= contribution.Rupture;
            return;
        }

        if (measure.Kind == MeasureKind.Distinct && contribution.Share != 1 && value.Entries > 0)
            sharedPersons = true;
        reason ??= value.Reason;
        parts.Add(new CellPart(contribution.Unit.Number, value.State, value.Sum * contribution.Share, value.Count, value.Entries));
    }

    public LedgerCell Build(long? distinct)
    {
        var known = parts.Count(p => p.State == CellState.Value);
        var expected = parts.Count(p => p.State is CellState.Value or CellState.NotCommunicated or CellState.NotComputable);
        var coverage = new Coverage(known, expected);
        var entries = parts.Sum(p => p.State == CellState.NotComputable ? 0 : p.Entries);
        if (rupture is not null)
            return new LedgerCell(CellState.NotComputable, null, entries, coverage, [], rupture);
        if (sharedPersons)
            return new LedgerCell(CellState.NotComputable, null, entries, coverage, [], "des personnes ne se partagent pas selon une clé");
        if (known > 0)
            return new LedgerCell(CellState.Value, Value(distinct, known) / measure.PerUnit, entries, coverage, distinct is null ? parts : [], reason);
        var state = parts.Any(p => p.State == CellState.NotComputable) ? CellState.NotComputable
            : expected > 0 ? CellState.NotCommunicated
            : parts.Count > 0 ? CellState.NotApplicable
            : CellState.NotExpected;
        return new LedgerCell(state, null, entries, coverage, parts, state == CellState.NotComputable ? reason : null);
    }

    private decimal Value(long? distinct, int known)
    {
        if (distinct is { } persons)
            return persons;
        var values = parts.Where(p => p.State == CellState.Value);
        return measure.UnitOperator == UnitOperator.Average
            ? values.Sum(p => p.Sum) / (measure.TimeOperator == TimeOperator.Average ? values.Sum(p => p.Count) : known)
            : values.Sum(p => p.Sum / p.Count);
    }
}
