using Ramure.Kernel;
using Ramure.Kernel.Operations;

namespace Ramure.Training.Exchange.Mapping;

/// <summary>The mappings of this installation: those that come with the product, and its own in the folder <c>exchange</c> of its data.</summary>
internal sealed class MappingShelf(InstallationPaths paths, MappingReader reader)
{
    private const string Folder = "exchange";

    /// <summary>Those that can be read, by the name of their file; one of the installation stands for one of the product with the same name.</summary>
    public IReadOnlyList<(string Code, ExchangeMapping Mapping)> All() =>
    [
        .. Files().Select(f => (Code: Path.GetFileNameWithoutExtension(f.Name), Read: Read(f))).Where(f => f.Read.Succeeded)
            .Select(f => (f.Code, f.Read.Value)).OrderBy(f => f.Code, StringComparer.Ordinal),
    ];

    /// <summary>Those that cannot be read, and why.</summary>
    public IReadOnlyList<Refusal> Faults() => [.. Files().SelectMany(f => Read(f).Refusals)];

    /// <summary>Null when there is none of this name.</summary>
    public ExchangeMapping? Find(string? code) => All().FirstOrDefault(m => m.Code == code).Mapping;

    public Result<ExchangeMapping> Read(FileInfo file)
    {
        if (!file.Exists)
            return new Refusal("mapping-file-missing", $"Le fichier « {file.Name} » n’existe pas. Vérifiez son chemin.", File: file.Name);
        if (file.Length > MappingReader.MaxBytes)
            return new Refusal("mapping-size", $"La correspondance dépasse {MappingReader.MaxBytes / 1024} Ko.", File: file.Name);
        return reader.Read(File.ReadAllBytes(file.FullName), file.Name);
    }

    private IEnumerable<FileInfo> Files() => new[] { paths.Data, paths.Reference }.Select(p => new DirectoryInfo(Path.Combine(p, Folder))).Where(d => d.Exists)
        .SelectMany(d => d.EnumerateFiles("*.json")).DistinctBy(f => f.Name, StringComparer.Ordinal);
}
