namespace Ramure.Kernel.Time;

/// <summary>Counts in the field's own units.</summary>
public static class TrainingTime
{
    /// <summary>A <em>journée stagiaire</em> is 6 hours of attended training (design, data rules).</summary>
    public const int MinutesPerTraineeDay = 360;

    /// <summary>Half a training day, where only half-days are known.</summary>
    public const int MinutesPerHalfDay = MinutesPerTraineeDay / 2;

    /// <summary>
    /// Half-days that sessions of a day amount to: two or three hours are one, six or seven are two, one hour is none.
    /// A day has two at most.
    /// </summary>
    /// <param name="minutes">Taught minutes of one day.</param>
    public static int HalfDays(int minutes) => Math.Min(2, (int)Rounding.HalfAwayFromZero(minutes / (decimal)MinutesPerHalfDay, 0));
}
