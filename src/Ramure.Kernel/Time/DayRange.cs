namespace Ramure.Kernel.Time;

/// <summary>A half-open interval of days [From, To). An open end is <see cref="DateOnly.MaxValue"/>.</summary>
public readonly record struct DayRange
{
    /// <exception cref="ArgumentException">When <paramref name="to"/> is not after <paramref name="from"/>.</exception>
    public DayRange(DateOnly from, DateOnly to)
    {
        if (to <= from)
            throw new ArgumentException($"An interval ends after it begins: [{from:yyyy-MM-dd}, {to:yyyy-MM-dd}).", nameof(to));
        (From, To) = (from, to);
    }

    /// <summary>First day inside.</summary>
    public DateOnly From { get; }

    /// <summary>First day outside.</summary>
    public DateOnly To { get; }

    public bool Contains(DateOnly day) => From <= day && day < To;

    public bool Contains(DayRange other) => From <= other.From && other.To <= To;

    public bool Overlaps(DayRange other) => From < other.To && other.From < To;

    /// <summary>The common part, null when there is none.</summary>
    public DayRange? Intersect(DayRange other)
    {
        var from = From > other.From ? From : other.From;
        var to = To < other.To ? To : other.To;
        return from < to ? new DayRange(from, to) : null;
    }

    public override string ToString() => $"[{From:yyyy-MM-dd}, {To:yyyy-MM-dd})";
}
