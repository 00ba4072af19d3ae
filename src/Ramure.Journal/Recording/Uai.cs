using System.Globalization;

namespace Ramure.Journal.Recording;

/// <summary>The code of a school: seven digits and a check letter.</summary>
internal static class Uai
{
    private const string Letters = "ABCDEFGHJKLMNPRSTUVWXYZ";

    /// <summary>Whether the code is well formed; <paramref name="expected"/> is the right letter when the digits are.</summary>
    public static bool TryCheck(string uai, out char? expected)
    {
        expected = null;
        if (uai.Length != 8 || !int.TryParse(uai.AsSpan(0, 7), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return false;
        expected = Letters[number % 23];
        return uai[7] == expected;
    }
}
