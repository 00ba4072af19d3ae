namespace Ramure.Kernel.Keys;

/// <summary>
/// Secrets in files beside the database, never inside it. Hosts that share a database share the folder. A file appears whole
/// or not at all, and only its owner may read it.
/// </summary>
public static class KeyFile
{
    /// <summary>The folder of keys of an installation.</summary>
    public static string Path(InstallationPaths paths, string name) => System.IO.Path.Combine(paths.Data, "keys", name);

    /// <summary>The content of the file, made by <paramref name="fresh"/> when there is none; of two hosts that make it at once, one wins.</summary>
    public static byte[] ReadOrCreate(string file, Func<byte[]> fresh)
    {
        if (!File.Exists(file))
        {
            var written = Write(file, fresh());
            try
            {
                File.Move(written, file, overwrite: false);
            }
            catch (IOException) when (File.Exists(file))
            {
                // Another host was first: its key is the one.
                File.Delete(written);
            }
        }

        return File.ReadAllBytes(file);
    }

    /// <summary>Puts another content in its place at once; a power cut leaves the one or the other.</summary>
    public static void Replace(string file, byte[] content) => File.Move(Write(file, content), file, overwrite: true);

    private static string Write(string file, byte[] content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        var written = file + "." + Guid.CreateVersion7().ToString("n");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var stream = new FileStream(written, options);
        stream.Write(content);
        stream.Flush(flushToDisk: true);
        return written;
    }
}
