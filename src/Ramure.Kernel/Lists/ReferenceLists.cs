using CsvHelper;

namespace Ramure.Kernel.Lists;

/// <summary>A code of files and addresses with the words that pages show.</summary>
public sealed record Labelled(string Code, string Label);

/// <summary>A competence of a framework.</summary>
/// <param name="Code">As files and addresses write it: <c>CC9</c>, <c>EDU2.1</c>.</param>
/// <param name="Framework">The framework, as pages name it.</param>
/// <param name="Group">Its part of the framework.</param>
public sealed record Competence(string Code, string Label, string Framework, string Group);

/// <summary>Themes, audiences and competences, from the product's data files: a network adds its own there.</summary>
public sealed class ReferenceLists(InstallationPaths paths)
{
    private readonly Lazy<IReadOnlyList<Labelled>> themes = new(() => Read(Path.Combine(paths.Reference, "themes.csv")));
    private readonly Lazy<IReadOnlyList<Labelled>> audiences = new(() => Read(Path.Combine(paths.Reference, "audiences.csv")));
    private readonly Lazy<IReadOnlyList<Competence>> competences = new(() => ReadCompetences(Path.Combine(paths.Reference, "competences.csv")));

    /// <summary>What is worked on.</summary>
    public IReadOnlyList<Labelled> Themes => themes.Value;

    /// <summary>Whom it is for.</summary>
    public IReadOnlyList<Labelled> Audiences => audiences.Value;

    /// <summary>What people learn to do, in the order of their frameworks.</summary>
    public IReadOnlyList<Competence> Competences => competences.Value;

    /// <summary>The words of a theme; its code when the list no longer has it.</summary>
    public string Theme(string? code) => code is null ? "" : Themes.FirstOrDefault(t => t.Code == code)?.Label ?? code;

    /// <summary>The words of an audience; its code when the list no longer has it.</summary>
    public string Audience(string code) => Audiences.FirstOrDefault(a => a.Code == code)?.Label ?? code;

    /// <summary>The words of a competence with its code; its code alone when the list no longer has it.</summary>
    public string Competence(string code) => Competences.FirstOrDefault(c => c.Code == code) is { } known ? $"{known.Code} {known.Label}" : code;

    private static List<Competence> ReadCompetences(string path)
    {
        using var csv = CsvReader.FromFile(path, new CsvReaderOptions { Separator = ',' }, FileOptions.SequentialScan);
        var rows = new List<Competence>();
        while (csv.Read())
            rows.Add(new Competence(csv.GetString("code"), csv.GetString("label"), csv.GetString("framework"), csv.GetString("group")));
        return rows;
    }

    private static List<Labelled> Read(string path)
    {
        using var csv = CsvReader.FromFile(path, new CsvReaderOptions { Separator = ',' }, FileOptions.SequentialScan);
        var rows = new List<Labelled>();
        while (csv.Read())
            rows.Add(new Labelled(csv.GetString("code"), csv.GetString("label")));
        return rows;
    }
}
