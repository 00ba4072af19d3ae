using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Ramure.Kernel;
using Ramure.Kernel.Data;
using Ramure.Kernel.Modules;
using Ramure.Steering.Model;

namespace Ramure.Steering.Loading;

/// <summary>
/// Loads the product's own contracts when they are absent or changed. A file that was loaded once is not loaded again over a
/// version that somebody imported since.
/// </summary>
internal sealed partial class ReferenceContracts(
    RamureDb db, ContractImport import, InstallationPaths paths, ILogger<ReferenceContracts> log) : IStartupTask
{
    public int Order => 30;

    public async Task RunAsync(CancellationToken cancel)
    {
        var folder = new DirectoryInfo(Path.Combine(paths.Reference, "contracts"));
        if (!folder.Exists)
            return;
        foreach (var file in folder.EnumerateFiles("*.yaml").OrderBy(f => f.Name, StringComparer.Ordinal))
        {
            var text = await File.ReadAllTextAsync(file.FullName, cancel);
            var fingerprint = ContractFile.Fingerprint(text);
            if (await db.Set<ContractVersion>().AnyAsync(v => v.Fingerprint == fingerprint, cancel))
                continue;
            var result = await import.RunAsync(new ImportContract(file.Name, text), cancel);
            foreach (var refusal in result.Refusals)
                Refused(refusal.ToString());
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Contrat non chargé : {Refusal}")]
    private partial void Refused(string refusal);
}
