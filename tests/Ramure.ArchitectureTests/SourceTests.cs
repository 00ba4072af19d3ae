namespace Ramure.ArchitectureTests;

public sealed class SourceTests
{
    [Fact]
    public void A_contract_is_documented() =>
        Assert.Empty(
            from file in House.Sources("src", ".cs")
            where file.Contains(Path.DirectorySeparatorChar + "Contracts" + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            from type in SourceRules.Undocumented(File.ReadAllLines(file))
            select $"{House.Relative(file)}: {type}");

    [Fact]
    public void A_test_is_named_by_a_sentence() =>
        Assert.Empty(
            from file in House.Sources("tests", ".cs")
            from test in SourceRules.Unspoken(File.ReadAllLines(file))
            select $"{House.Relative(file)}: {test}");

    [Fact]
    public void A_source_file_can_be_read_at_one_sitting() =>
        Assert.Empty(
            from file in House.Sources("src", ".cs", ".razor")
            let lines = File.ReadLines(file).Count()
            where lines > SourceRules.LongestFile
            select $"{House.Relative(file)}: {lines} lines");

    [Fact]
    public void The_rule_of_comments_sees_through_attributes() =>
        Assert.Equal(["Bare"], SourceRules.Undocumented(
            ["/// <summary>Said.</summary>", "[Flags]", "public enum Said", "{", "}", "", "public sealed record Bare(int X);", "internal class Hidden"]));

    [Fact]
    public void The_rule_of_names_sees_through_attributes() =>
        Assert.Equal(["Works"], SourceRules.Unspoken(
            ["    [Theory]", "    [InlineData(1)]", "    public async Task Works(int x)", "    [Fact]", "    public void It_works() {", "    private void Helper()"]));
}
