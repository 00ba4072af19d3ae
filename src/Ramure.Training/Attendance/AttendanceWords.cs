using Ramure.Training.Model;

namespace Ramure.Training.Attendance;

/// <summary>The words of presence.</summary>
internal static class AttendanceWords
{
    public static string Label(MarkSource source) => source switch
    {
        MarkSource.Trainer => "sur la feuille",
        MarkSource.Device => "sur l’appareil du formateur",
        MarkSource.Participant => "par le participant, avec le code",
        MarkSource.Paper => "d’après la feuille papier",
        MarkSource.Log => "d’après le journal de connexion",
        _ => "d’après un autre système",
    };

    /// <summary>"présent", "absent", "90 min sur 180".</summary>
    public static string Label(int? minutes, Slot slot) =>
        minutes is not { } said ? "non noté"
        : said == 0 ? "absent"
        : said >= slot.Minutes ? "présent"
        : $"{said}\u00a0min sur {slot.Minutes}";
}
