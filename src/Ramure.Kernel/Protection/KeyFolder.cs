using System.Xml;
using System.Xml.Linq;
using Microsoft.EntityFrameworkCore;
using Ramure.Kernel.Data;
using Ramure.Kernel.Modules;
using Ramure.Kernel.Time;

namespace Ramure.Kernel.Protection;

/// <summary>
/// Takes the keys of an earlier version over from the data folder into the database, so that nobody's cookies stop working, and removes
/// the files: a key is kept in one place.
/// </summary>
internal sealed class KeyFolder(RamureDb db, InstallationPaths paths, IClock clock) : IStartupTask
{
    public int Order => -100;

    public async Task RunAsync(CancellationToken cancel)
    {
        var folder = new DirectoryInfo(Path.Combine(paths.Data, "keys"));
        if (!folder.Exists)
            return;
        var files = folder.GetFiles("*.xml").Where(Readable).ToList();
        var names = files.ConvertAll(f => Path.GetFileNameWithoutExtension(f.Name));
        var known = await db.Set<ProtectionKey>().Where(k => names.Contains(k.Name)).Select(k => k.Name).ToListAsync(cancel);
        foreach (var file in files.Where(f => !known.Contains(Path.GetFileNameWithoutExtension(f.Name))))
            db.Add(new ProtectionKey
            {
                Id = Guid.CreateVersion7(),
                Name = Path.GetFileNameWithoutExtension(file.Name),
                Xml = await File.ReadAllTextAsync(file.FullName, cancel),
                StoredAt = clock.UtcNow,
            });
        await db.SaveChangesAsync(cancel);
        foreach (var file in files)
            file.Delete();
    }

    /// <summary>A file cut short would stop every page from being shown.</summary>
    private static bool Readable(FileInfo file)
    {
        try
        {
            return XElement.Load(file.FullName).Name.LocalName is "key" or "revocation";
        }
        catch (XmlException)
        {
            return false;
        }
    }
}
