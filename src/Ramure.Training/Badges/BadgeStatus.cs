using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Training.Model;
using Ramure.Training.Recognition;

namespace Ramure.Training.Badges;

/// <summary>Which badges hold no more, as a string of bits: of the others, and of how many there are, it says nothing.</summary>
internal sealed class BadgeStatus(RamureDb db)
{
    /// <summary>The list, compressed; null when there is no such list.</summary>
    public async Task<byte[]?> ListAsync(int list, CancellationToken cancel = default)
    {
        if (list < 0 || list > int.MaxValue / CertificateIssuer.StatusPlaces - 1)
            return null;
        var (from, to) = (list * CertificateIssuer.StatusPlaces, (list + 1) * CertificateIssuer.StatusPlaces);
        var places = db.Set<Credential>().AsNoTracking().Where(c => c.StatusIndex >= from && c.StatusIndex < to);
        if (list > 0 && !await places.AnyAsync(cancel))
            return null;
        var bits = new byte[CertificateIssuer.StatusPlaces / 8];
        // The first bit of a byte is its highest.
        foreach (var place in await places.Where(c => c.RevokedAt != null).Select(c => c.StatusIndex!.Value - from).ToListAsync(cancel))
            bits[place / 8] |= (byte)(0x80 >> (place % 8));
        using var compressed = new MemoryStream();
        await using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal))
            gzip.Write(bits);
        return compressed.ToArray();
    }
}
