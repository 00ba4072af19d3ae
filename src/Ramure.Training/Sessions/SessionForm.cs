using System.Globalization;
using Ramure.Kernel.Operations;
using Ramure.Network.Contracts;
using Ramure.Training.Model;
using Ramure.Training.Words;

namespace Ramure.Training.Sessions;

/// <summary>All that the form of a session shows.</summary>
internal sealed record SessionForm(SessionText Text, string Unit, IReadOnlyList<OfferedRoom> Rooms, IReadOnlyList<Trainer> Trainers)
{
    public const string Add = "ajouter";
    public const string Remove = "retirer-";
    public const string Repeat = "copier-";

    /// <summary>" (heure de La Réunion)", or nothing.</summary>
    public string Zone { get; init; } = "";

    /// <summary>Price of the training, in words.</summary>
    public string Price { get; init; } = "";

    public IReadOnlyList<Refusal> Refusals { get; init; } = [];

    /// <summary>The row, from 1, that was just added.</summary>
    public int? Added { get; init; }

    /// <summary>Adds, repeats or takes away a row: whether that is what the button asked. Values typed elsewhere stay.</summary>
    public static bool TryEdit(SessionText text, string? action, out int? added)
    {
        added = null;
        var rows = text.Slots ??= [];
        // The school that was chosen is the one that is meant from now on.
        foreach (var row in rows.Where(r => !string.IsNullOrEmpty(r.SchoolChoice) && r.School?.Trim() == r.SchoolTyped))
            row.School = row.SchoolChoice;
        if (action == Add)
        {
            if (rows.Count < SlotRules.MostSlots)
                rows.Add(new SlotText { Place = rows.LastOrDefault()?.Place ?? PlaceWords.Code(PlaceKind.Atelier), Room = rows.LastOrDefault()?.Room });
            added = rows.Count;
            return true;
        }

        if (Row(action, Repeat, rows) is { } copied)
        {
            if (rows.Count < SlotRules.MostSlots)
            {
                rows.Insert(copied + 1, rows[copied].Copy(days: 7));
                added = copied + 2;
            }

            return true;
        }

        if (Row(action, Remove, rows) is not { } removed)
            return false;
        rows.RemoveAt(removed);
        return true;
    }

    private static int? Row(string? action, string verb, List<SlotText> rows) =>
        action?.StartsWith(verb, StringComparison.Ordinal) == true && int.TryParse(action[verb.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var row) && row >= 1 && row <= rows.Count
            ? row - 1
            : null;
}

/// <summary>Reads what the form of a session offers.</summary>
internal sealed class SessionForms(INetwork network, PlaceFinder places, SessionTrainers trainers)
{
    public async Task<SessionForm> ReadAsync(SessionText text, Course course, Session? session, CancellationToken cancel = default)
    {
        var code = session?.Unit ?? course.Unit;
        var unit = (await network.SnapshotAsync(cancel)).TryFind(code, out var known) ? known : throw new InvalidOperationException($"The unit {code} is not in the network.");
        return new SessionForm(text, code, await places.RoomsAsync(unit, session, cancel), await trainers.OfferedAsync(code, session, cancel))
        {
            Zone = When.Zone(unit.TimeZone),
            Price = TrainingWords.Price(course.Content.PriceCents),
        };
    }
}
