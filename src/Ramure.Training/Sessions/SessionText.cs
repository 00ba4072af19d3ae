using System.Globalization;
using System.Text.RegularExpressions;
using Ramure.Kernel.Operations;
using Ramure.Network.Contracts;
using Ramure.Training.Model;
using Ramure.Training.Words;

namespace Ramure.Training.Sessions;

/// <summary>A session as the form says it. Slots are lines: <c>2025-03-12 9:00-12:00 Atelier Canopé 62</c>.</summary>
internal sealed class SessionText
{
    public string? Slots { get; set; }
    public string? Capacity { get; set; }
    public string? Mode { get; set; }
    public string? Opens { get; set; }
    public string? Closes { get; set; }
    public string? Trainers { get; set; }

    internal static SessionText Of(Session session) => new()
    {
        Slots = string.Join('\n', session.Slots.OrderBy(s => s.Day).ThenBy(s => s.Start).Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Day:yyyy-MM-dd} {s.Start:H:mm}-{s.End:H:mm} {s.Place}"))),
        Capacity = session.Capacity.ToString(CultureInfo.InvariantCulture),
        Mode = TrainingWords.Modes.First(m => m.Mode == session.Mode).Code,
        Opens = session.OpensAt is { } opens ? LocalTime.Write(opens, session.TimeZone) : "",
        Closes = LocalTime.Write(session.ClosesAt, session.TimeZone),
        Trainers = string.Join(", ", session.Trainers.Select(t => t.Trainer!.Name).Order(StringComparer.CurrentCulture)),
    };
}

/// <summary>What a session was checked to be; instants UTC.</summary>
internal sealed record CheckedSession(
    IReadOnlyList<Slot> Slots, int Capacity, RegistrationMode Mode, DateTime? OpensAt, DateTime ClosesAt, DateTime StartsAt, IReadOnlyList<string> Trainers);

/// <summary>Hours of a place and instants.</summary>
internal static class LocalTime
{
    /// <summary>The instant, UTC; null for an hour that does not exist there (a clock put forward).</summary>
    public static DateTime? Utc(DateOnly day, TimeOnly time, string zone)
    {
        var local = day.ToDateTime(time);
        var info = TimeZoneInfo.FindSystemTimeZoneById(zone);
        return info.IsInvalidTime(local) ? null : TimeZoneInfo.ConvertTimeToUtc(local, info);
    }

    /// <summary>As a form field of date and hour writes it.</summary>
    public static string Write(DateTime utc, string zone) =>
        TimeZoneInfo.ConvertTimeFromUtc(utc, TimeZoneInfo.FindSystemTimeZoneById(zone)).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Day and hour there.</summary>
    public static DateTime At(DateTime utc, string zone) => TimeZoneInfo.ConvertTimeFromUtc(utc, TimeZoneInfo.FindSystemTimeZoneById(zone));
}

/// <summary>Reads and checks what somebody typed, everything at once.</summary>
internal static partial class SessionRules
{
    private const int MostSlots = 60;
    private const int MostSeats = 10_000;
    private const int MostTrainers = 20;

    public static Result<CheckedSession> Check(SessionText text, UnitInfo unit)
    {
        var refusals = new List<Refusal>();
        var slots = ReadSlots(text.Slots, unit, refusals);
        if (!int.TryParse((text.Capacity ?? "").Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var capacity) || capacity is < 1 or > MostSeats)
            refusals.Add(new Refusal("capacity-invalid", $"Donnez le nombre de places, de 1 à {MostSeats}.", "places"));
        var mode = TrainingWords.Modes.FirstOrDefault(m => m.Code == text.Mode);
        if (mode.Code is null)
            refusals.Add(new Refusal("choice-missing", "Choisissez qui peut s’inscrire.", "mode"));
        var opens = Instant(text.Opens, "ouverture", unit, refusals);
        var closes = Instant(text.Closes, "cloture", unit, refusals);
        DateTime? first = slots.Count > 0 ? slots.Min(s => LocalTime.Utc(s.Day, s.Start, unit.TimeZone)!.Value) : null;
        if (closes > first)
            refusals.Add(new Refusal("closing-late", "Les inscriptions se ferment au plus tard quand la session commence.", "cloture"));
        if (opens is not null && opens >= (closes ?? first))
            refusals.Add(new Refusal("opening-late", "Les inscriptions s’ouvrent avant de se fermer.", "ouverture"));
        var trainers = (text.Trainers ?? "").Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct().ToList();
        if (trainers.Count > MostTrainers || trainers.Exists(t => t.Length > 120))
            refusals.Add(new Refusal("field-too-long", $"{MostTrainers} formateurs au plus, 120 caractères chacun.", "formateurs"));
        return refusals.Count > 0 ? refusals : new CheckedSession(slots, capacity, mode.Mode, opens, closes ?? first!.Value, first!.Value, trainers);
    }

    private static List<Slot> ReadSlots(string? text, UnitInfo unit, List<Refusal> refusals)
    {
        var slots = new List<Slot>();
        var lines = (text ?? "").ReplaceLineEndings("\n").Split('\n').Select((line, i) => (Text: line.Trim(), Number: i + 1)).Where(l => l.Text.Length > 0).ToList();
        if (lines.Count is 0 or > MostSlots)
            refusals.Add(new Refusal("slots-missing", lines.Count == 0 ? "Donnez au moins un créneau : jour, heures, lieu." : $"{MostSlots} créneaux au plus.", "creneaux"));
        foreach (var line in lines.Take(MostSlots))
        {
            var before = refusals.Count;
            void Refuse(string code, string message) => refusals.Add(new Refusal(code, $"Créneau {line.Number} : {message}", "creneaux"));
            if (SlotLine().Match(line.Text) is not { Success: true } match)
            {
                Refuse("slot-invalid", "écrivez le jour, les heures et le lieu, par exemple « 2025-03-12 9:00-12:00 Atelier Canopé 62 ».");
                continue;
            }

            if (!DateOnly.TryParseExact(match.Groups["day"].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                Refuse("day-invalid", $"« {match.Groups["day"].Value} » n’est pas un jour du calendrier.");
            var start = Hour(match.Groups["start"].Value);
            var end = Hour(match.Groups["end"].Value);
            if (start is null || end is null)
                Refuse("hour-invalid", "une heure va de 0:00 à 23:59.");
            else if (end <= start)
                Refuse("hour-invalid", "la fin vient après le début, le même jour.");
            if (refusals.Count > before)
                continue;
            if (!unit.Open.Contains(day))
                Refuse("unit-closed", $"{unit.ShortName} n’est pas ouverte ce jour-là.");
            else if (LocalTime.Utc(day, start!.Value, unit.TimeZone) is not { } starts || LocalTime.Utc(day, end!.Value, unit.TimeZone) is not { } ends)
                Refuse("hour-invalid", "cette heure n’existe pas : on avance les montres cette nuit-là.");
            else if (slots.Exists(s => s.Day == day && s.Start < end && start < s.End))
                Refuse("slots-overlap", "il se superpose à un autre.");
            else
                slots.Add(new Slot { Id = Guid.CreateVersion7(), Day = day, Start = start.Value, End = end!.Value, StartsAt = starts, EndsAt = ends, Place = match.Groups["place"].Value });
        }

        return slots;
    }

    private static TimeOnly? Hour(string text) =>
        TimeOnly.TryParseExact(text.Replace('h', ':'), ["H:mm", "H:"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    private static DateTime? Instant(string? text, string field, UnitInfo unit, List<Refusal> refusals)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (DateTime.TryParseExact(text.Trim(), ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            && LocalTime.Utc(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local), unit.TimeZone) is { } utc)
            return utc;
        refusals.Add(new Refusal("instant-invalid", "Donnez un jour et une heure qui existent, par exemple 2025-03-01T18:00.", field));
        return null;
    }

    [GeneratedRegex(@"^(?<day>\d{4}-\d{2}-\d{2})\s+(?<start>\d{1,2}[:h]\d{0,2})\s*(?:-|–|à)\s*(?<end>\d{1,2}[:h]\d{0,2})\s+(?<place>\S.{0,299})$")]
    private static partial Regex SlotLine();
}
