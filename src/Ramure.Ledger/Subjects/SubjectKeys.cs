using System.Security.Cryptography;
using System.Text;
using Ramure.Kernel;
using Ramure.Kernel.Keys;

namespace Ramure.Ledger.Subjects;

/// <summary>
/// Turns a subject key into a keyed hash, so that the ledger counts persons without naming them (L5). The keys live in a file
/// beside the database, never inside it; hosts that share a database share the file.
/// <para>
/// A rotation lays another key over the hashes: <c>HMAC(k₁, HMAC(k₀, subject))</c>. The database says how many layers its hashes
/// have; a key more in the file is one of a rotation that did not commit, and is used by the next. So the file, written first,
/// and the database never disagree, whenever the machine stops.
/// </para>
/// </summary>
internal sealed class SubjectKeys(InstallationPaths paths)
{
    private const string Title = "ramure-subject-keys";
    private const int KeyLength = 32;
    private readonly Lock gate = new();
    private IReadOnlyList<byte[]> ring = [];

    private string File => KeyFile.Path(paths, "subject.key");

    /// <summary>The hash of a subject in a database whose hashes have this many layers.</summary>
    public string Hash(int layers, string subject) => Ring(layers).Take(layers).Aggregate(subject, (text, key) => Layer(key, text));

    /// <summary>What tells this ring from another: kept in the database.</summary>
    public string Proof(int layers) => Hash(layers, "ramure:proof");

    /// <summary>The key of the next layer, kept in the file before the database knows of it.</summary>
    public byte[] Next(int layers)
    {
        lock (gate)
        {
            ring = Read();
            Check(layers);
            if (ring.Count == layers)
            {
                KeyFile.Replace(File, Text([.. ring, RandomNumberGenerator.GetBytes(KeyLength)]));
                ring = Read();
            }

            return ring[layers];
        }
    }

    /// <summary>One layer over a hash.</summary>
    public static string Layer(byte[] key, string text) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));

    /// <summary>A hash that belongs to nobody.</summary>
    public static string OfNobody() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>Reads the file again when the database is ahead of what was read: another host has rotated.</summary>
    private IReadOnlyList<byte[]> Ring(int layers)
    {
        lock (gate)
        {
            if (ring.Count < layers)
                ring = Read();
            Check(layers);
            return ring;
        }
    }

    private void Check(int layers)
    {
        if (ring.Count < layers)
            throw new SubjectKeysException($"Le fichier {File} compte {ring.Count} clé(s), et la base en demande {layers}. Remettez le fichier qui va avec cette base.");
    }

    private IReadOnlyList<byte[]> Read()
    {
        var content = KeyFile.ReadOrCreate(File, () => Text([RandomNumberGenerator.GetBytes(KeyLength)]));
        if (!content.AsSpan().StartsWith(Encoding.ASCII.GetBytes(Title)))
            return content.Length == KeyLength ? [content] : throw Unreadable();
        try
        {
            return [.. Encoding.ASCII.GetString(content).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(Convert.FromHexString)];
        }
        catch (FormatException)
        {
            throw Unreadable();
        }
    }

    private SubjectKeysException Unreadable() => new($"Le fichier {File} n’est pas un trousseau de clés. Remettez celui qui va avec cette base.");

    private static byte[] Text(IEnumerable<byte[]> keys) =>
        Encoding.ASCII.GetBytes(string.Concat([Title + "\n", .. keys.Select(k => Convert.ToHexStringLower(k) + "\n")]));
}

/// <summary>The keys at hand are not those of this database: posting would count the same person twice.</summary>
internal sealed class SubjectKeysException(string message) : InvalidOperationException(message);
