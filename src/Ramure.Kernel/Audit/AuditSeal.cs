using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Ramure.Kernel.Keys;
using Ramure.Kernel.Operations;

namespace Ramure.Kernel.Audit;

/// <summary>The arithmetic of the chain, with the key that lives in a file outside the database.</summary>
public sealed class AuditSeal(InstallationPaths paths)
{
    /// <summary>What the first event follows.</summary>
    internal const string Start = "";

    private readonly Lazy<byte[]> key = new(() => KeyFile.ReadOrCreate(KeyFile.Path(paths, "audit.key"), () => RandomNumberGenerator.GetBytes(32)));

    internal static string NewSalt() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>Digest of the payload under a salt.</summary>
    internal static string Digest(string salt, AuditEvent e)
    {
        var text = new Canonical().Add(e.Before).Add(e.After).Add(e.Reason);
        return Convert.ToHexStringLower(HMACSHA256.HashData(Convert.FromHexString(salt), text.Bytes));
    }

    /// <summary>The link of an event to the one before.</summary>
    internal string Hash(string previous, AuditEvent e) => Mac(new Canonical()
        .Add("event").Add(previous).Add(e.Sequence).Add(e.Id.ToString("n")).Add(e.At.Ticks).Add(e.Actor).Add(e.Operation)
        .Add(e.SubjectKind).Add(e.SubjectId).Add(e.Unit).Add(e.PayloadDigest));

    /// <summary>What proves that the head was written by who holds the key.</summary>
    internal string Head(long sequence, string hash) => Mac(new Canonical().Add("head").Add(sequence).Add(hash));

    private string Mac(Canonical text) => Convert.ToHexStringLower(HMACSHA256.HashData(key.Value, text.Bytes));

    /// <summary>Each field with its length before it, so that no two records read the same; null is no empty text.</summary>
    private sealed class Canonical
    {
        private readonly ArrayBufferWriter<byte> buffer = new();

        public ReadOnlySpan<byte> Bytes => buffer.WrittenSpan;

        public Canonical Add(string? text)
        {
            Span<byte> length = stackalloc byte[4];
            var bytes = text is null ? [] : Encoding.UTF8.GetBytes(text);
            BinaryPrimitives.WriteInt32BigEndian(length, text is null ? -1 : bytes.Length);
            buffer.Write<byte>(length);
            buffer.Write<byte>(bytes);
            return this;
        }

        public Canonical Add(long number)
        {
            Span<byte> bytes = stackalloc byte[8];
            BinaryPrimitives.WriteInt64BigEndian(bytes, number);
            buffer.Write<byte>(bytes);
            return this;
        }
    }
}
