namespace Ramure.Kernel.Time;

/// <summary>Counts in the field's own units.</summary>
public static class TrainingTime
{
    /// <summary>A <em>journée stagiaire</em> is 6 hours of attended training (design, data rules).</summary>
    public const int MinutesPerTraineeDay = 360;

    /// <summary>Half a training day, where only half-days are known.</summary>
    public const int MinutesPerHalfDay = MinutesPerTraineeDay / 2;
}
