using Ramure.Training.Model;

namespace Ramure.Training.Attendance;

/// <summary>
/// What all that was said about one thing comes to, whatever order it came in and however often. A statement that another names as
/// replaced is out; those that are left hold when they say the same, and are disputed when they do not: then nothing holds until
/// somebody who sees them all says another.
/// </summary>
/// <param name="Heads">The statements that nobody replaced, in the order of arrival.</param>
internal sealed record Agreed<T>(IReadOnlyList<T> Heads)
    where T : IStatement
{
    public static Agreed<T> Nothing { get; } = new([]);

    public bool IsSaid => Heads.Count > 0;

    /// <summary>Statements of people who had not seen each other's say different things.</summary>
    public bool IsDisputed => Heads.Any(h => h.Said != Heads[0].Said);

    /// <summary>What holds; null when nothing is said, when it is said that nobody knows, and when it is disputed.</summary>
    public int? Value => IsSaid && !IsDisputed ? Heads[0].Said : null;

    /// <summary>What the next statement replaces, by somebody who sees this.</summary>
    public IReadOnlyList<Guid> Seen => [.. Heads.Select(h => h.Id)];

    public static Agreed<T> Of(IEnumerable<T> statements)
    {
        var all = statements.OrderBy(s => s.Number).ToList();
        var replaced = all.SelectMany(s => s.Replaces.Where(r => r != s.Id)).ToHashSet();
        var heads = all.FindAll(s => !replaced.Contains(s.Id));
        // Statements that replace each other in a ring, which only a forger makes, all stand: somebody has to look.
        return new(heads.Count > 0 ? heads : all);
    }
}
