using System.Buffers.Binary;
using System.Security.Cryptography;
using Ramure.Kernel;
using Ramure.Training.Attendance.Codes;
using Ramure.Training.Recognition;

namespace Ramure.Training.Attendance.Paper;

/// <summary>
/// The code of a person on the printed sheet of a session: five signs of a keyed hash, so that nothing is stored, every print bears the same
/// and one sheet says nothing of another; the sixth tells when one sign was misread or two were swapped.
/// </summary>
internal sealed class PaperCode(InstallationPaths paths)
{
    public const int Length = 6;

    private const int Group = 3;
    private const string Signs = VerificationCode.Signs;

    private readonly Lazy<byte[]> key = new(() => RoomCode.Key(paths));

    public string Of(Guid session, Guid registration)
    {
        // Longer than what room codes are made of: one key, never one input.
        Span<byte> text = stackalloc byte[32];
        session.TryWriteBytes(text, bigEndian: true, out _);
        registration.TryWriteBytes(text[16..], bigEndian: true, out _);
        var number = BinaryPrimitives.ReadUInt32BigEndian(HMACSHA256.HashData(key.Value, text));
        var code = new char[Length];
        for (var i = 0; i < Length - 1; i++)
            code[i] = Signs[(int)((number >> (5 * i)) & 31)];
        code[^1] = Signs[Twice(Fold(code.AsSpan(0, Length - 1)))];
        return new string(code);
    }

    /// <summary>"7K2-QX9".</summary>
    public static string Shown(string code) => string.Join('-', code.Chunk(Group).Select(c => new string(c)));

    /// <summary>Whether it can be a code at all.</summary>
    public static bool IsWell(string code) => code.Length == Length && code.All(c => Signs.Contains(c, StringComparison.Ordinal)) && Fold(code) == 0;

    // A polynomial over the field of 32 elements: each place has a weight of its own, so that one wrong sign, or two in each other's
    // place, never give another right code.
    private static int Fold(ReadOnlySpan<char> code)
    {
        var sum = 0;
        foreach (var sign in code)
            sum = Twice(sum) ^ Signs.IndexOf(sign, StringComparison.Ordinal);
        return sum;
    }

    private static int Twice(int value) => (value << 1) ^ (value >= 16 ? 0b100101 : 0);
}
