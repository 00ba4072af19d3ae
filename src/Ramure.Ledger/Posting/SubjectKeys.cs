using System.Security.Cryptography;
using System.Text;
using Ramure.Kernel;

namespace Ramure.Ledger.Posting;

/// <summary>
/// Turns a subject key into a keyed hash, so that the ledger counts persons without naming them (L5). The key lives in a
/// file beside the database, never inside it; hosts that share a database share the file.
/// </summary>
internal sealed class SubjectKeys(InstallationPaths paths)
{
    private readonly Lazy<byte[]> key = new(() => ReadOrCreate(Path.Combine(paths.Data, "keys", "subject.key")));

    public string Hash(string subject)
    {
        var hash = HMACSHA256.HashData(key.Value, Encoding.UTF8.GetBytes(subject));
        return Convert.ToHexStringLower(hash.AsSpan(0, 16));
    }

    private static byte[] ReadOrCreate(string file)
    {
        if (!File.Exists(file))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            var fresh = file + "." + Guid.CreateVersion7().ToString("n");
            File.WriteAllBytes(fresh, RandomNumberGenerator.GetBytes(32));
            try
            {
                File.Move(fresh, file, overwrite: false);
            }
            catch (IOException) when (File.Exists(file))
            {
                // Another host was first: its key is the one.
                File.Delete(fresh);
            }
        }

        return File.ReadAllBytes(file);
    }
}
