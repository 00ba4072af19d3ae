using System.Security.Cryptography;
using System.Text;
using Ramure.Kernel;
using Ramure.Kernel.Keys;

namespace Ramure.Training.Exchange;

/// <summary>
/// Turns an identifier of a person, such as a NUMEN, into a keyed hash that is good for one session only: enough to find the person again in
/// the next file about it, and nothing that leads back to the identifier or from one session to another (decision 0023).
/// </summary>
internal sealed class ParticipantKeys(InstallationPaths paths)
{
    private const int KeyLength = 32;

    private readonly Lazy<byte[]> key = new(() => KeyFile.ReadOrCreate(KeyFile.Path(paths, "participants.key"), () => RandomNumberGenerator.GetBytes(KeyLength)));

    public string Hash(Guid session, string identifier) => Convert.ToHexStringLower(
        HMACSHA256.HashData(key.Value, Encoding.UTF8.GetBytes($"{session:n} {string.Concat(identifier.Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant()}")));
}
