using System.Globalization;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;
using Ramure.Network.Contracts;
using Ramure.Training.Model;

namespace Ramure.Training.Sessions;

/// <summary>A slot as it was checked to be; instants UTC.</summary>
/// <param name="Row">Its row in the form, from 1.</param>
/// <param name="Id">The slot it changes; null for a new one.</param>
internal sealed record CheckedSlot(int Row, Guid? Id, DateOnly Day, TimeOnly Start, TimeOnly End, DateTime StartsAt, DateTime EndsAt, SlotPlace Place);

/// <summary>Reads and checks the rows of the form: hours and places.</summary>
internal sealed class SlotRules(PlaceFinder places)
{
    public const int MostSlots = 60;

    private static readonly string[] Hours = ["HH:mm", "H:mm", "HH:mm:ss"];

    /// <summary>The slots that are right; what is wrong with the others is added to <paramref name="refusals"/>.</summary>
    public async Task<List<CheckedSlot>> CheckAsync(IReadOnlyList<SlotText> rows, UnitInfo unit, Session? session, List<Refusal> refusals, CancellationToken cancel)
    {
        if (rows.Count is 0 or > MostSlots)
        {
            refusals.Add(new Refusal("slots-missing", rows.Count == 0 ? "Donnez au moins un créneau : jour, heures, lieu." : $"{MostSlots} créneaux au plus : planifiez une autre session pour la suite.", "ajouter"));
            return [];
        }

        var slots = new List<CheckedSlot>();
        var rooms = await places.RoomsAsync(unit, session, cancel);
        for (var i = 0; i < rows.Count; i++)
        {
            var said = new SlotRefusals(i + 1, refusals);
            var hours = ReadHours(rows[i], unit, said);
            var place = await places.FindAsync(rows[i], unit, rooms, said, cancel);
            if (hours is not { } h || place is null)
                continue;
            if (slots.Find(s => s.StartsAt < h.EndsAt && h.StartsAt < s.EndsAt) is { } other)
                said.Add("slots-overlap", "debut", $"ces heures se superposent au créneau {other.Row} : changez l’un des deux.");
            else
                slots.Add(new CheckedSlot(i + 1, Guid.TryParse(rows[i].Id, out var id) ? id : null, h.Day, h.Start, h.End, h.StartsAt, h.EndsAt, place));
        }

        return slots;
    }

    private static (DateOnly Day, TimeOnly Start, TimeOnly End, DateTime StartsAt, DateTime EndsAt)? ReadHours(SlotText row, UnitInfo unit, SlotRefusals said)
    {
        var written = (row.Day ?? "").Trim();
        DateOnly? day = WrittenDay.TryRead(written, out var read) ? read : null;
        if (day is null)
            said.Add("day-invalid", "jour", written.Length == 0 ? "donnez le jour." : $"« {written} » n’est pas un jour du calendrier : écrivez par exemple 2025-03-12.");
        else if (!unit.Open.Contains(day.Value))
            said.Add("unit-closed", "jour", $"{unit.ShortName} n’est pas ouverte ce jour-là : choisissez un autre jour.");
        var (start, end) = (Hour(row.Start), Hour(row.End));
        if (start is null)
            said.Add("hour-invalid", "debut", "donnez l’heure de début, de 0:00 à 23:59.");
        if (end is null)
            said.Add("hour-invalid", "fin", "donnez l’heure de fin, de 0:00 à 23:59.");
        if (day is not { } d || start is not { } s || end is not { } e || !unit.Open.Contains(d))
            return null;
        if (e <= s)
        {
            said.Add("hour-invalid", "fin", "la fin vient après le début, le même jour.");
            return null;
        }

        if (LocalTime.Utc(d, s, unit.TimeZone) is not { } startsAt)
            said.Add("hour-missing", "debut", Missing);
        else if (LocalTime.Utc(d, e, unit.TimeZone) is not { } endsAt)
            said.Add("hour-missing", "fin", Missing);
        else
            return (d, s, e, startsAt, endsAt);
        return null;
    }

    private const string Missing = "cette heure n’existe pas, on avance les montres cette nuit-là : donnez-en une autre.";

    private static TimeOnly? Hour(string? text)
    {
        var written = (text ?? "").Trim().Replace('h', ':');
        return TimeOnly.TryParseExact(written.EndsWith(':') ? written + "00" : written, Hours, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
    }
}

/// <summary>Says what is wrong with one row.</summary>
internal sealed class SlotRefusals(int row, List<Refusal> refusals)
{
    /// <param name="field">End of the field's identifier: <c>jour</c> of <c>creneau-2-jour</c>.</param>
    public void Add(string code, string field, string message) => refusals.Add(new Refusal(code, $"Créneau {row} : {message}", Field(row, field)));

    public static string Field(int row, string field) => $"creneau-{row.ToString(CultureInfo.InvariantCulture)}-{field}";
}
