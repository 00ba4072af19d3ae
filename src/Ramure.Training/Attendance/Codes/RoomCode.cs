using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Ramure.Kernel;
using Ramure.Kernel.Keys;
using Ramure.Training.Model;

namespace Ramure.Training.Attendance.Codes;

/// <summary>
/// The code shown in the room of a slot, another every half minute: a keyed hash of the slot and the half minute, so that nothing is stored
/// and every host over the same keys shows and knows the same one.
/// </summary>
internal sealed class RoomCode(InstallationPaths paths)
{
    public const int Seconds = 30;

    /// <summary>Before and after the slot, for who comes early and who signs on the way out.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromMinutes(15);

    private readonly Lazy<byte[]> key = new(() => Key(paths));

    /// <summary>The key of what proves presence.</summary>
    internal static byte[] Key(InstallationPaths paths) => KeyFile.ReadOrCreate(KeyFile.Path(paths, "presence.key"), () => RandomNumberGenerator.GetBytes(32));

    /// <summary>Whether codes of this slot are shown and taken now.</summary>
    public static bool IsOpen(Slot slot, DateTime now) => now >= slot.StartsAt - Margin && now < slot.EndsAt + Margin;

    /// <summary>Six digits.</summary>
    public string Of(Guid slot, DateTime now) => At(slot, Window(now));

    /// <summary>The present code, or the one before: typing takes time.</summary>
    public bool Knows(Slot slot, string? code, DateTime now)
    {
        if (!IsOpen(slot, now) || code is null || code.Length != 6)
            return false;
        var given = System.Text.Encoding.UTF8.GetBytes(code);
        var window = Window(now);
        return Same(given, At(slot.Id, window)) | Same(given, At(slot.Id, window - 1));
    }

    /// <summary>Whole seconds until the next one, at least one.</summary>
    public static int SecondsLeft(DateTime now) => Seconds - (int)(Unix(now) % Seconds);

    private static bool Same(byte[] given, string code) => CryptographicOperations.FixedTimeEquals(given, System.Text.Encoding.UTF8.GetBytes(code));

    private static long Window(DateTime now) => Unix(now) / Seconds;

    private static long Unix(DateTime now) => (now - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond;

    private string At(Guid slot, long window)
    {
        Span<byte> text = stackalloc byte[24];
        slot.TryWriteBytes(text, bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(text[16..], window);
        var number = BinaryPrimitives.ReadUInt64BigEndian(HMACSHA256.HashData(key.Value, text)) % 1_000_000;
        return number.ToString("000000", CultureInfo.InvariantCulture);
    }
}
