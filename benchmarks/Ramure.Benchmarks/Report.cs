using System.Globalization;

namespace Ramure.Benchmarks;

/// <summary>A table of figures, each beside its reference: the ratio is what counts, times are of this machine.</summary>
internal sealed class Report
{
    /// <summary>Lines are written as they are measured: a long run that is stopped has shown what it had.</summary>
    public Report(string title) =>
        Console.WriteLine($"\n### {title}\n\n| what | Ramure | reference | ratio | reference is |\n|---|---|---|---|---|");

    public void Ratio(string what, double milliseconds, double reference, string against) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"| {what} | {milliseconds:0.0} ms | {reference:0.0} ms | {milliseconds / reference:0.000} | {against} |"));

    public void Rate(string what, double perSecond, double reference, string against) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"| {what} | {perSecond:0} /s | {reference:0} /s | {perSecond / reference:0.000} | {against} |"));
}
