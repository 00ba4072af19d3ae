using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace Ramure.Training.Recognition;

/// <summary>Links by which a person opens their documents without an account: sealed, so that nothing has to be stored and none can be made up.</summary>
internal sealed class CredentialLinks
{
    /// <summary>Where who has an account finds theirs.</summary>
    public const string OwnPath = "/compte/attestations";

    private readonly IDataProtector protector;

    public CredentialLinks(IDataProtectionProvider protection)
    {
        protector = protection.CreateProtector("Ramure.Training.Credentials");
        // The first use of the keys makes one, in the database: now, not while an operation holds it.
        protector.Protect([]);
    }

    /// <summary>Local address.</summary>
    public string Path(Guid registration) => "/attestations/" + Token(registration);

    public string Token(Guid registration) => WebEncoders.Base64UrlEncode(protector.Protect(registration.ToByteArray()));

    /// <summary>The registration of a link; null when it is none of ours.</summary>
    public Guid? Read(string? token)
    {
        try
        {
            return token is { Length: > 0 and < 1000 } && protector.Unprotect(WebEncoders.Base64UrlDecode(token)) is { Length: 16 } bytes ? new Guid(bytes) : null;
        }
        catch (Exception wrong) when (wrong is CryptographicException or FormatException)
        {
            return null;
        }
    }
}
