using CsvHelper;
using Ramure.Kernel;

namespace Ramure.Training.Quality;

/// <summary>An indicator of the national quality framework (code du travail, annex of decree n° 2019-565), as its file states it.</summary>
/// <param name="Applies">Whether it concerns training actions as the network gives them.</param>
/// <param name="WhyNot">Why it does not; empty when it does.</param>
/// <param name="Evidence">What Ramure may hold: <see cref="EvidenceReader"/> knows the words; empty for nothing.</param>
/// <param name="Outside">What is kept elsewhere; empty when nothing is.</param>
internal sealed record QualityIndicator(int Number, int Criterion, string CriterionText, string Text, bool Applies, string WhyNot, string Evidence, string Outside);

/// <summary>The 32 indicators, from <c>data/quality/qualiopi.csv</c>.</summary>
internal sealed class QualityIndicators(InstallationPaths paths)
{
    private readonly Lazy<IReadOnlyList<QualityIndicator>> all = new(() => Read(Path.Combine(paths.Reference, "quality", "qualiopi.csv")));

    public IReadOnlyList<QualityIndicator> All => all.Value;

    public QualityIndicator? Find(int number) => All.FirstOrDefault(i => i.Number == number);

    private static List<QualityIndicator> Read(string path)
    {
        using var csv = CsvReader.FromFile(path, new CsvReaderOptions { Separator = ',' }, FileOptions.SequentialScan);
        var rows = new List<QualityIndicator>();
        while (csv.Read())
            rows.Add(new QualityIndicator(
                int.Parse(csv.GetString("number"), System.Globalization.CultureInfo.InvariantCulture), int.Parse(csv.GetString("criterion"), System.Globalization.CultureInfo.InvariantCulture), csv.GetString("criterion_text"),
                csv.GetString("text"), csv.GetString("applies") == "oui", csv.GetString("why_not"), csv.GetString("evidence"), csv.GetString("outside")));
        return rows;
    }
}
