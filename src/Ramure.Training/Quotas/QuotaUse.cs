using Ramure.Training.Model;
using Ramure.Ui.Components;

namespace Ramure.Training.Quotas;

/// <summary>How much of a quota is taken.</summary>
internal sealed record QuotaUse(string Whom, int Held, int Most)
{
    public static IReadOnlyList<Column<QuotaUse>> Columns { get; } =
    [
        new("Pour", q => q.Whom) { RowHeader = true },
        new("Tenues", q => q.Held) { Numeric = true },
        new("Au plus", q => q.Most) { Numeric = true },
    ];
}
