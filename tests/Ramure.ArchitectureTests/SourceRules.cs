using System.Text.RegularExpressions;

namespace Ramure.ArchitectureTests;

/// <summary>The rules of written source as functions of its lines.</summary>
internal static partial class SourceRules
{
    public const int LongestFile = 400;

    /// <summary>Public types that are not preceded by a documentation comment.</summary>
    public static IEnumerable<string> Undocumented(IReadOnlyList<string> lines)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            if (PublicType().Match(lines[i]) is not { Success: true } match)
                continue;
            var above = i - 1;
            while (above >= 0 && lines[above].TrimStart().StartsWith('['))
                above--;
            if (above < 0 || !lines[above].TrimStart().StartsWith("///", StringComparison.Ordinal))
                yield return match.Groups["name"].Value;
        }
    }

    /// <summary>Tests whose name is not a sentence.</summary>
    public static IEnumerable<string> Unspoken(IReadOnlyList<string> lines)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            if (!Test().IsMatch(lines[i]))
                continue;
            var below = i;
            Match method;
            while (!(method = Method().Match(lines[below])).Success && below < lines.Count - 1)
                below++;
            if (method.Success && !method.Groups["name"].Value.Contains('_', StringComparison.Ordinal))
                yield return method.Groups["name"].Value;
        }
    }

    [GeneratedRegex(@"^\s*public (?:(?:static|sealed|abstract|readonly|partial) )*(?:class|interface|enum|delegate|struct|record(?: struct| class)?) (?<name>\w+)")]
    private static partial Regex PublicType();

    [GeneratedRegex(@"^\s*\[(?:Fact|Theory)\b")]
    private static partial Regex Test();

    [GeneratedRegex(@"^\s*public (?:async )?[\w<>]+ (?<name>\w+)\(")]
    private static partial Regex Method();
}
