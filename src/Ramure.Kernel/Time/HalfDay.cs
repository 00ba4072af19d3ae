namespace Ramure.Kernel.Time;

/// <summary>Half a working day; programmes, rooms and trainers are planned in half-days.</summary>
public enum HalfDay
{
    Morning,
    Afternoon,
}

/// <summary>Counts in the field's own units.</summary>
public static class TrainingTime
{
    /// <summary>A <em>journée stagiaire</em> is 6 hours of attended training (design, data rules).</summary>
    public const int MinutesPerTraineeDay = 360;

    /// <summary>Half a training day, where only half-days are known.</summary>
    public const int MinutesPerHalfDay = MinutesPerTraineeDay / 2;
}
