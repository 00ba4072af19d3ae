using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Secrets;

namespace Ramure.Kernel.Protection;

/// <summary>
/// The installation's own secret (<c>RAMURE_KEYS_SECRET</c>, or a file named by <c>RAMURE_KEYS_SECRET_FILE</c>) under which keys are
/// encrypted in the database: a copy of the database alone then opens no cookie.
/// </summary>
/// <param name="Text">Null when the installation has none: keys lie in the database as they are.</param>
public sealed record KeySecret(string? Text)
{
    /// <summary>Shorter ones can be guessed.</summary>
    public const int MinimumLength = 32;

    /// <summary>Reads and checks the secret.</summary>
    public static KeySecret Read(string? text) => text is { Length: < MinimumLength }
        ? throw new SettingException($"RAMURE_KEYS_SECRET a {text.Length} caractères : il en faut {MinimumLength} au moins, par exemple ceux de « openssl rand -base64 32 ».")
        : new KeySecret(text);

    internal byte[] Key() => HKDF.DeriveKey(
        HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(Text ?? throw new SettingException("Des clés de l’installation sont chiffrées : donnez RAMURE_KEYS_SECRET_FILE, le même sur tous les hôtes.")),
        32, info: "ramure keys v1"u8.ToArray());
}

/// <summary>Encrypts a key before it is stored.</summary>
internal sealed class SecretEncryptor(KeySecret secret) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var (nonce, cipher, tag) = (RandomNumberGenerator.GetBytes(12), new byte[plain.Length], new byte[16]);
        using (var aes = new AesGcm(secret.Key(), tag.Length))
            aes.Encrypt(nonce, plain, cipher, tag);
        CryptographicOperations.ZeroMemory(plain);
        return new EncryptedXmlInfo(new XElement("secret", Convert.ToBase64String([.. nonce, .. tag, .. cipher])), typeof(SecretDecryptor));
    }
}

/// <summary>Decrypts it; made by the framework from the name stored beside the key.</summary>
internal sealed class SecretDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        var all = Convert.FromBase64String(encryptedElement.Value);
        var plain = new byte[all.Length - 28];
        using var aes = new AesGcm(services.GetRequiredService<KeySecret>().Key(), 16);
        aes.Decrypt(all.AsSpan(0, 12), all.AsSpan(28), all.AsSpan(12, 16), plain);
        return XElement.Parse(Encoding.UTF8.GetString(plain));
    }
}
