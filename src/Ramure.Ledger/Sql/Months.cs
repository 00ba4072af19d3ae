namespace Ramure.Ledger.Sql;

/// <summary>Months as the ledger numbers them: year × 12 + month − 1.</summary>
internal static class Months
{
    public static int Of(DateOnly day) => (day.Year * 12) + day.Month - 1;

    public static DateOnly First(int month) => new(month / 12, (month % 12) + 1, 1);
}
