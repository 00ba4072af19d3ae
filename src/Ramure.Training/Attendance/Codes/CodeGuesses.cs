using System.Collections.Concurrent;

namespace Ramure.Training.Attendance.Codes;

/// <summary>
/// Wrong codes of one account, or of one registration for who has none, for one slot: after a few, only the trainer notes that person. In memory, for each host: with two of a million
/// codes right at a time, a few more tries on another host give nobody a chance.
/// </summary>
internal sealed class CodeGuesses
{
    public const int Most = 8;

    private static readonly TimeSpan Memory = TimeSpan.FromHours(12);

    private readonly ConcurrentDictionary<(Guid Slot, Guid Who), (int Wrong, DateTime Last)> wrong = new();

    /// <summary>Whether this one may still try.</summary>
    public bool MayTry(Guid slot, Guid who) => !wrong.TryGetValue((slot, who), out var seen) || seen.Wrong < Most;

    public void Missed(Guid slot, Guid who, DateTime now)
    {
        wrong.AddOrUpdate((slot, who), (1, now), (_, seen) => (seen.Wrong + 1, now));
        foreach (var old in wrong.Where(w => now - w.Value.Last > Memory).ToList())
            wrong.TryRemove(old);
    }
}
