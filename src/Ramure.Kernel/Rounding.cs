namespace Ramure.Kernel;

/// <summary>L10: exact inside, rounded once at output, half away from zero.</summary>
public static class Rounding
{
    /// <summary>Rounds for output.</summary>
    public static decimal HalfAwayFromZero(decimal value, int decimals) =>
        Math.Round(value, decimals, MidpointRounding.AwayFromZero);
}
