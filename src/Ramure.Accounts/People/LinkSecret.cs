using System.Security.Cryptography;
using System.Text;

namespace Ramure.Accounts.People;

/// <summary>The secret of a link or of a token: shown once, kept as a digest. 256 random bits need no slow hash.</summary>
internal static class LinkSecret
{
    public static string Make() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
