using Ramure.Kernel.Operations;
using Ramure.Training.Model;
using Ramure.Training.Recognition;

namespace Ramure.Training.Attendance.Paper;

/// <summary>Reads codes typed or pasted from a printed sheet.</summary>
internal sealed class TypedCodes(PaperCode codes)
{
    public const string Field = "codes";

    private const int LongestText = 30_000;
    private const int MostWrong = 30;

    private static readonly char[] Between = [' ', '\t', ',', ';', '\u00a0', '\u202f'];

    /// <summary>The registrations that the codes stand for, each once; or each wrong code, with its place and the right one that is nearest.</summary>
    public Result<List<SessionRegistration>> Read(string? text, Sheet sheet)
    {
        if (text is { Length: > LongestText })
            return new Refusal("codes-too-long", $"Tapez au plus {LongestText} signes à la fois.", Field);
        var known = sheet.Registrations.ToLookup(r => codes.Of(sheet.Session.Id, r.Id));
        var found = new List<SessionRegistration>();
        var refusals = new List<Refusal>();
        var place = 0;
        foreach (var (typed, line) in Split(text ?? ""))
        {
            place++;
            var code = VerificationCode.Plain(typed);
            var people = known[code].ToList();
            if (people is [var one])
                found.Add(one);
            else
                refusals.Add(new Refusal(people.Count > 1 ? "code-shared" : "code-unknown", $"Code {place} (ligne {line}), « {Short(typed)} » : {Why(code, people, known)}", Field));
        }

        if (refusals.Count > MostWrong)
            return (List<Refusal>)[.. refusals.Take(MostWrong), new Refusal("code-unknown", $"… et {refusals.Count - MostWrong} autres codes.", Field)];
        return refusals.Count > 0 ? refusals : found.DistinctBy(r => r.Id).ToList();
    }

    private static string Why(string code, List<SessionRegistration> people, ILookup<string, SessionRegistration> known)
    {
        if (people.Count > 1)
            return $"il est celui de {string.Join(" et de ", people.Select(p => p.Name))}. Notez-les dans la liste.";
        var near = known.Where(k => IsNear(code, k.Key)).Select(k => $"{PaperCode.Shown(k.Key)}, {k.First().Name}").Order(StringComparer.Ordinal).ToList();
        var why = PaperCode.IsWell(code) ? "ce code n’est pas de cette session." : code.Length == PaperCode.Length ? "ce n’est pas un code : un signe est faux." : $"un code a {PaperCode.Length} signes.";
        return near.Count > 0 ? $"{why} Le plus proche : {string.Join(" ; ", near)}." : $"{why} Relisez-le sur la feuille, ou notez la personne dans la liste.";
    }

    /// <summary>Codes with the line they stand on; the two halves of one that were set apart by a space are one.</summary>
    private static IEnumerable<(string Typed, int Line)> Split(string text)
    {
        var line = 0;
        foreach (var row in text.ReplaceLineEndings("\n").Split('\n'))
        {
            line++;
            var words = row.Split(Between, StringSplitOptions.RemoveEmptyEntries);
            for (var i = 0; i < words.Length; i++)
            {
                if (i + 1 < words.Length && IsHalf(words[i]) && IsHalf(words[i + 1]))
                    yield return (words[i] + words[++i], line);
                else
                    yield return (words[i], line);
            }
        }
    }

    private static bool IsHalf(string word) => word.Length == PaperCode.Length / 2;

    /// <summary>One sign is another, missing or too many, or two neighbours are swapped.</summary>
    internal static bool IsNear(string typed, string code)
    {
        var (longer, shorter) = typed.Length >= code.Length ? (typed, code) : (code, typed);
        if (longer.Length - shorter.Length > 1)
            return false;
        var same = 0;
        while (same < shorter.Length && longer[same] == shorter[same])
            same++;
        if (longer.Length > shorter.Length)
            return longer.AsSpan(same + 1).SequenceEqual(shorter.AsSpan(same));
        if (same == longer.Length || longer.AsSpan(same + 1).SequenceEqual(shorter.AsSpan(same + 1)))
            return true;
        return same + 1 < longer.Length && longer[same] == shorter[same + 1] && longer[same + 1] == shorter[same] && longer.AsSpan(same + 2).SequenceEqual(shorter.AsSpan(same + 2));
    }

    private static string Short(string typed) => typed.Length <= 20 ? typed : typed[..20] + "…";
}
