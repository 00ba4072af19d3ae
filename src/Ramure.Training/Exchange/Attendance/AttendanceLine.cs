using System.Globalization;
using Ramure.Kernel.Lists;
using Ramure.Kernel.Operations;
using Ramure.Training.Model;

namespace Ramure.Training.Exchange.Attendance;

/// <summary>A presence at slots, or a number of people without names, as a line says it.</summary>
/// <param name="Minutes">For a person: null when the line says nothing.</param>
/// <param name="Count">For a number of people; null when it is not communicated.</param>
internal sealed record AttendanceLine(ExchangeRow Row, IReadOnlyList<Slot> Slots, bool IsHeadcount, string? Audience, string? Uai, int? Count)
{
    /// <summary>How long the person attended this slot; null when the line says nothing.</summary>
    public required Func<Slot, int?> Minutes { get; init; }

    /// <summary>Null when something is wrong, which is said on its line.</summary>
    public static AttendanceLine? Read(ExchangeRow row, Session session, ReferenceLists lists, ReportDraft draft)
    {
        var before = draft.Refusals.Count;
        var heads = row["count"].Length > 0;
        var slots = SlotsOf(row, session, draft);
        var minutes = heads ? _ => null : MinutesOf(row, slots, draft);
        var (audience, uai, count) = heads ? HeadsOf(row, lists, draft) : (null, null, null);
        if (heads && (row["registration"] + row["person"] + row["email"]).Length > 0)
            draft.Refuse(row, new Refusal("count-and-person", "Cette ligne nomme une personne et donne un effectif : gardez l’un des deux.", "count"));
        return draft.Refusals.Count > before ? null : new AttendanceLine(row, slots, heads, audience, uai, count) { Minutes = minutes };
    }

    private static List<Slot> SlotsOf(ExchangeRow row, Session session, ReportDraft draft)
    {
        var slots = session.Slots.Where(s => s.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) == row["day"]).OrderBy(s => s.StartsAt).ToList();
        if (slots.Count == 0)
        {
            draft.Refuse(row, new Refusal("slot-unknown", "La session n’a pas de créneau ce jour-là : reprenez d’abord le fichier des sessions.", "day"));
            return slots;
        }

        var (start, half) = (row["start"], row["half-day"]);
        var kept = slots.FindAll(s => (start.Length == 0 || s.Start.ToString("HH:mm", CultureInfo.InvariantCulture) == start)
            && (half.Length == 0 || half == (s.Start < new TimeOnly(12, 0) ? ExchangeWords.Morning : ExchangeWords.Afternoon)));
        if (kept.Count == 0)
            draft.Refuse(row, new Refusal("slot-unknown", $"La session n’a pas ce créneau ; ce jour-là elle commence à {string.Join(", ", slots.Select(s => s.Start.ToString("HH:mm", CultureInfo.InvariantCulture)))}.", start.Length > 0 ? "start" : "half-day"));
        return kept;
    }

    private static Func<Slot, int?> MinutesOf(ExchangeRow row, List<Slot> slots, ReportDraft draft)
    {
        int? said = null;
        if (row["minutes"] is { Length: > 0 } written)
        {
            if (int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 1440)
                said = number;
            else
                draft.Refuse(row, new Refusal("minutes-invalid", $"« {Short(written)} » n’est pas un nombre de minutes : écrivez un nombre entier, 0 pour absent.", "minutes"));
            if (slots.Count > 1)
                draft.Refuse(row, new Refusal("slot-ambiguous", $"Ce jour-là la session a {slots.Count} créneaux : dites de quelle heure, ou de quelle demi-journée, sont ces minutes.", "minutes"));
        }

        switch (row["presence"])
        {
            case ExchangeWords.Absent when said > 0:
                draft.Refuse(row, new Refusal("presence-contradicts", "Cette ligne dit absent, et des minutes suivies : gardez l’un des deux.", "presence"));
                break;
            case ExchangeWords.Absent:
                return _ => 0;
            case ExchangeWords.Present when said is null:
                return slot => slot.Minutes;
            case ExchangeWords.Partial when said is null && row["minutes"].Length == 0:
                draft.Refuse(row, new Refusal("minutes-missing", "Cette personne n’a suivi qu’une partie : dites combien de minutes.", "minutes"));
                break;
        }

        return _ => said;
    }

    private static (string? Audience, string? Uai, int? Count) HeadsOf(ExchangeRow row, ReferenceLists lists, ReportDraft draft)
    {
        var (audience, uai) = (row["audience"], row["school"] is { Length: > 0 } school ? school.ToUpperInvariant() : null);
        if (lists.Audiences.All(a => a.Code != audience))
            draft.Refuse(row, new Refusal("audience-unknown", $"« {Short(audience)} » n’est pas un public : un effectif sans nom dit de qui il est. Publics : {string.Join(", ", lists.Audiences.Select(a => a.Code))}.", "audience"));
        if (uai is not null && Network.Contracts.Uai.Fault(uai) is { } fault)
            draft.Refuse(row, new Refusal("uai-invalid", fault, "school"));
        if (row["count"].Equals(ExchangeWords.NotCommunicated, StringComparison.OrdinalIgnoreCase))
            return (audience, uai, null);
        if (int.TryParse(row["count"], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            return (audience, uai, count);
        draft.Refuse(row, new Refusal("count-invalid", $"« {Short(row["count"])} » n’est pas un effectif : écrivez un nombre entier, ou NC.", "count"));
        return (audience, uai, null);
    }

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
