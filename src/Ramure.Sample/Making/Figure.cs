using Ramure.Ledger.Contracts;

namespace Ramure.Sample.Making;

/// <summary>One elementary datum of a unit for a year, as its service would state it, with the entries it posts.</summary>
internal sealed record Figure(string Measure, string Unit, int Year, IReadOnlyList<LedgerLine> Lines)
{
    /// <summary>The ledger's source kind.</summary>
    public const string SourceKind = "sample";

    public string Id => $"{Measure}:{Unit}:{Year}";

    /// <summary>Reads an <see cref="Id"/>.</summary>
    public static bool TryParse(string id, out string measure, out string unit, out int year)
    {
        var parts = id.Split(':');
        (measure, unit) = parts.Length == 3 ? (parts[0], parts[1]) : ("", "");
        year = 0;
        return parts.Length == 3 && int.TryParse(parts[2], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out year);
    }
}
