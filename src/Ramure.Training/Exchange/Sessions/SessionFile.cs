using Ramure.Training.Exchange.Mapping;
using Ramure.Training.Sessions;

namespace Ramure.Training.Exchange.Sessions;

/// <summary>The lines of a file that are about one session: one for each slot.</summary>
internal sealed record SessionLines(string Key, IReadOnlyList<ExchangeRow> Rows)
{
    /// <summary>What all lines of a session say alike.</summary>
    private static readonly string[] Common = ["training", "title", "unit", "trainers", "capacity", "beyond-room", "minimum", "mode", "opens", "closes", "price", "state", "reason"];

    public ExchangeRow First => Rows[0];

    public string this[string field] => First[field];

    /// <summary>The fields in which a line differs from the first.</summary>
    public IEnumerable<(ExchangeRow Row, string Field)> Disagreements =>
        from row in Rows.Skip(1)
        from said in Common
        where row[said] != First[said]
        select (row, said);

    /// <summary>What the file says beside what is there: fields that it has no word for stay as they are.</summary>
    /// <param name="rooms">Identifiers of rooms by their names.</param>
    public SessionText Text(FileMapping mapping, SessionText? present, IReadOnlyDictionary<string, string> rooms)
    {
        string? Said(string field, string? otherwise) => mapping.Says(field) ? First[field] : otherwise;
        return new SessionText
        {
            Slots = [.. Rows.Select(r => Slot(r, mapping, present, rooms))],
            Capacity = Said("capacity", present?.Capacity),
            Minimum = Said("minimum", present?.Minimum),
            BeyondRoom = First["beyond-room"] == ExchangeWords.Yes ? ExchangeWords.Yes : null,
            // Whom another system registers does not register here beside it.
            Mode = Said("mode", present?.Mode ?? "designation") is { Length: > 0 } mode ? mode : present?.Mode ?? "designation",
            Opens = Said("opens", present?.Opens),
            Closes = Said("closes", present?.Closes),
            Price = Said("price", present?.Price),
            Trainers = mapping.Says("trainers") ? [] : present?.Trainers,
            NewTrainers = mapping.Says("trainers") ? First["trainers"] : null,
        };
    }

    private static SlotText Slot(ExchangeRow row, FileMapping mapping, SessionText? present, IReadOnlyDictionary<string, string> rooms)
    {
        var slot = new SlotText { Day = row["day"], Start = row["start"], End = row["end"] };
        var old = present?.Slots?.Find(s => s.Day == slot.Day && s.Start == slot.Start);
        if (!mapping.Says("place") && !mapping.Says("room") && !mapping.Says("school") && !mapping.Says("address") && !mapping.Says("link"))
        {
            (slot.Place, slot.Room, slot.School, slot.Address, slot.Link) = (old?.Place ?? "atelier", old?.Room, old?.School, old?.Address, old?.Link);
            return slot;
        }

        // A place that is named says by itself which kind it is.
        slot.Place = row["place"] is { Length: > 0 } kind ? kind
            : row["room"].Length > 0 ? "atelier"
            : row["school"].Length > 0 ? "etablissement"
            : row["link"].Length > 0 ? "distance"
            : row["address"].Length > 0 ? "adresse"
            : "atelier";
        switch (slot.Place)
        {
            case "atelier":
                slot.Room = row["room"] is { Length: > 0 } room ? rooms.GetValueOrDefault(room, room) : null;
                break;
            case "etablissement":
                slot.School = row["school"];
                break;
            case "distance":
                slot.Link = mapping.Says("link") ? row["link"] : old?.Link;
                break;
            default:
                slot.Address = row["address"];
                break;
        }

        return slot;
    }
}
