using System.Text.RegularExpressions;
using Ramure.Kernel.Operations;

namespace Ramure.Training.Registration.Teams;

/// <summary>A colleague, with the line that names them.</summary>
internal sealed record TeamMember(int Line, string Name, string Email);

/// <summary>Reads a team: one person on each line, name and address in either order, as a mail program or a spreadsheet writes them.</summary>
internal static partial class TeamText
{
    public const string Field = "equipe";
    public const int Most = 50;

    public static Result<List<TeamMember>> Read(string? text)
    {
        var refusals = new List<Refusal>();
        var members = new List<TeamMember>();
        var lines = (text ?? "").ReplaceLineEndings("\n").Split('\n').Select((line, i) => (Text: line.Trim(), Number: i + 1)).Where(l => l.Text.Length > 0).ToList();
        if (lines.Count is 0 or > Most)
            refusals.Add(new Refusal("team-size", lines.Count == 0 ? "Écrivez au moins une personne : nom et adresse." : $"{Most} personnes au plus en une fois.", Field));
        foreach (var (line, number) in lines.Take(Most))
        {
            void Refuse(string code, string message) => refusals.Add(new Refusal(code, $"Ligne {number} : {message}", Field));
            if (Address().Matches(line) is not [var match])
            {
                Refuse("line-invalid", "écrivez un nom et une adresse, par exemple « Lise Martin, lise.martin@ac-lille.fr ».");
                continue;
            }

            var email = match.Value.Trim('.', '\'', '"');
            var name = Around().Replace(line.Remove(match.Index, match.Length), " ").Trim();
            var wrong = RegistrationRules.Person(name, email);
            foreach (var refusal in wrong)
                Refuse(refusal.Code, char.ToLowerInvariant(refusal.Message[0]) + refusal.Message[1..]);
            if (members.Find(m => Entry.KeyOf(m.Email) == Entry.KeyOf(email)) is { } same)
                Refuse("line-twice", $"cette adresse est déjà celle de la ligne {same.Line}.");
            else if (wrong.Count == 0)
                members.Add(new TeamMember(number, name, email));
        }

        return refusals.Count > 0 ? refusals : members;
    }

    [GeneratedRegex(@"[^\s<>,;""()]+@[^\s<>,;""()]+")]
    private static partial Regex Address();

    [GeneratedRegex("[<>,;\"()\\t ]+")]
    private static partial Regex Around();
}
