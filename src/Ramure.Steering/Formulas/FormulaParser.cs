using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Parlot;
using Parlot.Fluent;
using Ramure.Ledger.Contracts;
using static Parlot.Fluent.Parsers;

namespace Ramure.Steering.Formulas;

/// <summary>
/// The formula language: measure codes (lower-case words joined by dots and hyphens), filters <c>code[key=value]</c> or
/// <c>[key=a|b]</c>, <c>+ - * /</c>, parentheses, decimal constants with a point. A hyphen inside a word belongs to the
/// code, so a minus needs a space before it: <c>a-b</c> is one measure, <c>a - b</c> a difference.
/// </summary>
internal static class FormulaParser
{
    /// <summary>Longer ones are mistakes; the bound also keeps the reader's recursion small.</summary>
    public const int MaximumLength = 1000;

    private const int MaximumDepth = 20;

    private static readonly Parser<FormulaNode> Expression = Build();

    public static bool TryParse(
        string text, [NotNullWhen(true)] out Formula? formula, [NotNullWhen(false)] out FormulaError? error)
    {
        formula = null;
        error = Precheck(text);
        if (error is not null)
            return false;
        var context = new ParseContext(new Scanner(text));
        try
        {
            var result = new ParseResult<FormulaNode>();
            var read = Expression.Parse(context, ref result);
            context.SkipWhiteSpace();
            if (read && context.Scanner.Cursor.Eof)
            {
                formula = new Formula(text, result.Value);
                return true;
            }

            error = Unexpected(text, context.Scanner.Cursor.Offset);
        }
        catch (ParseException failure)
        {
            error = new FormulaError(Math.Min(failure.Position.Offset, text.Length), failure.Message);
        }

        return false;
    }

    /// <summary>The formula of a text that is known to be right: a stored definition.</summary>
    public static Formula Parse(string text) =>
        TryParse(text, out var formula, out var error) ? formula : throw new FormatException($"{text}: {error.Message}");

    private static Parser<FormulaNode> Build()
    {
        var expression = Deferred<FormulaNode>();
        var group = Between(
            Terms.Char('('), expression, Terms.Char(')').ElseError("Il manque une parenthèse fermante « ) » ici."));
        var primary = group.Or(new OperandParser()).ElseError(
            "Ici doit se trouver une donnée élémentaire, un nombre ou une parenthèse ouvrante.");
        var product = primary.LeftAssociative(
            (Terms.Char('*'), static (left, right) => new FormulaNode.Operation('*', left, right)),
            (Terms.Char('/'), static (left, right) => new FormulaNode.Operation('/', left, right)));
        expression.Parser = product.LeftAssociative(
            (Terms.Char('+'), static (left, right) => new FormulaNode.Operation('+', left, right)),
            (Terms.Char('-'), static (left, right) => new FormulaNode.Operation('-', left, right)));
        return expression;
    }

    private static FormulaError? Precheck(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return new FormulaError(0, "La formule est vide : écrivez par exemple « training.trainee-minutes ».");
        if (text.Length > MaximumLength)
            return new FormulaError(MaximumLength, $"La formule dépasse {MaximumLength} caractères : décomposez-la en mesures.");
        var depth = 0;
        for (var i = 0; i < text.Length; i++)
        {
            // No character at all to Unicode; the parser takes it for the end of the text.
            if (text[i] == '\uffff')
                return Unexpected(text, i);
            depth += text[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth > MaximumDepth)
                return new FormulaError(i, $"Plus de {MaximumDepth} parenthèses sont ouvertes ici : simplifiez la formule.");
            if (depth < 0)
                return new FormulaError(i, "Cette parenthèse fermante n'a pas d'ouvrante : supprimez-la.");
        }

        return null;
    }

    private static FormulaError Unexpected(string text, int offset)
    {
        var found = text[Math.Min(offset, text.Length - 1)];
        var remedy = found switch
        {
            ',' => "les décimales s'écrivent avec un point",
            ':' or '÷' => "la division s'écrit « / »",
            '×' or 'x' => "la multiplication s'écrit « * »",
            '–' or '—' or '−' => "le signe moins est le tiret simple « - », précédé d'une espace",
            '%' => "le pourcentage se déclare dans l'unité de l'indicateur, pas dans la formule",
            _ => "un signe + - * / est attendu entre deux termes",
        };
        return new FormulaError(offset, $"« {found} » n'a pas de sens ici : {remedy}.");
    }

    /// <summary>A number, or a measure with its filters.</summary>
    private sealed class OperandParser : Parser<FormulaNode>
    {
        public override bool Parse(ParseContext context, ref ParseResult<FormulaNode> result)
        {
            context.SkipWhiteSpace();
            var cursor = context.Scanner.Cursor;
            var start = cursor.Offset;
            if (cursor.Eof)
                return false;
            var node = char.IsAsciiDigit(cursor.Current) ? Number(cursor)
                : char.IsAsciiLetter(cursor.Current) ? Reference(cursor)
                : null;
            if (node is null)
                return false;
            result.Set(start, cursor.Offset, node);
            return true;
        }

        private static FormulaNode Number(Cursor cursor)
        {
            var at = cursor.Position;
            var text = Take(cursor, c => char.IsAsciiDigit(c) || c == '.');
            return decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && !text.EndsWith('.')
                ? new FormulaNode.Constant(value)
                : throw new ParseException($"« {text} » n'est pas un nombre : écrivez par exemple 100 ou 0.5.", at);
        }

        private static FormulaNode.Reference Reference(Cursor cursor)
        {
            var at = cursor.Position;
            var code = Word(cursor, at);
            var filters = new List<ContextFilter>();
            while (!cursor.Eof && cursor.Current == '[')
            {
                filters.Add(Filter(cursor));
            }

            return new FormulaNode.Reference(new Term(code, filters), at.Offset, code.Length);
        }

        private static ContextFilter Filter(Cursor cursor)
        {
            cursor.Advance();
            var key = Word(cursor, cursor.Position);
            Expect(cursor, '=', $"Un filtre s'écrit [{key}=valeur] ou [{key}=a|b].");
            var values = new List<string>();
            do
            {
                cursor.Advance();
                values.Add(Word(cursor, cursor.Position));
            }
            while (!cursor.Eof && cursor.Current == '|');

            Expect(cursor, ']', "Il manque un crochet fermant « ] » ici.");
            cursor.Advance();
            return new ContextFilter(key, values);
        }

        private static void Expect(Cursor cursor, char expected, string message)
        {
            if (cursor.Eof || cursor.Current != expected)
                throw new ParseException(message, cursor.Position);
        }

        /// <summary>Words and measure codes: a-z and 0-9, joined by single dots or hyphens.</summary>
        private static string Word(Cursor cursor, TextPosition at)
        {
            var text = Take(cursor, c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_');
            // "a- b": the hyphen that no letter follows is a minus.
            if (text.EndsWith('-') && text.Length > 1)
            {
                text = text[..^1];
                cursor.ResetPosition(new TextPosition(at.Offset + text.Length, at.Line, at.Column + text.Length));
            }

            if (IsWord(text))
                return text;
            throw new ParseException(
                text.Length == 0
                    ? "Un mot est attendu ici : lettres minuscules, chiffres, points et tirets."
                    : $"« {text} » ne peut pas être un code : lettres minuscules sans accent et chiffres, joints par des points ou des tirets.",
                at);
        }

        private static bool IsWord(string text) => text
            .Split('.', '-')
            .All(part => part.Length > 0 && part.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)));

        private static string Take(Cursor cursor, Func<char, bool> accept)
        {
            var taken = new System.Text.StringBuilder();
            while (!cursor.Eof && accept(cursor.Current))
            {
                taken.Append(cursor.Current);
                cursor.Advance();
            }

            return taken.ToString();
        }
    }
}
