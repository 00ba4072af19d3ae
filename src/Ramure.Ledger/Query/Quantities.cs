using System.Globalization;
using Ramure.Kernel;

namespace Ramure.Ledger.Query;

/// <summary>Numbers as texts.</summary>
internal static class Quantities
{
    /// <summary>A decimal string for machines, rounded once (L10).</summary>
    public static string Text(decimal value, int decimals) =>
        Rounding.HalfAwayFromZero(value, decimals).ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
