using Ramure.Training.Model;
using Ramure.Training.Sessions;
using Ramure.Ui.Components;

namespace Ramure.Training.Registration.Moving;

/// <summary>The sessions that one may choose.</summary>
internal static class MoveWords
{
    public static IReadOnlyList<Choice> Choices(IEnumerable<Session> targets) =>
        [.. targets.Select(t => new Choice(t.Id.ToString("D"), When.Of(t), $"{(t.Capacity > t.Taken ? French.Count(t.Capacity - t.Taken, "place libre", "places libres") : "complète, liste d’attente")} · {string.Join(", ", t.Slots.Select(s => s.Place).Distinct().Take(2))}"))];
}
