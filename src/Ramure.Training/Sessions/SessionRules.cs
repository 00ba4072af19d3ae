using System.Globalization;
using Ramure.Kernel.Operations;
using Ramure.Network.Contracts;
using Ramure.Training.Model;
using Ramure.Training.Words;

namespace Ramure.Training.Sessions;

/// <summary>What a session was checked to be; instants UTC.</summary>
internal sealed record CheckedSession(
    IReadOnlyList<CheckedSlot> Slots, int Capacity, int? Minimum, bool BeyondRoom, RegistrationMode Mode, DateTime? OpensAt, DateTime ClosesAt, DateTime StartsAt, long? PriceCents);

/// <summary>Reads and checks what somebody typed, everything at once.</summary>
internal sealed class SessionRules(SlotRules slotRules)
{
    private const int MostSeats = 10_000;
    private const long MostCents = 10_000_000;
    private static readonly CultureInfo Fr = CultureInfo.GetCultureInfo("fr-FR");

    /// <param name="session">The session that is changed; null for a new one.</param>
    public async Task<Result<CheckedSession>> CheckAsync(SessionText text, UnitInfo unit, Session? session, CancellationToken cancel)
    {
        var refusals = new List<Refusal>();
        var slots = await slotRules.CheckAsync(text.Slots ?? [], unit, session, refusals, cancel);
        var capacity = Count(text.Capacity, "places", $"Donnez le nombre de places, de 1 à {MostSeats}.", refusals);
        var minimum = string.IsNullOrWhiteSpace(text.Minimum) ? null : Count(text.Minimum, "minimum", "Donnez un nombre de personnes, ou laissez vide.", refusals);
        if (minimum > capacity)
            refusals.Add(new Refusal("minimum-above-capacity", "Ce minimum dépasse le nombre de places : donnez-en moins.", "minimum"));
        var mode = TrainingWords.Modes.FirstOrDefault(m => m.Code == text.Mode);
        if (mode.Code is null)
            refusals.Add(new Refusal("choice-missing", "Choisissez qui peut s’inscrire.", "mode"));
        var opens = Instant(text.Opens, "ouverture", unit, refusals);
        var closes = Instant(text.Closes, "cloture", unit, refusals);
        DateTime? first = slots.Count > 0 ? slots.Min(s => s.StartsAt) : null;
        if (closes > first)
            refusals.Add(new Refusal("closing-late", "Les inscriptions se ferment au plus tard quand la session commence.", "cloture"));
        if (opens is not null && opens >= (closes ?? first))
            refusals.Add(new Refusal("opening-late", "Les inscriptions s’ouvrent avant de se fermer.", "ouverture"));
        var beyond = CheckRooms(text, slots, capacity, refusals);
        var price = Cents(text.Price, refusals);
        return refusals.Count > 0 ? refusals : new CheckedSession(slots, capacity!.Value, minimum, beyond, mode.Mode, opens, closes ?? first!.Value, first!.Value, price);
    }

    /// <summary>Whether more seats than a room holds are meant.</summary>
    private static bool CheckRooms(SessionText text, List<CheckedSlot> slots, int? capacity, List<Refusal> refusals)
    {
        if (slots.Where(s => s.Place.RoomCapacity < capacity).MinBy(s => s.Place.RoomCapacity) is not { } small)
            return false;
        if (string.IsNullOrEmpty(text.BeyondRoom))
            refusals.Add(new Refusal("capacity-above-room", $"{small.Place.Text} tient {small.Place.RoomCapacity} personnes : donnez au plus autant de places, une autre salle, ou dites plus bas que c’est voulu.", "places"));
        return true;
    }

    private static int? Count(string? text, string field, string remedy, List<Refusal> refusals)
    {
        if (int.TryParse((text ?? "").Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= MostSeats)
            return number;
        refusals.Add(new Refusal("number-invalid", remedy, field));
        return null;
    }

    private static long? Cents(string? value, List<Refusal> refusals)
    {
        var text = (value ?? "").Trim();
        if (text.Length == 0)
            return null;
        if (decimal.TryParse(text.Replace('.', ','), NumberStyles.AllowDecimalPoint, Fr, out var euros) && euros * 100 <= MostCents && decimal.Truncate(euros * 100) == euros * 100)
            return (long)(euros * 100);
        refusals.Add(new Refusal("price-invalid", "Donnez le prix en euros, par exemple 120 ou 87,50 ; 0 si c’est gratuit ; laissez vide pour le prix de la formation.", "prix"));
        return null;
    }

    private static DateTime? Instant(string? text, string field, UnitInfo unit, List<Refusal> refusals)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (DateTime.TryParseExact(text.Trim(), ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            && Kernel.Time.WrittenDay.IsNear(DateOnly.FromDateTime(local))
            && LocalTime.Utc(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local), unit.TimeZone) is { } utc)
            return utc;
        refusals.Add(new Refusal("instant-invalid", "Donnez un jour et une heure qui existent, par exemple 2025-03-01T18:00.", field));
        return null;
    }
}
