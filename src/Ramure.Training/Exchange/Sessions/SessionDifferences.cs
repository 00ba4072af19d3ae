using System.Globalization;
using Ramure.Training.Sessions;
using Ramure.Training.Trainers;

namespace Ramure.Training.Exchange.Sessions;

/// <summary>What a session would say otherwise than it does, in words; nothing when the form would be sent as it stands.</summary>
internal static class SessionDifferences
{
    public static IReadOnlyList<string> Between(SessionText present, SessionText next, IReadOnlyList<string> trainers)
    {
        var said = new List<string>();
        void Compare(string what, string? before, string? after)
        {
            if ((before ?? "").Trim() != (after ?? "").Trim())
                said.Add(what);
        }

        if (!Slots(present).SequenceEqual(Slots(next)))
            said.Add("créneaux");
        Compare("places", present.Capacity, next.Capacity);
        Compare("minimum", present.Minimum, next.Minimum);
        Compare("inscription", present.Mode, next.Mode);
        Compare("ouverture", present.Opens, next.Opens);
        Compare("clôture", Closing(present), Closing(next));
        Compare("prix", present.Price?.Replace('.', ','), next.Price?.Replace('.', ','));
        if (next.NewTrainers is { } names && !Same(trainers, names.Split([',', ';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)))
            said.Add("formateurs");
        return said;
    }

    /// <summary>Registration that closes when the session begins is said by leaving it out.</summary>
    public static string Closing(SessionText text)
    {
        var first = (text.Slots ?? []).Select(s => $"{s.Day}T{s.Start}").Order(StringComparer.Ordinal).FirstOrDefault();
        return text.Closes is { Length: > 0 } closes && closes != first ? closes : "";
    }

    private static bool Same(IReadOnlyList<string> present, string[] next) =>
        present.All(p => next.Any(n => TrainerKeeper.SameName(p, n))) && next.All(n => present.Any(p => TrainerKeeper.SameName(p, n)));

    private static IEnumerable<string> Slots(SessionText text) => (text.Slots ?? []).Select(s => string.Create(
        CultureInfo.InvariantCulture, $"{s.Day} {s.Start} {s.End} {s.Place} {Place(s)}")).Order(StringComparer.Ordinal);

    private static string? Place(SlotText slot) => slot.Place switch
    {
        "atelier" => slot.Room,
        "etablissement" => slot.School?.Trim().ToUpperInvariant(),
        "distance" => slot.Link?.Trim(),
        _ => slot.Address?.Trim(),
    };
}
