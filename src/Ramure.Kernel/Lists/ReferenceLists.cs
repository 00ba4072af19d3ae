using CsvHelper;

namespace Ramure.Kernel.Lists;

/// <summary>A code of files and addresses with the words that pages show.</summary>
public sealed record Labelled(string Code, string Label);

/// <summary>Themes and audiences, from the product's data files: a network adds its own there.</summary>
public sealed class ReferenceLists(InstallationPaths paths)
{
    private readonly Lazy<IReadOnlyList<Labelled>> themes = new(() => Read(Path.Combine(paths.Reference, "themes.csv")));
    private readonly Lazy<IReadOnlyList<Labelled>> audiences = new(() => Read(Path.Combine(paths.Reference, "audiences.csv")));

    /// <summary>What is worked on.</summary>
    public IReadOnlyList<Labelled> Themes => themes.Value;

    /// <summary>Whom it is for.</summary>
    public IReadOnlyList<Labelled> Audiences => audiences.Value;

    /// <summary>The words of a theme; its code when the list no longer has it.</summary>
    public string Theme(string? code) => code is null ? "" : Themes.FirstOrDefault(t => t.Code == code)?.Label ?? code;

    /// <summary>The words of an audience; its code when the list no longer has it.</summary>
    public string Audience(string code) => Audiences.FirstOrDefault(a => a.Code == code)?.Label ?? code;

    private static List<Labelled> Read(string path)
    {
        using var csv = CsvReader.FromFile(path, new CsvReaderOptions { Separator = ',' }, FileOptions.SequentialScan);
        var rows = new List<Labelled>();
        while (csv.Read())
            rows.Add(new Labelled(csv.GetString("code"), csv.GetString("label")));
        return rows;
    }
}
