using CsvHelper;
using Ramure.Kernel;

namespace Ramure.Journal.Lists;

/// <summary>Themes and audiences, from the product's data files: a network adds its own there.</summary>
internal sealed class JournalLists(InstallationPaths paths)
{
    private readonly Lazy<IReadOnlyList<Labelled>> themes = new(() => Read(Path.Combine(paths.Reference, "themes.csv")));
    private readonly Lazy<IReadOnlyList<Labelled>> audiences = new(() => Read(Path.Combine(paths.Reference, "audiences.csv")));

    public IReadOnlyList<Labelled> Themes => themes.Value;

    public IReadOnlyList<Labelled> Audiences => audiences.Value;

    public string Theme(string? code) => code is null ? "" : Themes.FirstOrDefault(t => t.Code == code)?.Label ?? code;

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
