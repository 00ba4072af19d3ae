namespace Ramure.Kernel.Time;

/// <summary>The only source of the present.</summary>
public interface IClock
{
    /// <summary>Now, in UTC.</summary>
    DateTime UtcNow { get; }

    /// <summary>Today in a time zone (IANA identifier): a unit's day, not the server's.</summary>
    DateOnly Today(string timeZone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(UtcNow, TimeZoneInfo.FindSystemTimeZoneById(timeZone)));
}

/// <summary>The machine's clock.</summary>
public sealed class SystemClock(TimeProvider time) : IClock
{
    public DateTime UtcNow => time.GetUtcNow().UtcDateTime;
}
