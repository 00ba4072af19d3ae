using System.Globalization;
using Microsoft.AspNetCore.Http;
using Ramure.Kernel.Operations;
using Ramure.Network.Contracts;
using Ramure.Training.Model;
using Ramure.Ui.Components;

namespace Ramure.Training.Attendance.Paper;

/// <summary>What the form of a signed sheet says: codes, the list in the order of the print, who came unregistered, people without names.</summary>
internal sealed class PaperForm(TypedCodes typed, AttendanceRules rules)
{
    /// <summary>As many empty lines as the print has.</summary>
    public const int WalkIns = 6;

    public const int Headcounts = 3;

    /// <summary>What of those of whom the sheet says nothing.</summary>
    public const string Answer = "sans-rien";

    public const string AllAbsent = "absents";
    public const string LeaveThem = "laisser";

    private const string Asked = "demandes";
    private const int MostNamed = 20;

    /// <summary>What to keep; or all that is wrong. Nobody is absent because nothing was typed: whose line is empty is asked about, by name.</summary>
    public Result<AttendanceBatch> Read(IFormCollection form, Sheet sheet, Slot slot, DateTime now)
    {
        var refusals = new List<Refusal>();
        if (!typed.Read(form[TypedCodes.Field], sheet).TryGet(out var signed, out var wrongCodes))
            refusals.AddRange(wrongCodes);
        if (!SheetForm.Read(form, sheet, slot, everybody: false, now).TryGet(out var lines, out var wrongLines))
            refusals.AddRange(wrongLines);
        var walkIns = ReadWalkIns(form, refusals);
        var counts = ReadCounts(form, sheet, slot, now, refusals);
        if (signed is null || lines is null)
            return refusals;

        var marks = Signed(form, sheet, slot, signed, lines, now, refusals);
        marks.AddRange(Unsaid(form, sheet, slot, [.. marks.Select(m => m.Registration), .. signed.Select(r => r.Id)], now, refusals));
        marks.AddRange(walkIns.Select(w => new NotedMark(SheetForm.Identifier(form, $"venu {w.Id:n} {slot.Id:n}"), slot.Id, w.Id, slot.Minutes, [], now)));
        return refusals.Count > 0 ? refusals : new AttendanceBatch(sheet.Session.Id, MarkSource.Paper) { WalkIns = walkIns, Marks = marks, Headcounts = counts };
    }

    /// <summary>Who is still to be asked about, as the form comes back.</summary>
    public static IReadOnlyList<SheetPerson> Open(IFormCollection form, Sheet sheet, Slot slot, IReadOnlySet<Guid> said) =>
        [.. sheet.People.Where(p => p.Registration.IsExpected && !said.Contains(p.Registration.Id) && Nothing(form, p, slot))];

    private static bool Nothing(IFormCollection form, SheetPerson person, Slot slot) =>
        person.Marks.Single(m => m.Slot.Id == slot.Id) is { IsDisputed: false, Minutes: null } && form[$"etat-{person.Registration.Id:n}"].ToString().Length == 0;

    /// <summary>Presence of who signed, beside what the lines say.</summary>
    private static List<NotedMark> Signed(
        IFormCollection form, Sheet sheet, Slot slot, List<SessionRegistration> signed, List<NotedMark> lines, DateTime now, List<Refusal> refusals)
    {
        var said = lines.ToDictionary(l => l.Registration);
        var marks = new List<NotedMark>();
        foreach (var person in signed)
        {
            if (said.Remove(person.Id, out var line))
            {
                if (line.Minutes == 0)
                    refusals.Add(new Refusal("code-and-absent", $"{person.Name} : son code est tapé et la liste dit « absent ». Retirez l’un ou l’autre.", $"etat-{person.Id:n}"));
                // A line that is more exact than the signature, as for who came late, holds.
                marks.Add(line.Minutes > 0 ? line : Mark(form, person.Id, slot, slot.Minutes, line.Replaces, now));
                continue;
            }

            var heads = sheet.People.FirstOrDefault(p => p.Registration.Id == person.Id)?.Marks.Single(m => m.Slot.Id == slot.Id).Said ?? Agreed<AttendanceMark>.Nothing;
            if (heads.Heads.Any(h => h.Minutes > 0))
                continue;
            // Who types codes does not look at what somebody else saw in the room: it is contradicted, not replaced.
            marks.Add(Mark(form, person.Id, slot, slot.Minutes, heads.Heads.All(h => h.Source == MarkSource.Paper || h.Minutes is null) ? heads.Seen : [], now));
        }

        marks.AddRange(lines.Where(l => said.ContainsKey(l.Registration)));
        return marks;
    }

    private static List<NotedMark> Unsaid(IFormCollection form, Sheet sheet, Slot slot, HashSet<Guid> said, DateTime now, List<Refusal> refusals)
    {
        var open = Open(form, sheet, slot, said);
        var answer = form[Answer].ToString();
        var asked = SheetForm.ReadIds(form[Asked]).ToHashSet();
        var left = answer is AllAbsent or LeaveThem ? open.Where(p => !asked.Contains(p.Registration.Id)).ToList() : [.. open];
        if (left.Count > 0)
        {
            var names = string.Join(", ", left.Take(MostNamed).Select(p => p.Registration.Name)) + (left.Count > MostNamed ? $" et {left.Count - MostNamed} autres" : "");
            refusals.Add(new Refusal("absent-unconfirmed", $"La feuille ne dit rien de {French.Count(left.Count, "personne", "personnes")} : {names}. Dites s’il faut noter absent.", Answer));
            return [];
        }

        return answer == AllAbsent ? [.. open.Select(p => Mark(form, p.Registration.Id, slot, 0, p.Marks.Single(m => m.Slot.Id == slot.Id).Seen, now))] : [];
    }

    private List<NotedWalkIn> ReadWalkIns(IFormCollection form, List<Refusal> refusals)
    {
        var people = new List<NotedWalkIn>();
        for (var i = 1; i <= WalkIns; i++)
        {
            var (name, email, audience, uai) = (Text(form, $"nom-venu-{i}"), Text(form, $"courriel-venu-{i}"), Text(form, $"public-venu-{i}"), Text(form, $"uai-venu-{i}").ToUpperInvariant());
            if (name.Length + email.Length + audience.Length + uai.Length == 0)
                continue;
            var person = new NotedWalkIn(SheetForm.Identifier(form, $"venu {name} {email}"), name, email, audience, uai);
            if (rules.CheckWalkIn(person) is { } wrong)
                refusals.Add(wrong with { Message = $"Venu sans inscription, ligne {i} : {wrong.Message}", Field = wrong.Field switch { "courriel" => $"courriel-venu-{i}", "etablissement" => $"uai-venu-{i}", "public" => $"public-venu-{i}", _ => $"nom-venu-{i}" } });
            people.Add(person);
        }

        // The same line twice is one person.
        return [.. people.DistinctBy(p => p.Id)];
    }

    private static List<NotedHeadcount> ReadCounts(IFormCollection form, Sheet sheet, Slot slot, DateTime now, List<Refusal> refusals)
    {
        var counts = new List<NotedHeadcount>();
        for (var i = 1; i <= Headcounts; i++)
        {
            var (audience, uai, text) = (Text(form, $"public-{i}"), Text(form, $"uai-{i}").ToUpperInvariant(), Text(form, $"effectif-{i}"));
            if (audience.Length + uai.Length + text.Length == 0)
                continue;
            int? count = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
            void Refuse(string code, string message, string field) => refusals.Add(new Refusal(code, $"Effectif, ligne {i} : {message}", $"{field}-{i}"));
            if (audience.Length == 0)
                Refuse("audience-missing", "choisissez le public.", "public");
            if (uai.Length > 0 && Uai.Fault(uai) is { } fault)
                Refuse("uai-invalid", fault, "uai");
            if ((count is null && !text.Equals("NC", StringComparison.OrdinalIgnoreCase)) || count > AttendanceRules.MostHeads)
                Refuse("count-invalid", $"donnez un nombre de 0 à {French.Number(AttendanceRules.MostHeads)}, ou NC si personne ne l’a compté.", "effectif");
            if (counts.Exists(c => c.Audience == audience && (c.Uai ?? "") == uai))
                Refuse("count-twice", "ce public et cet établissement ont déjà une ligne. Additionnez les deux.", "public");
            var seen = sheet.Headcounts.FirstOrDefault(h => h.Slot.Id == slot.Id && h.Audience == audience && (h.Uai ?? "") == uai)?.Said;
            // What the page showed, not what holds now: a number that came in meanwhile is contradicted.
            var shown = SheetForm.ReadIds(form["vus-effectifs"]);
            counts.Add(new NotedHeadcount(
                SheetForm.Identifier(form, $"effectif {slot.Id:n} {audience} {uai} {count}"), slot.Id, audience, uai.Length == 0 ? null : uai, count, [.. (seen?.Seen ?? []).Where(shown.Contains)], now));
        }

        return counts;
    }

    private static NotedMark Mark(IFormCollection form, Guid person, Slot slot, int minutes, IReadOnlyList<Guid> replaces, DateTime now) =>
        new(SheetForm.Identifier(form, $"{person:n} {slot.Id:n} {minutes}"), slot.Id, person, minutes, replaces, now);

    private static string Text(IFormCollection form, string field) => form[field].ToString().Trim();
}
