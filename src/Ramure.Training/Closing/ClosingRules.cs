using Ramure.Kernel.Lists;
using Ramure.Kernel.Operations;
using Ramure.Training.Attendance;
using Ramure.Training.Model;
using Ramure.Training.Sessions;

namespace Ramure.Training.Closing;

/// <summary>What a sheet lacks before its figures can be posted.</summary>
internal static class ClosingRules
{
    /// <summary>So many are named; the others are counted.</summary>
    private const int MostNamed = 12;

    public static List<Refusal> Check(Sheet sheet, ReferenceLists lists, DateTime now)
    {
        if (sheet.Session.State == SessionState.Cancelled)
            return [new Refusal("session-cancelled", "Cette session est annulée : elle n’a pas de feuille à clore.")];
        if (sheet.Session.State == SessionState.Closed)
            return [new Refusal("sheet-closed", "Cette feuille est déjà close.")];
        var refusals = new List<Refusal>();
        if (sheet.Slots.FirstOrDefault(s => s.EndsAt > now) is { } running)
            refusals.Add(new Refusal("session-not-over", $"La session n’est pas finie : le créneau du {When.Of(running)} ne l’est pas."));
        if (sheet.People.Count == 0 && sheet.Headcounts.Count == 0)
            refusals.Add(new Refusal("sheet-empty", "La feuille est vide : notez les personnes présentes, ou l’effectif sans nom (NC quand personne ne l’a compté)."));
        foreach (var (person, mark) in sheet.Disputed.Take(MostNamed))
            refusals.Add(new Refusal("mark-disputed", $"{person.Registration.Name}, {When.Of(mark.Slot)} : deux présences se contredisent. Tranchez d’abord."));
        foreach (var heads in sheet.DisputedHeadcounts.Take(MostNamed))
            refusals.Add(new Refusal("count-disputed", $"{lists.Audience(heads.Audience)}, {When.Of(heads.Slot)} : deux effectifs se contredisent. Notez le bon d’abord."));
        foreach (var (person, mark) in sheet.Missing.Take(MostNamed))
            refusals.Add(new Refusal("mark-missing", $"{person.Registration.Name}, {When.Of(mark.Slot)} : notez présent ou absent."));
        var others = Others(sheet.Disputed.Count()) + Others(sheet.DisputedHeadcounts.Count()) + Others(sheet.Missing.Count());
        if (others > 0)
            refusals.Add(new Refusal("others", $"… et {others} autres."));
        return refusals;
    }

    private static int Others(int count) => Math.Max(0, count - MostNamed);
}
