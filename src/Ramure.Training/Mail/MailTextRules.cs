using System.Text.RegularExpressions;
using Fluid.Ast;
using Ramure.Kernel.Operations;

namespace Ramure.Training.Mail;

/// <summary>Checks words before anybody gets them: every fault with its line and column.</summary>
internal static partial class MailTextRules
{
    private const int LongestSubject = 300;
    private const int LongestBody = 10_000;

    private static readonly string[] Tags = ["if", "elsif", "else", "endif", "unless", "endunless", "for", "endfor", "break", "continue", "assign", "case", "when", "endcase", "comment", "endcomment"];

    private static readonly string[] Filters = ["append", "capitalize", "default", "downcase", "escape", "first", "join", "last", "prepend", "replace", "size", "strip", "truncate", "upcase"];

    /// <summary>Nothing wrong, or all that is.</summary>
    public static List<Refusal> Check(string? subject, string? body)
    {
        var refusals = new List<Refusal>();
        Check(subject, "objet", "L’objet", LongestSubject, refusals);
        Check(body, "texte", "Le texte", LongestBody, refusals);
        if (subject?.Trim().Contains('\n', StringComparison.Ordinal) == true)
            refusals.Add(new Refusal("subject-lines", "L’objet tient sur une ligne.", "objet"));
        return refusals;
    }

    private static void Check(string? text, string field, string what, int longest, List<Refusal> refusals)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            refusals.Add(new Refusal("text-missing", $"{what} est vide : écrivez-le, ou revenez à celui d’origine.", field));
            return;
        }

        if (text.Length > longest)
        {
            refusals.Add(new Refusal("text-too-long", $"{what} a {text.Length} signes : {longest} au plus.", field));
            return;
        }

        text = text.ReplaceLineEndings("\n");
        void Refuse(string code, string message, int position)
        {
            var before = text[..Math.Clamp(position, 0, text.Length)];
            var (line, column) = (before.Count(c => c == '\n') + 1, before.Length - (before.LastIndexOf('\n') + 1) + 1);
            refusals.Add(new Refusal(code, $"{what}, ligne {line}, colonne {column} : {message}", field, null, line, column));
        }

        var odd = Tag().Matches(text).FirstOrDefault(m => !Tags.Contains(m.Groups["tag"].Value));
        if (odd is not null)
        {
            Refuse("tag-unknown", $"la balise « {odd.Groups["tag"].Value} » ne sert pas ici. Celles qui servent : if, unless, for, case, assign, comment.", odd.Index);
            return;
        }

        if (!MailTemplate.TryParse(text, out var template, out var error))
        {
            Refuse("text-unreadable", Why(error), Place(text, error));
            return;
        }

        var used = new NamesUsed();
        used.VisitTemplate(template);
        foreach (var name in used.Unknown.Distinct(StringComparer.Ordinal))
            Refuse("name-unknown", $"« {name} » ne désigne rien. Les noms qui servent sont sous le formulaire.", Find(text, name));
        foreach (var filter in used.Filters.Except(Filters, StringComparer.Ordinal))
            Refuse("filter-unknown", $"le filtre « {filter} » ne sert pas ici. Ceux qui servent : {string.Join(", ", Filters)}.", Find(text, filter));
        if (used.HasRange)
            Refuse("range-unknown", "un intervalle de nombres ne sert pas ici : parcourez une liste, par exemple session.creneaux.", text.IndexOf("..", StringComparison.Ordinal));
    }

    /// <summary>Where the parser stopped: it ends its message with "at (line:column)".</summary>
    private static int Place(string text, string error)
    {
        if (At().Match(error) is not { Success: true } at)
            return 0;
        var lines = text.Split('\n');
        var line = Math.Clamp(int.Parse(at.Groups["line"].ValueSpan, null), 1, lines.Length);
        return lines.Take(line - 1).Sum(l => l.Length + 1) + Math.Max(0, int.Parse(at.Groups["column"].ValueSpan, null) - 1);
    }

    private static string Why(string error) =>
        error.Contains("end", StringComparison.OrdinalIgnoreCase) && error.Contains("tag", StringComparison.OrdinalIgnoreCase)
            ? "une balise n’est pas fermée. Fermez-la par %}, ou le bloc par endif, endfor, endunless ou endcase."
            : "ce qui est entre accolades ne peut pas être lu. Vérifiez {{ … }} et {% … %}, par exemple {{ formation.titre }}.";

    private static int Find(string text, string name) =>
        Inside().Matches(text).Select(m => (m.Index, At: Regex.Match(m.Value, $@"(?<![\w.]){Regex.Escape(name)}(?![\w])"))).Where(m => m.At.Success)
            .Select(m => m.Index + m.At.Index).FirstOrDefault();

    [GeneratedRegex(@"\{%-?\s*(?<tag>\w+)")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\((?<line>\d+):(?<column>\d+)\)")]
    private static partial Regex At();

    [GeneratedRegex(@"\{\{.*?\}\}|\{%.*?%\}", RegexOptions.Singleline)]
    private static partial Regex Inside();

    /// <summary>Names that words use and that mean nothing, and the filters they use.</summary>
    private sealed class NamesUsed : AstVisitor
    {
        private static readonly HashSet<string> Groups = [.. LetterValues.Names.Select(n => n.Path.Split('.')[0])];

        private readonly Dictionary<string, IReadOnlyList<LetterName>?> own = new(StringComparer.Ordinal) { ["forloop"] = null };

        public List<string> Unknown { get; } = [];

        public List<string> Filters { get; } = [];

        public bool HasRange { get; private set; }

        protected override Statement VisitForStatement(ForStatement forStatement)
        {
            Visit(forStatement.Source);
            Visit(forStatement.Limit);
            Visit(forStatement.Offset);
            Visit(forStatement.Else);
            var (name, before) = (forStatement.Identifier, own.TryGetValue(forStatement.Identifier, out var outer));
            own[name] = forStatement.Source is MemberExpression member ? LetterValues.Names.FirstOrDefault(n => n.Path == Path(member))?.Items : null;
            foreach (var statement in forStatement.Statements)
                Visit(statement);
            if (before)
                own[name] = outer;
            else
                own.Remove(name);
            return forStatement;
        }

        protected override Statement VisitAssignStatement(AssignStatement assignStatement)
        {
            base.VisitAssignStatement(assignStatement);
            own[assignStatement.Identifier] = null;
            return assignStatement;
        }

        protected override Expression VisitFilterExpression(FilterExpression filterExpression)
        {
            Filters.Add(filterExpression.Name);
            return base.VisitFilterExpression(filterExpression);
        }

        protected override Expression VisitRangeExpression(RangeExpression rangeExpression)
        {
            HasRange = true;
            return base.VisitRangeExpression(rangeExpression);
        }

        protected override Expression VisitMemberExpression(MemberExpression memberExpression)
        {
            var path = Path(memberExpression);
            if (path is null || !IsKnown(path))
                Unknown.Add(path ?? (memberExpression.Segments[0] as IdentifierSegment)?.Identifier ?? "[");
            return memberExpression;
        }

        private bool IsKnown(string path)
        {
            var parts = path.Split('.');
            if (own.TryGetValue(parts[0], out var items))
                return items is null || parts.Length == 1 || (parts.Length == 2 && items.Any(i => i.Path == parts[1]));
            return Groups.Contains(parts[0])
                && (LetterValues.Names.Any(n => n.Path == path) || (parts[^1] is "size" or "first" or "last" && LetterValues.Names.Any(n => n.Items.Count > 0 && n.Path == path[..path.LastIndexOf('.')])));
        }

        /// <summary>"session.dates"; null for anything in brackets.</summary>
        private static string? Path(MemberExpression member) =>
            member.Segments.All(s => s is IdentifierSegment) ? string.Join('.', member.Segments.Cast<IdentifierSegment>().Select(s => s.Identifier)) : null;
    }
}
