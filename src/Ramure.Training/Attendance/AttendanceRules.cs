using System.Globalization;
using Ramure.Kernel.Lists;
using Ramure.Kernel.Operations;
using Ramure.Network.Contracts;
using Ramure.Training.Model;

namespace Ramure.Training.Attendance;

/// <summary>Identifiers that came before, each with its session.</summary>
internal sealed record KnownStatements(IReadOnlyDictionary<Guid, Guid> Statements, IReadOnlyDictionary<Guid, Guid> Registrations);

/// <summary>What may be noted on a sheet; everything wrong is said at once.</summary>
internal sealed class AttendanceRules(ReferenceLists lists)
{
    public const int MostMarks = 3000;
    public const int MostWalkIns = 500;
    public const int MostHeadcounts = 500;
    public const int MostHeads = 10_000;
    private const int MostReplaced = 20;

    /// <summary>How long before a slot its sheet is open.</summary>
    public static readonly TimeSpan Before = TimeSpan.FromHours(1);

    public static readonly Refusal SheetClosed = new("sheet-closed", "La feuille de présence de cette session est close : rouvrez-la pour la corriger.");

    /// <param name="all">What was sent.</param>
    /// <param name="news">What of it is new; what came before is right.</param>
    public List<Refusal> Check(
        Session session, AttendanceBatch all, AttendanceBatch news, KnownStatements known, IReadOnlyDictionary<Guid, SessionRegistration> registrations, DateTime now)
    {
        if (all.Marks.Count > MostMarks || all.WalkIns.Count > MostWalkIns || all.Headcounts.Count > MostHeadcounts)
            return [new Refusal("batch-too-large", $"Envoyez au plus {MostMarks} présences, {MostWalkIns} personnes et {MostHeadcounts} effectifs à la fois.")];
        if (news.Marks.Count + news.WalkIns.Count + news.Headcounts.Count > 0)
        {
            if (session.State == SessionState.Cancelled)
                return [new Refusal("session-cancelled", "Cette session est annulée.")];
            if (session.State == SessionState.Closed)
                return [SheetClosed];
        }

        var refusals = new List<Refusal>();
        var slots = session.Slots.ToDictionary(s => s.Id);
        void Each<T>(IReadOnlyList<T> items, string field, Func<T, Refusal?> check)
        {
            for (var i = 0; i < items.Count; i++)
                if (check(items[i]) is { } refusal)
                    refusals.Add(refusal with { Field = field, Line = i + 1 });
        }

        var newWalkIns = news.WalkIns.ToHashSet();
        var newMarks = news.Marks.ToHashSet();
        var newCounts = news.Headcounts.ToHashSet();
        Each(all.WalkIns, "walkins", w => newWalkIns.Contains(w) ? CheckWalkIn(w) : Elsewhere(known.Registrations, w.Id, session.Id));
        var people = all.WalkIns.Select(w => w.Id).ToHashSet();
        Each(all.Marks, "marks", m => !newMarks.Contains(m) ? Elsewhere(known.Statements, m.Id, session.Id)
            : !registrations.ContainsKey(m.Registration) && !people.Contains(m.Registration)
                ? new Refusal("person-unknown", "Cette personne n’est pas sur la feuille de cette session.")
            : slots.TryGetValue(m.Slot, out var slot) && m.Minutes is { } minutes && (minutes < 0 || minutes > slot.Minutes)
                ? new Refusal("minutes-invalid", $"Ce créneau dure {slot.Minutes} minutes : écrivez un nombre de 0 à {slot.Minutes}.")
            : CheckSlot(slots, m.Slot, m.Replaces, now));
        Each(all.Headcounts, "headcounts", c => !newCounts.Contains(c) ? Elsewhere(known.Statements, c.Id, session.Id)
            : c.Count is < 0 or > MostHeads
                ? new Refusal("count-invalid", $"L’effectif va de 0 à {MostHeads.ToString(CultureInfo.InvariantCulture)} ; laissez NC quand personne ne l’a compté.")
            : CheckAudience(c.Audience, c.Uai) ?? CheckSlot(slots, c.Slot, c.Replaces, now));
        return refusals;
    }

    /// <summary>What is wrong with a person who came without being registered; null when nothing is.</summary>
    public Refusal? CheckWalkIn(NotedWalkIn person)
    {
        var email = person.Email?.Trim() ?? "";
        if (person.Id == Guid.Empty)
            return NoIdentifier;
        if (person.Name.Trim().Length is 0 or > 120)
            return new Refusal("name-missing", "Donnez le nom et le prénom, 120 caractères au plus.", "nom");
        if (email.Length > 0 && (email.Length > 256 || !System.Net.Mail.MailAddress.TryCreate(email, out var address) || address.Address != email))
            return new Refusal("email-invalid", $"« {email} » n’est pas une adresse électronique : écrivez-la comme nom@domaine.fr, ou laissez-la vide.", "courriel");
        return CheckAudience(person.Audience, person.Uai);
    }

    private static readonly Refusal NoIdentifier = new("identifier-missing", "Chaque présence porte un identifiant.");

    private Refusal? CheckAudience(string? audience, string? uai) =>
        !string.IsNullOrWhiteSpace(audience) && !lists.Audiences.Any(a => a.Code == audience)
            ? new Refusal("audience-unknown", $"« {audience} » n’est pas dans la liste des publics.", "public")
        : !string.IsNullOrWhiteSpace(uai) && Uai.Fault(uai.Trim()) is { } fault ? new Refusal("uai-invalid", fault, "etablissement")
        : null;

    private static Refusal? CheckSlot(Dictionary<Guid, Slot> slots, Guid id, IReadOnlyList<Guid> replaces, DateTime now) =>
        !slots.TryGetValue(id, out var slot) ? new Refusal("slot-unknown", "Ce créneau n’est pas de cette session : il a pu être retiré. Rouvrez la feuille.")
        : replaces.Count > MostReplaced ? new Refusal("replaces-invalid", $"Une présence en remplace {MostReplaced} au plus.")
        : slot.StartsAt - Before > now ? new Refusal("slot-not-begun", "Ce créneau n’a pas commencé : la feuille s’ouvre une heure avant.")
        : null;

    private static Refusal? Elsewhere(IReadOnlyDictionary<Guid, Guid> known, Guid id, Guid session) =>
        known.TryGetValue(id, out var at) && at != session ? new Refusal("identifier-taken", "Cet identifiant est celui d’une autre session.") : null;
}
