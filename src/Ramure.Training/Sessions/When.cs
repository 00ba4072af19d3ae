using System.Globalization;
using Ramure.Training.Model;
using Ramure.Training.Words;
using Ramure.Ui.Components;

namespace Ramure.Training.Sessions;

/// <summary>Dates and hours as people of the place read them.</summary>
internal static class When
{
    private static readonly CultureInfo Fr = CultureInfo.GetCultureInfo("fr-FR");

    /// <summary>How people call the hour of a zone; one that is not here is called by its city.</summary>
    private static readonly Dictionary<string, string> Zones = new()
    {
        ["America/Cayenne"] = "heure de la Guyane",
        ["America/Guadeloupe"] = "heure de la Guadeloupe",
        ["America/Martinique"] = "heure de la Martinique",
        ["America/Miquelon"] = "heure de Saint-Pierre-et-Miquelon",
        ["Indian/Mayotte"] = "heure de Mayotte",
        ["Indian/Reunion"] = "heure de La Réunion",
        ["Pacific/Noumea"] = "heure de Nouvelle-Calédonie",
        ["Pacific/Tahiti"] = "heure de Tahiti",
        ["Pacific/Wallis"] = "heure de Wallis-et-Futuna",
    };

    /// <summary>"mercredi 12 mars 2025, 9 h 00 à 12 h 00"; with its real duration when clocks change in between.</summary>
    public static string Of(Slot slot) => !slot.HoursKnown ? $"{WeekDay(slot.Day)}, {Unknown(slot.Minutes)}" :
        $"{WeekDay(slot.Day)}, {Hours(slot)}{(slot.Minutes == (slot.End - slot.Start).TotalMinutes ? "" : $" (soit {TrainingWords.Duration(slot.Minutes)} : on change d’heure)")}";

    /// <summary>"mercredi 12 mars 2025".</summary>
    public static string WeekDay(DateOnly day) => $"{day.ToString("dddd", Fr)} {French.Day(day)}";

    /// <summary>"9 h 00 à 12 h 00".</summary>
    public static string Hours(Slot slot) => slot.HoursKnown ? Hours(slot.Start, slot.End) : Unknown(slot.Minutes);

    /// <summary>"6 h, heures non dites".</summary>
    public static string Unknown(int minutes) => $"{TrainingWords.Duration(minutes)}, heures non dites";

    /// <summary>"9 h 00 à 12 h 00".</summary>
    public static string Hours(TimeOnly start, TimeOnly end) => $"{Hour(start)} à {Hour(end)}";

    /// <summary>"12 mars 2025", or "du 12 mars au 3 avril 2025, 4 créneaux".</summary>
    public static string Of(Session session) => Of([.. session.Slots.Select(s => s.Day)]);

    /// <summary>The same from the days of its slots.</summary>
    public static string Of(IReadOnlyCollection<DateOnly> days)
    {
        var (first, last) = (days.Min(), days.Max());
        return first == last ? French.Day(first) : $"du {French.Day(first)} au {French.Day(last)}, {days.Count} créneaux";
    }

    /// <summary>"le 12 mars 2025 à 9 h 00 (heure de La Réunion)": the zone is named where it is not that of Paris.</summary>
    public static string At(DateTime utc, string zone)
    {
        var local = LocalTime.At(utc, zone);
        return $"le {French.Day(DateOnly.FromDateTime(local))} à {Hour(TimeOnly.FromDateTime(local))}{Zone(zone)}";
    }

    /// <summary>" (heure de La Réunion)" where the hours are not those of Paris; empty otherwise.</summary>
    public static string Zone(string zone) => zone == "Europe/Paris" ? ""
        : $" ({(Zones.TryGetValue(zone, out var name) ? name : $"heure locale, {zone[(zone.LastIndexOf('/') + 1)..].Replace('_', ' ')}")})";

    private static string Hour(TimeOnly time) => $"{time.Hour}\u00a0h\u00a0{time.Minute:00}";
}
