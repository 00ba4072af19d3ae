namespace Ramure.Steering.Contracts;

/// <summary>What a good value is (L11).</summary>
public enum Direction
{
    /// <summary>At least the target.</summary>
    Up,

    /// <summary>At most the target.</summary>
    Down,

    /// <summary>Inside the target's interval.</summary>
    Interval,

    /// <summary>Done or not, with evidence.</summary>
    Milestone,
}

/// <summary>How a value stands against its target (L11).</summary>
public enum Attainment
{
    /// <summary><c>atteint</c>.</summary>
    Reached,

    /// <summary><c>en-bonne-voie</c>: the year is not over; on the linear path or ahead of it.</summary>
    OnTrack,

    /// <summary><c>en-retard</c>: the year is not over; behind the linear path.</summary>
    Late,

    /// <summary><c>non-atteint</c>: the year is over.</summary>
    Missed,

    /// <summary><c>sans-cible</c>: none stated, none of its own, or two statements that nobody settled.</summary>
    NoTarget,

    /// <summary><c>non-juge</c>: there is a target and no value to hold against it.</summary>
    NotJudged,
}

/// <summary>The words of directions and attainments in addresses, files and JSON.</summary>
public static class IndicatorWords
{
    public static string Code(this Direction direction) => direction switch
    {
        Direction.Up => "up",
        Direction.Down => "down",
        Direction.Interval => "interval",
        _ => "milestone",
    };

    public static string Code(this Attainment attainment) => attainment switch
    {
        Attainment.Reached => "atteint",
        Attainment.OnTrack => "en-bonne-voie",
        Attainment.Late => "en-retard",
        Attainment.Missed => "non-atteint",
        Attainment.NoTarget => "sans-cible",
        _ => "non-juge",
    };
}
