using System.Security.Cryptography;

namespace Ramure.Accounts.Tokens;

/// <summary>How a token is written: <c>ramure_</c>, ten characters by which it is found, and its secret.</summary>
internal static class ApiTokens
{
    public const string Start = "ramure_";
    private const int PrefixLength = 10;
    private const int SecretLength = 64;

    public static string Make(out string prefix)
    {
        prefix = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(PrefixLength / 2));
        return $"{Start}{prefix}_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretLength / 2))}";
    }

    /// <summary>The part by which the row is found; null when this is no token.</summary>
    public static string? Prefix(string token) =>
        token.Length == Start.Length + PrefixLength + 1 + SecretLength && token.StartsWith(Start, StringComparison.Ordinal) && token[Start.Length + PrefixLength] == '_'
            ? token.Substring(Start.Length, PrefixLength)
            : null;
}
