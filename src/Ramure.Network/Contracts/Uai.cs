using System.Globalization;

namespace Ramure.Network.Contracts;

/// <summary>The code of a school (<em>unité administrative immatriculée</em>): seven digits and a letter that checks them.</summary>
public static class Uai
{
    private const string Letters = "ABCDEFGHJKLMNPRSTUVWXYZ";

    private static readonly string Example = "0620166" + LetterOf("0620166");

    /// <summary>Seven digits and a letter, right or wrong.</summary>
    public static bool HasForm(string code) => code.Length == 8 && code[..7].All(char.IsAsciiDigit) && char.IsAsciiLetterUpper(code[7]);

    /// <summary>The letter that seven digits call for.</summary>
    public static char LetterOf(string digits) => Letters[int.Parse(digits, CultureInfo.InvariantCulture) % 23];

    /// <summary>What is wrong with a code and how to mend it, in French; null when it is right.</summary>
    public static string? Fault(string code)
    {
        if (!HasForm(code))
            return $"« {code} » n'est pas un code UAI : sept chiffres et une lettre majuscule, par exemple {Example}.";
        var letter = LetterOf(code[..7]);
        return letter == code[7] ? null : $"La lettre du code UAI « {code} » ne correspond pas à ses chiffres : {code[..7]} appelle la lettre {letter}. Vérifiez chaque signe.";
    }
}
