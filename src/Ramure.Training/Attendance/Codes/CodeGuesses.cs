using System.Collections.Concurrent;

namespace Ramure.Training.Attendance.Codes;

/// <summary>
/// Wrong codes of one account for one slot: after a few, only the trainer notes that person. In memory, for each host: with two of a million
/// codes right at a time, a few more tries on another host give nobody a chance.
/// </summary>
internal sealed class CodeGuesses
{
    public const int Most = 8;

    private static readonly TimeSpan Memory = TimeSpan.FromHours(12);

    private readonly ConcurrentDictionary<(Guid Slot, Guid Account), (int Wrong, DateTime Last)> wrong = new();

    /// <summary>Whether this account may still try.</summary>
    public bool MayTry(Guid slot, Guid account) => !wrong.TryGetValue((slot, account), out var seen) || seen.Wrong < Most;

    public void Missed(Guid slot, Guid account, DateTime now)
    {
        wrong.AddOrUpdate((slot, account), (1, now), (_, seen) => (seen.Wrong + 1, now));
        foreach (var old in wrong.Where(w => now - w.Value.Last > Memory).ToList())
            wrong.TryRemove(old);
    }
}
