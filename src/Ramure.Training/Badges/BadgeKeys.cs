using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Ramure.Kernel;
using Ramure.Kernel.Keys;
using Ramure.Kernel.Time;

namespace Ramure.Training.Badges;

/// <summary>A key with which badges are signed.</summary>
/// <param name="Id">Thumbprint of its public part (RFC 7638).</param>
/// <param name="Since">UTC; when it was made.</param>
internal sealed record BadgeKey(string Id, DateTime Since, string Modulus, string Exponent);

/// <summary>
/// The keys of badges, in a file beside the database, never inside it; hosts that share a database share the file. The newest signs; those
/// before it stay published, so that what they have signed goes on verifying.
/// </summary>
internal sealed class BadgeKeys(InstallationPaths paths, IClock clock)
{
    private const int Bits = 2048;
    private readonly Lock gate = new();
    private (DateTime Written, IReadOnlyList<Kept> Ring)? read;

    private string File => KeyFile.Path(paths, "badges.key");

    /// <summary>Public parts, the newest first.</summary>
    public IReadOnlyList<BadgeKey> All => [.. Ring().Reverse().Select(Public)];

    /// <summary>The one that signs.</summary>
    public BadgeKey Present => Public(Ring()[^1]);

    public BadgeKey? Find(string id) => All.FirstOrDefault(k => k.Id == id);

    /// <summary>RS256 over the text, by the newest key.</summary>
    public byte[] Sign(string text)
    {
        using var rsa = Open(Ring()[^1]);
        return rsa.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    public static bool Verifies(BadgeKey key, string text, byte[] signature)
    {
        using var rsa = RSA.Create(new RSAParameters { Modulus = WebEncoders.Base64UrlDecode(key.Modulus), Exponent = WebEncoders.Base64UrlDecode(key.Exponent) });
        return rsa.VerifyData(Encoding.ASCII.GetBytes(text), signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    /// <summary>Makes a new key, which signs from now on.</summary>
    public BadgeKey Rotate()
    {
        lock (gate)
        {
            KeyFile.Replace(File, JsonSerializer.SerializeToUtf8Bytes<IReadOnlyList<Kept>>([.. Ring(), Fresh()]));
            read = null;
            return Present;
        }
    }

    private IReadOnlyList<Kept> Ring()
    {
        lock (gate)
        {
            var content = read is null || !System.IO.File.Exists(File) ? KeyFile.ReadOrCreate(File, () => JsonSerializer.SerializeToUtf8Bytes<Kept[]>([Fresh()])) : null;
            // Another host may have rotated.
            var written = System.IO.File.GetLastWriteTimeUtc(File);
            if (read is { } known && known.Written == written)
                return known.Ring;
            var ring = JsonSerializer.Deserialize<List<Kept>>(content ?? System.IO.File.ReadAllBytes(File));
            if (ring is not { Count: > 0 })
                throw new InvalidDataException($"Le fichier {File} n’est pas un trousseau de clés. Remettez celui qui va avec cette installation.");
            read = (written, ring);
            return ring;
        }
    }

    private Kept Fresh()
    {
        using var rsa = RSA.Create(Bits);
        return new Kept(clock.UtcNow, Convert.ToBase64String(rsa.ExportPkcs8PrivateKey()));
    }

    private static RSA Open(Kept kept)
    {
        var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(Convert.FromBase64String(kept.Pkcs8), out _);
        return rsa;
    }

    private static BadgeKey Public(Kept kept)
    {
        using var rsa = Open(kept);
        var parameters = rsa.ExportParameters(includePrivateParameters: false);
        var (n, e) = (WebEncoders.Base64UrlEncode(parameters.Modulus!), WebEncoders.Base64UrlEncode(parameters.Exponent!));
        var thumbprint = SHA256.HashData(Encoding.ASCII.GetBytes($$"""{"e":"{{e}}","kty":"RSA","n":"{{n}}"}"""));
        return new BadgeKey(WebEncoders.Base64UrlEncode(thumbprint), kept.Since, n, e);
    }

    private sealed record Kept(DateTime Since, string Pkcs8);
}
