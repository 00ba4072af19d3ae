using Ramure.Ledger.Contracts;

namespace Ramure.Ledger.Reading;

/// <summary>What one unit says: state, exact sum in smallest units, n of an average, entries.</summary>
internal readonly record struct PartValue(CellState State, decimal Sum, long Count, long Entries, string? Reason);

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
internal struct CellBuilder(MeasureDefinition measure, int capacity)
{
    private readonly List<CellPart> parts = new(capacity);
    private string? reason;
    private string? rupture;
    private bool sharedPersons;
    private int known;
    private int silent;
    private int notComputable;
    private long entries;
    private decimal sum;
    private decimal count;

    public void Add(Contribution contribution, in PartValue value)
    {
        if (contribution.Rupture is not null)
        {
            if (value.Entries > 0)
                rupture ??= contribution.Rupture;
            return;
        }

        if (measure.Kind == MeasureKind.Distinct && contribution.Share != 1 && value.Entries > 0)
            sharedPersons = true;
        var shared = contribution.Share == 1 ? value.Sum : value.Sum * contribution.Share;
        parts.Add(new CellPart(contribution.Unit.Number, value.State, shared, value.Count, value.Entries));
        entries += value.Entries;
        switch (value.State)
        {
            case CellState.Value:
                known++;
                sum += value.Count == 1 || measure.UnitOperator == UnitOperator.Average ? shared : shared / value.Count;
                count += value.Count;
                reason ??= value.Reason;
                break;
            case CellState.NotCommunicated:
                silent++;
                break;
            case CellState.NotComputable:
                if (notComputable++ == 0)
                    reason = value.Reason;
                break;
        }
    }

    public readonly LedgerCell Build(long? distinct)
    {
        var coverage = new Coverage(known, known + silent + notComputable);
        if (rupture is not null)
            return new LedgerCell(CellState.NotComputable, null, entries, coverage, [], rupture);
        if (sharedPersons)
            return new LedgerCell(CellState.NotComputable, null, entries, coverage, [], "des personnes ne se partagent pas selon une clé");
        if (known > 0)
            return new LedgerCell(CellState.Value, (distinct ?? Value()) / measure.PerUnit, entries, coverage, distinct is null ? parts : [], reason);
        var state = notComputable > 0 ? CellState.NotComputable
            : silent > 0 ? CellState.NotCommunicated
            : parts.Count > 0 ? CellState.NotApplicable
            : CellState.NotExpected;
        return new LedgerCell(state, null, entries, coverage, parts, reason);
    }

    private readonly decimal Value() => measure.UnitOperator == UnitOperator.Average
        ? sum / (measure.TimeOperator == TimeOperator.Average ? count : known)
        : sum;
}
