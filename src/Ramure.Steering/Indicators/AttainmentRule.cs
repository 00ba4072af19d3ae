using Ramure.Kernel.Time;
using Ramure.Steering.Contracts;

namespace Ramure.Steering.Indicators;

/// <summary>What L11 looks at.</summary>
/// <param name="Value">Rounded (L10).</param>
/// <param name="Start">Where the linear path starts: the previous target or the baseline; null when neither is a number.</param>
/// <param name="Cumulates">A flow that grows over the year: its path starts from 0 on the first day.</param>
/// <param name="Year">The whole year.</param>
/// <param name="Now">First day that is not over.</param>
internal sealed record Judged(
    Direction Direction, decimal Value, TargetValue Target, decimal? Start, bool Cumulates, DayRange Year, DateOnly Now);

/// <summary>L11.</summary>
internal static class AttainmentRule
{
    /// <summary>How a value stands, and what the path expected of it when the year is not over.</summary>
    public static (Attainment Attainment, decimal? Expected) Judge(Judged judged)
    {
        var meets = Meets(judged.Direction, judged.Value, judged.Target);
        if (judged.Year.To <= judged.Now)
            return (meets ? Attainment.Reached : Attainment.Missed, null);
        var part = Elapsed(judged.Year, judged.Now);
        // Little spent or counted yet is no success when less is better: only the path can be judged.
        var final = meets && !(judged.Cumulates && judged.Direction != Direction.Up);
        return judged.Direction switch
        {
            Direction.Up => Against(judged.Target.Number!.Value, (value, expected) => value >= expected),
            Direction.Down => Against(judged.Target.Number!.Value, (value, expected) => value <= expected),
            _ => Interval(),
        };

        (Attainment, decimal?) Against(decimal bound, Func<decimal, decimal, bool> keepsUp)
        {
            var expected = Path(judged.Cumulates ? 0 : judged.Start ?? bound, bound, part);
            return (final ? Attainment.Reached : keepsUp(judged.Value, expected) ? Attainment.OnTrack : Attainment.Late, expected);
        }

        (Attainment, decimal?) Interval()
        {
            var (low, high) = (judged.Target.Low!.Value, judged.Target.High!.Value);
            if (judged.Cumulates)
                return (judged.Value >= Path(0, low, part) && judged.Value <= Path(0, high, part) ? Attainment.OnTrack : Attainment.Late, Path(0, low, part));
            if (meets)
                return (Attainment.Reached, null);
            return judged.Value < low
                ? Against(low, (value, expected) => judged.Start is { } start && start < low && value >= expected)
                : Against(high, (value, expected) => judged.Start is { } start && start > high && value <= expected);
        }
    }

    /// <summary>Up: at least; down: at most; interval: inside, bounds included.</summary>
    public static bool Meets(Direction direction, decimal value, TargetValue target) => direction switch
    {
        Direction.Down => value <= target.Number,
        Direction.Interval => value >= target.Low && value <= target.High,
        _ => value >= target.Number,
    };

    /// <summary>A year without target of its own, between two known points: on the line between them, or behind it.</summary>
    public static (Attainment Attainment, decimal? Expected) Between(
        Direction direction, decimal value, (DateOnly Day, decimal Value) from, (DateOnly Day, decimal Value) to, DateOnly at)
    {
        var part = (at.DayNumber - from.Day.DayNumber, to.Day.DayNumber - from.Day.DayNumber);
        var expected = Path(from.Value, to.Value, part);
        return ((direction == Direction.Down ? value <= expected : value >= expected) ? Attainment.OnTrack : Attainment.Late, expected);
    }

    private static (int Days, int Of) Elapsed(DayRange year, DateOnly now) =>
        (Math.Max(0, now.DayNumber - year.From.DayNumber), year.To.DayNumber - year.From.DayNumber);

    // Multiplied before it is divided: exact wherever a decimal can be.
    private static decimal Path(decimal from, decimal to, (int Days, int Of) part) => from + ((to - from) * part.Days / part.Of);
}
