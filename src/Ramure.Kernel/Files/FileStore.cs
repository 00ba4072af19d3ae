using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Ramure.Kernel.Access;
using Ramure.Kernel.Data;
using Ramure.Kernel.Operations;
using Ramure.Kernel.Time;

namespace Ramure.Kernel.Files;

/// <summary>
/// Files on disk under their content's hash, so that equal files take one place and a path never comes from a person. The
/// row is written in the caller's transaction; bytes without a row are harmless and swept by <see cref="FileSweep"/>.
/// </summary>
internal sealed class FileStore(RamureDb db, IStorageProvider storage, InstallationPaths paths, IClock clock, IAccess access, FileQuota quota, IVirusScan scan) : IFileStore
{
    /// <summary>The lock under which bytes appear beside their row and disappear without one.</summary>
    private const long LockKey = 0x52414D_0001;

    private string Root => Path.Combine(paths.Data, "files");

    public async Task<Result<StoredFile>> SaveAsync(
        Stream content, string name, string? contentType, long maxBytes, string? field, CancellationToken cancel)
    {
        var clean = FileNames.Clean(name);
        if (FileTypes.ByName(clean) is not { } type)
            return new Refusal("file-type-refused", $"Le fichier « {clean} » n’est pas d’un type accepté ({FileTypes.Accepted}). Enregistrez-le dans l’un de ces types.", field);
        if (!FileTypes.Agrees(type, contentType))
            return new Refusal("file-type-mismatch", $"Le fichier « {clean} » est annoncé comme « {contentType} », ce qui ne va pas avec son nom. Renommez-le avec la bonne extension.", field);

        var temporary = Path.Combine(Directory.CreateDirectory(Path.Combine(Root, "tmp")).FullName, Guid.CreateVersion7().ToString("n"));
        try
        {
            string sha256;
            long length;
            await using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite))
            {
                (length, sha256) = await CopyAsync(content, file, maxBytes, cancel);
                if (length > maxBytes)
                    return new Refusal("file-too-long", $"Le fichier « {clean} » dépasse {Size(maxBytes)}. Réduisez-le ou partagez-le en plusieurs fichiers.", field);
                if (length == 0)
                    return new Refusal("file-empty", $"Le fichier « {clean} » est vide. Choisissez-en un autre.", field);
                if (!type.Matches(file))
                    return new Refusal("file-type-mismatch", $"Le contenu du fichier « {clean} » n’est pas {type.Label}. Vérifiez le fichier ou son extension.", field);
                if (await scan.RefuseAsync(file, clean, field, cancel) is { } infected)
                    return infected;
                file.Flush(flushToDisk: true);
            }

            var record = new FileRecord
            {
                Id = Guid.CreateVersion7(),
                Name = clean,
                ContentType = type.ContentType,
                Length = length,
                Sha256 = sha256,
                StoredBy = access.Actor.Reference,
                StoredAt = clock.UtcNow,
            };
            return await KeepAsync(record, temporary, field, cancel) is { } full ? full : record.ToStoredFile();
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    public async Task<StoredFile?> FindAsync(Guid id, CancellationToken cancel) =>
        (await db.Set<FileRecord>().AsNoTracking().SingleOrDefaultAsync(f => f.Id == id, cancel))?.ToStoredFile();

    public async Task<OpenedFile?> OpenAsync(Guid id, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } file)
            return null;
        var bytes = new FileStream(PathOf(file.Sha256), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 64 * 1024, useAsync: true);
        return new OpenedFile(file, bytes);
    }

    public async Task<bool> DeleteAsync(Guid id, CancellationToken cancel)
    {
        if (await db.Set<FileRecord>().SingleOrDefaultAsync(f => f.Id == id, cancel) is not { } record)
            return false;
        db.Remove(record);
        if (db.Database.CurrentTransaction is not null)
            return true; // The operation may still roll back: the sweep takes the bytes.
        await db.SaveChangesAsync(cancel);
        await RemoveBytesAsync([record.Sha256], cancel);
        return true;
    }

    /// <summary>Removes bytes that have had no row since before <paramref name="before"/>; the number of contents removed.</summary>
    internal async Task<int> SweepAsync(DateTime before, CancellationToken cancel)
    {
        var day = DateOnly.FromDateTime(before);
        await db.Set<FileUse>().Where(u => u.Day < day).ExecuteDeleteAsync(cancel);
        if (!Directory.Exists(Root))
            return 0;
        var old = Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories).Where(p => File.GetLastWriteTimeUtc(p) < before).ToList();
        var temporary = Path.Combine(Root, "tmp") + Path.DirectorySeparatorChar;
        foreach (var path in old.Where(p => p.StartsWith(temporary, StringComparison.Ordinal)))
            File.Delete(path);
        return await RemoveBytesAsync(old.Where(p => !p.StartsWith(temporary, StringComparison.Ordinal)).Select(p => Path.GetFileName(p)).ToList(), cancel);
    }

    private async Task<Refusal?> KeepAsync(FileRecord record, string temporary, string? field, CancellationToken cancel)
    {
        var path = PathOf(record.Sha256);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(cancel) : null;
        await LockAsync(cancel);
        if (await CountAsync(record, field, cancel) is { } full)
            return full;
        File.Move(temporary, path, overwrite: true);
        File.SetLastWriteTimeUtc(path, record.StoredAt);
        db.Add(record);
        if (own is null)
            return null;
        await db.SaveChangesAsync(cancel);
        await own.CommitAsync(cancel);
        return null;
    }

    /// <summary>Counts what an account stores in a day, under the lock: of many files at once none slips by. The product's own work is not counted.</summary>
    private async Task<Refusal?> CountAsync(FileRecord record, string? field, CancellationToken cancel)
    {
        if (access.Actor.AccountId is null)
            return null;
        var (who, day) = (record.StoredBy, DateOnly.FromDateTime(record.StoredAt));
        var known = await db.Set<FileUse>().SingleOrDefaultAsync(u => u.StoredBy == who && u.Day == day, cancel) ?? db.Set<FileUse>().Local.FirstOrDefault(u => u.StoredBy == who && u.Day == day);
        // What another request has counted since this one has read it last.
        if (known is not null && db.Entry(known).State == EntityState.Unchanged)
            await db.Entry(known).ReloadAsync(cancel);
        var use = known ?? new FileUse { StoredBy = who, Day = day, Files = 0, Bytes = 0 };
        if ((quota.Files > 0 && use.Files + 1 > quota.Files) || (quota.Bytes > 0 && use.Bytes + record.Length > quota.Bytes))
            return new Refusal("file-quota", $"Vous avez joint assez de fichiers pour aujourd’hui ({quota.Files} fichiers ou {Size(quota.Bytes)} par jour). Réessayez demain, ou demandez à qui administre Ramure de relever la limite.", field);
        (use.Files, use.Bytes) = (use.Files + 1, use.Bytes + record.Length);
        if (known is null)
            db.Add(use);
        return null;
    }

    private async Task<int> RemoveBytesAsync(IReadOnlyCollection<string> hashes, CancellationToken cancel)
    {
        var removed = 0;
        foreach (var some in hashes.Chunk(200))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            await LockAsync(cancel);
            var used = await db.Set<FileRecord>().Where(f => some.Contains(f.Sha256)).Select(f => f.Sha256).ToListAsync(cancel);
            foreach (var hash in some.Except(used))
            {
                File.Delete(PathOf(hash));
                removed++;
            }

            await transaction.CommitAsync(cancel);
        }

        return removed;
    }

    private Task LockAsync(CancellationToken cancel) =>
        storage.LockAsync(db.Database.GetDbConnection(), db.Database.CurrentTransaction!.GetDbTransaction(), LockKey, cancel);

    private string PathOf(string sha256) => Path.Combine(Root, sha256[..2], sha256);

    private static async Task<(long Length, string Sha256)> CopyAsync(Stream from, Stream to, long maxBytes, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[64 * 1024];
        long length = 0;
        int read;
        while (length <= maxBytes && (read = await from.ReadAsync(buffer, cancel)) > 0)
        {
            hash.AppendData(buffer, 0, read);
            await to.WriteAsync(buffer.AsMemory(0, read), cancel);
            length += read;
        }

        return (length, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static string Size(long bytes) => bytes >= 1024 * 1024
        ? (bytes / 1024m / 1024m).ToString("0.#", CultureInfo.GetCultureInfo("fr-FR")) + " Mo"
        : (bytes / 1024m).ToString("0.#", CultureInfo.GetCultureInfo("fr-FR")) + " Ko";
}
