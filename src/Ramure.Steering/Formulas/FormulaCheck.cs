using System.Diagnostics.CodeAnalysis;

namespace Ramure.Steering.Formulas;

/// <summary>Reads a formula and holds its measures against the known ones.</summary>
internal static class FormulaCheck
{
    /// <summary>The formula, or each of its errors with its place and remedy.</summary>
    /// <param name="contextKeys">Per measure, the context keys it declares; a measure that is absent may carry any.</param>
    public static bool TryRead(
        string text,
        IReadOnlyCollection<string> measures,
        IReadOnlyDictionary<string, IReadOnlyList<string>> contextKeys,
        [NotNullWhen(true)] out Formula? formula,
        out IReadOnlyList<FormulaError> errors)
    {
        if (!FormulaParser.TryParse(text, out formula, out var error))
        {
            errors = [error];
            return false;
        }

        var found = new List<FormulaError>();
        foreach (var reference in formula.Root.References())
        {
            if (!measures.Contains(reference.Term.Measure))
                found.Add(new FormulaError(reference.Offset, Unknown(reference.Term.Measure, measures)));
            else if (contextKeys.TryGetValue(reference.Term.Measure, out var keys))
                found.AddRange(reference.Term.Filters.Where(f => !keys.Contains(f.Key)).Select(f => new FormulaError(
                    reference.Offset,
                    $"La mesure « {reference.Term.Measure} » n'a pas de détail « {f.Key} »"
                    + (keys.Count == 0 ? " ni aucun autre." : $" : {string.Join(", ", keys)}."))));
        }

        errors = found;
        return found.Count == 0;
    }

    private static string Unknown(string code, IReadOnlyCollection<string> measures)
    {
        // "a-b" with both sides known: somebody meant a difference.
        for (var hyphen = code.IndexOf('-', StringComparison.Ordinal); hyphen > 0; hyphen = code.IndexOf('-', hyphen + 1))
        {
            var (left, right) = (code[..hyphen], code[(hyphen + 1)..]);
            if (measures.Contains(left) && measures.Contains(right))
                return $"La mesure « {code} » n'existe pas. Pour une différence, mettez des espaces : « {left} - {right} ».";
        }

        return Closest.To(code, measures) is { } closest
            ? $"La mesure « {code} » n'existe pas. Vouliez-vous dire « {closest} » ?"
            : $"La mesure « {code} » n'existe pas : déclarez-la sous « measures » ou corrigez son code.";
    }
}
