using System.Text.RegularExpressions;
using Ramure.Tests.Support;

namespace Ramure.Tests.Security;

/// <summary><c>docs/security.md</c> names only tests that exist, and answers every line.</summary>
public sealed partial class SecurityListTests
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "security.md"));

    [Fact]
    public void Every_test_that_the_list_names_exists()
    {
        var sources = new DirectoryInfo(Path.Combine(Repository.Root, "tests")).EnumerateFiles("*.cs", SearchOption.AllDirectories)
            .Where(f => !f.FullName.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .ToLookup(f => Path.GetFileNameWithoutExtension(f.Name), f => File.ReadAllText(f.FullName), StringComparer.Ordinal);
        var named = Lines.SelectMany(l => Named().Matches(l)).Select(m => (Class: m.Groups["class"].Value, Test: m.Groups["test"].Value)).Distinct().ToList();
        Assert.True(named.Count > 40);
        var missing = named.Where(n => !sources[n.Class].Any(text => Regex.IsMatch(text, $@"^    public (?:async Task|Task|void) {n.Test}\(", RegexOptions.Multiline)));
        Assert.Empty(missing.Select(m => $"{m.Class}.{m.Test}"));
    }

    [Fact]
    public void Every_requirement_has_a_test_or_a_reason()
    {
        var requirements = Lines.Where(l => Requirement().IsMatch(l)).ToList();
        Assert.True(requirements.Count > 80);
        Assert.DoesNotContain(requirements, l => !Named().IsMatch(l) && !Reason().IsMatch(l));
    }

    [GeneratedRegex("`(?<class>[A-Z][A-Za-z]+(?:Tests|Properties))\\.(?<test>[A-Z][A-Za-z0-9_]+)`")]
    private static partial Regex Named();

    [GeneratedRegex(@"^- \d")]
    private static partial Regex Requirement();

    [GeneratedRegex(@"\*\*(?:By design|Operator|Not applicable|Missing)\*\*|: as \d|, as \d|as 5\.1")]
    private static partial Regex Reason();
}
